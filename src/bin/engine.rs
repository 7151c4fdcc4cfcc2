//! The engine, as the page's worker runs it: [`Session`] behind one function, `findingLensEngine`, that takes a question and
//! returns its answer, both as bytes. A program of its own, so that the page accepts input before it is there; where no
//! worker can run, the page loads this same program into itself (see `boot/boot.js`).

use finding_lens::engine::{
    Session,
    protocol::{Given, Need, Request, Response, SourceNumber, wire},
};
use js_sys::{Array, Uint8Array};
use std::collections::HashMap;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

fn main() {
    let mut session = Session::default();
    let mut lent = Lent::default();
    // What a question is about comes beside it: bytes, those of a file a piece at a time, or a file that is lent. The bytes of an answer
    // go beside it.
    let answer = Closure::<dyn FnMut(Vec<u8>, JsValue, bool) -> Array>::new(
        move |question: Vec<u8>, beside: JsValue, more: bool| {
            // A question that cannot be read has no answer, and cannot occur: both programs are of one build.
            let Some(mut request) = wire::read::<Request>(&question) else { return Array::new() };
            if let Some(bytes) = beside.dyn_ref::<Uint8Array>() {
                request = request.with_bytes(bytes.to_vec(), more);
            }
            lent.take(&request, beside);
            let mut answer = session.handle(request);
            if let Response::Need(needs) = &answer
                && let Some(given) = lent.read(needs)
                && let Some(request) = wire::read(&question)
            {
                answer = session.handle(Request::With(given, request));
            }
            let beside = answer.take_bytes();
            let parts = [Some(wire::write(&answer)), beside];
            parts.iter().flatten().map(|bytes| Uint8Array::from(&bytes[..])).collect()
        },
    );
    let _ = js_sys::Reflect::set(&js_sys::global(), &"findingLensEngine".into(), &answer.into_js_value());
}

/// What the page holds of the sources and lends: what is needed again of a text is read without asking the page for it.
#[derive(Default)]
struct Lent(HashMap<SourceNumber, Blob>);

impl Lent {
    /// Takes what is lent with a source that is opened, and lets go of all that is forgotten.
    fn take(&mut self, request: &Request, beside: JsValue) {
        match (request, beside.dyn_into()) {
            (Request::Begin(source, ..), Ok(file)) => _ = self.0.insert(*source, file),
            (Request::Clear, _) => self.0.clear(),
            _ => {}
        }
    }

    /// The bytes that are needed, empty where a file can be read no more; nothing where they are not lent, where there is no
    /// reading at once (in the page itself), or where they are many.
    fn read(&self, needs: &[Need]) -> Option<Vec<Given>> {
        let reader = FileReaderSync::new().ok()?;
        let read = |need: &Need| {
            let file = self.0.get(&need.source).filter(|_| !need.digest)?;
            let part = file.slice_with_f64_and_f64(need.from as f64, need.to? as f64).ok()?;
            let bytes = reader.read_as_array_buffer(&part).map(|bytes| Uint8Array::new(&bytes).to_vec());
            Some(Given { source: need.source, from: need.from, bytes: bytes.unwrap_or_default().into() })
        };
        needs.iter().map(read).collect()
    }
}
