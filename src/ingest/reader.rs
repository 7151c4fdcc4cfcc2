//! The reader: bytes of one source in, records, neighbours and problems out.

use super::{
    Code, Neighbour, NeighbourKind, Place, Problem, Record, SourceId, Step,
    encoding::{Decoder, PART, Piece},
    frame::{End, Frame, Framer, Line, NextLine},
    neighbour::is_flow_log,
    problem::excerpt,
    record::{Dialect, is_type},
    walk::{Met, walk},
};
use crate::{
    json::{Document, Fault, FaultKind, MAX_DEPTH, Pointer},
    model::summary::{Fact, Summary},
};
use std::collections::HashSet;

/// How often what is left of a value that is not JSON is read anew, inside itself. Values side by side do not count; the
/// limit keeps hostile input from costing its square.
const MAX_FAULTS_AROUND: usize = 8;

/// Something that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A finding.
    Record(Record),
    /// Things near a finding. They come when the source ended, all of a kind in one event.
    Neighbour(Neighbour),
    /// A problem.
    Problem(Problem),
}

/// What takes what is read.
pub trait Sink {
    /// A finding.
    fn record(&mut self, record: Record);

    /// A finding that stands alone on its line, in GuardDuty's own shape: as exports write them by the hundred thousand.
    /// Its summary was made on the way; its text is lent.
    fn line(&mut self, text: &str, place: Place, summary: Summary<'_>);

    /// Things near a finding.
    fn neighbour(&mut self, neighbour: Neighbour);

    /// A problem.
    fn problem(&mut self, problem: Problem);
}

impl Sink for Vec<Event> {
    fn record(&mut self, record: Record) {
        self.push(Event::Record(record));
    }

    fn line(&mut self, text: &str, place: Place, _: Summary<'_>) {
        self.push(Event::Record(Record {
            dialect: Dialect::Native,
            envelopes: Vec::new(),
            text: text.to_owned(),
            place,
            context: Vec::new(),
        }));
    }

    fn neighbour(&mut self, neighbour: Neighbour) {
        self.push(Event::Neighbour(neighbour));
    }

    fn problem(&mut self, problem: Problem) {
        self.push(Event::Problem(problem));
    }
}

/// Reads one source.
pub struct Reader {
    source: SourceId,
    decoder: Decoder,
    framer: Framer,
    /// Whether lines are tried as findings before anything else is looked for in them.
    by_line: bool,
    /// Whether anything was found, or told.
    found: bool,
    /// What stands near findings, a kind each, in the order of the first.
    near: Vec<Neighbour>,
    /// JSON in which nothing was recognised: objects, and any.
    unknown: Unknown,
    /// What was noted already and needs to be noted once only.
    noted: HashSet<Code>,
}

/// JSON in which nothing was recognised.
#[derive(Default)]
struct Unknown {
    /// Where the first stands, and how it begins.
    first: Option<(Place, String)>,
    /// How many there are.
    values: u64,
    /// Where the first stands that has a key, and how many have. A number in brackets is of no interest beside findings.
    objects: Option<Neighbour>,
}

/// How much of the text has come.
#[derive(Clone, Copy, PartialEq)]
enum Come {
    /// More will: a line whose end is missing waits.
    More,
    /// What follows comes behind a problem of the container: values that ended are told before it.
    Enough,
    /// All.
    All,
}

/// Reads a source at once.
pub fn read(source: SourceId, bytes: &[u8]) -> Vec<Event> {
    let mut reader = Reader::new(source);
    let mut out = reader.push(bytes);
    out.extend(reader.finish());
    out
}

impl Reader {
    /// A reader of a source.
    pub fn new(source: SourceId) -> Reader {
        Reader {
            source,
            decoder: Decoder::default(),
            framer: Framer::default(),
            by_line: true,
            found: false,
            near: Vec::new(),
            unknown: Unknown::default(),
            noted: HashSet::new(),
        }
    }

