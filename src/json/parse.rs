//! Text into rows, without recursion and without giving up.

use super::{Document, Kind, Row, RowId, string};
use serde::Serialize;
use std::ops::Range;

/// How deep values may stand inside each other. GuardDuty's findings reach 12; deeper than this is no finding, and a limit
/// keeps hostile input from costing more than its length.
pub const MAX_DEPTH: usize = 256;

/// How many strings within strings are opened.
const MAX_LAYERS: u32 = 4;

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
    let faults = layer(&mut doc, text, None, 0);
    (doc, faults)
}

/// Reads one layer into the document: its own text, or the JSON that the string at `holder` holds.
fn layer(doc: &mut Document, text: String, holder: Option<RowId>, depth: usize) -> Vec<Fault> {
    let number = u32::try_from(doc.texts.len()).unwrap_or(u32::MAX);
    doc.texts.push(String::new());
    let nesting = holder.map_or(0, |id| doc.layer(id) as u32 + 1);
    let mut parser = Parser {
        text: &text,
        at: 0,
        doc,
        layer: number,
        nesting,
        holder,
        base: depth,
        open: Vec::new(),
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
    open: Vec<RowId>,
    faults: Vec<Fault>,
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
            let in_object = self.open.last().is_some_and(|&id| self.doc.kind(id) == Kind::Object);
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
        while let Some(id) = self.open.pop() {
            self.end(id, self.at);
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
        let parent = self.open.last().copied().or(self.holder);
        let depth = u32::try_from(self.base + self.open.len()).unwrap_or(u32::MAX);
        let at = span(start, start);
        self.doc.rows.push(Row { parent, kind, depth, layer: self.layer, key, value: at, end: id.0 + 1 });
        match kind {
            Kind::Object | Kind::Array => {
                self.at += 1;
                self.open.push(id);
            }
            Kind::String => {
                let quoted = self.quoted();
                self.end(id, quoted.end as usize);
                self.open_string(id);
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

    /// Opens a string that holds an object or a list, and takes it back if what it holds is not whole.
    fn open_string(&mut self, id: RowId) {
        let Some(row) = self.doc.rows.get(id.index()) else { return };
        let quoted = self.text.get(row.value.start as usize..row.value.end as usize).unwrap_or_default();
        let inside = quoted.get(1..).unwrap_or_default().trim_start();
        if self.nesting >= MAX_LAYERS || !inside.starts_with(['{', '[']) || !quoted.ends_with('"') {
            return;
        }
        let depth = row.depth as usize + 1;
        let text = string::inside(quoted).into_owned();
        let (rows, texts) = (self.doc.rows.len(), self.doc.texts.len());
        let faults = layer(self.doc, text, Some(id), depth);
        if faults.iter().any(|fault| !fault.kind.is_notice()) {
            self.doc.rows.truncate(rows);
            self.doc.texts.truncate(texts);
        }
        let end = u32::try_from(self.doc.rows.len()).unwrap_or(u32::MAX);
        if let Some(row) = self.doc.rows.get_mut(id.index()) {
            row.end = end;
        }
    }

    fn duplicate(&mut self, key: &Range<u32>) {
        let Some(&object) = self.open.last() else { return };
        let quoted = |span: &Range<u32>| self.text.get(span.start as usize..span.end as usize);
        let same = |child: RowId| self.doc.row(child).is_some_and(|row| quoted(&row.key) == quoted(key));
        // The container's end is not known yet: its rows are all that follow.
        let rows = u32::try_from(self.doc.rows.len()).unwrap_or(u32::MAX);
        let mut siblings = super::Children { doc: self.doc, next: object.0 + 1, end: rows };
        if siblings.any(same) {
            self.faults.push(Fault { kind: FaultKind::DuplicateKey, offset: key.start as usize });
        }
    }

    fn close(&mut self) {
        self.at += 1;
        if let Some(id) = self.open.pop() {
            self.end(id, self.at);
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
