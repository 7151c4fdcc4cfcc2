//! Handing over: one file that is the page with the findings in it, and a link that holds one finding.

use crate::{app::PageProps, browser};
use finding_lens::{
    engine::protocol::{FindingNumber, Selection},
    export::redact::Classes,
    i18n::{
        Lang, count,
        ui::{handoff as words, share},
    },
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Clone)]
struct LinkProps {
    page: PageProps,
    finding: FindingNumber,
    /// What is ticked to be taken out.
    classes: Classes,
}

/// Both ways.
pub fn hand_over(selection: &Selection, classes: Classes, page: &PageProps) -> Html {
    let lang = page.store.prefs.lang;
    let save = {
        let (actions, selection) = (page.actions.clone(), selection.clone());
        Callback::from(move |_: MouseEvent| actions.hand_off(selection.clone(), classes))
    };
    html! {
        <>
            <section>
                <h3>{ words::FILE.get(lang) }</h3>
                <p class="soft">{ words::FILE_ABOUT.get(lang) }</p>
                <button type="button" onclick={save}>{ words::SAVE_FILE.get(lang) }</button>
            </section>
            if let Selection::One(finding) = selection {
                <Link page={page.clone()} finding={*finding} {classes} />
            }
        </>
    }
}

/// A link: made when asked for, and copied when its warning was there to be read.
#[component]
fn Link(props: &LinkProps) -> Html {
    let lang = props.page.store.prefs.lang;
    let whole = use_state_eq(|| false);
    let made = use_state(|| None::<Result<Rc<str>, Rc<str>>>);
    // By default nothing that names the reader goes into an address.
    let classes = match (props.classes.is_empty(), *whole) {
        (true, true) => Classes::NONE,
        (true, false) => Classes::default(),
        (false, _) => props.classes,
    };
    let number = props.finding;
    use_effect_with((classes, number, lang), {
        let made = made.clone();
        move |_| made.set(None)
    });
    let Some(base) = browser::location::served() else {
        return html! { <section><h3>{ words::LINK.get(lang) }</h3><p class="soft">{ words::LINK_FROM_DISK.get(lang) }</p></section> };
    };
    let make = {
        let (actions, made) = (props.page.actions.clone(), made.clone());
        Callback::from(move |_: MouseEvent| {
            let (made, base) = (made.clone(), base.clone());
            actions.link(number, classes, move |answer| {
                made.set(Some(answer.map(|fragment| (base + &fragment).into()).map_err(Rc::from)));
            });
        })
    };
    let tick = {
        let whole = whole.clone();
        Callback::from(move |_: Event| whole.set(!*whole))
    };
    html! {
        <section>
            <h3>{ words::LINK.get(lang) }</h3>
            if props.classes.is_empty() {
                <label class="check">
                    <input type="checkbox" checked={*whole} onchange={tick} />
                    { words::LINK_WHOLE.get(lang) }
                </label>
            }
            <button type="button" onclick={make}>{ words::MAKE_LINK.get(lang) }</button>
            <div aria-live="polite">
                if let Some(answer) = &*made {
                    { answered(answer, classes, props, lang) }
                }
            </div>
        </section>
    }
}

fn answered(answer: &Result<Rc<str>, Rc<str>>, classes: Classes, props: &LinkProps, lang: Lang) -> Html {
    let link = match answer {
        Ok(link) => link.clone(),
        Err(why) => return html! { <p>{ why.to_string() }</p> },
    };
    let holds = if classes.is_empty() { words::HOLDS_ALL } else { words::HOLDS_STAND_INS };
    let size = count(link.chars().count() as u64);
    let copy = {
        let actions = props.page.actions.clone();
        Callback::from(move |_: MouseEvent| actions.copy(link.to_string()))
    };
    html! {
        <div class="warning">
            <p><strong>{ holds.fill(lang, &[("n", &size)]) }</strong>{ " " }{ words::LINK_WARNING.get(lang) }</p>
            <button type="button" onclick={copy}>{ share::COPY.get(lang) }{ " (" }{ words::LINK.get(lang) }{ ")" }</button>
        </div>
    }
}
