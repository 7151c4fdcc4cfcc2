//! The annotated JSON: a tree that folds, searches, copies, and says what each row means.

use super::{explanation::visible, virtual_rows::VirtualRows};
use crate::app::{
    PageProps,
    route::{Chapter, Route},
    state::{Action, Picked},
};
use finding_lens::{
    engine::protocol::{FindingView, JsonKind, JsonRow},
    i18n::{
        Lang, Text,
        ui::{finding as words, learn},
    },
    json::RowId,
    model::schema::MODEL_DATE,
};
use std::{collections::HashSet, rc::Rc};
use yew::prelude::*;

/// The height of a row, as in `styles/tokens.css`.
const HEIGHT: u32 = 26;

#[derive(Properties, PartialEq)]
pub struct JsonTreeProps {
    pub page: PageProps,
    pub view: Rc<FindingView>,
}

#[component]
pub fn JsonTree(props: &JsonTreeProps) -> Html {
    let folded = use_state(HashSet::<RowId>::new);
    let search = use_state(String::new);
    let lang = props.page.store.prefs.lang;
    let picked = props.page.store.picked.clone();
    let rows = Rc::new(visible_rows(&props.view.json, &folded, &search));
    let active = picked
        .row
        .and_then(|id| rows.iter().position(|&at| row(&props.view, at).is_some_and(|r| r.id == id)));

    // A row that a statement cites is unfolded to.
    use_effect_with(picked.row, {
        let (folded, view) = (folded.clone(), props.view.clone());
        move |row| {
            let hiding = row.map(|row| hiding(&view.json, row, &folded)).unwrap_or_default();
            if !hiding.is_empty() {
                folded.set(folded.iter().copied().filter(|id| !hiding.contains(id)).collect());
            }
        }
    });

    let pick = {
        let dispatcher = props.page.store.dispatcher();
        Callback::from(move |row: RowId| {
            dispatcher.dispatch(Action::Pick(Picked { row: Some(row), ..Picked::default() }))
        })
    };
    let fold = {
        let folded = folded.clone();
        Callback::from(move |(id, shut): (RowId, bool)| {
            let mut next = (*folded).clone();
            if shut {
                next.insert(id)
            } else {
                next.remove(&id)
            };
            folded.set(next);
        })
    };
    let onkeydown = {
        let (rows, view, pick, fold, actions) =
            (rows.clone(), props.view.clone(), pick.clone(), fold.clone(), props.page.actions.clone());
        let folded = folded.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let at = active.unwrap_or(0);
            let here = rows.get(at).and_then(|&at| row(&view, at));
            let to = |at: usize| {
                if let Some(row) = rows.get(at).and_then(|&at| row(&view, at)) {
                    pick.emit(row.id);
                }
            };
            match (event.key().as_str(), here) {
                ("ArrowDown", _) => to(if active.is_some() { at + 1 } else { 0 }),
                ("ArrowUp", _) => to(at.saturating_sub(1)),
                ("Home", _) => to(0),
                ("End", _) => to(rows.len().saturating_sub(1)),
                ("ArrowRight", Some(row)) if folded.contains(&row.id) => fold.emit((row.id, false)),
                ("ArrowRight", Some(row)) if row.children > 0 => to(at + 1),
                ("ArrowLeft", Some(row)) if row.children > 0 && !folded.contains(&row.id) => {
                    fold.emit((row.id, true))
                }
                ("ArrowLeft", Some(row)) => {
                    let above = rows
                        .iter()
                        .take(at)
                        .rposition(|&n| view.json.get(n).is_some_and(|r| r.depth < row.depth));
                    to(above.unwrap_or(0));
                }
                ("c", Some(row)) => actions.copy(whole(&view, row)),
                ("p", Some(row)) => actions.copy(row.pointer.clone()),
                ("q", Some(row)) => actions.copy(row.jq.clone()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let draw = {
        let (rows, view, folded, cited) =
            (rows.clone(), props.view.clone(), folded.clone(), picked.cited.clone());
        let picked = picked.row;
        Callback::from(move |(from, to): (u32, u32)| {
            let window = rows.iter().skip(from as usize).take((to - from) as usize);
            window
                .filter_map(|&at| row(&view, at))
                .map(|row| {
                    draw_row(
                        row,
                        folded.contains(&row.id),
                        cited.contains(&row.id),
                        picked == Some(row.id),
                        lang,
                        &pick,
                        &fold,
                    )
                })
                .collect::<Html>()
        })
    };
    let on_search = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            search.set(crate::browser::page::typed(&event).unwrap_or_default())
        })
    };
    let unfold = {
        let folded = folded.clone();
        Callback::from(move |_| folded.set(HashSet::new()))
    };
    let fold_all = {
        let (folded, view) = (folded.clone(), props.view.clone());
        Callback::from(move |_| {
            folded.set(
                view.json.iter().filter(|row| row.depth > 0 && row.children > 0).map(|row| row.id).collect(),
            )
        })
    };
    let copy_all = {
        let (actions, view) = (props.page.actions.clone(), props.view.clone());
        Callback::from(move |_| actions.copy(view.text.clone()))
    };
    html! {
        <section class="json" aria-labelledby="json-title" translate="no" spellcheck="false">
            <div class="json-tools">
                <h2 id="json-title" translate="yes">{ words::RAW.get(lang) }</h2>
                <input type="search" data-search="json" aria-label={words::FILTER.get(lang)} placeholder={words::FILTER.get(lang)} value={(*search).clone()} oninput={on_search} spellcheck="false" autocomplete="off" />
                if !search.is_empty() {
                    <span class="small soft" role="status">{ words::FOUND.fill(lang, &[("n", &rows.len().to_string())]) }</span>
                }
                <button type="button" onclick={unfold}>{ words::EXPAND.get(lang) }</button>
                <button type="button" onclick={fold_all}>{ words::COLLAPSE.get(lang) }</button>
                <button type="button" onclick={copy_all}>{ words::COPY_ALL.get(lang) }</button>
            </div>
            <VirtualRows count={u32::try_from(rows.len()).unwrap_or(u32::MAX)} height={HEIGHT} {draw} class="json-scroll" role="tree"
                label={words::RAW.get(lang)} id="json" show={active.and_then(|at| u32::try_from(at).ok())} {onkeydown}
                active={picked.row.filter(|_| active.is_some()).map(|id| AttrValue::from(format!("row-{}", id.0)))} />
            { detail(props, picked.row, lang) }
        </section>
    }
}

