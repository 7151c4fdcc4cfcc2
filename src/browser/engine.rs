//! The engine: in a worker, or in the page where a worker cannot run.

use super::{
    boot,
    files::Input,
    worker::{Client, answered, written},
};
use finding_lens::{
    engine::protocol::{Reading, Request, Response, SourceNumber},
    i18n::Lang,
};
use js_sys::{Array, Function, Promise, Uint8Array};
use serde_bytes::ByteBuf;
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The engine. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    worker: Client<Request, Response>,
    /// The languages that the engine was given the knowledge of, or is being given.
    knows: Rc<RefCell<HashMap<Lang, Taught>>>,
    /// In place of a worker that never answered.
    inside: Rc<RefCell<Option<Function>>>,
}

/// How far a language's knowledge is.
#[derive(Clone)]
enum Taught {
    /// On its way; the promise is kept when the engine has it.
    Soon(Promise),
    /// The engine has it.
    Now,
}

impl Engine {
    /// Starts the engine.
    pub fn start() -> Engine {
        Engine { worker: Client::start(), knows: Rc::default(), inside: Rc::default() }
    }

    /// Asks a question, after giving the engine the knowledge that the answer needs.
    pub async fn ask(&self, request: Request) -> Response {
        if let Some(lang) = language(&request) {
            self.teach(lang).await;
        }
        self.send(request, &JsValue::UNDEFINED).await
    }

    /// Opens a source under a name. A worker is lent what the browser holds of it, to read it again by itself.
    pub async fn begin(&self, source: SourceNumber, name: String, input: &Input) {
        let lent = input.held(0, input.size()).map_or(JsValue::UNDEFINED, JsValue::from);
        self.send(Request::Begin(source, name, input.keep()), &lent).await;
    }

    /// Calls back when the engine stopped and was started again; what was loaded is gone.
    pub fn on_restart(&self, callback: impl Fn() + 'static) {
        let knows = self.knows.clone();
        self.worker.on_restart(move || {
            knows.borrow_mut().clear();
            callback();
        });
    }

    /// Gives the engine the knowledge of a language, if it does not have it. Whoever asks while it is on its way waits for
    /// the same one: answers come in the order of the questions.
    pub async fn teach(&self, lang: Lang) {
        let known = self.knows.borrow().get(&lang).cloned();
        let soon = match known {
            // To wait for nothing would let what is drawn meanwhile go first.
            Some(Taught::Now) => return,
            Some(Taught::Soon(soon)) => soon,
            None => {
                let engine = self.clone();
                let soon = future_to_promise(async move {
                    match engine.give(lang).await {
                        true => engine.knows.borrow_mut().insert(lang, Taught::Now),
                        false => engine.knows.borrow_mut().remove(&lang),
                    };
                    Ok(JsValue::UNDEFINED)
                });
                self.knows.borrow_mut().insert(lang, Taught::Soon(soon.clone()));
                soon
            }
        };
        let _ = JsFuture::from(soon).await;
    }

    /// Whether the engine took the knowledge. Fields and parts come first, the types a moment later.
    async fn give(&self, lang: Lang) -> bool {
        for pack in [boot::knowledge(lang).await, boot::types(lang).await] {
            let Some(pack) = pack else { return false };
            if self.send(Request::Knowledge(pack.into()), &JsValue::UNDEFINED).await != Response::Done {
                return false;
            }
        }
        true
    }

    /// Gives what a reader read to the engine, as it came from there; how many findings there are by now.
    pub async fn take_batch(&self, batch: Uint8Array) -> Option<u32> {
        if self.inside.borrow().is_some() {
            return None;
        }
        let bytes = batch.buffer();
        let answer = self.worker.ask_beside(&Request::Batch(ByteBuf::new()), &bytes, &Array::of1(&bytes));
        match answered(JsFuture::from(answer).await.ok()?)? {
            Response::Findings(findings) => Some(findings),
            _ => None,
        }
    }

    /// Reads findings for nobody, and explains the first, so that those which come do not wait for the browser to compile what reads
    /// and explains them. Not where that would keep the page busy.
    pub async fn rehearse(&self, lines: String, reading: Reading) {
        if self.inside.borrow().is_none() {
            self.ask(Request::Rehearse(lines, reading)).await;
        }
    }

    async fn send(&self, request: Request, lent: &JsValue) -> Response {
        if self.inside.borrow().is_none() {
            if let Ok(answer) = self.worker.ask(&request, lent).await {
                return answer;
            }
            if self.worker.has_answered() {
                return Response::Refused(String::new());
            }
            let inside = boot::engine_inside().await;
            // Others may have waited for it at the same time; it is the same one, and knows nothing yet only at first.
            if self.inside.replace(inside).is_none() {
                self.knows.borrow_mut().clear();
            }
        }
        let refused = || Response::Refused(String::new());
        let inside = self.inside.borrow().clone();
        let answer = inside.and_then(|inside| inside.call1(&JsValue::NULL, &written(&request)).ok());
        answer.and_then(answered).unwrap_or_else(refused)
    }
}

/// The language that the answer is to be in, where it holds words of the catalogue.
fn language(request: &Request) -> Option<Lang> {
    match request {
        Request::With(_, request) => language(request),
        Request::Open(_, _, reading)
        | Request::Learn(reading, _)
        | Request::Preview(_, _, reading)
        | Request::Export(_, _, _, reading)
        | Request::HandOff(.., reading)
        | Request::Link(_, _, reading)
        | Request::Compare(_, _, reading)
        | Request::Rehearse(_, reading) => Some(reading.lang),
        _ => None,
    }
}
