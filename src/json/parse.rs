//! Text into rows, without recursion and without giving up.

use super::{Document, Kind, Row, RowId, string};
use serde::Serialize;
use std::{borrow::Cow, collections::HashSet, ops::Range};

/// How deep values may stand inside each other. GuardDuty's findings reach 12; deeper than this is no finding, and a limit
/// keeps hostile input from costing more than its length.
pub const MAX_DEPTH: usize = 256;

/// How many strings within strings are opened.
const MAX_LAYERS: u32 = 4;

/// How many places of a string are tried for an object that stands behind other words.
const MAX_TRIES: usize = 3;

/// From how many keys on an object's keys are looked up in a set. Below, walking them is faster.
const MANY_KEYS: usize = 32;

/// Something about the text that is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// At which byte.
    pub offset: usize,
}

/// What is not JSON about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum FaultKind {
    /// A comment; read past.
    Comment,
    /// A comma before a closing bracket; read past.
    TrailingComma,
    /// A key that its object has already.
    DuplicateKey,
    /// The text ends inside a value.
    Truncated,
    /// Something that is not JSON stands where a value, key, colon or comma should.
    Unexpected,
    /// Values stand deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Something follows the value.
    AfterEnd,
}

impl FaultKind {
    /// Whether everything was read in spite of it.
    pub fn is_notice(self) -> bool {
        matches!(self, FaultKind::Comment | FaultKind::TrailingComma | FaultKind::DuplicateKey)
    }
}

pub(super) fn document(text: String) -> (Document, Vec<Fault>) {
    let mut doc = Document { rows: Vec::new(), texts: Vec::new() };
    // Spans are 32 bits wide: a single document of 4 GiB cannot be held in a page anyway.
    if u32::try_from(text.len()).is_err() {
        let faults = vec![Fault { kind: FaultKind::Truncated, offset: 0 }];
        doc.texts.push(String::new());
        return (doc, faults);
    }
    let faults = layer(&mut doc, text, 0, None, 0);
    (doc, faults)
}

/// Reads one layer into the document: its own text, or the JSON that the string at `holder` holds from byte `at` on.
fn layer(doc: &mut Document, text: String, at: usize, holder: Option<RowId>, depth: usize) -> Vec<Fault> {
    let number = u32::try_from(doc.texts.len()).unwrap_or(u32::MAX);
    doc.texts.push(String::new());
    let nesting = holder.map_or(0, |id| doc.layer(id) as u32 + 1);
    let mut parser = Parser {
        text: &text,
        at,
        doc,
        layer: number,
        nesting,
        holder,
        base: depth,
        open: Vec::new(),
        keys: Vec::new(),
        faults: Vec::new(),
    };
    parser.run();
    let faults = parser.faults;
    if let Some(slot) = doc.texts.get_mut(number as usize) {
        *slot = text;
    }
    faults
}

struct Parser<'p> {
    text: &'p str,
    at: usize,
    doc: &'p mut Document,
    layer: u32,
    nesting: u32,
    holder: Option<RowId>,
    /// The depth of this layer's root.
    base: usize,
    /// The containers that are open, the innermost last.
    open: Vec<Open<'p>>,
    /// The keys of the objects that are open, one object's behind the other's.
    keys: Vec<Cow<'p, str>>,
    faults: Vec<Fault>,
}

/// A container whose end was not read yet.
struct Open<'p> {
    id: RowId,
    /// How many values were read in it.
    values: u32,
    /// Where its keys start in [`Parser::keys`].
    keys: usize,
    /// The same keys once there are many.
    many: HashSet<Cow<'p, str>>,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    /// A value: after a colon, after a comma in a list, at the start.
    Value,
    /// A value or the end of the list.
    ValueOrEnd,
    /// A key or the end of the object.
    KeyOrEnd,
    /// A comma or the end of the container.
    CommaOrEnd,
}

