//! The Learn page: how to read a finding, and the catalogue of types.

use crate::app::{PageProps, components::severity::severity};
use crate::browser;
use finding_lens::{
    engine::protocol::{LearnList, LearnType, LearnView},
    i18n::{
        Lang, count,
        ui::{frame, learn as words},
    },
    knowledge::CATALOGUE_DATE,
};
use yew::prelude::*;

#[component]
pub fn LearnPage(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let filter = use_state_eq(String::new);
    let Some(view) = props.store.learn.clone() else {
        return html! {
            <>
                <h1>{ words::TITLE.get(lang) }</h1>
                <p class="soft" role="status">{ frame::WORKING.get(lang) }</p>
            </>
        };
    };
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| filter.set(browser::page::typed(&event).unwrap_or_default()))
    };
    html! {
        <div class="stack">
            <h1>{ words::TITLE.get(lang) }</h1>
            <section class="stack" aria-labelledby="learn-type">
                <h2 id="learn-type">{ words::TYPE_STRING.get(lang) }</h2>
                <p>{ words::TYPE_STRING_TEXT.get(lang) }</p>
                { for view.parts.iter().map(|part| folded(part, true)) }
            </section>
            <section class="stack" aria-labelledby="learn-severity">
                <h2 id="learn-severity">{ &view.severity.label }</h2>
                <p>{ words::SEVERITY_TEXT.get(lang) }</p>
                { terms(&view.severity, false) }
            </section>
            <section class="stack" aria-labelledby="learn-bases">
                <h2 id="learn-bases">{ &view.bases.label }</h2>
                { terms(&view.bases, false) }
            </section>
            <section class="stack">
                { folded(&view.actions, false) }
                { folded(&view.topics, false) }
            </section>
            <section class="stack" aria-labelledby="learn-types">
                <h2 id="learn-types">{ words::TYPES.get(lang) }</h2>
                { types(&view, &filter, oninput, props, lang) }
            </section>
        </div>
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

fn types(
    view: &LearnView,
    filter: &str,
    oninput: Callback<InputEvent>,
    props: &PageProps,
    lang: Lang,
) -> Html {
    let words_of: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let holds = |entry: &&LearnType| {
        let text = [&entry.name, &entry.severity, &entry.plan, &entry.status, &entry.seen]
            .map(|t| t.to_lowercase())
            .join("\n");
        words_of.iter().all(|word| text.contains(word))
    };
    let found: Vec<&LearnType> = view.types.iter().filter(holds).collect();
    let shown = words::TYPES_SHOWN.fill(lang, &[("n", &count(found.len() as u64)), ("date", CATALOGUE_DATE)]);
    let entry = |entry: &&LearnType| {
        let open = {
            let (actions, name) = (props.actions.clone(), entry.name.clone());
            Callback::from(move |_: MouseEvent| actions.sample(Some(name.clone())))
        };
        html! {
            <li key={entry.name.clone()}>
                <div class="row">
                    <h3 class="mono" translate="no">{ &entry.name }</h3>
                    if entry.band.is_some() {
                        { severity(entry.band, None, lang) }
                    } else {
                        <span class="tag">{ &entry.severity }</span>
                    }
                    <span class="tag">{ &entry.status }</span>
                </div>
                <p class="soft small">{ &entry.plan }</p>
                <p>{ &entry.seen }</p>
                if props.store.samples.contains(&entry.name) {
                    <button type="button" onclick={open} aria-label={format!("{}: {}", words::OPEN_SAMPLE.get(lang), entry.name)}>{ words::OPEN_SAMPLE.get(lang) }</button>
                }
            </li>
        }
    };
    html! {
        <>
            <div class="list-tools">
                <input type="search" data-search="types" aria-label={words::TYPES_FILTER.get(lang)} placeholder={words::TYPES_FILTER.get(lang)}
                    value={filter.to_owned()} {oninput} spellcheck="false" autocomplete="off" />
                <p role="status">{ shown }</p>
            </div>
            <ul class="type-list">{ for found.iter().map(entry) }</ul>
        </>
    }
}