fn row(view: &FindingView, at: usize) -> Option<&JsonRow> {
    view.json.get(at)
}

/// The places of the rows that are on view: not inside a folded one; with a search, those that match and what they stand in.
fn visible_rows(json: &[JsonRow], folded: &HashSet<RowId>, search: &str) -> Vec<usize> {
    let needle = search.trim().to_lowercase();
    let matches = |row: &JsonRow| {
        row.key.as_ref().is_some_and(|key| key.to_lowercase().contains(&needle))
            || (row.children == 0 && row.value.to_lowercase().contains(&needle))
    };
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(row) = json.get(at) {
        let below = row.below as usize;
        if needle.is_empty() {
            out.push(at);
            at += if folded.contains(&row.id) { below + 1 } else { 1 };
        } else {
            if json.iter().skip(at).take(below + 1).any(matches) {
                out.push(at);
            }
            at += 1;
        }
    }
    out
}

/// The folded rows that hide a row.
fn hiding(json: &[JsonRow], row: RowId, folded: &HashSet<RowId>) -> HashSet<RowId> {
    let holds =
        |above: &&JsonRow| above.id < row && row.0 <= above.id.0 + above.below && folded.contains(&above.id);
    json.iter().filter(holds).map(|above| above.id).collect()
}

/// The whole value of a row, from the text of the finding where the row shows a part.
fn whole(view: &FindingView, row: &JsonRow) -> String {
    view.whole.get(&row.id).cloned().unwrap_or_else(|| row.value.clone())
}

