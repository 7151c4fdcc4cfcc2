//! The Finding page: what it says, beside the JSON it says it of.

use crate::app::{
    PageProps,
    components::{
        FindingProps,
        changes::Changes,
        explanation::{Explanation, visible},
        glance::glance,
        json_tree::JsonTree,
        judgement::Judgement,
        severity::severity,
    },
    route::Route,
    state::{Action, Dialog, Picked},
};
use crate::browser::page::use_narrow;
use finding_lens::{
    engine::protocol::{Fact, FindingView, VersionOf},
    i18n::{
        Lang, count,
        ui::{changes, finding as words, findings, frame, share},
    },
    json::RowId,
    knowledge::CATALOGUE_DATE,
};
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub fn FindingPage(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let narrow = use_narrow();
    let wanted = props.store.open();
    let Some(view) = props.store.finding.clone().filter(|view| Some(view.finding) == wanted) else {
        let refused = props.store.refused.as_ref().filter(|(finding, _)| Some(*finding) == wanted);
        return html! {
            if let Some((_, why)) = refused {
                <div class="stack">
                    <h1>{ frame::FINDINGS.get(lang) }</h1>
                    <p role="alert">{ &**why }</p>
                    <p><a class="button" href={Route::Start.fragment()}>{ frame::START.get(lang) }</a></p>
                </div>
            } else if props.store.intake.findings == 0 && props.store.reading == 0 {
                <div class="stack">
                    <h1>{ frame::FINDINGS.get(lang) }</h1>
                    <p>{ findings::EMPTY.get(lang) }</p>
                    <p><a class="button" href={Route::Start.fragment()}>{ frame::START.get(lang) }</a></p>
                </div>
            } else {
                <p class="soft" role="status">{ frame::WORKING.get(lang) }</p>
            }
        };
    };
    let parts = FindingProps::new(props, view.clone(), narrow);
    html! {
        <>
            <div class="finding-head">
                { nav(props, lang) }
                <h1><bdi translate="no">{ visible(&view.title) }</bdi></h1>
                <div class="row">
                    <button type="button" onclick={props.act(Action::Show(Some(Dialog::Share)))}>{ share::TITLE.get(lang) }</button>
                    <span><span class="soft">{ words::SEVERITY.get(lang) }{ ": " }</span>{ severity(view.band, view.severity.as_deref(), lang) }</span>
                    if let Some(verdict) = view.mark.as_ref().and_then(|mark| mark.verdict) {
                        <span class={classes!("tag", "verdict", verdict.slug())}>{ verdict.label().get(lang) }</span>
                    }
                    if !view.known_type {
                        <span class="tag">{ words::UNKNOWN_TYPE.fill(lang, &[("date", CATALOGUE_DATE)]) }</span>
                    }
                </div>
                <Chips view={view.clone()} key={view.finding} />
                { facts(&view.facts, props) }
                { came_as(&view, props, lang) }
            </div>
            { glance(&view, props) }
            <div class="panes">
                <div class="stack">
                    <Explanation ..parts.clone() />
                    if view.versions.len() > 1 {
                        <Changes page={props.clone()} title={changes::TITLE} before={version(&view, 1)} after={version(&view, 0)} key={view.finding} />
                    }
                    <div class="card">
                        <Judgement page={props.clone()} targets={vec![view.finding]} selected=0 mark={view.mark.clone().unwrap_or_default()} key={view.finding} />
                    </div>
                    { catalogue(&view, lang) }
                </div>
                <JsonTree key={view.finding} ..parts />
            </div>
        </>
    }
}

fn version(view: &FindingView, version: u32) -> VersionOf {
    VersionOf { finding: view.finding, version }
}

