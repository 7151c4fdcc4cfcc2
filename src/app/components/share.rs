//! Copy or save: what leaves the page because the reader wants it to, and what is taken out before.

use super::{hand_over::hand_over, turn_back::TurnBack};
use crate::app::{PageProps, route::Route, state::State};
use finding_lens::{
    engine::protocol::{Form, PreviewView, Selection},
    export::redact::{Class, Classes},
    i18n::{Lang, Text, count, ui::share as words},
};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Findings above which a preview waits for the ticking to end: it goes through all of them.
const FEW: u32 = 200;

/// Milliseconds that it then waits.
const PAUSE: u32 = 400;

/// The forms by what they hold.
const GROUPS: [(Text, &[Form]); 4] = [
    (words::EXPLANATION, &[Form::Markdown, Form::Text]),
    (words::JSON, &[Form::Original, Form::Pretty]),
    (words::INDICATORS, &[Form::Defanged, Form::Indicators, Form::IndicatorsCsv]),
    (words::REPORT, &[Form::ReportHtml, Form::ReportMarkdown]),
];

fn label(form: Form) -> Text {
    match form {
        Form::Markdown | Form::ReportMarkdown => words::MARKDOWN,
        Form::Text => words::TEXT,
        Form::Original => words::ORIGINAL,
        Form::Pretty => words::PRETTY,
        Form::Indicators => words::RAW,
        Form::Defanged => words::DEFANGED,
        Form::IndicatorsCsv => words::CSV,
        Form::ReportHtml => words::HTML,
        Form::Key => words::KEY,
    }
}

/// What stands in the dialog.
#[component]
pub fn Share(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let classes = use_state_eq(|| Classes::NONE);
    let at = use_state_eq(|| 0);
    let preview = use_state(|| Rc::new(PreviewView::default()));
    let scopes = scopes(store);
    let selection = scopes.get(*at).or(scopes.first()).map_or(Selection::All, |(scope, _)| scope.clone());
    use_effect_with((*classes, selection.clone(), store.reading()), {
        let (actions, preview) = (props.actions.clone(), preview.clone());
        let pause = match selection {
            Selection::One(_) => 0,
            _ if props.store.intake.findings > FEW => PAUSE,
            _ => 0,
        };
        move |(classes, selection, _)| {
            let (selection, classes) = (selection.clone(), *classes);
            // Dropped before its time, when another box is ticked, it never runs.
            let timer = Timeout::new(pause, move || {
                actions.preview(selection, classes, move |view| preview.set(Rc::new(view)));
            });
            move || drop(timer)
        }
    });
    let scope = |(number, (_, label)): (usize, &(Selection, String))| {
        let to = at.clone();
        html! {
            <label class="check">
                <input type="radio" name="scope" checked={*at == number} onchange={Callback::from(move |_: Event| to.set(number))} />
                { label }
            </label>
        }
    };
    html! {
        <div class="stack share">
            if scopes.len() > 1 {
                <fieldset class="row">
                    <legend>{ words::SCOPE.get(lang) }</legend>
                    { for scopes.iter().enumerate().map(scope) }
                </fieldset>
            }
            { boxes(&classes, &preview, lang) }
            { for GROUPS.iter().map(|(title, forms)| group(*title, forms, &selection, *classes, props)) }
            { hand_over(&selection, *classes, props) }
            if !classes.is_empty() {
                { group(words::KEY_TITLE, &[Form::Key], &selection, *classes, props) }
                { stays(&preview, lang) }
            }
            <TurnBack ..props.clone() />
        </div>
    }
}

