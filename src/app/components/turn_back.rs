//! Turning stand-ins back: a text that came back from someone, and the key file that was kept.

use crate::{
    app::PageProps,
    browser::{self, files::Input},
};
use finding_lens::i18n::ui::turn_back as words;
use std::rc::Rc;
use yew::prelude::*;

/// The part of the dialog. A key file can be dropped on it, or chosen.
#[component]
pub fn TurnBack(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let (area, field) = (use_node_ref(), use_node_ref());
    let said = use_state(|| None::<Result<Rc<str>, Rc<str>>>);
    let take = {
        let (actions, area, said) = (props.actions.clone(), area.clone(), said.clone());
        move |inputs: Vec<Input>| {
            let said = said.clone();
            actions.restore(inputs, browser::page::text(&area), move |answer| {
                said.set(Some(answer.map(Rc::from).map_err(Rc::from)));
            });
        }
    };
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| take(browser::files::chosen(&event)))
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        // Not a file with findings: the page is not to read it.
        event.prevent_default();
        event.stop_propagation();
        take(browser::files::dropped(&event));
    });
    let open = {
        let field = field.clone();
        Callback::from(move |_: MouseEvent| browser::page::open_files(&field))
    };
    html! {
        <details class="turn-back" {ondrop}>
            <summary>{ words::TITLE.get(lang) }</summary>
            <div class="stack">
                <p class="soft">{ words::ABOUT.get(lang) }</p>
                <textarea ref={area} rows="3" aria-label={words::TEXT.get(lang)} placeholder={words::TEXT.get(lang)}
                    translate="no" spellcheck="false" autocomplete="off" autocapitalize="off" />
                <button type="button" onclick={open}>{ words::CHOOSE.get(lang) }</button>
                <input ref={field} type="file" accept=".json,application/json" hidden=true {onchange} aria-label={words::CHOOSE.get(lang)} />
                <div aria-live="polite">
                    if let Some(answer) = &*said {
                        { answered(answer, props) }
                    }
                </div>
            </div>
        </details>
    }
}

fn answered(answer: &Result<Rc<str>, Rc<str>>, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    match answer {
        Ok(text) => {
            let copy = {
                let (actions, text) = (props.actions.clone(), text.clone());
                Callback::from(move |_: MouseEvent| actions.copy(text.to_string()))
            };
            html! {
                <>
                    <pre tabindex="0" translate="no" aria-label={words::BACK.get(lang)}>{ super::explanation::visible(text) }</pre>
                    <button type="button" onclick={copy}>{ words::COPY.get(lang) }</button>
                </>
            }
        }
        Err(why) => html! { <p>{ why.to_string() }</p> },
    }
}
