//! Loading: inputs are read by several workers, and what they find goes to the one that answers.

use super::{actions::Actions, route::Route, state::Action};
use crate::browser::{
    self,
    files::Input,
    readers::{self, Failure, Reader},
};
use finding_lens::{
    engine::protocol::{Reading, Request, SourceNumber},
    i18n::ui,
};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen_futures::JsFuture;

/// Files of so many bytes together are read by workers; less is read sooner than they start.
const LARGE: u64 = 512 * 1024;

/// How often the page is told of the progress, and how often the list is asked for anew, in milliseconds.
const TELL: f64 = 200.0;
const LIST: f64 = 700.0;

/// How many bytes a reader reads first.
const FIRST: u64 = 256 * 1024;

/// How long other readers wait at most until the rows of the first are drawn, and how often they look, in milliseconds. All at once, on
/// as many cores, they would keep the page from drawing.
const PATIENCE: f64 = 300.0;
const LOOK: u32 = 10;

/// How many parts a reader has before it at most: while one is read, the next is on its way, and a cancel is not long.
const AHEAD: usize = 3;

/// How far a load has come.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Progress {
    /// Bytes as they are stored, read and in all.
    pub bytes: (u64, u64),
    /// Sources, read and in all.
    pub sources: (u32, u32),
    /// Findings that are loaded by now.
    pub findings: u32,
    /// How long it has taken, in milliseconds.
    pub elapsed: f64,
}

impl Progress {
    /// Bytes a second; nothing in the first moments.
    pub fn rate(&self) -> Option<f64> {
        (self.elapsed > 500.0).then(|| self.bytes.0 as f64 * 1000.0 / self.elapsed)
    }

    /// Seconds that are left at this rate.
    pub fn left(&self) -> Option<u64> {
        let rate = self.rate().filter(|rate| *rate > 0.0)?;
        Some(((self.bytes.1.saturating_sub(self.bytes.0)) as f64 / rate).ceil() as u64)
    }
}

/// A load that is under way. Cheap to clone.
#[derive(Clone)]
pub struct Load {
    actions: Actions,
    reading: Reading,
    /// What is still to be read.
    queue: Rc<RefCell<VecDeque<(SourceNumber, Input)>>>,
    progress: Rc<Cell<Progress>>,
    started: f64,
    told: Rc<Cell<f64>>,
    listed: Rc<Cell<f64>>,
    cancelled: Rc<Cell<bool>>,
    /// Whether the list is shown while it fills.
    shows: bool,
}

impl Load {
    /// Begins to read inputs; their numbers begin at `first`.
    pub fn start(actions: &Actions, reading: Reading, first: SourceNumber, inputs: Vec<Input>) -> Load {
        let bytes: u64 = inputs.iter().map(Input::size).sum();
        let sources = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        let progress = Progress { bytes: (0, bytes), sources: (0, sources), ..Progress::default() };
        let load = Load {
            actions: actions.clone(),
            reading,
            queue: Rc::new(RefCell::new((first..).zip(inputs).collect())),
            progress: Rc::new(Cell::new(progress)),
            started: browser::page::now(),
            told: Rc::default(),
            listed: Rc::default(),
            cancelled: Rc::default(),
            shows: bytes >= LARGE,
        };
        actions.act(Action::Progress(Some(progress)));
        load
    }

    /// Stops; what was read stays.
    pub fn cancel(&self) {
        self.cancelled.set(true);
        self.queue.borrow_mut().clear();
    }

    /// Whether the list was shown while it filled.
    pub fn has_shown(&self) -> bool {
        self.listed.get() > 0.0
    }

    /// Whether two are the same.
    pub fn is(&self, other: &Load) -> bool {
        Rc::ptr_eq(&self.progress, &other.progress)
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.get()
    }

    /// Reads everything.
    pub async fn run(&self) {
        let progress = self.progress.get();
        let count =
            if progress.bytes.1 < LARGE { 0 } else { readers::wanted().min(self.queue.borrow().len()) };
        let readers = (0..count).map(|at| {
            let load = self.clone();
            wasm_bindgen_futures::future_to_promise(async move {
                let reader = Reader::start();
                while at > 0 && !load.actions.has_rows() && browser::page::now() - load.started < PATIENCE {
                    browser::page::pause(LOOK).await;
                }
                while let Some((source, input)) = load.next() {
                    load.begin(source, &input).await;
                    match &input {
                        _ if load.receive(source, &input).await => {}
                        Input::Held(..) => load.read(&reader, source, &input).await,
                        Input::Text(..) | Input::Given(..) => load.give(source, &input).await,
                    };
                    load.ended();
                }
                Ok(wasm_bindgen::JsValue::UNDEFINED)
            })
        });
        let _ = JsFuture::from(js_sys::Promise::all(&readers.collect::<js_sys::Array>())).await;
        // What no reader took.
        while let Some((source, input)) = self.next() {
            self.begin(source, &input).await;
            if !self.receive(source, &input).await {
                self.give(source, &input).await;
            }
            self.ended();
        }
    }

