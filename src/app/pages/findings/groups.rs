//! Groups: findings that have a value in common; and the organisation, accounts by Regions.

use super::facets::label;
use crate::app::{
    PageProps,
    components::severity::severity,
    list::{Change, View},
    state::Action,
};
use finding_lens::{
    i18n::{count, list::findings as words, visible},
    model::{Band, Timestamp},
    query::Field,
    store::{Group, Tally},
};
use yew::prelude::*;

/// Groups that are drawn at most.
const SHOWN: usize = 60;

pub fn groups(field: Field, props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let groups = &store.list.beside.groups;
    let show = |at: Option<Timestamp>| at.map(|at| at.show(store.reading().offset)).unwrap_or_default();
    let row = |group: &Group| {
        let onclick = narrow(vec![(field, group.value.clone())], props);
        let worst = group.worst.map(|worst| format!("{worst:.1}"));
        html! {
            <tr translate="no">
                <th scope="row"><button type="button" class="plain" {onclick}><bdi>{ label(field, group.value.as_deref(), lang) }</bdi></button></th>
                <td>{ severity(group.worst.map(Band::of), worst.as_deref(), lang) }</td>
                <td class="number">{ count(u64::from(group.tally.sum())) }</td>
                { for Band::ALL.into_iter().zip(group.tally.0).map(|(_, n)| html! { <td class="number">{ count(u64::from(n)) }</td> }) }
                <td>{ show(group.first) }</td>
                <td>{ show(group.last) }</td>
            </tr>
        }
    };
    let left = groups.len().saturating_sub(SHOWN);
    html! {
        <div class="grid" tabindex="0" role="region" aria-label={words::GROUPS.fill(lang, &[("field", field.info().label.get(lang))])}>
            <table class="changes">
                <thead><tr>
                    <th scope="col">{ field.info().label.get(lang) }</th>
                    <th scope="col">{ words::WORST.get(lang) }</th>
                    <th scope="col">{ words::TOTAL.get(lang) }</th>
                    { for Band::ALL.map(|band| html! { <th scope="col">{ band.label().get(lang) }</th> }) }
                    <th scope="col">{ words::FIRST.get(lang) }</th>
                    <th scope="col">{ words::LAST.get(lang) }</th>
                </tr></thead>
                <tbody>{ for groups.iter().take(SHOWN).map(row) }</tbody>
            </table>
            if left > 0 { <p class="soft">{ words::MORE_GROUPS.fill(lang, &[("n", &count(left as u64))]) }</p> }
        </div>
    }
}

pub fn organisation(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let Some(matrix) = &store.list.beside.matrix else { return Html::default() };
    let name = |value: &Option<String>| value.as_deref().map_or(words::NONE.get(lang).into(), visible);
    let cell = |account: &Option<String>, region: &Option<String>, tally: &Tally| {
        let onclick = narrow(vec![(Field::Account, account.clone()), (Field::Region, region.clone())], props);
        html! {
            <td class="number">
                if let Some(worst) = tally.worst() {
                    <button type="button" class={classes!("cell", worst.slug())} {onclick} title={worst.label().get(lang)}>{ count(u64::from(tally.sum())) }</button>
                }
            </td>
        }
    };
    let width = matrix.regions.len().max(1);
    let row = |(account, cells): (&finding_lens::store::Counted, &[Tally])| {
        html! {
            <tr translate="no">
                <th scope="row">{ name(&account.value) }</th>
                { for matrix.regions.iter().zip(cells).map(|(region, tally)| cell(&account.value, &region.value, tally)) }
                <td class="number">{ count(u64::from(account.count)) }</td>
            </tr>
        }
    };
    html! {
        <div class="grid" tabindex="0" role="region" aria-label={words::ORGANISATION.get(lang)}>
            <table class="changes">
                <thead><tr translate="no">
                    <td></td>
                    { for matrix.regions.iter().map(|region| html! { <th scope="col">{ name(&region.value) }</th> }) }
                    <th scope="col">{ words::TOTAL.get(lang) }</th>
                </tr></thead>
                <tbody>{ for matrix.accounts.iter().zip(matrix.cells.chunks(width)).map(row) }</tbody>
            </table>
        </div>
    }
}

/// Leaves only what has these values, and shows it as rows.
fn narrow(values: Vec<(Field, Option<String>)>, props: &PageProps) -> Callback<MouseEvent> {
    let dispatcher = props.store.dispatcher();
    let chosen = props.store.list.choices.clone();
    Callback::from(move |_| {
        for (field, value) in &values {
            let is = chosen.iter().any(|choice| choice.field == *field && choice.with.contains(value));
            if !is {
                dispatcher.dispatch(Action::List(Change::With(*field, value.clone())));
            }
        }
        dispatcher.dispatch(Action::List(Change::View(View::Rows)));
    })
}
