//! What was handed over says so, above every page that shows it.

use super::explanation::visible;
use crate::app::state::State;
use finding_lens::{engine::protocol::HandedView, i18n::ui::handoff as words};
use yew::prelude::*;

/// How findings came that were handed over. Nothing where none were.
pub fn handed(state: &State) -> Html {
    let one = |handed: &HandedView| {
        html! {
            <li>
                <span translate="no">{ visible(&handed.said) }</span>
                if !handed.sources.is_empty() {
                    <details>
                        <summary>{ words::SOURCES.get(state.prefs.lang) }</summary>
                        <ul translate="no">{ for handed.sources.iter().map(|line| html! { <li>{ visible(line) }</li> }) }</ul>
                    </details>
                }
            </li>
        }
    };
    let all = &state.intake.handed;
    html! {
        if !all.is_empty() {
            <ul class="handed small">{ for all.iter().map(one) }</ul>
        }
    }
}
