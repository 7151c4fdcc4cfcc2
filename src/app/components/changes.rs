//! What changed from the version before to the one that is shown.

use super::explanation::visible;
use crate::app::PageProps;
use finding_lens::{
    compare::{Difference, Side},
    engine::protocol::FindingNumber,
    i18n::ui::changes as words,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    pub page: PageProps,
    pub finding: FindingNumber,
    /// How many versions there are; at least two.
    pub versions: usize,
}

#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let store = &props.page.store;
    let lang = store.prefs.lang;
    let found = use_state(Rc::<[Difference]>::default);
    use_effect_with((props.finding, props.versions, store.reading()), {
        let (actions, found) = (props.page.actions.clone(), found.clone());
        move |(finding, ..)| actions.compare(*finding, 1, move |differences| found.set(differences.into()))
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
            <summary>{ words::TITLE.get(lang) }</summary>
            <table class="changes">
                <thead><tr>{ for head.map(|text| html! { <th scope="col">{ text.get(lang) }</th> }) }</tr></thead>
                <tbody>{ for found.iter().map(row) }</tbody>
            </table>
        </details>
    }
}