    /// The same without the way for lines: what is read is the same, and takes longer.
    #[cfg(test)]
    pub(super) fn without_lines(source: SourceId) -> Reader {
        Reader { by_line: false, ..Reader::new(source) }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut out = Vec::new();
        self.push_to(bytes, &mut out);
        out
    }

    /// Takes the next bytes and hands over what is in them.
    pub fn push_to(&mut self, bytes: &[u8], out: &mut dyn Sink) {
        for part in bytes.chunks(PART) {
            let pieces = self.decoder.push(part);
            self.take(pieces, out);
        }
    }

    /// The source ended.
    pub fn finish(self) -> Vec<Event> {
        let mut out = Vec::new();
        self.finish_to(&mut out);
        out
    }

    /// The source ended: hands over what was left.
    pub fn finish_to(mut self, out: &mut dyn Sink) {
        let pieces = self.decoder.finish();
        // What the container says about its end comes behind the value that broke off there.
        let (text, problems) = pieces.into_iter().partition(|piece| matches!(piece, Piece::Text(_)));
        self.take(text, out);
        self.values(Come::All, out);
        self.framer.finish();
        self.take(problems, out);
        if let Some(objects) = self.unknown.objects.take_if(|_| self.found || !self.near.is_empty()) {
            self.near.push(objects);
        }
        if !self.found && self.near.is_empty() {
            match self.nothing() {
                Event::Neighbour(neighbour) => out.neighbour(neighbour),
                Event::Problem(problem) => out.problem(problem),
                Event::Record(record) => out.record(record),
            }
        }
        self.near.drain(..).for_each(|near| out.neighbour(near));
    }

