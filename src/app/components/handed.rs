//! What was handed over says so, above every page that shows it.

use super::explanation::visible;
use crate::app::PageProps;
use finding_lens::{
    engine::protocol::HandedView,
    export::report::Source,
    i18n::{Lang, count, ui::handoff as words},
};
use yew::prelude::*;

/// How findings came that were handed over. Nothing where none were.
#[component]
pub fn Handed(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let one = |handed: &HandedView| {
        html! {
            <li>
                <span translate="no">{ visible(&handed.said) }{ " " }{ visible(&handed.redacted) }</span>
                if !handed.sources.is_empty() {
                    <details>
                        <summary>{ words::SOURCES.get(lang) }</summary>
                        <ul>{ for handed.sources.iter().map(|from| source(from, lang)) }</ul>
                    </details>
                }
            </li>
        }
    };
    let handed = &props.store.intake.handed;
    html! {
        if !handed.is_empty() {
            <ul class="handed small">{ for handed.iter().map(one) }</ul>
        }
    }
}

fn source(from: &Source, lang: Lang) -> Html {
    let said = words::SOURCE.fill(lang, &[("bytes", &count(from.bytes)), ("n", &count(from.findings))]);
    html! {
        <li>
            <bdi translate="no">{ visible(&from.name) }</bdi>{ ": " }{ said }<br />
            { "SHA-256 " }<span class="mono" translate="no">{ visible(&from.sha256) }</span>
        </li>
    }
}
