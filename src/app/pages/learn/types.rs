//! The index of finding types.

use crate::app::{
    PageProps,
    components::severity::severity,
    route::{Chapter, Route},
    state::Action,
};
use crate::browser;
use finding_lens::{
    engine::protocol::{FacetView, LearnType, Types},
    i18n::{Lang, count, ui::learn as words},
    knowledge::CATALOGUE_DATE,
};
use yew::prelude::*;

pub fn page(view: &Types, first: bool, lang: Lang, props: &PageProps) -> Html {
    let numbers = [
        ("n", &*count(view.types.len() as u64)),
        ("total", &*count(u64::from(view.total))),
        ("date", CATALOGUE_DATE),
    ];
    html! {
        <>
            <h1>{ words::TYPES.get(lang) }</h1>
            if first {
                { tools(view, lang, props) }
            }
            <p role="status">{ words::TYPES_SHOWN.fill(lang, &numbers) }</p>
            if view.types.is_empty() {
                <p>{ words::NONE.get(lang) }</p>
            }
            <ul class="type-list">{ for view.types.iter().map(|entry| one(entry, lang)) }</ul>
        </>
    }
}

fn tools(view: &Types, lang: Lang, props: &PageProps) -> Html {
    let wanted = &props.store.types;
    let oninput = {
        let (actions, wanted) = (props.actions.clone(), wanted.clone());
        Callback::from(move |event: InputEvent| {
            let words = browser::page::typed(&event).unwrap_or_default();
            actions
                .act(Action::Types(finding_lens::engine::protocol::TypesFilter { words, ..wanted.clone() }));
        })
    };
    let choice = |(at, facet): (usize, &FacetView)| {
        let chosen = wanted.chosen.get(at).cloned().unwrap_or_default();
        let onchange = {
            let (actions, wanted) = (props.actions.clone(), wanted.clone());
            Callback::from(move |event: Event| {
                let mut wanted = wanted.clone();
                if let Some(place) = wanted.chosen.get_mut(at) {
                    *place = browser::page::chosen(&event).unwrap_or_default();
                }
                actions.act(Action::Types(wanted));
            })
        };
        html! {
            <label class="choice">
                <span class="small soft">{ &facet.label }</span>
                <select {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ words::ANY.get(lang) }</option>
                    { for facet.options.iter().map(|(value, text, n)| html! {
                        <option value={value.clone()} selected={*value == chosen} disabled={*n == 0 && *value != chosen}>{ format!("{text} ({n})") }</option>
                    }) }
                </select>
            </label>
        }
    };
    html! {
        <div class="list-tools">
            <input type="search" data-search="learn" aria-label={words::FILTER.get(lang)} placeholder={words::FILTER.get(lang)} value={wanted.words.clone()}
                {oninput} spellcheck="false" autocomplete="off" />
            <div class="choices">{ for view.facets.iter().enumerate().map(choice) }</div>
        </div>
    }
}

fn one(entry: &LearnType, lang: Lang) -> Html {
    html! {
        <li key={entry.name.clone()}>
            <div class="row">
                <h2 class="mono" translate="no"><a href={Route::Learn(Chapter::Type(entry.name.clone())).fragment()}>{ &entry.name }</a></h2>
                if entry.band.is_some() {
                    { severity(entry.band, None, lang) }
                } else {
                    <span class="tag">{ &entry.severity }</span>
                }
                <span class="tag">{ &entry.status }</span>
            </div>
            <p class="soft small">{ &entry.plan }</p>
            <p>{ &entry.seen }</p>
        </li>
    }
}
