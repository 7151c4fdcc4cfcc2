//! The search over everything that the catalogue knows.

use crate::app::{
    PageProps,
    route::{Chapter, Route},
    state::Action,
};
use crate::browser;
use finding_lens::{engine::protocol::Hit, i18n::ui::search as words};
use yew::prelude::*;

#[component]
pub fn LookUp(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let typed = use_state_eq(String::new);
    let oninput = {
        let (typed, actions) = (typed.clone(), props.actions.clone());
        Callback::from(move |event: InputEvent| {
            let text = browser::page::typed(&event).unwrap_or_default();
            actions.search(text.clone());
            typed.set(text);
        })
    };
    let go = |hit: &Hit| {
        let (actions, route) = (props.actions.clone(), Route::Learn(Chapter::of(hit.kind, &hit.key)));
        Callback::from(move |()| {
            actions.act(Action::Show(None));
            actions.go(route.clone());
        })
    };
    let (asked, found) = &props.store.hits;
    let hits: &[Hit] = if *asked == *typed { found } else { &[] };
    let onkeydown = {
        let first = hits.first().map(go);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(first) = first.as_ref().filter(|_| event.key() == "Enter") {
                event.prevent_default();
                first.emit(());
            }
        })
    };
    let hit = |hit: &Hit| {
        html! {
            <li>
                <button type="button" class="hit" onclick={go(hit).reform(|_: MouseEvent| ())}>
                    <span class="tag">{ &hit.label }</span>{ " " }<strong class="mono" translate="no">{ &hit.key }</strong>
                    <span class="soft small">{ &hit.text }</span>
                </button>
            </li>
        }
    };
    html! {
        <div class="stack">
            <input type="search" autofocus=true aria-label={words::PLACEHOLDER.get(lang)} placeholder={words::PLACEHOLDER.get(lang)} value={(*typed).clone()}
                {oninput} {onkeydown} spellcheck="false" autocomplete="off" />
            <p class="soft small">{ words::HINT.get(lang) }</p>
            <div role="status">
                if !typed.trim().is_empty() && *asked == *typed && hits.is_empty() {
                    <p>{ words::NONE.get(lang) }</p>
                }
            </div>
            <ul class="hits">{ for hits.iter().map(hit) }</ul>
        </div>
    }
}