/// The way back to the list, and along it.
fn nav(props: &PageProps, lang: Lang) -> Html {
    let Some(around) = props.store.around.filter(|_| props.store.intake.findings > 1) else {
        return Html::default();
    };
    let to = |number: Option<u32>, label: &'static str, sign: &'static str| match number {
        Some(number) => {
            html! { <a class="button" href={Route::Finding(number).fragment()} aria-label={label} title={label}>{ sign }</a> }
        }
        None => html! { <button type="button" disabled=true aria-label={label}>{ sign }</button> },
    };
    let numbers = [("n", &*count(u64::from(around.row) + 1)), ("total", &*count(u64::from(around.total)))];
    html! {
        <nav class="row finding-nav" aria-label={frame::FINDINGS.get(lang)}>
            <a class="button" href={Route::Findings.fragment()}>{ frame::FINDINGS.get(lang) }</a>
            { to(around.previous, words::PREVIOUS.get(lang), "‹") }
            <span>{ words::POSITION.fill(lang, &numbers) }</span>
            { to(around.next, words::NEXT.get(lang), "›") }
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct ChipsProps {
    view: Rc<FindingView>,
}

/// The type string, taken apart; each part opens its meaning.
#[component]
fn Chips(props: &ChipsProps) -> Html {
    let open = use_state_eq(|| None::<usize>);
    let chips = &props.view.chips;
    let chip = |(at, chip): (usize, &finding_lens::engine::protocol::Chip)| {
        let shown = *open == Some(at);
        let onclick = {
            let open = open.clone();
            Callback::from(move |_: MouseEvent| open.set((!shown).then_some(at)))
        };
        html! {
            <>
                if !chip.mark.is_empty() { <span class="mark">{ &chip.mark }</span> }
                <button type="button" class="chip" aria-expanded={shown.to_string()} aria-controls="chip-meaning" title={chip.label.clone()} {onclick}>{ visible(&chip.text) }</button>
            </>
        }
    };
    let meaning = open.and_then(|at| chips.get(at));
    html! {
        <div>
            <div class="chips" translate="no">{ for chips.iter().enumerate().map(chip) }</div>
            <div id="chip-meaning" aria-live="polite">
                if let Some(chip) = meaning {
                    <p class="chip-meaning"><strong>{ &chip.label }</strong>{ ": " }<bdi class="mono" translate="no">{ visible(&chip.text) }</bdi>{ " — " }{ &chip.meaning }</p>
                }
            </div>
        </div>
    }
}

fn facts(facts: &[Fact], props: &PageProps) -> Html {
    if facts.is_empty() {
        return Html::default();
    }
    let fact = |fact: &Fact| {
        let value = html! { <bdi translate="no">{ visible(&fact.value) }</bdi> };
        let value = match fact.rows.first() {
            Some(&row) => {
                html! { <button type="button" class="fact" onclick={pick(row, props)}>{ value }</button> }
            }
            None => value,
        };
        let beside = fact.beside.as_ref().map(|time| html! { <span class="beside">{ time }</span> });
        html! { <div><dt>{ &fact.label }</dt><dd>{ value }{ for beside }</dd></div> }
    };
    html! { <dl class="facts">{ for facts.iter().map(fact) }</dl> }
}

/// Shows the row that a fact was read from.
fn pick(row: RowId, props: &PageProps) -> Callback<MouseEvent> {
    let dispatcher = props.store.dispatcher();
    Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(Action::Pick(Picked { statement: None, cited: Rc::from([row]), row: Some(row) }));
    })
}

fn came_as(view: &FindingView, props: &PageProps, lang: Lang) -> Html {
    if view.envelopes.is_empty() && view.context.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ words::CAME_AS.get(lang) }{ ": " }{ view.envelopes.join(" › ") }</summary>
            { facts(&view.context, props) }
        </details>
    }
}

fn catalogue(view: &FindingView, lang: Lang) -> Html {
    let links: Vec<&String> = view.references.iter().filter(|link| link.starts_with("https://")).collect();
    if view.catalogue.is_empty() && links.is_empty() {
        return Html::default();
    }
    html! {
        <section class="section catalogue" aria-labelledby="catalogue-title">
            <h2 id="catalogue-title">{ words::CATALOGUE.get(lang) }</h2>
            <dl class="terms">
                { for view.catalogue.iter().map(|fact| html! { <div><dt>{ &fact.label }</dt><dd>{ &fact.value }</dd></div> }) }
            </dl>
            if !links.is_empty() {
                <h3>{ words::REFERENCES.get(lang) }</h3>
                <ul class="small">
                    { for links.iter().map(|link| html! {
                        <li><a href={(*link).clone()} target="_blank" rel="noreferrer noopener">{ link.trim_start_matches("https://") }</a></li>
                    }) }
                </ul>
            }
        </section>
    }
}