impl<'p> Parser<'p> {
    fn run(&mut self) {
        let mut next = Next::Value;
        let mut key = 0..0;
        loop {
            self.blanks();
            let Some(byte) = self.peek() else {
                if !self.open.is_empty() || self.doc.rows.is_empty() {
                    self.fault(FaultKind::Truncated);
                }
                break;
            };
            let in_object = self.open.last().is_some_and(|open| self.doc.kind(open.id) == Kind::Object);
            match (next, byte) {
                (Next::ValueOrEnd | Next::CommaOrEnd, b']') if !in_object => self.close(),
                (Next::KeyOrEnd | Next::CommaOrEnd, b'}') if in_object => self.close(),
                (Next::CommaOrEnd, b',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.blanks();
                    if matches!(self.peek(), Some(b']' | b'}')) {
                        self.faults.push(Fault { kind: FaultKind::TrailingComma, offset: comma });
                    } else {
                        next = if in_object { Next::KeyOrEnd } else { Next::Value };
                    }
                    continue;
                }
                (Next::KeyOrEnd, b'"') => {
                    key = self.quoted();
                    self.blanks();
                    if self.peek() != Some(b':') {
                        self.fault(if self.peek().is_none() {
                            FaultKind::Truncated
                        } else {
                            FaultKind::Unexpected
                        });
                        break;
                    }
                    self.at += 1;
                    next = Next::Value;
                    continue;
                }
                (Next::Value | Next::ValueOrEnd, _) => {
                    if self.base + self.open.len() >= MAX_DEPTH {
                        self.fault(FaultKind::TooDeep);
                        break;
                    }
                    if in_object {
                        self.duplicate(&key);
                    }
                    match self.value(byte, std::mem::take(&mut key)) {
                        Some(Kind::Object) => {
                            next = Next::KeyOrEnd;
                            continue;
                        }
                        Some(Kind::Array) => {
                            next = Next::ValueOrEnd;
                            continue;
                        }
                        Some(_) => {}
                        None => break,
                    }
                }
                _ => {
                    self.fault(FaultKind::Unexpected);
                    break;
                }
            }
            if self.open.is_empty() {
                self.blanks();
                if self.at < self.text.len() {
                    self.fault(FaultKind::AfterEnd);
                }
                break;
            }
            next = Next::CommaOrEnd;
        }
        // What is still open ends where reading ended.
        while let Some(open) = self.open.pop() {
            self.end(open.id, self.at);
            self.break_off(open.id);
        }
    }

    /// Reads a value, or the opening bracket of one. Nothing where there is no value.
    fn value(&mut self, byte: u8, key: Range<u32>) -> Option<Kind> {
        let start = self.at;
        let kind = match byte {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b'-' | b'+' | b'.' | b'0'..=b'9' => Kind::Number,
            _ => match self.word() {
                "true" | "false" => Kind::Bool,
                "null" => Kind::Null,
                word => {
                    let cut = start + word.len() == self.text.len()
                        && ["true", "false", "null"].iter().any(|w| w.starts_with(word));
                    self.at = start;
                    self.fault(if cut { FaultKind::Truncated } else { FaultKind::Unexpected });
                    return None;
                }
            },
        };
        let id = RowId::of(self.doc.rows.len());
        let parent = self.open.last().map(|open| open.id).or(self.holder);
        let place = self.open.last_mut().map_or(0, |open| {
            open.values = open.values.saturating_add(1);
            open.values - 1
        });
        let depth = u32::try_from(self.base + self.open.len()).unwrap_or(u32::MAX);
        let at = span(start, start);
        let (layer, end) = (self.layer, id.0.saturating_add(1));
        self.doc.rows.push(Row { parent, kind, depth, layer, key, value: at, end, place, whole: true });
        match kind {
            Kind::Object | Kind::Array => {
                self.at += 1;
                self.open.push(Open { id, values: 0, keys: self.keys.len(), many: HashSet::new() });
            }
            Kind::String => {
                let faults = self.faults.len();
                let quoted = self.quoted();
                self.end(id, quoted.end as usize);
                if self.faults.len() == faults {
                    self.open_string(id);
                } else {
                    self.break_off(id);
                }
            }
            Kind::Number => {
                let rest = self.text.as_bytes().get(start..).unwrap_or_default();
                let digits = rest
                    .iter()
                    .take_while(|b| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
                    .count();
                self.at = start + digits;
                self.end(id, self.at);
            }
            Kind::Bool | Kind::Null => self.end(id, self.at),
        }
        Some(kind)
    }

    /// Opens a string that holds an object or a list, alone or an object behind other words.
    fn open_string(&mut self, id: RowId) {
        let Some(row) = self.doc.rows.get(id.index()) else { return };
        let quoted = self.text.get(row.value.start as usize..row.value.end as usize).unwrap_or_default();
        let inside = quoted.get(1..).unwrap_or_default().trim_start();
        let alone = inside.starts_with(['{', '[']) || inside.starts_with("\\n") || inside.starts_with("\\r");
        // A key's quotes are escaped here: without one there is no object to look for.
        let behind = quoted.contains('{') && quoted.contains("\\\"");
        if self.nesting >= MAX_LAYERS || !(alone || behind) {
            return;
        }
        let depth = row.depth as usize + 1;
        let text = string::inside(quoted);
        let first = text.len() - text.trim_start().len();
        if text.get(first..).is_some_and(|text| text.starts_with(['{', '[']))
            && self.embed(id, &text, first, depth, FaultKind::is_notice)
        {
            return;
        }
        let bytes = text.as_bytes();
        let starts_object = |&at: &usize| {
            let after = bytes.get(at + 1..).unwrap_or_default();
            after.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'"')
        };
        for at in memchr::memchr_iter(b'{', bytes).filter(starts_object).take(MAX_TRIES) {
            let harmless = |kind: FaultKind| kind.is_notice() || kind == FaultKind::AfterEnd;
            if self.embed(id, &text, at, depth, harmless) {
                return;
            }
        }
    }