    fn take(&mut self, pieces: Vec<Piece>, out: &mut dyn Sink) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.framer.push(&text);
                    self.values(Come::More, out);
                    self.framer.forget();
                }
                Piece::Problem(code, offset) => {
                    self.values(Come::Enough, out);
                    self.found = true;
                    out.problem(self.problem(code, offset, (1, 1), ""));
                }
            }
        }
    }

    /// Reads the values in the text at hand.
    fn values(&mut self, come: Come, out: &mut dyn Sink) {
        let last = come == Come::All;
        loop {
            if self.by_line {
                match self.framer.line(last) {
                    NextLine::Line(line) => {
                        let end = (line.offset, line.text.len());
                        let steps = || self.decoder.steps.clone();
                        if let Some((place, summary)) = finding_on(&line, self.source, steps) {
                            self.found = true;
                            out.line(line.text, place, summary);
                            self.framer.pass(end.0, end.1);
                            continue;
                        }
                    }
                    NextLine::Later if come == Come::More => return,
                    NextLine::Later | NextLine::None => {}
                }
            }
            match self.framer.next(last) {
                Some(frame) => self.value(frame, 0, out),
                None => return,
            }
        }
    }

    /// What a source is in which nothing was found.
    fn nothing(&mut self) -> Event {
        let opening = String::from_utf8_lossy(&self.framer.opening).into_owned();
        let start = opening.trim_start_matches('\u{FEFF}').trim_start();
        let lower = start.to_ascii_lowercase();
        let code = if start.is_empty() {
            Code::Empty
        } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            Code::Html
        } else if start.contains("{'") && start.contains("':") {
            Code::PythonDict
        } else if is_binary(&opening) {
            Code::Binary
        } else if let Some((place, text)) = self.unknown.first.take() {
            let mut problem = self.problem(Code::NoFinding, place.offset, (place.line, place.column), &text);
            problem.values.push(("count".into(), self.unknown.values.to_string()));
            return Event::Problem(problem);
        } else if is_flow_log(start) {
            let header = u64::from(start.contains("srcaddr"));
            let count = self.framer.line_count().saturating_sub(header);
            let steps = self.decoder.steps.clone();
            let place = Place { source: self.source, line: 1, column: 1, steps, ..Place::default() };
            return Event::Neighbour(Neighbour { kind: NeighbourKind::FlowLogs, count, place });
        } else {
            Code::NotJson
        };
        Event::Problem(self.problem(code, 0, (1, 1), &opening))
    }

    fn problem(&self, code: Code, offset: u64, (line, column): (u64, u64), text: &str) -> Problem {
        let excerpt = excerpt(text);
        let values =
            if code == Code::TooDeep { vec![("limit".into(), MAX_DEPTH.to_string())] } else { Vec::new() };
        Problem {
            code,
            severity: code.severity(),
            source: self.source,
            offset,
            line,
            column,
            excerpt,
            values,
        }
    }

    /// A problem at a byte of a value.
    fn problem_in(&self, frame: &Frame, code: Code, at: usize, text: &str) -> Problem {
        self.problem(code, frame.offset_of(at), frame.position(at), text)
    }

    /// Reads one value of the stream, or of what is left behind so many faults of one.
    fn value(&mut self, mut frame: Frame, faults_before: usize, out: &mut dyn Sink) {
        let place = Place {
            source: self.source,
            offset: frame.offset,
            length: frame.length(),
            line: frame.line,
            column: frame.column,
            steps: self.decoder.steps.clone(),
            pointer: Default::default(),
        };
        let (doc, faults) = Document::parse(std::mem::take(&mut frame.text));
        let met = walk(&doc, &place);
        frame.text = doc.into_text();
        let broken = what_broke(&frame, &faults);
        if met.is_empty() && broken.is_empty() {
            return self.unknown.count(&frame, place);
        }
        if met.iter().any(|met| !matches!(met, Met::Near(..))) {
            self.note(&frame, &faults, out);
        }
        for met in met {
            match met {
                Met::Finding(record, _) => {
                    self.found = true;
                    out.record(*record);
                }
                Met::Near(kind, count, place) => self.near(kind, count, place),
                Met::WithoutType(at, text) => {
                    self.found = true;
                    out.problem(self.problem_in(&frame, Code::WithoutType, at, &text));
                }
            }
        }
        for (code, at) in broken {
            // Where the value around it was cut, that was told already.
            let told = faults_before > 0 && matches!(code, Code::TruncatedLine | Code::TruncatedDocument);
            if !told && !is_noise(&frame) {
                self.found = true;
                let near = frame.text.get(shortly_before(&frame.text, at)..).unwrap_or_default();
                out.problem(self.problem_in(&frame, code, at, near));
            }
        }
        // More values may stand behind what is not JSON.
        let fault = faults.iter().find(|fault| !fault.kind.is_notice());
        if let Some(fault) = fault
            && fault.kind != FaultKind::TooDeep
            && faults_before < MAX_FAULTS_AROUND
        {
            for frame in Framer::behind(&frame, fault.offset) {
                self.value(frame, faults_before + 1, out);
            }
        }
    }

    /// Notes what was read past.
    fn note(&mut self, frame: &Frame, faults: &[Fault], out: &mut dyn Sink) {
        let mut here = HashSet::new();
        let invalid = frame.text.find('\u{FFFD}').filter(|_| frame.raw.is_some());
        let read_past = faults.iter().filter_map(|fault| Some((notice(fault.kind)?, fault.offset)));
        for (code, at) in read_past.chain(invalid.map(|at| (Code::InvalidUtf8, at))) {
            // What costs nothing is noted once a source: ten thousand lines with comments have one notice.
            let costs_nothing = matches!(code, Code::Comment | Code::TrailingComma);
            let seen = if costs_nothing { &mut self.noted } else { &mut here };
            if seen.insert(code) {
                out.problem(self.problem_in(frame, code, at, frame.text.get(at..).unwrap_or_default()));
            }
        }
    }

    fn near(&mut self, kind: NeighbourKind, count: u64, place: Place) {
        match self.near.iter_mut().find(|near| near.kind == kind) {
            Some(near) => near.count += count,
            None => self.near.push(Neighbour { kind, count, place }),
        }
    }
}

