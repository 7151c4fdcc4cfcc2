//! The page: views over what the engine answers. They compute nothing, hold no words and no colour of their own.

mod actions;
mod components;
mod keys;
pub mod list;
mod loading;
mod pages;
mod route;
pub mod state;

use crate::browser;
use actions::Actions;
use components::{dialogs::Dialogs, handed::handed, header::Header, progress::Reading};
use finding_lens::i18n::ui;
use pages::{finding::FindingPage, findings::FindingsPage, learn::LearnPage, start::StartPage};
use route::Route;
use state::{Action, Picked, State};
use yew::prelude::*;

/// What every view can reach: the state and what can be done.
pub type Store = UseReducerHandle<State>;

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| {
        let fragment = browser::location::fragment();
        let (route, picked) = (Route::parse(&fragment), Picked::row(Route::row(&fragment)));
        State::new(browser::prefs::read(), browser::intl::offset_minutes(), route, picked)
    });
    let actions = use_memo((), |()| Actions::new(store.dispatcher()));
    actions.see(&store);

    use_effect_with((), {
        let actions = actions.clone();
        move |()| actions.start()
    });
    use_effect_with(store.prefs, |prefs| {
        browser::prefs::apply(*prefs);
    });
    use_effect_with((store.route.clone(), store.generation, store.reading()), {
        let actions = actions.clone();
        move |_| actions.refresh()
    });
    use_effect_with(store.list.asked(), {
        let actions = actions.clone();
        move |_| actions.list(0, true)
    });
    use_effect_with(store.list.query.clone(), |query| browser::location::keep_query(query));
    use_effect_with((store.open(), store.picked.row), |(finding, row)| {
        let page = finding.map(Route::Finding);
        if let Some(page) = page.filter(|page| Route::parse(&browser::location::fragment()) == *page) {
            browser::location::replace(&page.fragment_at(*row));
        }
    });
    let walked = store.walked().map(str::to_owned);
    use_effect_with((store.types.clone(), store.both, store.samples.clone(), walked), {
        let actions = actions.clone();
        move |_| actions.relearn()
    });
    use_effect_with(store.place(), |place| browser::page::arrive(*place == Route::Start));

    let lang = store.prefs.lang;
    let page = match &store.route {
        Route::Start => html! { <StartPage store={store.clone()} actions={(*actions).clone()} /> },
        Route::Findings => html! { <FindingsPage store={store.clone()} actions={(*actions).clone()} /> },
        Route::Finding(_) => html! { <FindingPage store={store.clone()} actions={(*actions).clone()} /> },
        Route::Learn(_) => html! { <LearnPage store={store.clone()} actions={(*actions).clone()} /> },
    };
    let narrow = store.is_narrow();
    html! {
        <>
            <a class="skip button" href="#main" onclick={browser::page::skip()}>{ ui::frame::SKIP.get(lang) }</a>
            <Header store={store.clone()} actions={(*actions).clone()} />
            <Reading store={store.clone()} actions={(*actions).clone()} />
            <main id="main" tabindex="-1" class={classes!(narrow.then_some("narrow"))}>
                if !matches!(store.route, Route::Learn(_)) {
                    { handed(&store) }
                }
                { page }
            </main>
            <Dialogs store={store.clone()} actions={(*actions).clone()} />
            if store.reading > 0 {
                <div class="busy" role="status"><span class="visually-hidden">{ ui::frame::WORKING.get(lang) }</span></div>
            }
            <div aria-live="polite">
                if let Some(text) = &store.toast {
                    <p class="toast">{ &**text }</p>
                }
            </div>
        </>
    }
}

impl PartialEq for Actions {
    fn eq(&self, _: &Actions) -> bool {
        true
    }
}

/// The properties that every page and most components have.
#[derive(Properties, PartialEq, Clone)]
pub struct PageProps {
    pub store: Store,
    pub actions: Actions,
}

impl PageProps {
    /// A callback that makes an action happen.
    pub fn act<E: 'static>(&self, action: Action) -> Callback<E> {
        let dispatcher = self.store.dispatcher();
        Callback::from(move |_| dispatcher.dispatch(action.clone()))
    }
}
