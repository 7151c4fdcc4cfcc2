//! What people found out about findings: a verdict, a reason, who confirmed it, a note.

use crate::app::{PageProps, actions::Actions};
use crate::browser;
use finding_lens::{
    engine::protocol::FindingNumber,
    i18n::{count, list::findings as words},
    model::Timestamp,
    store::{Mark, Verdict},
};
use yew::prelude::*;

/// The ids of the fields for what is noted.
const REASON: &str = "mark-reason";
const CONFIRMED: &str = "mark-confirmed";
const NOTE: &str = "mark-note";

#[derive(Properties, PartialEq)]
pub struct JudgementProps {
    pub page: PageProps,
    /// What a verdict is given to.
    pub targets: Vec<FindingNumber>,
    /// How many findings are selected; none if the verdict is for the one that is looked at.
    pub selected: usize,
    /// What is noted about the one that is looked at.
    pub mark: Mark,
}

/// The verdict that a key stands for; the inner `None` takes a verdict away.
pub fn verdict_of(key: &str) -> Option<Option<Verdict>> {
    let number: usize = key.parse().ok()?;
    match number.checked_sub(1) {
        None => Some(None),
        Some(at) => Verdict::ALL.get(at).map(|verdict| Some(*verdict)),
    }
}

/// Gives findings a verdict, or takes it away. What is noted stays.
pub fn judge(actions: &Actions, targets: Vec<FindingNumber>, known: Mark, verdict: Option<Verdict>) {
    set(actions, targets, Mark { verdict, ..known });
}

/// Goes to the field for a note.
pub fn write_note() {
    browser::page::focus(NOTE);
}

fn set(actions: &Actions, targets: Vec<FindingNumber>, mark: Mark) {
    let mark = Mark { at: Timestamp(browser::page::today()), ..mark };
    let empty = Mark { at: mark.at, ..Mark::default() };
    actions.mark(targets, (mark != empty).then_some(mark));
}

#[component]
pub fn Judgement(props: &JudgementProps) -> Html {
    let lang = props.page.store.prefs.lang;
    let mark = &props.mark;
    let title = match props.selected {
        0 => words::MARK_HERE.get(lang).to_owned(),
        n => words::MARK_MANY.fill(lang, &[("n", &count(n as u64))]),
    };
    let button = |(at, verdict): (usize, Option<Verdict>)| {
        let (actions, targets, mark) = (props.page.actions.clone(), props.targets.clone(), mark.clone());
        let pressed = mark.verdict == verdict;
        let onclick =
            Callback::from(move |_: MouseEvent| judge(&actions, targets.clone(), mark.clone(), verdict));
        let label = verdict.map_or(words::NO_VERDICT, Verdict::label);
        html! { <button type="button" aria-pressed={pressed.to_string()} {onclick}><kbd>{ at }</kbd>{ " " }{ label.get(lang) }</button> }
    };
    let keep = {
        let (actions, targets, mark) = (props.page.actions.clone(), props.targets.clone(), mark.clone());
        Callback::from(move |_: MouseEvent| {
            let text = browser::page::value_of;
            let noted = Mark {
                reason: text(REASON),
                confirmed_by: text(CONFIRMED),
                note: text(NOTE),
                ..mark.clone()
            };
            set(&actions, targets.clone(), noted);
        })
    };
    let verdicts = (1..).zip(Verdict::ALL.map(Some)).chain([(0, None)]);
    html! {
        <section class="stack judgement" aria-labelledby="judgement-title">
            <h2 id="judgement-title">{ title }</h2>
            <div class="row">{ for verdicts.map(button) }</div>
            <div class="noted">
                <label>{ words::REASON.get(lang) }<input id={REASON} value={mark.reason.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
                <label>{ words::CONFIRMED.get(lang) }<input id={CONFIRMED} value={mark.confirmed_by.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
                <label>{ words::NOTE.get(lang) }<textarea id={NOTE} rows="3" value={mark.note.clone()} spellcheck="false" autocomplete="off" translate="no" /></label>
            </div>
            <div class="row">
                <button type="button" onclick={keep}>{ words::KEEP.get(lang) }</button>
                <span class="soft small">{ words::MEMORY.get(lang) }</span>
            </div>
        </section>
    }
}