impl Unknown {
    fn count(&mut self, frame: &Frame, place: Place) {
        self.values += 1;
        if has_key(&frame.text) {
            match &mut self.objects {
                Some(objects) => objects.count += 1,
                None => {
                    let (kind, count, place) = (NeighbourKind::OtherJson, 1, place.clone());
                    self.objects = Some(Neighbour { kind, count, place });
                }
            }
        }
        self.first.get_or_insert_with(|| (place, frame.text.chars().take(80).collect()));
    }
}

/// The finding that a line is, where it is one that every way of reading sees as the same.
///
/// Of the members of a finding none makes an envelope or another thing of it; with a type like GuardDuty's and a severity
/// the walk takes it for a finding.
fn finding_on<'t>(
    line: &Line<'t>,
    source: SourceId,
    steps: impl Fn() -> Vec<Step>,
) -> Option<(Place, Summary<'t>)> {
    let summary = Summary::of_line(line.text)?;
    let is_finding =
        summary.text(Fact::Type).is_some_and(is_type) && summary.number(Fact::Severity).is_some();
    let place = is_finding.then(|| Place {
        source,
        offset: line.offset,
        length: line.text.len() as u64,
        line: line.line,
        column: line.column,
        steps: steps(),
        pointer: Pointer::new(""),
    })?;
    Some((place, summary))
}

/// Where a value stopped being JSON and where it was cut, and what kinds of problems these are.
fn what_broke(frame: &Frame, faults: &[Fault]) -> Vec<(Code, usize)> {
    let end = frame.text.len();
    let fault = faults.iter().find(|fault| !fault.kind.is_notice());
    let python = |at: usize| {
        let word = frame.text.get(at..).unwrap_or_default();
        ["True", "False", "None"].iter().any(|python| word.starts_with(python))
    };
    let broken = fault.and_then(|fault| match fault.kind {
        FaultKind::TooDeep => Some((Code::TooDeep, fault.offset)),
        FaultKind::Unexpected if python(fault.offset) => Some((Code::PythonDict, fault.offset)),
        // Where the text ends too early the frame knows it.
        FaultKind::Truncated if fault.offset == end => None,
        _ => Some((Code::Malformed, fault.offset)),
    });
    let ended = match frame.end {
        End::Whole => None,
        End::Broken => broken.is_none().then_some((Code::Malformed, end)),
        End::Cut if frame.line > 1 && !frame.text.trim_end().contains('\n') => {
            Some((Code::TruncatedLine, end))
        }
        End::Cut => Some((Code::TruncatedDocument, end)),
    };
    // How far nesting that is too deep goes on is of no interest.
    let ended = ended.filter(|_| broken.is_none_or(|(code, _)| code != Code::TooDeep));
    broken.into_iter().chain(ended).collect()
}

/// The notice that something was read past.
fn notice(kind: FaultKind) -> Option<Code> {
    match kind {
        FaultKind::Comment => Some(Code::Comment),
        FaultKind::TrailingComma => Some(Code::TrailingComma),
        FaultKind::DuplicateKey => Some(Code::DuplicateKey),
        _ => None,
    }
}

/// Whether a value that broke is none at all: brackets of a log line, such as `[1 of 3]` or `[user "x"]`.
fn is_noise(frame: &Frame) -> bool {
    let cut_object = frame.end == End::Cut && frame.text.contains('{');
    !cut_object && !has_key(&frame.text)
}

/// Whether a text has something like a key: a quote and then a colon.
fn has_key(text: &str) -> bool {
    memchr::memchr_iter(b'"', text.as_bytes())
        .any(|at| text.get(at + 1..).is_some_and(|after| after.trim_start().starts_with(':')))
}

/// The byte some characters before another, for an excerpt that shows what led there.
fn shortly_before(text: &str, at: usize) -> usize {
    (0..=at.saturating_sub(40)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Whether a text has too many characters that are none.
fn is_binary(text: &str) -> bool {
    let none = |c: &char| *c == '\u{FFFD}' || c.is_control() && !c.is_whitespace();
    text.contains('\0') || text.chars().filter(none).count() > text.chars().count() / 10
}
