//! Questions to a worker and answers from it. The worker runs the engine's program (`src/bin/engine.rs`), started by the
//! loader from parts in memory, so it can be started again at any time, without a network.
//!
//! A question travels as `[number, question]`, or `[number, question, beside]` where it is about a batch, lends a file, or is about so
//! many bytes of a file: `[count, file]`, and `[count]` for those that follow;
//! its answer as `[number, answer]` or `[number, answer, beside]`, or `[number]` where the file could not be read; a worker whose
//! program stopped sends a string. Questions that are asked before the worker is there wait for it.

use super::boot;
use finding_lens::engine::protocol::wire;
use js_sys::{Array, Function, Promise, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    marker::PhantomData,
    rc::Rc,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, MessageEvent, Worker};

/// The worker stopped, or could not be started, before it answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// The page's side: asks `Q`, gets `A`. Cheap to clone.
pub struct Client<Q, A> {
    inner: Rc<Inner>,
    messages: PhantomData<fn(Q) -> A>,
}

impl<Q, A> Clone for Client<Q, A> {
    fn clone(&self) -> Self {
        Client { inner: self.inner.clone(), messages: PhantomData }
    }
}

struct Inner {
    worker: RefCell<State>,
    /// The promises of questions that wait for their answers.
    waiting: RefCell<HashMap<u32, (Function, Function)>>,
    asked: Cell<u32>,
    /// Whether the worker at work has ever answered. One that has not is not started again: it would fail for ever.
    answered: Cell<bool>,
    /// Whether any worker has ever answered.
    ever: Cell<bool>,
    on_restart: RefCell<Option<Rc<dyn Fn()>>>,
}

enum State {
    /// On its way, with the messages that wait for it and what they hand over.
    Starting(Vec<(Array, Array)>),
    Running(Running),
    /// Stopped, and not started again.
    Gone,
}

struct Running {
    worker: Worker,
    /// The worker calls these for as long as it runs.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl<Q: Serialize, A: DeserializeOwned> Client<Q, A> {
    /// Starts a worker.
    pub fn start() -> Self {
        let inner = Rc::new(Inner {
            worker: RefCell::new(State::Gone),
            waiting: RefCell::default(),
            asked: Cell::new(0),
            answered: Cell::new(false),
            ever: Cell::new(false),
            on_restart: RefCell::default(),
        });
        inner.start();
        Client { inner, messages: PhantomData }
    }

    /// Asks, and lends a file or nothing. Questions are answered in the order in which they are asked.
    pub async fn ask(&self, question: &Q, lent: &JsValue) -> Result<A, Stopped> {
        let answer = self.ask_beside(question, lent, &Array::new());
        answered(JsFuture::from(answer).await.map_err(|_| Stopped)?).ok_or(Stopped)
    }

    /// Asks at once, with what travels beside the question. [`answered`] and [`beside`] read what comes; both find nothing
    /// where the browser could not read what travelled. The promise is broken where the worker stopped. What is handed over
    /// is the page's no more.
    pub fn ask_beside(&self, question: &Q, beside: &JsValue, hand_over: &Array) -> Promise {
        self.inner.post(Array::of2(&JsValue::NULL, &written(question)), beside, hand_over)
    }

    /// Whether the worker has answered anything: one that has not cannot run here.
    pub fn has_answered(&self) -> bool {
        self.inner.answered.get() || self.inner.ever.get()
    }

    /// Calls back each time a worker stopped and another one took its place; what the old one knew is gone.
    pub fn on_restart(&self, callback: impl Fn() + 'static) {
        *self.inner.on_restart.borrow_mut() = Some(Rc::new(callback));
    }
}

impl Inner {
    fn start(self: &Rc<Self>) {
        self.answered.set(false);
        *self.worker.borrow_mut() = State::Starting(Vec::new());
        let inner = self.clone();
        spawn_local(async move {
            match boot::worker().await {
                Some(worker) => inner.run(worker),
                None => inner.stopped(),
            }
        });
    }

    fn run(self: &Rc<Self>, worker: Worker) {
        let (message, error) = (Rc::downgrade(self), Rc::downgrade(self));
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(inner) = message.upgrade() {
                inner.take(event.data());
            }
        });
        let on_error = Closure::new(move |event: Event| {
            event.prevent_default();
            if let Some(inner) = error.upgrade() {
                inner.stopped();
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let running = Running { worker, _on_message: on_message, _on_error: on_error };
        if let State::Starting(messages) = &*self.worker.borrow() {
            for (message, hand_over) in messages {
                let _ = running.worker.post_message_with_transfer(message, hand_over);
            }
        }
        self.worker.replace(State::Running(running));
    }

    /// Sends a message whose number is not set yet.
    fn post(&self, message: Array, beside: &JsValue, hand_over: &Array) -> Promise {
        Promise::new(&mut |resolve, reject| {
            let number = self.asked.replace(self.asked.get().wrapping_add(1));
            message.set(0, number.into());
            if !beside.is_undefined() {
                message.push(beside);
            }
            let message = message.clone();
            let sent = match &mut *self.worker.borrow_mut() {
                State::Starting(messages) => {
                    messages.push((message, hand_over.clone()));
                    true
                }
                State::Running(running) => {
                    running.worker.post_message_with_transfer(&message, hand_over).is_ok()
                }
                State::Gone => false,
            };
            if sent {
                self.waiting.borrow_mut().insert(number, (resolve, reject));
            } else {
                let _ = reject.call0(&JsValue::NULL);
            }
        })
    }

    fn take(self: &Rc<Self>, message: JsValue) {
        if message.is_string() {
            return self.stopped();
        }
        let message: Array = message.unchecked_into();
        let number = message.shift().as_f64().unwrap_or_default() as u32;
        self.answered.set(true);
        self.ever.set(true);
        let waiting = self.waiting.borrow_mut().remove(&number);
        if let Some((resolve, _)) = waiting {
            let _ = resolve.call1(&JsValue::NULL, &message);
        }
    }

    /// Lets the worker go, tells those who wait, and starts another one.
    fn stopped(self: &Rc<Self>) {
        // Not dropped here: this is called from one of its closures.
        let old = self.worker.replace(State::Gone);
        spawn_local(async move { drop(old) });
        for (_, (_, reject)) in self.waiting.take() {
            let _ = reject.call0(&JsValue::NULL);
        }
        if self.answered.get() {
            self.start();
            let callback = self.on_restart.borrow().clone();
            if let Some(callback) = callback {
                callback();
            }
        }
    }
}

/// A message, as the engine's program takes it.
pub fn written(message: &impl Serialize) -> JsValue {
    Uint8Array::from(&wire::write(message)[..]).into()
}

/// What came for a question.
pub fn answered<A: DeserializeOwned>(answer: JsValue) -> Option<A> {
    let answer: Uint8Array = answer.dyn_into::<Array>().ok()?.get(0).dyn_into().ok()?;
    wire::read(&answer.to_vec())
}

/// What came beside the answer.
pub fn beside(answer: JsValue) -> Option<Uint8Array> {
    answer.dyn_into::<Array>().ok()?.get(1).dyn_into().ok()
}
