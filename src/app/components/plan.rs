//! What to do next: look-ups and containment as steps, each with its command to copy.

use crate::{
    app::{
        PageProps,
        components::{
            FindingProps,
            explanation::{mark, visible},
        },
        state::{Action, Picked},
    },
    browser::page::{reveal, use_seen},
};
use finding_lens::{
    engine::protocol::FindingView,
    explain::{Basis, Settled},
    i18n::{Lang, Text, count, ui::plan as words},
    respond::{Command, Labelled, Language, Step},
};
use std::rc::Rc;
use yew::prelude::*;

/// Steps of a list that are seen at once; the rest is a click away.
const SHOWN: usize = 5;

/// The steps of a finding. They are as much again as what stands above them, and the first look-up stands at the top: they are
/// drawn when that has been seen.
#[component]
pub fn Plan(FindingProps { page: props, view, .. }: &FindingProps) -> Html {
    let seen = use_seen();
    let plan = &view.plan;
    let lang = props.store.prefs.lang;
    if !seen || plan.look_ups.is_empty() && plan.containment.is_empty() && plan.left_out.is_empty() {
        return Html::default();
    }
    html! {
        <div class="plan">
            { decides(&plan.decides, lang) }
            { tools(view, props) }
            { part("plan-look-ups", words::LOOK_UPS, words::DETAILS, &plan.look_ups, true, props) }
            { part("plan-containment", words::CONTAINMENT, words::DETAILS_CONTAIN, &plan.containment, false, props) }
            if !plan.left_out.is_empty() {
                <h3>{ words::LEFT_OUT.get(lang) }</h3>
                <ul>{ for plan.left_out.iter().map(|left| html! { <li>{ visible(&left.text) }</li> }) }</ul>
            }
            <h3>{ words::TYPE.get(lang) }</h3>
        </div>
    }
}

fn decides(questions: &[String], lang: Lang) -> Html {
    if questions.is_empty() {
        return Html::default();
    }
    let basis = html! {
        <span class={classes!("basis", Basis::General.slug())}><span aria-hidden="true">{ mark(Basis::General) }</span><span class="visually-hidden">{ Basis::General.label().get(lang) }{ ": " }</span></span>
    };
    html! {
        <>
            <h3>{ words::DECIDES.get(lang) }</h3>
            <ul>{ for questions.iter().map(|question| html! { <li><div class="statement">{ basis.clone() }<span>{ question }</span></div></li> }) }</ul>
        </>
    }
}

/// The switch of languages, and the way to take everything along.
fn tools(view: &FindingView, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let chosen = props.store.language;
    let language = |language: Language| {
        html! { <button type="button" aria-pressed={(language == chosen).to_string()} onclick={props.act(Action::Language(language))}>{ language.label().get(lang) }</button> }
    };
    let script = view.plan.script(chosen);
    let disabled = script.is_empty();
    let copy = {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| actions.copy(script.clone()))
    };
    html! {
        <div class="plan-tools">
            <div class="row" role="group" aria-label={words::LANGUAGE.get(lang)}>{ for view.plan.languages().map(language) }</div>
            <button type="button" onclick={copy} {disabled} title={words::SCRIPT_NOTE.get(lang)}>{ words::SCRIPT.get(lang) }</button>
        </div>
    }
}

fn part(
    id: &'static str,
    heading: Text,
    details: Text,
    steps: &[Step],
    look_ups: bool,
    props: &PageProps,
) -> Html {
    if steps.is_empty() {
        return Html::default();
    }
    let lang = props.store.prefs.lang;
    let (first, more) = steps.split_at(steps.len().min(SHOWN));
    let number = count(more.len() as u64);
    html! {
        <>
            <h3 {id}>{ heading.get(lang) }</h3>
            <ol class="steps" aria-labelledby={id}>
                { for first.iter().enumerate().map(|(at, one)| step((at, one), details, look_ups, props)) }
            </ol>
            if !more.is_empty() {
                <details>
                    <summary>{ words::MORE.fill(lang, &[("n", &*number)]) }</summary>
                    <ol class="steps" start={(SHOWN + 1).to_string()} aria-labelledby={id}>
                        { for more.iter().enumerate().map(|(at, one)| step((at + SHOWN, one), details, look_ups, props)) }
                    </ol>
                </details>
            }
        </>
    }
}

