//! The annotated JSON: a tree that folds, searches, copies, and says what each row means.

use super::{FindingProps, explanation::visible, virtual_rows::VirtualRows};
use crate::app::{
    route::{Chapter, Route},
    state::{Action, Picked},
};
use finding_lens::{
    engine::{Shown, Tree},
    i18n::{
        Lang, Text,
        ui::{finding as words, learn},
    },
    json::{Kind, RowId},
    model::schema::MODEL_DATE,
};
use std::{cell::Cell, collections::HashSet, rc::Rc};
use yew::prelude::*;

/// The height of a row, as in `styles/tokens.css`.
const HEIGHT: u32 = 26;

#[component]
pub fn JsonTree(props: &FindingProps) -> Html {
    let folded = use_state(HashSet::<RowId>::new);
    let search = use_state(String::new);
    let lang = props.page.store.prefs.lang;
    let picked = props.page.store.picked.clone();
    let tree = use_memo(props.view.clone(), |view| Tree::new(&view.text));
    let rows = Rc::new(tree.visible(&folded, &search));
    // Rows stand in the order of their numbers.
    let active = picked.row.and_then(|id| rows.binary_search(&id).ok());
    // Keys may come faster than they are drawn.
    let latest = use_memo(picked.row, |row| Cell::new(*row));

    // A row that a statement cites is unfolded to.
    use_effect_with(picked.row, {
        let (folded, tree) = (folded.clone(), tree.clone());
        move |row| {
            let hiding = row.map(|row| tree.hiding(row, &folded)).unwrap_or_default();
            if !hiding.is_empty() {
                folded.set(folded.iter().copied().filter(|id| !hiding.contains(id)).collect());
            }
        }
    });

    let pick = {
        let (dispatcher, latest) = (props.page.store.dispatcher(), latest.clone());
        Callback::from(move |row: RowId| {
            latest.set(Some(row));
            dispatcher.dispatch(Action::Pick(Picked::row(Some(row))));
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
        let (rows, tree, pick, fold, actions) =
            (rows.clone(), tree.clone(), pick.clone(), fold.clone(), props.page.actions.clone());
        let folded = folded.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let active = latest.get().and_then(|id| rows.binary_search(&id).ok());
            let at = active.unwrap_or(0);
            let here = rows.get(at).copied();
            let to = |at: usize| {
                if let Some(&id) = rows.get(at) {
                    pick.emit(id);
                }
            };
            let is_open = |id: RowId| tree.opens(id) && !folded.contains(&id);
            match (event.key().as_str(), here) {
                ("ArrowDown", _) => to(if active.is_some() { at + 1 } else { 0 }),
                ("ArrowUp", _) => to(at.saturating_sub(1)),
                ("Home", _) => to(0),
                ("End", _) => to(rows.len().saturating_sub(1)),
                ("ArrowRight", Some(id)) if folded.contains(&id) => fold.emit((id, false)),
                ("ArrowRight", Some(id)) if tree.opens(id) => to(at + 1),
                ("ArrowLeft", Some(id)) if is_open(id) => fold.emit((id, true)),
                ("ArrowLeft", Some(id)) => pick.emit(tree.above(id).unwrap_or(id)),
                ("c", Some(id)) => actions.copy(tree.value(id).to_owned()),
                ("p", Some(id)) => actions.copy(tree.pointer(id)),
                ("q", Some(id)) => actions.copy(tree.jq(id)),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let draw = {
        let (rows, tree, view) = (rows.clone(), tree.clone(), props.view.clone());
        let (folded, cited, picked) = (folded.clone(), picked.cited.clone(), picked.row);
        Callback::from(move |(from, to): (u32, u32)| {
            let window = rows.iter().skip(from as usize).take((to - from) as usize);
            window
                .map(|&id| {
                    let looks = Looks {
                        shut: folded.contains(&id),
                        cited: cited.contains(&id),
                        active: picked == Some(id),
                        unknown: view.note(id).is_some_and(|note| note.unknown),
                    };
                    draw_row(id, &tree.shown(id), looks, lang, &pick, &fold)
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
        let (folded, tree) = (folded.clone(), tree.clone());
        Callback::from(move |_| folded.set(tree.all_folded()))
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
            { detail(props, &tree, picked.row, lang) }
        </section>
    }
}

/// How a row looks beside what it says.
struct Looks {
    shut: bool,
    cited: bool,
    active: bool,
    unknown: bool,
}

fn draw_row(
    id: RowId,
    row: &Shown<'_>,
    Looks { shut, cited, active, unknown }: Looks,
    lang: Lang,
    pick: &Callback<RowId>,
    fold: &Callback<(RowId, bool)>,
) -> Html {
    let on_pick = pick.reform(move |_: MouseEvent| id);
    let on_fold = {
        let fold = fold.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            fold.emit((id, !shut));
        })
    };
    let closing = match row.kind {
        Kind::Object => "}",
        Kind::Array => "]",
        _ => "",
    };
    let kind = match row.kind {
        Kind::String => "string",
        Kind::Number => "number",
        Kind::Bool | Kind::Null => "word",
        Kind::Object | Kind::Array => "bracket",
    };
    html! {
        <div key={id.0} id={format!("row-{}", id.0)} role="treeitem" aria-level={(row.depth + 1).to_string()} aria-expanded={row.opens.then(|| (!shut).to_string())} aria-selected={active.to_string()}
            class={classes!("json-row", format!("indent-{}", row.depth.min(9)), cited.then_some("cited"), active.then_some("active"))} onclick={on_pick}>
            if row.opens {
                <span class="json-fold" onclick={on_fold} aria-hidden="true">{ if shut { "▸" } else { "▾" } }</span>
            } else {
                <span class="json-fold" aria-hidden="true"></span>
            }
            if let Some(key) = &row.key {
                <span class="json-key">{ visible(key) }</span>{ ": " }
            }
            <span class={classes!("json-value", kind)}>{ visible(row.value) }{ if shut { format!(" … {closing}") } else { String::new() } }{ if row.is_cut { "…" } else { "" } }</span>
            if unknown {
                <span class="unknown">{ words::UNKNOWN.get(lang) }</span>
            }
        </div>
    }
}

/// What the picked row means.
fn detail(props: &FindingProps, tree: &Tree, picked: Option<RowId>, lang: Lang) -> Html {
    let Some((id, note)) = picked.and_then(|id| Some((id, props.view.note(id)?))) else {
        return html! { <div class="json-detail"><p class="soft small" translate="yes">{ words::PICK.get(lang) }</p></div> };
    };
    let copy = |text: String| {
        let actions = props.page.actions.clone();
        Callback::from(move |_: MouseEvent| actions.copy(text.clone()))
    };
    let (row, pointer) = (tree.shown(id), tree.pointer(id));
    let field = note.field.and_then(|at| props.view.fields.get(at as usize));
    let part = |label: Text, text: &str| match text {
        "" => Html::default(),
        text => html! { <><dt>{ label.get(lang) }</dt><dd>{ text }</dd></> },
    };
    html! {
        <div class="json-detail" tabindex="0" role="region" aria-label={words::USE.get(lang)}>
            <p class="pointer">{ visible(&pointer) }</p>
            if row.is_cut {
                <pre class="full">{ visible(tree.value(id)) }</pre>
            }
            <div translate="yes">
                if note.unknown {
                    <p>{ words::UNKNOWN_FIELD.fill(lang, &[("date", MODEL_DATE)]) }</p>
                } else if let Some(field) = field {
                    if field.meaning.is_empty() {
                        <p class="soft">{ words::NO_MEANING.get(lang) }</p>
                    } else {
                        <p>{ &field.meaning }</p>
                        if let Some(means) = note.means.and_then(|at| props.view.values.get(at as usize)) {
                            <p><bdi class="value" translate="no">{ visible(row.value) }</bdi>{ ": " }{ means }</p>
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
                <button type="button" onclick={copy(tree.value(id).to_owned())}>{ words::COPY_VALUE.get(lang) }</button>
                <button type="button" onclick={copy(pointer)}>{ words::COPY_POINTER.get(lang) }</button>
                <button type="button" onclick={copy(tree.jq(id))}>{ words::COPY_JQ.get(lang) }</button>
            </div>
        </div>
    }
}
