//! The engine, as the page's worker runs it: [`Session`] behind one function, `findingLensEngine`, that takes a question and
//! returns its answer, both as bytes. A program of its own, so that the page accepts input before it is there; where no
//! worker can run, the page loads this same program into itself (see `boot/boot.js`).

use finding_lens::engine::{
    Session,
    protocol::{Request, wire},
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

fn main() {
    let mut session = Session::default();
    // The bytes that a question is about come beside it, those of a file a piece at a time; those of an answer go beside it.
    let answer = Closure::<dyn FnMut(Vec<u8>, Option<Vec<u8>>, bool) -> Array>::new(
        move |question: Vec<u8>, beside: Option<Vec<u8>>, more: bool| {
            // A question that cannot be read has no answer, and cannot occur: both programs are of one build.
            let Some(question) = wire::read::<Request>(&question) else { return Array::new() };
            let mut answer = session.handle(match beside {
                Some(bytes) => question.with_bytes(bytes, more),
                None => question,
            });
            let beside = answer.take_bytes();
            let parts = [Some(wire::write(&answer)), beside];
            parts.iter().flatten().map(|bytes| Uint8Array::from(&bytes[..])).collect()
        },
    );
    let _ = js_sys::Reflect::set(&js_sys::global(), &"findingLensEngine".into(), &answer.into_js_value());
}
