//! What lies over the page: the keys, the proof of privacy, the search over the catalogue.

use super::look_up::LookUp;
use crate::app::{
    PageProps,
    components::share::Share,
    keys,
    state::{Action, Dialog},
};
use crate::browser;
use finding_lens::i18n::{
    Lang, Text,
    ui::{frame, keys as key_words, privacy, search, share},
};
use yew::prelude::*;

#[component]
pub fn Dialogs(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let node = use_node_ref();
    use_effect_with(props.store.dialog, {
        let node = node.clone();
        move |dialog| browser::page::show_dialog(&node, dialog.is_some())
    });
    let close = {
        let dispatcher = props.store.dispatcher();
        move || {
            let dispatcher = dispatcher.clone();
            Callback::from(move |()| dispatcher.dispatch(Action::Show(None)))
        }
    };
    let (title, body) = match props.store.dialog {
        Some(Dialog::Keys) => (key_words::TITLE, keys_list(lang)),
        Some(Dialog::Privacy) => (privacy::TITLE, html! { <Proof {lang} /> }),
        Some(Dialog::Search) => (search::TITLE, html! { <LookUp ..props.clone() /> }),
        Some(Dialog::Share) => (share::TITLE, html! { <Share ..props.clone() /> }),
        None => (Text::same(""), Html::default()),
    };
    html! {
        <dialog ref={node} aria-labelledby="dialog-title" onclose={close().reform(|_: Event| ())}>
            <header>
                <h2 id="dialog-title">{ title.get(lang) }</h2>
                <button type="button" onclick={close().reform(|_: MouseEvent| ())}>{ frame::CLOSE.get(lang) }</button>
            </header>
            { body }
        </dialog>
    }
}

fn keys_list(lang: Lang) -> Html {
    let key = |(keys, what): (&'static [&'static str], Text)| {
        html! { <><dt>{ for keys.iter().map(|key| html! { <><kbd>{ *key }</kbd>{ " " }</> }) }</dt><dd>{ what.get(lang) }</dd></> }
    };
    html! { <dl class="keys">{ for keys::KEYS.map(key) }</dl> }
}

#[derive(Properties, PartialEq)]
struct ProofProps {
    lang: Lang,
}

/// What was requested, what the policy forbids, what it cannot stop.
#[component]
fn Proof(props: &ProofProps) -> Html {
    let lang = props.lang;
    let proof = browser::boot::proof();
    let count = |text: Text, n: u32| text.fill(lang, &[("n", &finding_lens::i18n::count(u64::from(n)))]);
    html! {
        <div class="stack">
            <p><strong>{ privacy::PROMISE.get(lang) }</strong>{ " " }{ if proof.complete.is_some() { privacy::CLOSED } else { privacy::OPEN }.get(lang) }</p>
            <ul>
                <li>{ count(privacy::SINCE, proof.after) }</li>
                <li>{ count(privacy::BLOCKED, proof.blocked) }</li>
            </ul>
            <p class="soft">{ privacy::STORED.get(lang) }</p>
            <details>
                <summary>{ privacy::REQUESTS.get(lang) }</summary>
                <p class="soft">{ privacy::REQUESTS_NOTE.get(lang) }</p>
                <ul class="mono small">{ for proof.requests.iter().map(|url| html! { <li>{ url }</li> }) }</ul>
            </details>
            <details>
                <summary>{ privacy::POLICY.get(lang) }</summary>
                { for proof.policies.iter().map(|policy| html! { <p class="mono small">{ policy }</p> }) }
            </details>
            <details>
                <summary>{ privacy::LIMITS.get(lang) }</summary>
                <p>{ privacy::LIMITS_TEXT.get(lang) }</p>
            </details>
        </div>
    }
}