    fn next(&self) -> Option<(SourceNumber, Input)> {
        self.queue.borrow_mut().pop_front()
    }

    async fn begin(&self, source: SourceNumber, input: &Input) {
        let name = match input.name() {
            "" => ui::start::PASTED.get(self.reading.lang).to_owned(),
            name => name.to_owned(),
        };
        self.actions.engine.begin(source, name, input).await;
    }

    /// Whether an input was handed over and is taken as that.
    async fn receive(&self, source: SourceNumber, input: &Input) -> bool {
        let Some(given) = input.given().await else { return false };
        self.actions.engine.ask(Request::Receive(source, given)).await;
        self.actions.engine.ask(Request::End(source)).await;
        self.came(input.size(), None);
        true
    }

    /// Has a reader read an input, some parts ahead of what is taken.
    async fn read(&self, reader: &Reader, source: SourceNumber, input: &Input) {
        let size = input.size();
        // The first part is small, so that the first rows are soon there.
        let part = |from: u64| (from, size.min(from + if from == 0 { FIRST } else { input.step() }));
        let next = |(_, to): &(u64, u64)| (*to < size).then(|| part(*to));
        let mut parts = std::iter::successors(Some(part(0)), next);
        let mut ahead = VecDeque::new();
        loop {
            while ahead.len() < AHEAD
                && let Some(part) = parts.next()
            {
                ahead.push_back((part, reader.read(source, input, part)));
            }
            let Some(((from, to), answer)) = ahead.pop_front() else { return };
            let batch = reader.batch(answer).await;
            if self.cancelled.get() {
                return;
            }
            match batch {
                Ok(batch) => {
                    let findings = self.actions.engine.take_batch(batch).await;
                    self.came(to - from, findings);
                }
                Err(Failure::NoReader) if from == 0 => return self.give(source, input).await,
                Err(_) => {
                    self.actions.engine.ask(Request::Lost(source, from)).await;
                    return;
                }
            }
        }
    }

    /// Gives an input's bytes to the engine itself.
    async fn give(&self, source: SourceNumber, input: &Input) {
        let mut at = 0;
        while let Some(bytes) = input.slice(at).await {
            let len = bytes.len() as u64;
            self.actions.engine.ask(Request::Bytes(source, bytes.into())).await;
            if self.cancelled.get() {
                return;
            }
            self.came(len, None);
            at += len;
        }
        if at < input.size() {
            self.actions.engine.ask(Request::Lost(source, at)).await;
            return;
        }
        self.actions.engine.ask(Request::End(source)).await;
    }

    /// Bytes were read.
    fn came(&self, bytes: u64, findings: Option<u32>) {
        let mut progress = self.progress.get();
        progress.bytes.0 += bytes;
        progress.findings = findings.unwrap_or(progress.findings);
        self.progress.set(progress);
        self.tell();
        let now = browser::page::now();
        // The longer it takes, the rarer: counting takes the longer the more there is.
        let due = self.listed.get() + LIST.max(self.listed.get() - self.started);
        if self.shows && progress.findings > 0 && (self.listed.get() == 0.0 || now > due) {
            // The first rows are shown as soon as there are any.
            if self.listed.replace(now) == 0.0 {
                self.actions.go(Route::Findings);
            }
            self.actions.list_anew();
        }
    }

    /// An input is done with, though perhaps not all of it was read.
    fn ended(&self) {
        let mut progress = self.progress.get();
        progress.sources.0 += 1;
        self.progress.set(progress);
        self.tell();
    }

    fn tell(&self) {
        let now = browser::page::now();
        if now - self.told.get() > TELL {
            self.told.set(now);
            let progress = Progress { elapsed: now - self.started, ..self.progress.get() };
            self.actions.act(Action::Progress(Some(progress)));
        }
    }
}
