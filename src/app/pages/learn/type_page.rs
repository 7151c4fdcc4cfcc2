//! The page of a finding type, its sample beside it.

use super::type_links;
use crate::app::{
    PageProps,
    components::{FindingProps, json_tree::JsonTree, severity::severity},
    state::{Action, Picked},
};
use finding_lens::{
    engine::protocol::{TypeItem, TypeSection, TypeView},
    i18n::{
        Lang,
        ui::{finding, learn as words},
    },
    json::RowId,
    knowledge::CATALOGUE_DATE,
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct TypePageProps {
    pub page: PageProps,
    pub view: Option<TypeView>,
    pub lang: Lang,
    /// Whether it is the first of two languages: the one with the sample.
    pub first: bool,
}

#[component]
pub fn TypePage(props: &TypePageProps) -> Html {
    let lang = props.lang;
    let sample = use_memo(props.view.clone(), |view| {
        view.as_ref().and_then(|view| view.sample.clone()).map(|sample| Rc::new(*sample))
    });
    let Some(view) = &props.view else {
        return html! { <p>{ words::NO_TYPE.fill(lang, &[("date", CATALOGUE_DATE)]) }</p> };
    };
    let beside = (*sample).clone().filter(|_| props.first && !props.page.store.both);
    html! {
        <>
            <h1 class="mono" translate="no">{ &view.name }</h1>
            <div class="row">
                if view.band.is_some() {
                    { severity(view.band, None, lang) }
                } else {
                    <span class="tag">{ &view.severity }</span>
                }
            </div>
            <div class={classes!(beside.is_some().then_some("panes"))}>
                <div class="stack">
                    <dl class="terms">
                        { for view.chips.iter().map(|chip| html! {
                            <div><dt>{ &chip.label }{ ": " }<span class="mono" translate="no">{ &chip.text }</span></dt><dd>{ &chip.meaning }</dd></div>
                        }) }
                    </dl>
                    { for view.sections.iter().map(|section| texts(section, &props.page)) }
                    <dl class="terms">
                        { for view.facts.iter().map(|fact| html! { <div><dt>{ &fact.label }</dt><dd>{ &fact.value }</dd></div> }) }
                    </dl>
                    { type_links(words::REPLACED_BY, &view.replaced_by, lang) }
                    { type_links(words::RELATED, &view.related, lang) }
                    { references(&view.references, lang) }
                </div>
                if let Some(sample) = beside {
                    <div class="stack">
                        <JsonTree key={view.name.clone()} ..FindingProps::new(&props.page, sample, false) />
                        { open(&view.name, &props.page, lang) }
                    </div>
                }
            </div>
        </>
    }
}

fn texts(section: &TypeSection, page: &PageProps) -> Html {
    let item = |item: &TypeItem| {
        let words = html! {
            <>
                if let Some(field) = &item.field {
                    <bdi class="value" translate="no">{ field }</bdi>{ ": " }
                }
                { &item.text }
            </>
        };
        if item.rows.is_empty() {
            return html! { <li>{ words }</li> };
        }
        html! { <li><button type="button" class="statement" onclick={pick(&item.rows, page)}><span>{ words }</span></button></li> }
    };
    html! {
        <section class="section">
            <h2>{ &section.label }</h2>
            if let [TypeItem { field: None, text, .. }] = section.items.as_slice() {
                <p>{ text }</p>
            } else {
                <ul class="texts">{ for section.items.iter().map(item) }</ul>
            }
        </section>
    }
}

/// Shows the rows of the sample that a text is about.
pub fn pick(rows: &[RowId], page: &PageProps) -> Callback<MouseEvent> {
    let dispatcher = page.store.dispatcher();
    let picked = Picked { statement: None, cited: rows.into(), row: rows.first().copied() };
    Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Pick(picked.clone())))
}

/// Opens the sample of a type as if it had been loaded.
pub fn open(name: &str, page: &PageProps, lang: Lang) -> Html {
    let onclick = {
        let (actions, name) = (page.actions.clone(), name.to_owned());
        Callback::from(move |_: MouseEvent| actions.sample(Some(name.clone())))
    };
    html! { <p><button type="button" {onclick}>{ words::OPEN_SAMPLE.get(lang) }</button></p> }
}

fn references(links: &[String], lang: Lang) -> Html {
    let links: Vec<&String> = links.iter().filter(|link| link.starts_with("https://")).collect();
    if links.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ finding::REFERENCES.get(lang) }</h2>
            <ul class="small">
                { for links.iter().map(|link| html! {
                    <li><a href={(*link).clone()} target="_blank" rel="noreferrer noopener">{ link.trim_start_matches("https://") }</a></li>
                }) }
            </ul>
        </section>
    }
}
