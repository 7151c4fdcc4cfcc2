//! What can be done: the bridge between the state, the engine and the browser.

use super::{
    keys,
    route::Route,
    state::{Action, State},
};
use crate::browser::{self, engine::Engine, files::Input};
use finding_lens::{
    engine::protocol::{FindingNumber, Request, Response, Window},
    i18n::{Clock, Lang, Text, ui},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// How many rows of the list are asked for at a time: the visible ones and as many on either side.
pub const WINDOW: u32 = 80;

/// What can be done. Cheap to clone.
#[derive(Clone)]
pub struct Actions {
    dispatcher: UseReducerDispatcher<State>,
    engine: Engine,
    /// The state as it was last drawn, for actions that start outside a view.
    seen: Rc<RefCell<Option<UseReducerHandle<State>>>>,
}

impl Actions {
    pub fn new(dispatcher: UseReducerDispatcher<State>) -> Actions {
        Actions { dispatcher, engine: Engine::start(), seen: Rc::default() }
    }

    /// Takes note of the state as it is drawn.
    pub fn see(&self, store: &UseReducerHandle<State>) {
        *self.seen.borrow_mut() = Some(store.clone());
    }

    pub fn act(&self, action: Action) {
        self.dispatcher.dispatch(action);
    }

    /// Once, when the page stands: listens, and takes what was dropped or pasted before.
    pub fn start(&self) {
        let actions = self.clone();
        browser::location::on_change(move |fragment| actions.act(Action::Go(Route::parse(&fragment))));
        let actions = self.clone();
        browser::files::on_input(move |inputs| actions.load(inputs));
        let actions = self.clone();
        browser::page::on_key(move |event| {
            if let Some(store) = actions.seen.borrow().clone() {
                keys::press(&event, &store, &actions);
            }
        });
        let actions = self.clone();
        self.engine.on_restart(move || {
            actions.act(Action::Cleared);
            actions.toast(ui::failure::RESTARTED);
        });
    }

    /// Goes to a page by the address, so that Back leads back.
    pub fn go(&self, route: Route) {
        browser::location::go(&route.fragment());
    }

    /// Reads inputs and goes to what they held.
    pub fn load(&self, inputs: Vec<Input>) {
        let Some(state) = self.seen.borrow().clone() else { return };
        if inputs.is_empty() {
            return;
        }
        let actions = self.clone();
        let count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        let (first, before, reading) = (state.sources, state.intake.findings, state.reading());
        self.act(Action::Began(count));
        spawn_local(async move {
            for (number, input) in (first..).zip(inputs) {
                actions.engine.ask(Request::Begin(number, input.name())).await;
                let mut at = 0;
                while let Some(bytes) = input.slice(at).await {
                    at += bytes.len() as u64;
                    actions.engine.ask(Request::Bytes(number, bytes.into())).await;
                }
                actions.engine.ask(Request::End(number)).await;
            }
            let Response::Intake(intake) = actions.engine.ask(Request::Intake(reading)).await else { return };
            let found = intake.findings;
            actions.act(Action::Loaded(count, Rc::new(intake)));
            match found {
                0 => {}
                _ if found == before + 1 => actions.go(Route::Finding(found - 1)),
                _ if found == before && found == 1 => actions.go(Route::Finding(0)),
                _ => actions.go(Route::Findings),
            }
        });
    }

    /// Loads text as if it had been pasted.
    pub fn read_text(&self, text: String) {
        if !text.trim().is_empty() {
            self.load(vec![Input::text(text)]);
        }
    }

    /// Opens samples: those whose type is given, or all.
    pub fn sample(&self, type_string: Option<String>) {
        let actions = self.clone();
        spawn_local(async move {
            match browser::parts::samples().await {
                Some(samples) => match browser::parts::choose(&samples, type_string.as_deref()) {
                    Some(text) => actions.load(vec![Input::named(type_string.unwrap_or_else(|| "samples".into()), text)]),
                    None => actions.toast(ui::start::NOTHING),
                },
                None => actions.toast(ui::start::SAMPLES_LOADING),
            }
        });
    }

    /// Forgets everything loaded.
    pub fn clear(&self) {
        let actions = self.clone();
        spawn_local(async move {
            actions.engine.ask(Request::Clear).await;
            actions.act(Action::Cleared);
            actions.go(Route::Start);
        });
    }

    /// Asks for what the page on view needs.
    pub fn refresh(&self) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let reading = state.reading();
        match state.route {
            Route::Start => {
                if state.intake.sources.is_empty() {
                    return;
                }
                let actions = self.clone();
                spawn_local(async move {
                    if let Response::Intake(intake) = actions.engine.ask(Request::Intake(reading)).await {
                        actions.act(Action::Told(Rc::new(intake)));
                    }
                });
            }
            Route::Findings => self.list(0),
            Route::Finding(number) => self.open(number),
            Route::Learn => {
                let actions = self.clone();
                spawn_local(async move {
                    if let Response::Learn(view) = actions.engine.ask(Request::Learn(reading)).await {
                        actions.act(Action::Learn(Rc::from(view)));
                    }
                });
            }
        }
    }

    /// Asks for a window of the list.
    pub fn list(&self, from: u32) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        let window = Window { filter: state.filter.clone(), sort: state.sort, from, len: WINDOW };
        let reading = state.reading();
        spawn_local(async move {
            if let Response::Rows(rows) = actions.engine.ask(Request::Rows(reading, window)).await {
                actions.act(Action::Rows(Rc::new(rows)));
            }
        });
    }

    fn open(&self, number: FindingNumber) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        let reading = state.reading();
        spawn_local(async move {
            let view = match actions.engine.ask(Request::Open(number, reading)).await {
                Response::Finding(view) => Some(Rc::from(view)),
                _ => None,
            };
            actions.act(Action::Finding(view));
        });
    }

    /// Shows a word for a moment.
    pub fn toast(&self, text: Text) {
        self.act(Action::Toast(Some(text)));
        let actions = self.clone();
        gloo::timers::callback::Timeout::new(2_500, move || actions.act(Action::Toast(None))).forget();
    }

    /// Puts text on the clipboard.
    pub fn copy(&self, text: String) {
        let actions = self.clone();
        spawn_local(async move {
            let copied = browser::clipboard::copy(&text).await;
            actions.toast(if copied { ui::frame::COPIED } else { ui::frame::NOT_COPIED });
        });
    }

    pub fn toggle_lang(&self, lang: Lang) {
        self.act(Action::Lang(match lang {
            Lang::En => Lang::Ja,
            Lang::Ja => Lang::En,
        }));
    }

    pub fn toggle_clock(&self, clock: Clock) {
        self.act(Action::Clock(match clock {
            Clock::Utc => Clock::Local,
            Clock::Local => Clock::Utc,
        }));
    }
}
