//! The table: only the rows in view are in the page.

use super::preview;
use crate::app::{
    PageProps,
    actions::Actions,
    components::{judgement, severity::severity, virtual_rows::VirtualRows},
    list::{COLUMNS, Change, WINDOW},
    route::Route,
    state::Action,
};
use crate::browser;
use finding_lens::{
    engine::protocol::RowView,
    i18n::{
        Lang, count,
        list::findings as words,
        ui::{findings as common, frame},
        visible,
    },
    query::{FIELDS, Field},
};
use yew::prelude::*;

/// The height of a row, as in `styles/list.css`.
const HEIGHT: u32 = 52;

/// Rows that a key of a page's length moves over.
const PAGE: u32 = 15;

/// The class of a column, for its width.
fn class(field: Field) -> &'static str {
    match field {
        Field::Severity => "col col-severity",
        Field::Type => "col col-type",
        Field::Resource => "col col-resource",
        Field::Count => "col col-count number",
        Field::Updated => "col col-time",
        _ => "col",
    }
}

#[component]
pub fn Table(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    let rows = list.rows.clone();
    let matching = rows.matching;

    let on_view = {
        let (actions, rows) = (props.actions.clone(), rows.clone());
        Callback::from(move |first: u32| {
            let held = u32::try_from(rows.rows.len()).unwrap_or_default();
            let before = first < rows.from;
            let after = rows.from + held < rows.matching && first + WINDOW / 2 > rows.from + held;
            if before || after {
                actions.list(first.saturating_sub(WINDOW / 4), false);
            }
        })
    };
    let onkeydown = {
        let (props, list) = (props.clone(), list.clone());
        Callback::from(move |event: KeyboardEvent| press(&event, &props, &list))
    };
    let draw = {
        let (props, list) = (props.clone(), list.clone());
        Callback::from(move |(from, to): (u32, u32)| {
            let row = |at: u32| {
                let row = at.checked_sub(list.rows.from).and_then(|at| list.rows.rows.get(at as usize));
                draw_row(at, row, &props, lang)
            };
            (from..to).map(row).collect::<Html>()
        })
    };
    if matching == 0 {
        return html! { <p class="soft">{ common::NO_MATCH.get(lang) }</p> };
    }
    html! {
        <>
            if !list.chosen.is_empty() {
                <p class="row small">
                    { words::CHOSEN.fill(lang, &[("n", &count(list.chosen.len() as u64))]) }
                    <button type="button" onclick={props.act(Action::List(Change::ChooseNone))}>{ words::CHOOSE_NONE.get(lang) }</button>
                </p>
            }
            <VirtualRows count={matching} height={HEIGHT} {draw} show={list.cursor} {on_view} class="grid grid-scroll grid-body" role="grid"
                label={frame::FINDINGS.get(lang)} id="list" {onkeydown} head={head(props, lang)} total={matching + 1} many=true
                active={list.cursor.map(|at| AttrValue::from(format!("list-{at}")))} />
        </>
    }
}

/// A key was pressed in the table.
fn press(event: &KeyboardEvent, props: &PageProps, list: &crate::app::list::List) {
    let last = list.rows.matching.saturating_sub(1);
    let at = list.cursor;
    if (event.ctrl_key() || event.meta_key()) && event.key() == "a" {
        event.prevent_default();
        return props.actions.choose(0, list.rows.matching);
    }
    // A button in the head has a use of its own for keys.
    if event.ctrl_key() || event.meta_key() || event.alt_key() || browser::page::is_button(event) {
        return;
    }
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", None) | ("Home", _) => 0,
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
        ("PageDown", at) => at.unwrap_or(0) + PAGE,
        ("PageUp", at) => at.unwrap_or(0).saturating_sub(PAGE),
        ("End", _) => last,
        ("Enter", Some(at)) => {
            event.prevent_default();
            if let Some(finding) = list.finding(at) {
                props.actions.go(Route::Finding(finding));
            }
            return;
        }
        (" ", Some(at)) => {
            event.prevent_default();
            return props.actions.choose(at, 1);
        }
        ("n", Some(_)) => {
            event.prevent_default();
            return judgement::write_note();
        }
        (key, _) => {
            let Some(verdict) = judgement::verdict_of(key) else { return };
            event.prevent_default();
            let known = preview::known(list).unwrap_or_default();
            return judgement::judge(&props.actions, list.targets(), known, verdict);
        }
    };
    event.prevent_default();
    let to = to.min(last);
    if let Some(at) = at.filter(|_| event.shift_key()) {
        props.actions.choose(at.min(to), at.abs_diff(to) + 1);
    }
    props.actions.cursor(Some(to));
}

fn head(props: &PageProps, lang: Lang) -> Html {
    let list = &props.store.list;
    let column = |field: Field| {
        let dispatcher = props.store.dispatcher();
        let onclick = Callback::from(move |event: MouseEvent| {
            dispatcher.dispatch(Action::List(Change::Sort(field, event.shift_key())));
        });
        let key = list.key(field);
        let (order, mark) = match key {
            None => (None, String::new()),
            Some((at, sort)) => {
                let sign = if sort.ascending { "▲" } else { "▼" };
                let place = if list.sort.len() > 1 { (at + 1).to_string() } else { String::new() };
                (Some(if sort.ascending { "ascending" } else { "descending" }), format!(" {sign}{place}"))
            }
        };
        html! {
            <div role="columnheader" aria-sort={order} class={class(field)}>
                <button type="button" {onclick} title={words::SORT_HINT.get(lang)}>{ field.info().label.get(lang) }<span aria-hidden="true">{ mark }</span></button>
            </div>
        }
    };
    let columns = COLUMNS.into_iter().chain(list.columns.iter().copied());
    html! {
        <div role="rowgroup" class="grid-head"><div class="grid-row" role="row" aria-rowindex="1">
            <div role="columnheader" class="col col-choose"><span class="visually-hidden">{ words::CHOOSE.get(lang) }</span></div>
            { for columns.map(column) }
        </div></div>
    }
}