    /// Reads the JSON that a string holds from a byte on, and takes it back where it has a fault that is not harmless.
    fn embed(
        &mut self,
        id: RowId,
        text: &str,
        at: usize,
        depth: usize,
        harmless: fn(FaultKind) -> bool,
    ) -> bool {
        let (rows, texts) = (self.doc.rows.len(), self.doc.texts.len());
        let faults = layer(self.doc, text.to_owned(), at, Some(id), depth);
        let fits = faults.iter().all(|fault| harmless(fault.kind));
        if !fits {
            self.doc.rows.truncate(rows);
            self.doc.texts.truncate(texts);
        }
        let end = u32::try_from(self.doc.rows.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.doc.rows.get_mut(id.index()) {
            row.end = end;
        }
        fits
    }

    /// Notes a key that its object has already.
    fn duplicate(&mut self, key: &Range<u32>) {
        let Some(open) = self.open.last_mut() else { return };
        let quoted = self.text.get(key.start as usize..key.end as usize).unwrap_or_default();
        let name = string::inside(quoted);
        let known = self.keys.get(open.keys..).unwrap_or_default();
        let again = if known.len() < MANY_KEYS {
            let again = known.contains(&name);
            self.keys.push(name);
            again
        } else {
            if open.many.is_empty() {
                open.many.extend(known.iter().cloned());
            }
            !open.many.insert(name)
        };
        if again {
            self.faults.push(Fault { kind: FaultKind::DuplicateKey, offset: key.start as usize });
        }
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(open) = self.open.pop() {
            self.keys.truncate(open.keys);
            self.end(open.id, self.at);
        }
    }

    /// Marks a value whose end was not read.
    fn break_off(&mut self, id: RowId) {
        if let Some(row) = self.doc.rows.get_mut(id.index()) {
            row.whole = false;
        }
    }

    /// Sets where a value ends, in the text and among the rows.
    fn end(&mut self, id: RowId, at: usize) {
        let rows = u32::try_from(self.doc.rows.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.doc.rows.get_mut(id.index()) {
            row.value.end = u32::try_from(at).unwrap_or(u32::MAX);
            row.end = rows;
        }
    }

    /// Reads a quoted string and returns where it stands. One that is not closed ends with the text.
    fn quoted(&mut self) -> Range<u32> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
                Some(found) if bytes.get(at + found) == Some(&b'"') => {
                    self.at = at + found + 1;
                    break;
                }
                Some(found) => at = (at + found + 2).min(bytes.len()),
                None => {
                    self.at = bytes.len();
                    self.fault(FaultKind::Truncated);
                    break;
                }
            }
        }
        span(start, self.at)
    }

    /// Reads letters.
    fn word(&mut self) -> &'p str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at += rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads past white space, a byte-order mark, and comments, which it notes.
    fn blanks(&mut self) {
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{FEFF}']);
            self.at += rest.len() - trimmed.len();
            let comment = if trimmed.starts_with("//") {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                return;
            };
            self.fault(FaultKind::Comment);
            self.at += comment;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fault(&mut self, kind: FaultKind) {
        self.faults.push(Fault { kind, offset: self.at });
    }
}

fn span(start: usize, end: usize) -> Range<u32> {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    narrow(start)..narrow(end)
}
