//! The Findings page: what is loaded, narrowed down, counted, read and judged.

mod facets;
mod groups;
mod histogram;
mod preview;
mod query;
mod save;
mod table;

use crate::app::{
    PageProps,
    list::{Change, View},
    route::Route,
    state::{Action, Dialog},
};
use crate::browser;
use finding_lens::{
    i18n::{
        count,
        list::findings as words,
        ui::{findings as common, frame},
    },
    query::{Field, facets},
};
use yew::prelude::*;

#[component]
pub fn FindingsPage(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    if store.intake.findings == 0 && list.rows.total == 0 {
        return html! {
            <div class="stack">
                <h1>{ frame::FINDINGS.get(lang) }</h1>
                <p>{ common::EMPTY.get(lang) }</p>
                <p><a class="button" href={Route::Start.fragment()}>{ frame::START.get(lang) }</a></p>
            </div>
        };
    }
    let shown = common::SHOWN.fill(
        lang,
        &[("matching", &count(u64::from(list.rows.matching))), ("total", &count(u64::from(list.rows.total)))],
    );
    html! {
        <>
            <h1 class="visually-hidden">{ frame::FINDINGS.get(lang) }</h1>
            <query::QueryLine ..props.clone() />
            <div class="list-tools">
                <p role="status">{ shown }</p>
                if list.is_filtered() {
                    <button type="button" onclick={props.act(Action::List(Change::Everything))}>{ words::EVERYTHING.get(lang) }</button>
                }
                { views(props) }
                <table::Columns ..props.clone() />
                <save::Save ..props.clone() />
                <button type="button" onclick={props.act(Action::Show(Some(Dialog::Share)))}>{ words::REPORT.get(lang) }</button>
            </div>
            <histogram::Histogram ..props.clone() />
            <div class="list-panes">
                { facets::facets(props) }
                <div class="list-main">
                    { match list.view {
                        View::Rows => html! { <table::Table ..props.clone() /> },
                        View::Groups(field) => groups::groups(field, props),
                        View::Organisation => groups::organisation(props),
                    } }
                </div>
                <preview::Preview ..props.clone() />
            </div>
        </>
    }
}

/// The choice of what is shown: rows, groups by a field, the organisation.
fn views(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let shown = props.store.list.view;
    let options: Vec<(String, View, String)> =
        std::iter::once(("rows".to_owned(), View::Rows, words::ROWS.get(lang).to_owned()))
            .chain(facets().map(|info| {
                let label = words::GROUPS.fill(lang, &[("field", info.label.get(lang))]);
                (info.name.to_owned(), View::Groups(info.field), label)
            }))
            .chain([(
                "organisation".to_owned(),
                View::Organisation,
                words::ORGANISATION.get(lang).to_owned(),
            )])
            .collect();
    let onchange = {
        let dispatcher = props.store.dispatcher();
        Callback::from(move |event: Event| {
            let view = match browser::page::chosen(&event).as_deref() {
                Some("organisation") => View::Organisation,
                Some(name) => Field::named(name).map_or(View::Rows, View::Groups),
                None => return,
            };
            dispatcher.dispatch(Action::List(Change::View(view)));
        })
    };
    html! {
        <label class="row">{ words::SHOW.get(lang) }
            <select {onchange}>
                { for options.into_iter().map(|(name, view, label)| html! { <option value={name} selected={view == shown}>{ label }</option> }) }
            </select>
        </label>
    }
}
