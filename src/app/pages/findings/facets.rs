//! Facets: the values that the findings have, with how many would be left.

use crate::app::{PageProps, list::Change, state::Action};
use crate::browser;
use finding_lens::{
    engine::protocol::FacetCounts,
    i18n::{Lang, count, list::findings as words, visible},
    model::Band,
    query::Field,
    store::{Counted, Verdict},
};
use yew::prelude::*;

pub fn facets(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    html! {
        <details class="facets" open={browser::page::is_wide()}>
            <summary>{ words::FACETS.get(lang) }</summary>
            <p class="soft small">{ words::FACET_HINT.get(lang) }</p>
            { for props.store.list.beside.facets.iter().map(|facet| one(facet, props)) }
        </details>
    }
}

/// A value in words.
pub fn label(field: Field, value: Option<&str>, lang: Lang) -> String {
    let Some(value) = value else { return words::NONE.get(lang).to_owned() };
    let band = || Band::ALL.into_iter().find(|band| band.slug() == value).map(Band::label);
    let verdict = || Verdict::ALL.into_iter().find(|one| one.slug() == value).map(Verdict::label);
    let known = match field {
        Field::Severity => band(),
        Field::Verdict => verdict(),
        _ => None,
    };
    known.map_or_else(|| visible(value), |text| text.get(lang).to_owned())
}

/// A value that breaks where its parts begin, before it breaks anywhere.
fn breakable(value: &str) -> Html {
    value.split_inclusive([':', '/', '.', '@']).map(|part| html! { <>{ part }<wbr /></> }).collect()
}

fn one(facet: &FacetCounts, props: &PageProps) -> Html {
    let list = &props.store.list;
    let lang = props.store.prefs.lang;
    let field = facet.field;
    let choice = list.choices.iter().find(|choice| choice.field == field);
    let shown = list.values(field);
    let value = |counted: &Counted| {
        let with = choice.is_some_and(|choice| choice.with.contains(&counted.value));
        let without = choice.is_some_and(|choice| choice.without.contains(&counted.value));
        let change = {
            let (dispatcher, value) = (props.store.dispatcher(), counted.value.clone());
            move |leave_out: bool| {
                let value = value.clone();
                let change = match leave_out {
                    true => Change::Without(field, value),
                    false => Change::With(field, value),
                };
                dispatcher.dispatch(Action::List(change));
            }
        };
        let onclick = {
            let change = change.clone();
            Callback::from(move |event: MouseEvent| change(event.alt_key()))
        };
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            if event.key() == "-" {
                event.prevent_default();
                change(true);
            }
        });
        html! {
            <li>
                <button type="button" class={classes!("facet", without.then_some("without"))} aria-pressed={with.to_string()} {onclick} {onkeydown} translate="no">
                    <bdi>{ breakable(&label(field, counted.value.as_deref(), lang)) }</bdi>
                    if without { <span class="visually-hidden">{ words::LEFT_OUT.get(lang) }</span> }
                    <span class="number">{ count(u64::from(counted.count)) }</span>
                </button>
            </li>
        }
    };
    let info = field.info();
    let more = facet.distinct as usize > shown;
    let unfolded = list.unfolded.contains(&field);
    let unfold = props.act(Action::List(Change::Unfold(field)));
    html! {
        <section key={info.name}>
            <h2 title={info.help.get(lang)}>{ info.label.get(lang) }</h2>
            <ul>{ for facet.values.iter().enumerate().filter(|(at, counted)| {
                *at < shown || choice.is_some_and(|choice| choice.with.contains(&counted.value) || choice.without.contains(&counted.value))
            }).map(|(_, counted)| value(counted)) }</ul>
            if unfolded {
                <button type="button" class="plain" onclick={unfold}>{ words::FEWER.get(lang) }</button>
            } else if more {
                <button type="button" class="plain" onclick={unfold}>{ words::MORE.fill(lang, &[("n", &count(u64::from(facet.distinct)))]) }</button>
            }
        </section>
    }
}