/// Which findings can be taken, the fewest first: the one that is open, else those chosen in the list, or those it shows; all.
fn scopes(state: &State) -> Vec<(Selection, String)> {
    let (lang, list, total) = (state.prefs.lang, &state.list, state.intake.findings);
    let counted = |text: Text, n: u32| text.fill(lang, &[("n", &count(u64::from(n)))]);
    let mut out = Vec::new();
    if let Some(number) = state.open() {
        out.push((Selection::One(number), words::THIS.get(lang).to_owned()));
    } else if state.route == Route::Findings {
        let chosen = u32::try_from(list.chosen.len()).unwrap_or(u32::MAX);
        if chosen > 0 {
            let numbers = list.chosen.iter().copied().collect();
            out.push((Selection::Chosen(numbers), counted(words::CHOSEN, chosen)));
        }
        if list.rows.matching < total {
            out.push((Selection::Shown(list.filter()), counted(words::SHOWN, list.rows.matching)));
        }
    }
    if total != 1 || out.is_empty() {
        out.push((Selection::All, counted(words::ALL, total)));
    }
    out
}

/// The boxes to tick, with how many values each takes out.
fn boxes(classes: &UseStateHandle<Classes>, preview: &PreviewView, lang: Lang) -> Html {
    let ticked = **classes;
    let set = |to: Classes| {
        let classes = classes.clone();
        Callback::from(move |_: MouseEvent| classes.set(to))
    };
    let tick = |(class, label, n): &(Class, String, u64)| {
        let to = ticked.with(*class, !ticked.has(*class));
        let classes = classes.clone();
        html! {
            <label class="check">
                <input type="checkbox" checked={ticked.has(*class)} onchange={Callback::from(move |_: Event| classes.set(to))} />
                { label }{ " " }<span class="soft">{ count(*n) }</span>
            </label>
        }
    };
    let taken: u64 =
        preview.classes.iter().filter(|(class, _, _)| ticked.has(*class)).map(|(_, _, n)| n).sum();
    let state = match ticked.is_empty() {
        true => words::NOTHING.get(lang).to_owned(),
        false => words::TAKEN.fill(lang, &[("n", &count(taken))]),
    };
    html! {
        <fieldset>
            <legend>{ words::TAKE_OUT.get(lang) }</legend>
            <div class="row">
                <button type="button" onclick={set(Classes::NONE)}>{ words::NONE.get(lang) }</button>
                <button type="button" onclick={set(Classes::default())}>{ words::USUAL.get(lang) }</button>
                <button type="button" onclick={set(Classes::all())}>{ words::EVERYTHING.get(lang) }</button>
            </div>
            <div class="checks">{ for preview.classes.iter().map(tick) }</div>
            <p role="status">{ state }</p>
        </fieldset>
    }
}

/// A heading with its forms, each to copy or to save.
fn group(title: Text, forms: &[Form], selection: &Selection, classes: Classes, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let form = |form: &Form| {
        let form = *form;
        let act = |save: bool| {
            let (actions, selection) = (props.actions.clone(), selection.clone());
            Callback::from(move |_: MouseEvent| actions.share(selection.clone(), form, classes, save))
        };
        let name = format!("{}: {}", title.get(lang), label(form).get(lang));
        html! {
            <div class="row">
                <span class="form">{ label(form).get(lang) }</span>
                <button type="button" aria-label={format!("{} ({name})", words::COPY.get(lang))} onclick={act(false)}>{ words::COPY.get(lang) }</button>
                <button type="button" aria-label={format!("{} ({name})", words::SAVE.get(lang))} onclick={act(true)}>{ words::SAVE.get(lang) }</button>
            </div>
        }
    };
    html! {
        <section>
            <h3>{ title.get(lang) }</h3>
            { for forms.iter().map(form) }
        </section>
    }
}

/// What could still tell whose findings they are.
fn stays(preview: &PreviewView, lang: Lang) -> Html {
    html! {
        <section>
            <h3>{ words::STAYS.get(lang) }</h3>
            <ul>{ for preview.stays.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
            if !preview.words.is_empty() {
                <p>{ words::WORDS.get(lang) }</p>
                <p class="mono small" translate="no">
                    { for preview.words.iter().map(|word| html! { <><bdi>{ super::explanation::visible(word) }</bdi>{ " " }</> }) }
                </p>
            }
        </section>
    }
}
