//! The query line, with completion, what is wrong under the character, and its help.

use crate::app::{PageProps, list::Change, state::Action};
use crate::browser;
use finding_lens::{
    engine::protocol::QueryProblem,
    i18n::{count, list::findings as words, visible},
    query::{FIELDS, Info, Suggestion},
};
use yew::prelude::*;

#[component]
pub fn QueryLine(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    let field = use_node_ref();
    let open = use_state_eq(|| false);
    let at = use_state_eq(|| None::<usize>);
    let suggestions = &list.completion.suggestions;
    let shown = *open && !suggestions.is_empty();

    let oninput = {
        let (actions, open, at) = (props.actions.clone(), open.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            let Some((text, cursor)) = browser::page::typed_at(&event) else { return };
            open.set(true);
            at.set(None);
            actions.complete(text.clone(), cursor);
            actions.act(Action::List(Change::Query(text)));
        })
    };
    let take = {
        let (actions, field, open, list) = (props.actions.clone(), field.clone(), open.clone(), list.clone());
        Callback::from(move |suggestion: Suggestion| {
            let completion = &list.completion;
            let (from, to) = (completion.from as usize, completion.to as usize);
            let before: String = list.query.chars().take(from).collect();
            let after: String = list.query.chars().skip(to).collect();
            let text = format!("{before}{}{after}", suggestion.text);
            let cursor = u32::try_from(from + suggestion.text.chars().count()).unwrap_or(u32::MAX);
            open.set(!suggestion.text.ends_with(' ') && suggestion.count.is_none());
            browser::page::put_text(&field, &text, cursor);
            actions.complete(text.clone(), cursor);
            actions.act(Action::List(Change::Query(text)));
        })
    };
    let onkeydown = {
        let (open, at, take, suggestions) = (open.clone(), at.clone(), take.clone(), suggestions.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = suggestions.len().saturating_sub(1);
            match event.key().as_str() {
                "Escape" if shown => open.set(false),
                "ArrowDown" if shown => at.set(Some(at.map_or(0, |at| (at + 1).min(last)))),
                "ArrowUp" if shown => at.set(at.and_then(|at| at.checked_sub(1))),
                "Enter" | "Tab" if shown => {
                    let Some(one) = at.and_then(|at| suggestions.get(at)) else {
                        return open.set(false);
                    };
                    take.emit(one.clone());
                    at.set(None);
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |(n, one): (usize, &Suggestion)| {
        let onmousedown = {
            let (take, one) = (take.clone(), one.clone());
            Callback::from(move |event: MouseEvent| {
                // The focus stays in the field.
                event.prevent_default();
                take.emit(one.clone());
            })
        };
        html! {
            <li id={format!("suggestion-{n}")} role="option" aria-selected={(*at == Some(n)).to_string()} {onmousedown}>
                <bdi class="mono" translate="no">{ visible(&one.text) }</bdi><span class="soft">{ &one.label }</span>
                if let Some(n) = one.count { <span class="soft number">{ count(u64::from(n)) }</span> }
            </li>
        }
    };
    let error = list.rows.error.as_ref();
    html! {
        <div class="query">
            <input ref={field} type="search" class="mono" data-search="list" role="combobox" aria-label={words::QUERY.get(lang)} placeholder={words::QUERY.get(lang)}
                aria-expanded={shown.to_string()} aria-controls="suggestions" aria-autocomplete="list" aria-invalid={error.is_some().to_string()}
                aria-activedescendant={at.filter(|_| shown).map(|at| format!("suggestion-{at}"))}
                value={list.query.clone()} {oninput} {onkeydown} onblur={ { let open = open.clone(); Callback::from(move |_: FocusEvent| open.set(false)) } }
                spellcheck="false" autocomplete="off" autocapitalize="off" translate="no" />
            <ul id="suggestions" role="listbox" class="suggestions" aria-label={words::SUGGESTIONS.get(lang)} hidden={!shown}>
                { for suggestions.iter().enumerate().map(option) }
            </ul>
            if let Some(error) = error {
                <div class="query-error" role="alert">
                    <pre aria-hidden="true" translate="no">{ under(error) }</pre>
                    <p>{ &error.message }{ " " }{ &error.remedy }</p>
                </div>
            }
            <details class="small">
                <summary>{ words::HELP.get(lang) }</summary>
                <p>{ words::HELP_WORDS.get(lang) }</p>
                <div class="grid"><table class="changes">
                    <thead><tr>{ for [words::FIELD, words::HOLDS, words::EXAMPLE].map(|text| html! { <th scope="col">{ text.get(lang) }</th> }) }</tr></thead>
                    <tbody>{ for FIELDS.iter().map(|info| help(info, props)) }</tbody>
                </table></div>
            </details>
        </div>
    }
}

/// A sign below each character that is wrong.
fn under(error: &QueryProblem) -> String {
    let width = error.to.saturating_sub(error.from).max(1) as usize;
    " ".repeat(error.from as usize) + &"^".repeat(width)
}

fn help(info: &Info, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    html! {
        <tr>
            <th scope="row"><code>{ info.name }</code></th>
            <td>{ info.help.get(lang) }</td>
            <td><code>{ info.example }</code></td>
        </tr>
    }
}
