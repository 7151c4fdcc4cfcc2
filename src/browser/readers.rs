//! Readers: workers that run the engine's program to read files, so that the one that answers is not kept busy by it.

use super::{
    files::Input,
    worker::{Client, beside},
};
use finding_lens::engine::protocol::{Part, Request, Response};
use js_sys::{Array, Promise, Uint8Array};
use serde_bytes::ByteBuf;
use wasm_bindgen_futures::JsFuture;

/// How many readers are started at most.
const MOST: usize = 4;

/// How many readers this machine has use for.
pub fn wanted() -> usize {
    let cores = gloo::utils::window().navigator().hardware_concurrency() as usize;
    cores.clamp(1, MOST)
}

/// A worker that reads.
pub struct Reader(Client<Request, Response>);

/// Why a source was not read on.
pub enum Failure {
    /// The browser could not read the file, or the reader stopped on it.
    Source,
    /// Readers cannot run here.
    NoReader,
}

/// An answer that is on its way.
pub struct Answer(Option<Promise>);

impl Reader {
    pub fn start() -> Reader {
        Reader(Client::start())
    }

    /// Begins to read a part of an input. The parts of an input are read in their order, one input after the other: with the
    /// first goes the input itself, and the reader goes on where it was.
    pub fn read(&self, source: u32, input: &Input, (from, to): (u64, u64)) -> Answer {
        let size = input.size();
        let question = Request::Read(Part { source, bytes: ByteBuf::new(), more: false, last: to == size });
        let beside = Array::of1(&((to - from) as f64).into());
        let opened =
            if from == 0 { input.held(0, size).map(|file| _ = beside.push(&file)) } else { Some(()) };
        Answer(opened.map(|()| self.0.ask_beside(&question, &beside, &Array::new())))
    }

    /// What came of a part, as it is handed on.
    pub async fn batch(&self, answer: Answer) -> Result<Uint8Array, Failure> {
        match JsFuture::from(answer.0.ok_or(Failure::Source)?).await {
            Ok(answer) => beside(answer).ok_or(Failure::Source),
            Err(_) if self.0.has_answered() => Err(Failure::Source),
            Err(_) => Err(Failure::NoReader),
        }
    }
}
