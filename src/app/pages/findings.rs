//! The Findings page: the list.

use crate::app::{
    PageProps, Store,
    components::{explanation::visible, severity::severity, virtual_rows::VirtualRows},
    route::Route,
    state::Action,
};
use crate::browser;
use finding_lens::{
    engine::protocol::RowView,
    i18n::{
        Lang, Text, count,
        ui::{findings as words, frame},
    },
    query::Field,
};
use yew::prelude::*;

/// The height of a row, as in `styles/components.css`.
const HEIGHT: u32 = 40;

/// Rows that a key of a page's length moves over.
const PAGE: u32 = 15;

const COLUMNS: [(Field, Text); 7] = [
    (Field::Severity, words::SEVERITY),
    (Field::Type, words::TYPE),
    (Field::Resource, words::RESOURCE),
    (Field::Account, words::ACCOUNT),
    (Field::Region, words::REGION),
    (Field::Count, words::COUNT),
    (Field::Updated, words::UPDATED),
];

#[component]
pub fn FindingsPage(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let selected = use_state_eq(|| None::<u32>);
    let rows = store.rows.clone();
    let matching = rows.matching;

    // Another order or filter puts other findings in the rows.
    use_effect_with((store.filter.clone(), store.sort, store.generation), {
        let selected = selected.clone();
        move |_| selected.set(None)
    });

    let on_filter = {
        let dispatcher = store.dispatcher();
        Callback::from(move |event: InputEvent| {
            dispatcher.dispatch(Action::Filter(browser::page::typed(&event).unwrap_or_default()));
        })
    };
    let on_view = {
        let (actions, rows) = (props.actions.clone(), rows.clone());
        Callback::from(move |first: u32| {
            let held = u32::try_from(rows.rows.len()).unwrap_or_default();
            let before = first < rows.from;
            let after = rows.from + held < rows.matching && first + 40 > rows.from + held;
            if before || after {
                actions.list(first.saturating_sub(20));
            }
        })
    };
    let open = {
        let (actions, rows) = (props.actions.clone(), rows.clone());
        Callback::from(move |at: u32| {
            if let Some(row) = at.checked_sub(rows.from).and_then(|at| rows.rows.get(at as usize)) {
                actions.go(Route::Finding(row.finding));
            }
        })
    };
    let onkeydown = {
        let (selected, open) = (selected.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() || matching == 0 || in_head(&event) {
                return;
            }
            let last = matching - 1;
            let to = match (event.key().as_str(), *selected) {
                ("Enter", Some(at)) => {
                    event.prevent_default();
                    return open.emit(at);
                }
                ("ArrowDown", None) | ("Home", _) => 0,
                ("ArrowDown", Some(at)) => at + 1,
                ("ArrowUp", at) => at.unwrap_or(0).saturating_sub(1),
                ("PageDown", at) => at.unwrap_or(0) + PAGE,
                ("PageUp", at) => at.unwrap_or(0).saturating_sub(PAGE),
                ("End", _) => last,
                _ => return,
            };
            event.prevent_default();
            selected.set(Some(to.min(last)));
        })
    };
    let draw = {
        let (rows, selected) = (rows.clone(), *selected);
        Callback::from(move |(from, to): (u32, u32)| {
            (from..to)
                .map(|at| {
                    let row = at.checked_sub(rows.from).and_then(|at| rows.rows.get(at as usize));
                    let onclick = open.reform(move |_: MouseEvent| at);
                    draw_row(at, row, selected == Some(at), onclick, lang)
                })
                .collect::<Html>()
        })
    };
    if store.intake.findings == 0 {
        return html! {
            <div class="stack">
                <h1>{ frame::FINDINGS.get(lang) }</h1>
                <p>{ words::EMPTY.get(lang) }</p>
                <p><a class="button" href={Route::Start.fragment()}>{ frame::START.get(lang) }</a></p>
            </div>
        };
    }
    html! {
        <>
            <h1 class="visually-hidden">{ frame::FINDINGS.get(lang) }</h1>
            <div class="list-tools">
                <input type="search" data-search="list" aria-label={words::FILTER.get(lang)} placeholder={words::FILTER.get(lang)}
                    value={store.filter.clone()} oninput={on_filter} spellcheck="false" autocomplete="off" />
                <p role="status">{ words::SHOWN.fill(lang, &[("matching", &count(u64::from(matching))), ("total", &count(u64::from(rows.total)))]) }</p>
            </div>
            if let Some(error) = &rows.error {
                <p role="alert">{ &error.message }{ " " }{ &error.remedy }</p>
            }
            if matching == 0 {
                <p class="soft">{ words::NO_MATCH.get(lang) }</p>
            } else {
                <VirtualRows count={matching} height={HEIGHT} {draw} show={*selected} {on_view} class="grid grid-scroll grid-body" role="grid"
                    label={frame::FINDINGS.get(lang)} id="list" {onkeydown} head={head(store, lang)} total={matching + 1}
                    active={selected.map(|at| AttrValue::from(format!("list-{at}")))} />
            }
        </>
    }
}

