//! How far a load has come, and the way to stop it.

use crate::app::{PageProps, loading::Progress};
use finding_lens::i18n::{Text, bytes, count, duration, list::loading as words};
use yew::prelude::*;

#[component]
pub fn Reading(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let Some(progress) = props.store.progress else { return Html::default() };
    let Progress { bytes: (read, all), sources, findings, .. } = progress;
    let number = |n: u32| count(u64::from(n));
    let pair = |text: Text, done: &str, total: &str| text.fill(lang, &[("done", done), ("total", total)]);
    let mut said = vec![
        pair(words::BYTES, &bytes(read), &bytes(all)),
        words::FINDINGS.fill(lang, &[("n", &number(findings))]),
        pair(words::FILES, &number(sources.0), &number(sources.1)),
    ];
    said.extend(progress.rate().map(|rate| words::RATE.fill(lang, &[("size", &bytes(rate as u64))])));
    said.extend(progress.left().map(|left| words::LEFT.fill(lang, &[("time", &duration(left, lang))])));
    let cancel = {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| actions.cancel())
    };
    html! {
        <div class="reading">
            <progress max={all.max(1).to_string()} value={read.to_string()} aria-label={words::TITLE.get(lang)} />
            <p class="small">{ said.join(" · ") }</p>
            <button type="button" onclick={cancel}>{ words::CANCEL.get(lang) }</button>
        </div>
    }
}
