//! The engine: in a worker, or in the page where a worker cannot run.

use super::{boot, worker::Client};
use finding_lens::{
    engine::{
        Session,
        protocol::{Request, Response},
    },
    i18n::Lang,
};
use std::{cell::RefCell, collections::HashSet, rc::Rc};

/// The engine. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    worker: Client<Request, Response>,
    /// Which languages the engine has the knowledge of.
    knows: Rc<RefCell<HashSet<Lang>>>,
    /// In place of a worker that never answered.
    inside: Rc<RefCell<Option<Session>>>,
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
        self.send(request).await
    }

    /// Calls back when the engine stopped and was started again; what was loaded is gone.
    pub fn on_restart(&self, callback: impl Fn() + 'static) {
        let knows = self.knows.clone();
        self.worker.on_restart(move || {
            knows.borrow_mut().clear();
            callback();
        });
    }

    async fn teach(&self, lang: Lang) {
        if self.knows.borrow().contains(&lang) {
            return;
        }
        // Fields and parts come with the page, the types a moment later.
        for pack in [boot::knowledge(lang).await, boot::types(lang).await] {
            let Some(pack) = pack else { return };
            if self.send(Request::Knowledge(pack.into())).await != Response::Done {
                return;
            }
        }
        self.knows.borrow_mut().insert(lang);
    }

    async fn send(&self, request: Request) -> Response {
        if self.inside.borrow().is_none() {
            if let Ok(answer) = self.worker.ask(&request).await {
                return answer;
            }
            if self.worker.has_answered() {
                return Response::Refused(String::new());
            }
            *self.inside.borrow_mut() = Some(Session::default());
            self.knows.borrow_mut().clear();
        }
        match &mut *self.inside.borrow_mut() {
            Some(session) => session.handle(request),
            None => Response::Done,
        }
    }
}

/// The language that the answer is to be in, where it holds words of the catalogue.
fn language(request: &Request) -> Option<Lang> {
    match request {
        Request::Open(_, reading)
        | Request::Learn(reading)
        | Request::Preview(_, _, reading)
        | Request::Export(_, _, _, reading)
        | Request::Compare(_, _, reading) => Some(reading.lang),
        _ => None,
    }
}
