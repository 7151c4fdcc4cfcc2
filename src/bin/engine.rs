//! The engine, as the page's worker runs it: [`Session`] behind one function, `findingLensEngine`, that takes a question
//! and returns its answer. A program of its own, so that the page accepts input before it is there; where no worker can
//! run, the page loads this same program into itself (see `boot/boot.js`).

use finding_lens::engine::{Session, protocol::Request};
use js_sys::Uint8Array;
use serde::Serialize;
use serde_wasm_bindgen::{Serializer, from_value};
use wasm_bindgen::prelude::*;

fn main() {
    let mut session = Session::default();
    // Bytes of a file travel beside the question that is about them, so that nobody on the way copies them.
    let answer = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(move |question, bytes: JsValue| {
        // A question that cannot be read has no answer, and cannot occur: both programs are of one build.
        let answer = from_value(question).map(|question: Request| match bytes.dyn_into::<Uint8Array>() {
            Ok(bytes) => session.handle(question.with_bytes(bytes.to_vec())),
            Err(_) => session.handle(question),
        });
        // Whole numbers of any size pass: findings may hold any.
        let written = Serializer::new().serialize_large_number_types_as_bigints(true);
        answer.and_then(|answer| answer.serialize(&written)).unwrap_or(JsValue::UNDEFINED)
    });
    let _ = js_sys::Reflect::set(&js_sys::global(), &"findingLensEngine".into(), &answer.into_js_value());
}