fn draw_row(
    row: &JsonRow,
    shut: bool,
    cited: bool,
    active: bool,
    lang: Lang,
    pick: &Callback<RowId>,
    fold: &Callback<(RowId, bool)>,
) -> Html {
    let id = row.id;
    let on_pick = pick.reform(move |_: MouseEvent| id);
    let on_fold = {
        let fold = fold.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            fold.emit((id, !shut));
        })
    };
    let opens = row.children > 0;
    let closing = match row.kind {
        JsonKind::Object => "}",
        JsonKind::Array => "]",
        _ => "",
    };
    let kind = match row.kind {
        JsonKind::String => "string",
        JsonKind::Number => "number",
        JsonKind::Word => "word",
        JsonKind::Object | JsonKind::Array => "bracket",
    };
    html! {
        <div key={id.0} id={format!("row-{}", id.0)} role="treeitem" aria-level={(row.depth + 1).to_string()} aria-expanded={opens.then(|| (!shut).to_string())} aria-selected={active.to_string()}
            class={classes!("json-row", format!("indent-{}", row.depth.min(9)), cited.then_some("cited"), active.then_some("active"))} onclick={on_pick}>
            if opens {
                <span class="json-fold" onclick={on_fold} aria-hidden="true">{ if shut { "▸" } else { "▾" } }</span>
            } else {
                <span class="json-fold" aria-hidden="true"></span>
            }
            if let Some(key) = &row.key {
                <span class="json-key">{ visible(key) }</span>{ ": " }
            }
            <span class={classes!("json-value", kind)}>{ visible(&row.value) }{ if shut { format!(" … {closing}") } else { String::new() } }{ if row.cut > 0 { "…" } else { "" } }</span>
            if row.unknown {
                <span class="unknown">{ words::UNKNOWN.get(lang) }</span>
            }
        </div>
    }
}

/// What the picked row means.
fn detail(props: &JsonTreeProps, picked: Option<RowId>, lang: Lang) -> Html {
    let Some(row) = picked.and_then(|id| props.view.json.iter().find(|row| row.id == id)) else {
        return html! { <div class="json-detail"><p class="soft small" translate="yes">{ words::PICK.get(lang) }</p></div> };
    };
    let copy = |text: String| {
        let actions = props.page.actions.clone();
        Callback::from(move |_: MouseEvent| actions.copy(text.clone()))
    };
    let field = row.field.and_then(|at| props.view.fields.get(at as usize));
    let part = |label: Text, text: &str| match text {
        "" => Html::default(),
        text => html! { <><dt>{ label.get(lang) }</dt><dd>{ text }</dd></> },
    };
    html! {
        <div class="json-detail" tabindex="0" role="region" aria-label={words::USE.get(lang)}>
            <p class="pointer">{ visible(&row.pointer) }</p>
            if row.cut > 0 {
                <pre class="full">{ visible(&whole(&props.view, row)) }</pre>
            }
            <div translate="yes">
                if row.unknown {
                    <p>{ words::UNKNOWN_FIELD.fill(lang, &[("date", MODEL_DATE)]) }</p>
                } else if let Some(field) = field {
                    if field.meaning.is_empty() {
                        <p class="soft">{ words::NO_MEANING.get(lang) }</p>
                    } else {
                        <p>{ &field.meaning }</p>
                        if let Some(means) = row.means.and_then(|at| props.view.values.get(at as usize)) {
                            <p><bdi class="value" translate="no">{ visible(&row.value) }</bdi>{ ": " }{ means }</p>
                        }
                        <dl>
                            { part(words::FORM, &field.form) }
                            { part(words::USE, &field.use_) }
                            { part(words::TRAP, &field.trap) }
                        </dl>
                    }
                }
            </div>
            <div class="row" translate="yes">
                if let Some(field) = field {
                    <a class="button" href={Route::Learn(Chapter::Fields(field.key.clone())).fragment()}>{ learn::IN_LEARN.get(lang) }</a>
                }
                <button type="button" onclick={copy(whole(&props.view, row))}>{ words::COPY_VALUE.get(lang) }</button>
                <button type="button" onclick={copy(row.pointer.clone())}>{ words::COPY_POINTER.get(lang) }</button>
                <button type="button" onclick={copy(row.jq.clone())}>{ words::COPY_JQ.get(lang) }</button>
            </div>
        </div>
    }
}
