//! The explanation: sections of statements, each linked with its rows in the JSON.

use super::{FindingProps, data_rows, picture};
use crate::app::{
    PageProps,
    components::{
        context_file::ContextPicker,
        plan::{Plan, settled},
    },
    state::{Action, Picked},
};
pub use finding_lens::i18n::visible;
use finding_lens::{
    engine::protocol::FindingView,
    explain::{
        Basis, Heading, Rendered, Span,
        check::{Leaning, Strength},
    },
    i18n::{Lang, ui::finding as words},
};
use std::rc::Rc;
use yew::prelude::*;

/// A value longer than this scrolls in a box of its own.
const LONG: usize = 400;

/// The sections of a finding, and its pictures.
#[component]
pub fn Explanation(all: &FindingProps) -> Html {
    let FindingProps { page: props, view, narrow, .. } = all;
    let lang = props.store.prefs.lang;
    let section = |(at, section): (usize, &finding_lens::engine::protocol::SectionView)| {
        html! {
            <>
            <section class="section" aria-labelledby={format!("section-{}", section.slug)}>
                <h2 id={format!("section-{}", section.slug)}>{ &section.label }</h2>
                if section.slug == Heading::Next.slug() {
                    <Plan key={view.finding} ..all.clone() />
                }
                if section.statements.is_empty() {
                    <p class="soft">{ words::NOTHING_TO_SAY.get(lang) }</p>
                }
                { statements(&section.statements, at, view, props) }
                if section.slug == Heading::Harmless.slug() {
                    <ContextPicker ..props.clone() />
                }
            </section>
            if at == 0 { { picture::details(view, *narrow, props) } }
            </>
        }
    };
    html! {
        <>
            { picture::overview(view, *narrow, props) }
            <div>
                { legend(lang) }
                { for view.sections.iter().enumerate().map(section) }
            </div>
        </>
    }
}

/// The statements of a section. Answers of checks that point neither way are folded away: they are asked for, not read first.
fn statements(all: &[Rendered], at: usize, view: &FindingView, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let one = |(n, said): (usize, &Rendered)| {
        html! {
            <li>
                { statement(said, (at, n), props) }
                { for said.settled.iter().map(|by| settled(by, view, props)) }
            </li>
        }
    };
    let idle = |said: &Rendered| said.weigh.as_ref().is_some_and(|weigh| !weigh.leaning.decides());
    let undecided: Vec<_> = all.iter().enumerate().filter(|(_, said)| idle(said)).collect();
    html! {
        <>
            <ul>{ for all.iter().enumerate().filter(|(_, said)| !idle(said)).map(one) }</ul>
            if !undecided.is_empty() {
                <details class="undecided">
                    <summary>{ words::UNDECIDED.fill(lang, &[("n", &undecided.len().to_string())]) }</summary>
                    <ul>{ for undecided.into_iter().map(one) }</ul>
                </details>
            }
        </>
    }
}

fn legend(lang: Lang) -> Html {
    let entry = |basis: Basis| {
        html! { <li title={basis.meaning().get(lang)}><span class={classes!("basis", basis.slug())} aria-hidden="true">{ mark(basis) }</span>{ " " }{ basis.label().get(lang) }</li> }
    };
    html! { <ul class="legend" aria-label={words::LEGEND.get(lang)}>{ for Basis::ALL.map(entry) }</ul> }
}

/// The mark of a basis: told apart by shape, not by colour alone.
pub fn mark(basis: Basis) -> &'static str {
    match basis {
        Basis::Observed => "●",
        Basis::Inferred => "◆",
        Basis::Unknowable => "?",
        Basis::General => "○",
        Basis::Context => "■",
    }
}

/// A statement; a click shows the rows it rests on.
pub fn statement(said: &Rendered, at: (usize, usize), props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let picked = &props.store.picked;
    let pressed = picked.statement == Some(at);
    let cites = picked.row.is_some_and(|row| said.rows.contains(&row)) && picked.statement.is_none();
    let pick = {
        let dispatcher = props.store.dispatcher();
        let rows: Rc<[_]> = said.rows.clone().into();
        Callback::from(move |_: MouseEvent| {
            let picked = if pressed {
                Picked::default()
            } else {
                Picked { statement: Some(at), cited: rows.clone(), row: rows.first().copied() }
            };
            dispatcher.dispatch(Action::Pick(picked));
        })
    };
    let content = html! {
        <>
            <span class={classes!("basis", said.basis.slug())}><span aria-hidden="true">{ mark(said.basis) }</span><span class="visually-hidden">{ format!("{}: ", said.basis.label().get(lang)) }</span></span>
            <span>
                if let Some(weighed) = &said.weigh { { weigh(weighed.leaning, lang) }{ " " } }
                { for said.spans.iter().map(span) }
                if let Some(weighed) = &said.weigh {
                    <span class="turn">{ words::TURN.get(lang) }{ ": " }{ for weighed.turn.iter().map(span) }</span>
                }
            </span>
        </>
    };
    if said.rows.is_empty() {
        return html! { <div class="statement">{ content }</div> };
    }
    html! {
        <button type="button" data-rows={data_rows(&said.rows)} class={classes!("statement", cites.then_some("cited"))} aria-pressed={pressed.to_string()} onclick={pick}>{ content }</button>
    }
}

/// Which way a check points, in words; colour and shape only repeat them.
fn weigh(leaning: Leaning, lang: Lang) -> Html {
    let strength = leaning.strength().map(Strength::slug);
    html! { <span class={classes!("weigh", leaning.slug(), strength)} title={leaning.meaning().get(lang)}>{ leaning.words(lang) }</span> }
}

fn span(span: &Span) -> Html {
    if !span.value {
        return html! { { &span.text } };
    }
    let long = span.text.len() > LONG;
    html! { <bdi class={classes!("value", long.then_some("long"))} translate="no">{ visible(&span.text) }</bdi> }
}
