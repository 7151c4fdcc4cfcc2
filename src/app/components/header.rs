//! The header: pages, language, theme, clock, keys.

use crate::app::{
    PageProps,
    route::{Chapter, Route},
    state::{Action, Dialog, Theme},
};
use crate::browser;
use finding_lens::i18n::{
    Clock, Lang,
    ui::{self, frame},
};
use yew::prelude::*;

#[component]
pub fn Header(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let pages = [
        (Route::Start, frame::START),
        (Route::Findings, frame::FINDINGS),
        (Route::Learn(Chapter::Overview), frame::LEARN),
    ];
    let page = |(route, label): (Route, finding_lens::i18n::Text)| {
        let current = match (&route, &store.route) {
            (Route::Findings, Route::Finding(_)) | (Route::Learn(_), Route::Learn(_)) => true,
            (route, shown) => route == shown,
        };
        html! { <a href={route.fragment()} aria-current={current.then_some("page")}>{ label.get(lang) }</a> }
    };
    let to_lang = {
        let (actions, lang) = (props.actions.clone(), lang);
        Callback::from(move |_| actions.toggle_lang(lang))
    };
    let to_clock = {
        let (actions, clock) = (props.actions.clone(), store.prefs.clock);
        Callback::from(move |_| actions.toggle_clock(clock))
    };
    let theme = {
        let actions = props.actions.clone();
        Callback::from(move |event: Event| {
            if let Some(theme) = browser::page::chosen(&event).as_deref().and_then(Theme::named) {
                actions.act(Action::Theme(theme));
            }
        })
    };
    let other = Lang::ALL.into_iter().find(|l| *l != lang).unwrap_or(lang);
    let clock = match store.prefs.clock {
        Clock::Utc => frame::CLOCK_UTC,
        Clock::Local => frame::CLOCK_LOCAL,
    };
    html! {
        <header class="head">
            <a class="brand" href="#/">{ mark() }{ ui::NAME }</a>
            <nav aria-label={frame::PAGES.get(lang)}>{ for pages.map(page) }</nav>
            <div class="prefs">
                <button type="button" onclick={props.act(Action::Show(Some(Dialog::Search)))} title="Ctrl+K">{ ui::search::TITLE.get(lang) }</button>
                <button type="button" onclick={to_clock} title={frame::CLOCK.get(lang)}>
                    <span class="visually-hidden">{ frame::CLOCK.get(lang) }{ ": " }</span>{ clock.get(lang) }
                </button>
                <button type="button" onclick={to_lang} lang={other.tag()}>{ other.endonym() }</button>
                <select aria-label={frame::THEME.get(lang)} onchange={theme}>
                    { for Theme::ALL.map(|theme| html! {
                        <option value={theme.slug()} selected={theme == store.prefs.theme}>{ theme.label().get(lang) }</option>
                    }) }
                </select>
                <button type="button" onclick={props.act(Action::Show(Some(Dialog::Privacy)))}>{ frame::PRIVACY.get(lang) }</button>
                <button type="button" onclick={props.act(Action::Show(Some(Dialog::Keys)))} aria-label={frame::KEYS.get(lang)} title={frame::KEYS.get(lang)}>{ "?" }</button>
            </div>
        </header>
    }
}

/// The mark: a lens over three lines.
fn mark() -> Html {
    html! {
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">
            <path d="M3 5h9M3 11h4M3 17h6" /><circle cx="14.5" cy="13" r="4.5" /><path d="m18 16.5 3.5 3.5" />
        </svg>
    }
}
