//! How findings are made: the type string, severity, action and resource kinds.

use finding_lens::{
    engine::protocol::{LearnList, Overview},
    i18n::{Lang, count, ui::learn as words},
};
use yew::prelude::*;

pub fn page(view: &Overview, lang: Lang) -> Html {
    html! {
        <>
            <h1>{ words::OVERVIEW.get(lang) }</h1>
            <section class="stack">
                <h2>{ words::TYPE_STRING.get(lang) }</h2>
                <p>{ words::TYPE_STRING_TEXT.get(lang) }</p>
                { for view.parts.iter().map(|part| folded(part, true)) }
            </section>
            <section class="stack">
                <h2>{ &view.severity.label }</h2>
                <p>{ words::SEVERITY_TEXT.get(lang) }</p>
                { terms(&view.severity, false) }
            </section>
            <section class="stack">
                <h2>{ &view.bases.label }</h2>
                { terms(&view.bases, false) }
            </section>
            <section class="stack">
                { folded(&view.actions, false) }
                { folded(&view.topics, false) }
            </section>
        </>
    }
}

fn folded(list: &LearnList, names: bool) -> Html {
    html! {
        <details>
            <summary>{ &list.label }{ " " }<span class="soft">{ count(list.entries.len() as u64) }</span></summary>
            { terms(list, names) }
        </details>
    }
}

/// Names with their meanings. Names of GuardDuty's own are not translated.
fn terms(list: &LearnList, names: bool) -> Html {
    let term = |(name, meaning): &(String, String)| {
        html! {
            <div>
                <dt class={names.then_some("mono")} translate={names.then_some("no")}>{ name }</dt>
                <dd>{ meaning }</dd>
            </div>
        }
    };
    html! { <dl class="terms">{ for list.entries.iter().map(term) }</dl> }
}
