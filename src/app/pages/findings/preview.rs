//! Beside the list: the finding that the keys are on, in short, and what people found out about it.

use crate::app::{
    PageProps,
    components::{judgement::Judgement, severity::severity},
    list::List,
    route::Route,
};
use finding_lens::{
    i18n::{list::findings as words, visible},
    store::Mark,
};
use yew::prelude::*;

/// The mark on the finding that the keys are on.
pub fn known(list: &List) -> Option<Mark> {
    let at = list.cursor?.checked_sub(list.rows.from)?;
    list.rows.rows.get(at as usize)?.mark.clone()
}

#[component]
pub fn Preview(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    let view = list.preview.as_ref().filter(|_| list.cursor.is_some());
    let targets = list.targets();
    html! {
        <aside class="preview card stack" aria-label={words::PREVIEW.get(lang)}>
            if let Some(view) = view {
                <div>
                    { severity(view.band, view.severity.as_deref(), lang) }
                    <h2 translate="no"><bdi>{ visible(&view.title) }</bdi></h2>
                    <p><a class="button primary" href={Route::Finding(view.finding).fragment()}>{ words::OPEN.get(lang) }</a></p>
                </div>
                if let Some(section) = view.sections.first() {
                    <section>
                        <h3>{ &section.label }</h3>
                        <ul class="said" translate="no">{ for section.statements.iter().map(|said| html! { <li>{ visible(&said.text()) }</li> }) }</ul>
                    </section>
                }
            } else {
                <p class="soft">{ words::PICK.get(lang) }</p>
            }
            if let Some(first) = targets.first() {
                <Judgement key={*first} page={props.clone()} targets={targets.clone()} selected={list.chosen.len()} mark={known(list).unwrap_or_default()} />
            }
        </aside>
    }
}