/// Whether a key was pressed on a button of the head, which has a use of its own for it.
fn in_head(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && browser::page::is_button(event)
}

fn head(store: &Store, lang: Lang) -> Html {
    let column = |(column, label): (Field, Text)| {
        let dispatcher = store.dispatcher();
        let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::SortBy(column)));
        let (order, mark) = match (store.sort.by == column, store.sort.ascending) {
            (false, _) => (None, ""),
            (true, true) => (Some("ascending"), " ▲"),
            (true, false) => (Some("descending"), " ▼"),
        };
        html! {
            <div role="columnheader" aria-sort={order} class={(column == Field::Count).then_some("number")}>
                <button type="button" {onclick}>{ label.get(lang) }<span aria-hidden="true">{ mark }</span></button>
            </div>
        }
    };
    html! { <div role="rowgroup" class="grid-head"><div class="grid-row" role="row" aria-rowindex="1">{ for COLUMNS.map(column) }</div></div> }
}

fn draw_row(
    at: u32,
    row: Option<&RowView>,
    selected: bool,
    onclick: Callback<MouseEvent>,
    lang: Lang,
) -> Html {
    let cells = match row {
        None => html! { <div role="gridcell">{ "…" }</div> },
        Some(row) => html! {
            <>
                <div role="gridcell">{ severity(row.band, row.severity.map(|s| format!("{s:.1}")).as_deref(), lang) }</div>
                <div role="gridcell" class="grid-type" title={row.type_string.clone()}>
                    if row.type_string.is_empty() {
                        <span class="soft">{ words::NO_TYPE.get(lang) }</span>
                    } else {
                        <bdi class="mono">{ visible(&row.type_string) }</bdi>
                    }
                    if row.sample { <span class="tag">{ words::SAMPLE.get(lang) }</span> }
                    if row.archived { <span class="tag">{ words::ARCHIVED.get(lang) }</span> }
                    if row.versions > 1 { <span class="tag">{ words::VERSIONS.fill(lang, &[("n", &row.versions.to_string())]) }</span> }
                </div>
                <div role="gridcell" title={row.resource.clone()}><bdi>{ visible(&row.resource) }</bdi></div>
                <div role="gridcell"><bdi>{ visible(&row.account) }</bdi></div>
                <div role="gridcell"><bdi>{ visible(&row.region) }</bdi></div>
                <div role="gridcell" class="number">{ row.count.map(count).unwrap_or_default() }</div>
                <div role="gridcell">{ visible(&row.updated) }</div>
            </>
        },
    };
    html! {
        <div key={at} id={format!("list-{at}")} role="row" class="grid-row" aria-rowindex={(u64::from(at) + 2).to_string()} aria-selected={selected.to_string()} translate="no" {onclick}>{ cells }</div>
    }
}
