//! How two findings differ, or two versions of one.

use super::explanation::visible;
use crate::app::PageProps;
use finding_lens::{
    compare::{Difference, Side},
    engine::protocol::VersionOf,
    i18n::{Text, ui::changes as words},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    pub page: PageProps,
    pub title: Text,
    pub before: VersionOf,
    pub after: VersionOf,
}

#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let store = &props.page.store;
    let lang = store.prefs.lang;
    let found = use_state(Rc::<[Difference]>::default);
    use_effect_with((props.before, props.after, store.generation, store.reading()), {
        let (actions, found) = (props.page.actions.clone(), found.clone());
        move |(before, after, ..)| {
            actions.compare(*before, *after, move |differences| found.set(differences.into()))
        }
    });
    let side = |side: &Option<Side>| {
        html! { if let Some(side) = side { <bdi class="mono" translate="no">{ visible(&side.value) }</bdi> } }
    };
    let row = |one: &Difference| {
        html! {
            <tr>
                <td>{ one.change.label().get(lang) }</td>
                <td><bdi class="mono" translate="no" title={one.meaning.clone()}>{ visible(&one.path) }</bdi></td>
                <td>{ side(&one.before) }</td>
                <td>{ side(&one.after) }</td>
                <td>{ if one.tells.is_empty() { &one.meaning } else { &one.tells } }</td>
            </tr>
        }
    };
    let head = [words::CHANGE, words::FIELD, words::BEFORE, words::AFTER, words::MEANS];
    html! {
        <details class="section">
            <summary>{ props.title.get(lang) }</summary>
            <div class="table-scroll" tabindex="0" role="region" aria-label={props.title.get(lang)}>
            <table class="changes">
                <thead><tr>{ for head.map(|text| html! { <th scope="col">{ text.get(lang) }</th> }) }</tr></thead>
                <tbody>{ for found.iter().map(row) }</tbody>
            </table>
            </div>
        </details>
    }
}
