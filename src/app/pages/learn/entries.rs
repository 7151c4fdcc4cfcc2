//! The indexes of fields, values and terms.

use super::filter;
use crate::app::{
    PageProps,
    route::{Chapter, Route},
};
use finding_lens::{
    engine::protocol::{Entries, EntryGroup, EntryView},
    i18n::{Lang, Text, count, ui::learn as words},
};
use yew::prelude::*;

pub fn page(view: &Entries, first: bool, lang: Lang, props: &PageProps) -> Html {
    let Route::Learn(chapter) = &props.store.route else { return Html::default() };
    let Some((title, wanted, to)) = of(chapter) else { return Html::default() };
    let numbers = [("n", &*count(u64::from(view.found))), ("total", &*count(u64::from(view.total)))];
    html! {
        <>
            <h1>{ title.get(lang) }</h1>
            if first {
                <div class="list-tools">{ filter(wanted, to, lang, props) }</div>
            }
            <p role="status">{ words::ENTRIES_SHOWN.fill(lang, &numbers) }</p>
            if view.groups.is_empty() {
                <p>{ words::NONE.get(lang) }</p>
            }
            { for view.groups.iter().map(|group| one(group, to)) }
        </>
    }
}

/// The page of an index for other words.
type Other = fn(String) -> Chapter;

/// An index: its title, the words that are looked for, and the page of others.
fn of(chapter: &Chapter) -> Option<(Text, &str, Other)> {
    match chapter {
        Chapter::Fields(wanted) => Some((words::FIELDS, wanted, Chapter::Fields)),
        Chapter::Values(wanted) => Some((words::VALUES, wanted, Chapter::Values)),
        Chapter::Glossary(wanted) => Some((words::GLOSSARY, wanted, Chapter::Glossary)),
        _ => None,
    }
}

/// A group; one whose things are not listed leads to them.
fn one(group: &EntryGroup, to: fn(String) -> Chapter) -> Html {
    let lone = group.name.is_empty();
    if group.entries.is_empty() {
        let inside = Route::Learn(to(format!("{}.", group.name))).fragment();
        return html! { <p class="group"><a class="mono" translate="no" href={inside}>{ &group.name }</a>{ " " }<span class="soft">{ group.count }</span></p> };
    }
    html! {
        <section key={group.name.clone()}>
            if !lone {
                <h2 class="mono" translate="no">{ &group.name }</h2>
            }
            <dl class="terms">{ for group.entries.iter().map(|entry| thing(entry, !lone)) }</dl>
        </section>
    }
}

fn thing(entry: &EntryView, code: bool) -> Html {
    html! {
        <div>
            <dt class={code.then_some("mono")} translate={code.then_some("no")}>{ &entry.name }</dt>
            <dd>
                <p>{ &entry.meaning }</p>
                if !entry.facts.is_empty() {
                    <dl class="facts-of">
                        { for entry.facts.iter().map(|fact| html! { <div><dt>{ &fact.label }</dt><dd>{ &fact.value }</dd></div> }) }
                    </dl>
                }
            </dd>
        </div>
    }
}
