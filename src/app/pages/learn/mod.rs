//! The Learn pages: how to read a finding, and the catalogue.

mod entries;
mod overview;
mod type_page;
mod types;
mod walk;

use crate::app::{
    PageProps,
    route::{Chapter, Route},
    state::Action,
};
use crate::browser;
use finding_lens::{
    engine::protocol::LearnView,
    i18n::{
        Lang, Text,
        ui::{frame, learn as words},
    },
};
use yew::prelude::*;

#[component]
pub fn LearnPage(props: &PageProps) -> Html {
    let Route::Learn(chapter) = &props.store.route else { return Html::default() };
    let lessons = props.store.lessons.as_ref().filter(|lessons| lessons.chapter.is_like(chapter));
    let page = match lessons {
        Some(lessons) => html! {
            <div class={classes!((lessons.views.len() > 1).then_some("both"))}>
                { for lessons.views.iter().enumerate().map(|(at, (lang, view))| html! {
                    <div class="stack" lang={lang.tag()} key={lang.tag()}>{ one(view, at == 0, *lang, props) }</div>
                }) }
            </div>
        },
        None => html! { <p class="soft" role="status">{ frame::WORKING.get(props.store.prefs.lang) }</p> },
    };
    html! {
        <div class="stack">
            { chapters(chapter, props) }
            { page }
        </div>
    }
}

/// A page in one language. Only the first of two has the fields and buttons.
fn one(view: &LearnView, first: bool, lang: Lang, props: &PageProps) -> Html {
    match view {
        LearnView::Overview(view) => overview::page(view, lang),
        LearnView::Walk(view) => {
            html! { <walk::Walk page={props.clone()} view={(**view).clone()} {lang} {first} /> }
        }
        LearnView::Types(view) => types::page(view, first, lang, props),
        LearnView::Type(view) => {
            html! { <type_page::TypePage page={props.clone()} view={view.as_deref().cloned()} {lang} {first} /> }
        }
        LearnView::Entries(view) => entries::page(view, first, lang, props),
        LearnView::Search(_) => Html::default(),
    }
}

fn chapters(shown: &Chapter, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let all: [(Chapter, Text); 6] = [
        (Chapter::Overview, words::OVERVIEW),
        (Chapter::Walk, words::WALK),
        (Chapter::Types, words::TYPES),
        (Chapter::Fields(String::new()), words::FIELDS),
        (Chapter::Values(String::new()), words::VALUES),
        (Chapter::Glossary(String::new()), words::GLOSSARY),
    ];
    let link = |(chapter, label): (Chapter, Text)| {
        let current =
            chapter.is_like(shown) || matches!((&chapter, shown), (Chapter::Types, Chapter::Type(_)));
        html! { <li><a href={Route::Learn(chapter).fragment()} aria-current={current.then_some("page")}>{ label.get(lang) }</a></li> }
    };
    html! {
        <div class="chapters">
            <nav aria-label={words::CHAPTERS.get(lang)}><ul>{ for all.into_iter().map(link) }</ul></nav>
            <button type="button" aria-pressed={props.store.both.to_string()} onclick={props.act(Action::Both)}>{ words::BOTH.get(lang) }</button>
        </div>
    }
}

/// A field for words to look for, which stand in the address.
fn filter(value: &str, to: fn(String) -> Chapter, lang: Lang, props: &PageProps) -> Html {
    let oninput = {
        let actions = props.actions.clone();
        Callback::from(move |event: InputEvent| {
            let route = Route::Learn(to(browser::page::typed(&event).unwrap_or_default()));
            browser::location::replace(&route.fragment());
            actions.act(Action::Go(route));
        })
    };
    html! {
        <input type="search" data-search="learn" aria-label={words::FILTER.get(lang)} placeholder={words::FILTER.get(lang)} value={value.to_owned()}
            {oninput} spellcheck="false" autocomplete="off" />
    }
}

/// Links to finding types.
fn type_links(label: Text, names: &[String], lang: Lang) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let link = |name: &String| {
        html! { <li><a class="mono" translate="no" href={Route::Learn(Chapter::Type(name.clone())).fragment()}>{ name }</a></li> }
    };
    html! { <section><h2>{ label.get(lang) }</h2><ul>{ for names.iter().map(link) }</ul></section> }
}