fn step((at, step): (usize, &Step), details: Text, look_up: bool, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let wanted = props.store.language;
    let command = step.command(wanted);
    // The first look-up stands open, and what cannot be known leads to the others.
    let (open, id) = (look_up && at == 0, look_up.then(|| look_up_id(at)));
    let pick = {
        let dispatcher = props.store.dispatcher();
        let rows: Rc<[_]> = step.rows.clone().into();
        Callback::from(move |_: MouseEvent| {
            let row = rows.first().copied();
            dispatcher.dispatch(Action::Pick(Picked { statement: None, cited: rows.clone(), row }));
        })
    };
    let copy = command.map(|command| copy(command, &step.title, props));
    let other = command.filter(|command| command.language != wanted).map(|command| {
        let names = [("wanted", wanted.label().get(lang)), ("shown", command.language.label().get(lang))];
        html! { <p class="small">{ words::OTHER.fill(lang, &names) }</p> }
    });
    html! {
        <li {id} tabindex={look_up.then_some("-1")}>
            <div class="step-head">
                if step.rows.is_empty() {
                    <span class="step-title">{ visible(&step.title) }</span>
                } else {
                    <button type="button" class="step-title" onclick={pick}>{ visible(&step.title) }</button>
                }
                { for copy }
            </div>
            <p>{ visible(&step.why) }</p>
            { for step.notes.iter().map(|note| html! { <p class="small">{ visible(note) }</p> }) }
            <details {open}>
                <summary>{ details.get(lang) }</summary>
                { for other }
                { for command.map(code) }
                { facts(step.facts.iter().chain(command.iter().flat_map(|command| &command.log))) }
            </details>
        </li>
    }
}

/// A button that copies a step's command.
fn copy(command: &Command, title: &str, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let (actions, text) = (props.actions.clone(), command.text.clone());
    let onclick = Callback::from(move |_: MouseEvent| actions.copy(text.clone()));
    let label = words::COPY_STEP.fill(lang, &[("step", title)]);
    html! { <button type="button" {onclick} aria-label={label}>{ words::COPY.get(lang) }</button> }
}

/// The id of a look-up on the page.
fn look_up_id(at: usize) -> String {
    format!("look-up-{at}")
}

/// What settles something that cannot be known from here: words, and the way to the look-up.
pub fn settled(settled: &Settled, view: &FindingView, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let step = settled.look_up.and_then(|at| view.plan.look_ups.get(at as usize).zip(Some(at as usize)));
    let step = step.map(|(step, at)| {
        let onclick = Callback::from(move |_: MouseEvent| reveal(&look_up_id(at)));
        let title =
            words::LOOK_UP.fill(lang, &[("n", &*(at + 1).to_string()), ("title", &*visible(&step.title))]);
        html! {
            <span>
                { "→ " }<button type="button" class="to-step" {onclick}>{ title }</button>
                { for step.command(props.store.language).map(|command| copy(command, &step.title, props)) }
            </span>
        }
    });
    html! { <p class="settled">{ format!("{}: {} ", words::SETTLED.get(lang), settled.by) }{ for step }</p> }
}

fn code(command: &Command) -> Html {
    html! { <pre class="command" translate="no"><code><bdi>{ visible(&command.text) }</bdi></code></pre> }
}

fn facts<'a>(facts: impl Iterator<Item = &'a Labelled>) -> Html {
    html! {
        <dl class="step-facts">
            { for facts.map(|fact| html! { <><dt>{ &fact.label }</dt><dd>{ visible(&fact.text) }</dd></> }) }
        </dl>
    }
}
