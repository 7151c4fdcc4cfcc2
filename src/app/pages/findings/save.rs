//! What can be saved of the list, and verdicts that were saved.

use crate::app::PageProps;
use crate::browser;
use finding_lens::{engine::protocol::TableForm, i18n::list::findings as words};
use yew::prelude::*;

#[component]
pub fn Save(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let picker = use_node_ref();
    let act = |what: fn(&crate::app::actions::Actions)| {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| what(&actions))
    };
    let choose = {
        let picker = picker.clone();
        Callback::from(move |_: MouseEvent| browser::page::open_files(&picker))
    };
    let onchange = {
        let actions = props.actions.clone();
        Callback::from(move |event: Event| actions.load_marks(browser::files::chosen(&event)))
    };
    html! {
        <details class="menu">
            <summary class="button">{ words::SAVE.get(lang) }</summary>
            <div class="card stack">
                <button type="button" onclick={act(|actions| actions.save_lines())}>{ words::SAVE_LINES.get(lang) }</button>
                <button type="button" onclick={act(|actions| actions.save_table(TableForm::Csv))}>{ words::SAVE_CSV.get(lang) }</button>
                <button type="button" onclick={act(|actions| actions.save_table(TableForm::Markdown))}>{ words::SAVE_MARKDOWN.get(lang) }</button>
                <button type="button" onclick={act(|actions| actions.save_marks())}>{ words::SAVE_MARKS.get(lang) }</button>
                <button type="button" onclick={choose}>{ words::LOAD_MARKS.get(lang) }</button>
                <input ref={picker} type="file" accept=".json,application/json" hidden=true {onchange} aria-label={words::LOAD_MARKS.get(lang)} />
                <p class="soft small">{ words::MEMORY.get(lang) }</p>
            </div>
        </details>
    }
}
