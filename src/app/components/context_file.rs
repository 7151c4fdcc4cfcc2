//! The reader's context file: chosen, named, forgotten.

use crate::{
    app::{PageProps, components::explanation::visible, state::ContextFile},
    browser,
};
use finding_lens::i18n::ui::finding as words;
use yew::prelude::*;

/// The picker below the checks.
#[component]
pub fn ContextPicker(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let field = use_node_ref();
    let onchange = {
        let actions = props.actions.clone();
        Callback::from(move |event: Event| actions.take_context(browser::files::chosen(&event)))
    };
    let open = {
        let field = field.clone();
        Callback::from(move |_: MouseEvent| browser::page::open_files(&field))
    };
    let forget = {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| actions.forget_context())
    };
    let name = |name: &str| html! { <bdi translate="no">{ visible(name) }</bdi> };
    html! {
        <div class="context-file small">
            <p>
                { words::CONTEXT.get(lang) }{ ": " }
                if let ContextFile::Taken(taken) = &props.store.context {
                    { name(taken) }{ " " }<button type="button" onclick={forget}>{ words::CONTEXT_FORGET.get(lang) }</button>
                } else {
                    <button type="button" title={words::CONTEXT_ABOUT.get(lang)} onclick={open}>{ words::CONTEXT_CHOOSE.get(lang) }</button>
                }
                <input ref={field} type="file" accept=".json,application/json" hidden=true {onchange} aria-label={words::CONTEXT_CHOOSE.get(lang)} />
            </p>
            <div aria-live="polite">
                if let ContextFile::Refused(refused, why) = &props.store.context {
                    <p>{ words::CONTEXT_REFUSED.fill(lang, &[("name", &visible(refused))]) }</p>
                    <ul class="faults">{ for why.lines().map(|fault| html! { <li><bdi>{ visible(fault) }</bdi></li> }) }</ul>
                }
            </div>
        </div>
    }
}