fn draw_row(at: u32, row: Option<&RowView>, props: &PageProps, lang: Lang) -> Html {
    let list = &props.store.list;
    let chosen = row.is_some_and(|row| list.chosen.contains(&row.finding));
    let here = list.cursor == Some(at);
    let onclick = {
        let (actions, before) = (props.actions.clone(), list.cursor);
        Callback::from(move |event: MouseEvent| {
            match before {
                Some(before) if event.shift_key() => {
                    actions.choose(before.min(at), before.abs_diff(at) + 1);
                }
                _ if event.ctrl_key() || event.meta_key() => actions.choose(at, 1),
                _ => {}
            }
            actions.cursor(Some(at));
        })
    };
    let ondblclick = {
        let (actions, finding) = (props.actions.clone(), row.map(|row| row.finding));
        Callback::from(move |_: MouseEvent| {
            if let Some(finding) = finding {
                actions.go(Route::Finding(finding));
            }
        })
    };
    let choose = {
        let actions = props.actions.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            actions.choose(at, 1);
        })
    };
    let text = |field: Field, text: &str| html! { <div role="gridcell" class={class(field)} title={text.to_owned()}><bdi>{ visible(text) }</bdi></div> };
    let cells = match row {
        None => html! { <div role="gridcell" class="col">{ "…" }</div> },
        Some(row) => html! {
            <>
                <div role="gridcell" class="col col-choose" onclick={choose}><span class="box" aria-hidden="true">{ if chosen { "☑" } else { "☐" } }</span></div>
                <div role="gridcell" class={class(Field::Severity)}>{ severity(row.band, row.severity.map(|s| format!("{s:.1}")).as_deref(), lang) }</div>
                <div role="gridcell" class={class(Field::Type)} title={row.type_string.clone()}>
                    { type_cell(row, &props.actions, lang) }
                </div>
                { text(Field::Resource, &row.resource) }
                <div role="gridcell" class={class(Field::Updated)} title={row.updated.clone()}>{ time(&row.updated) }</div>
                <div role="gridcell" class={class(Field::Count)}>{ row.count.map(count).unwrap_or_default() }</div>
                { text(Field::Account, &row.account) }
                { text(Field::Region, &row.region) }
                { for list.columns.iter().zip(&row.fields).map(|(field, value)| text(*field, value)) }
            </>
        },
    };
    html! {
        <div key={at} id={format!("list-{at}")} role="row" class={classes!("grid-row", here.then_some("here"))} aria-rowindex={(u64::from(at) + 2).to_string()}
            aria-selected={chosen.to_string()} translate="no" {onclick} {ondblclick}>{ cells }</div>
    }
}

/// The type over two lines, as it reads: the purpose, beside it what is special about the finding; below them what tells
/// types apart.
fn type_cell(row: &RowView, actions: &Actions, lang: Lang) -> Html {
    let name = &*row.type_string;
    let (purpose, rest) = match name.split_once(':') {
        Some((purpose, rest)) => (format!("{purpose}:"), visible(rest)),
        None if name.is_empty() => (String::new(), common::NO_TYPE.get(lang).to_owned()),
        None => (String::new(), visible(name)),
    };
    let verdict = row.mark.as_ref().and_then(|mark| mark.verdict);
    let onclick = {
        let (actions, route) = (actions.clone(), Route::Finding(row.finding));
        Callback::from(move |event: MouseEvent| {
            // A click for a new tab, or for the choice of rows, is not for here.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                event.stop_propagation();
                actions.go(route.clone());
            }
        })
    };
    html! {
        <>
            <div class="kind">
                <bdi class="mono">{ visible(&purpose) }</bdi>
                if let Some(verdict) = verdict { <span class={classes!("tag", "verdict", verdict.slug())}>{ verdict.label().get(lang) }</span> }
                if row.sample { <span class="tag">{ common::SAMPLE.get(lang) }</span> }
                if row.archived { <span class="tag">{ common::ARCHIVED.get(lang) }</span> }
                if row.versions > 1 { <span class="tag">{ common::VERSIONS.fill(lang, &[("n", &row.versions.to_string())]) }</span> }
            </div>
            <a href={Route::Finding(row.finding).fragment()} tabindex="-1" {onclick}><bdi class="mono">{ rest }</bdi></a>
        </>
    }
}

/// A time over two lines: the day, and the time of day.
fn time(text: &str) -> Html {
    match text.split_once(' ') {
        Some((day, time)) => html! { <>{ day }<br />{ time }</> },
        None => html! { { text } },
    }
}

/// The choice of further columns.
#[component]
pub fn Columns(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let list = &props.store.list;
    let check = |field: Field| {
        let onchange = props.act(Action::List(Change::Column(field)));
        html! {
            <label class="check"><input type="checkbox" checked={list.columns.contains(&field)} {onchange} />{ field.info().label.get(lang) }</label>
        }
    };
    let further = FIELDS.iter().map(|info| info.field).filter(|field| !COLUMNS.contains(field));
    html! {
        <details class="menu">
            <summary class="button">{ words::COLUMNS.get(lang) }</summary>
            <div class="card checks">{ for further.map(check) }</div>
        </details>
    }
}
