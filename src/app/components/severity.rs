//! The severity mark: the number as the JSON has it, and the band.

use finding_lens::{i18n::Lang, model::Band};
use yew::prelude::*;

/// A severity mark, or a dash where there is none.
pub fn severity(band: Option<Band>, number: Option<&str>, lang: Lang) -> Html {
    match band {
        Some(band) => html! {
            <span class={classes!("severity", band.slug())}>
                <span class="band">{ band.label().get(lang) }</span>
                if let Some(number) = number {
                    <span class="mono">{ number }</span>
                }
            </span>
        },
        None => html! { <span class="severity">{ "–" }</span> },
    }
}
