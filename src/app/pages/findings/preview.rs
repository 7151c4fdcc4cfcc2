//! Beside the list: the finding that the keys are on, in short, and what people found out about it.

use crate::app::{
    PageProps,
    components::{changes::Changes, severity::severity},
    list::List,
    route::Route,
};
use crate::browser;
use finding_lens::{
    engine::protocol::VersionOf,
    i18n::{count, list::findings as words, ui::changes, visible},
    model::Timestamp,
    store::{Mark, Verdict},
};
use yew::prelude::*;

/// The ids of the fields for what is noted.
const REASON: &str = "mark-reason";
const CONFIRMED: &str = "mark-confirmed";
const NOTE: &str = "mark-note";

/// Gives the chosen findings, else the one that the keys are on, a verdict; nothing takes it away. What is noted stays.
pub fn judge(props: &PageProps, list: &List, verdict: Option<Verdict>) {
    let known = known(list).unwrap_or_default();
    set(props, list, Mark { verdict, ..known });
}

/// The mark on the finding that the keys are on.
fn known(list: &List) -> Option<Mark> {
    let at = list.cursor?.checked_sub(list.rows.from)?;
    list.rows.rows.get(at as usize)?.mark.clone()
}

fn set(props: &PageProps, list: &List, mark: Mark) {
    let mark = Mark { at: Timestamp(browser::page::today()), ..mark };
    let empty = Mark { at: mark.at, ..Mark::default() };
    props.actions.mark(list.targets(), (mark != empty).then_some(mark));
}

#[component]
pub fn Preview(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    let targets = list.chosen.len().max(usize::from(list.cursor.is_some()));
    let view = list.preview.as_ref().filter(|_| list.cursor.is_some());
    html! {
        <aside class="preview card stack" aria-label={words::PREVIEW.get(lang)}>
            if let Some(view) = view {
                <div>
                    { severity(view.band, view.severity.as_deref(), lang) }
                    <h2 translate="no"><bdi>{ visible(&view.title) }</bdi></h2>
                    <p><a class="button primary" href={Route::Finding(view.finding).fragment()}>{ words::OPEN.get(lang) }</a></p>
                </div>
                if let Some(section) = view.sections.first() {
                    <section>
                        <h3>{ &section.label }</h3>
                        <ul class="said" translate="no">{ for section.statements.iter().map(|said| html! { <li>{ visible(&said.text()) }</li> }) }</ul>
                    </section>
                }
            } else {
                <p class="soft">{ words::PICK.get(lang) }</p>
            }
            if let Some((before, after)) = two(list) {
                <Changes page={props.clone()} title={changes::TWO} {before} {after} />
            }
            if targets > 0 { { judgement(targets, props) } }
        </aside>
    }
}

/// The chosen findings, where they are two.
fn two(list: &List) -> Option<(VersionOf, VersionOf)> {
    let mut chosen = list.chosen.iter().map(|&finding| VersionOf { finding, version: 0 });
    let both = chosen.next().zip(chosen.next());
    both.filter(|_| chosen.next().is_none())
}

fn judgement(targets: usize, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let list = &props.store.list;
    let mark = known(list).unwrap_or_default();
    let title = match list.chosen.len() {
        0 => words::MARK_HERE.get(lang).to_owned(),
        _ => words::MARK_MANY.fill(lang, &[("n", &count(targets as u64))]),
    };
    let button = |(at, verdict): (usize, Option<Verdict>)| {
        let (props, list) = (props.clone(), list.clone());
        let onclick = Callback::from(move |_: MouseEvent| judge(&props, &list, verdict));
        let label = verdict.map_or(words::NO_VERDICT, Verdict::label);
        html! { <button type="button" aria-pressed={(mark.verdict == verdict).to_string()} {onclick}><kbd>{ at }</kbd>{ " " }{ label.get(lang) }</button> }
    };
    let keep = {
        let (props, list, mark) = (props.clone(), list.clone(), mark.clone());
        Callback::from(move |_: MouseEvent| {
            let text = browser::page::value_of;
            let noted = Mark {
                reason: text(REASON),
                confirmed_by: text(CONFIRMED),
                note: text(NOTE),
                ..mark.clone()
            };
            set(&props, &list, noted);
        })
    };
    let verdicts = (1..).zip(Verdict::ALL.map(Some)).chain([(0, None)]);
    let of = format!("{:?}", list.targets().first());
    html! {
        <section class="stack judgement" key={of}>
            <h3>{ title }</h3>
            <div class="row">{ for verdicts.map(button) }</div>
            <label>{ words::REASON.get(lang) }<input id={REASON} value={mark.reason.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
            <label>{ words::CONFIRMED.get(lang) }<input id={CONFIRMED} value={mark.confirmed_by.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
            <label>{ words::NOTE.get(lang) }<textarea id={NOTE} rows="3" value={mark.note.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
            <button type="button" onclick={keep}>{ words::KEEP.get(lang) }</button>
        </section>
    }
}
