//! Where each JSON value starts and ends in a stream of text that may hold other things as well.
//!
//! The scan knows strings, brackets and comments and nothing else of JSON. It finds values between log prefixes, Markdown
//! fences and mail text, and where a value breaks off (a raw line break inside a string, a bracket where none can be) it
//! gives up that value alone and goes on behind it, so that a bad line costs only itself.

use std::borrow::Cow;

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frame {
    /// The text, made valid UTF-8.
    pub text: String,
    /// Its first byte in the stream.
    pub offset: u64,
    /// Its line, from one.
    pub line: u64,
    /// Its column in characters, from one.
    pub column: u64,
    /// Whether it is whole.
    pub end: End,
    /// Its bytes as they came, where some of them were not UTF-8.
    pub raw: Option<Vec<u8>>,
}

impl Frame {
    /// How many bytes of the stream it has.
    pub fn length(&self) -> u64 {
        self.raw.as_ref().map_or(self.text.len(), Vec::len) as u64
    }

    /// The byte of the stream at a byte of the text.
    pub fn offset_of(&self, at: usize) -> u64 {
        let Some(raw) = &self.raw else { return self.offset + at as u64 };
        let (mut text, mut bytes) = (0, 0);
        for chunk in raw.utf8_chunks() {
            let valid = chunk.valid().len();
            if at <= text + valid {
                return self.offset + (bytes + at.saturating_sub(text)) as u64;
            }
            bytes += valid + chunk.invalid().len();
            text += valid + '\u{FFFD}'.len_utf8();
        }
        self.offset + raw.len() as u64
    }

    /// The line and the column of a byte of the text.
    pub fn position(&self, at: usize) -> (u64, u64) {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let breaks = before.matches('\n').count() as u64;
        let tail = before.rsplit('\n').next().unwrap_or(before).chars().count() as u64;
        if breaks == 0 { (self.line, self.column + tail) } else { (self.line + breaks, tail + 1) }
    }
}

/// How a stretch ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// With its closing bracket or quote.
    Whole,
    /// With something that cannot stand there.
    Broken,
    /// With the end of the stream.
    Cut,
}

/// How much of the start of a stream is kept, to tell what it is where it holds no JSON.
const OPENING: usize = 512;

/// Bytes of a line beyond which its end is not waited for: what stands on it is no single finding.
const LONGEST_LINE: usize = 256 * 1024;

/// What [`Framer::line`] knows of the next line.
pub(super) enum NextLine<'t> {
    /// It is this one.
    Line(Line<'t>),
    /// Its end has not come yet.
    Later,
    /// It is nothing, or more than a value.
    None,
}

/// A line that starts like a value, without the blanks around.
pub(super) struct Line<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its first byte in the stream.
    pub offset: u64,
    /// Its number, from one.
    pub line: u64,
    /// Its column in characters, from one.
    pub column: u64,
}

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Finds values in a stream.
#[derive(Default)]
pub(super) struct Framer {
    /// Text that was not given out yet.
    text: Vec<u8>,
    /// The stream's byte at which `text` starts.
    base: u64,
    /// How far `text` was scanned.
    at: usize,
    /// The value being scanned: its first byte, and the brackets that are open in it.
    value: Option<Value>,
    /// The stream's byte at which the line starts that was offered last.
    tried: Option<u64>,
    lines: Lines,
    /// The first text of the stream, to tell what it is where it holds no JSON.
    pub opening: Vec<u8>,
}

struct Value {
    start: usize,
    open: Vec<u8>,
    /// The last byte that was neither blank nor inside a string.
    before: u8,
    mode: Mode,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Plain,
    String,
    LineComment,
    BlockComment,
}

/// How many lines came before a byte, and where the last one began.
struct Lines {
    counted: u64,
    /// The byte of the stream up to which no line break follows, where that is known.
    unbroken: u64,
    line: u64,
    column: u64,
}

impl Default for Lines {
    fn default() -> Self {
        Lines { counted: 0, unbroken: 0, line: 1, column: 1 }
    }
}

impl Framer {
    /// The values in what is left of a frame behind the byte at which it stopped being JSON.
    pub fn behind(frame: &Frame, at: usize) -> Vec<Frame> {
        let offset = frame.offset_of(at);
        let (line, column) = frame.position(at);
        let mut framer = Framer {
            base: offset,
            lines: Lines { counted: offset, unbroken: offset, line, column },
            opening: vec![b' '; OPENING],
            ..Framer::default()
        };
        let skipped = usize::try_from(offset - frame.offset).unwrap_or(usize::MAX);
        let bytes = frame.raw.as_deref().unwrap_or(frame.text.as_bytes());
        framer.push(bytes.get(skipped..).unwrap_or_default());
        std::iter::from_fn(|| framer.next(true)).collect()
    }

    /// Takes text. [`Framer::next`] gives what is in it, [`Framer::forget`] lets go of it.
    pub fn push(&mut self, text: &[u8]) {
        let wanted = OPENING.saturating_sub(self.opening.len());
        self.opening.extend(text.iter().take(wanted));
        self.text.extend_from_slice(text);
    }

    /// The line that comes next, where it may be one value. Whoever finds that it is calls [`Framer::pass`]; else the line
    /// is not offered again, and [`Framer::next`] gives what is in it.
    pub fn line(&mut self, last: bool) -> NextLine<'_> {
        if self.value.is_some() {
            return NextLine::None;
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let start = self.at + blank;
        let offset = self.base + start as u64;
        if rest.get(blank) != Some(&b'{') || self.tried == Some(offset) || !self.starts_line(start) {
            return NextLine::None;
        }
        let rest = rest.get(blank..).unwrap_or_default();
        let length = match memchr::memchr(b'\n', rest) {
            Some(length) => length,
            None if last => rest.len(),
            None if rest.len() > LONGEST_LINE => return NextLine::None,
            None => return NextLine::Later,
        };
        self.tried = Some(offset);
        let (line, column) = self.count(start);
        let bytes = self.text.get(start..start + length).unwrap_or_default().trim_ascii_end();
        match std::str::from_utf8(bytes) {
            Ok(text) => NextLine::Line(Line { text, offset, line, column }),
            Err(_) => NextLine::None,
        }
    }

    /// Goes on behind the line that was given, which starts at a byte of the stream and is so long.
    pub fn pass(&mut self, offset: u64, length: usize) {
        self.at = usize::try_from(offset - self.base).unwrap_or(usize::MAX) + length;
        self.lines.unbroken = offset + length as u64;
    }

    /// The next value that ends in the text at hand; once the stream ended, in `last`, what is left of one.
    pub fn next(&mut self, last: bool) -> Option<Frame> {
        if let Some(frame) = self.scan(last) {
            return Some(frame);
        }
        let value = self.value.take_if(|_| last)?;
        Some(self.frame(value.start, self.text.len(), End::Cut))
    }

    /// The stream ended, and everything in it was taken.
    pub fn finish(&mut self) {
        self.lines.count(&self.text, self.base, self.base + self.text.len() as u64);
    }

    /// How many lines the stream has, once it ended. A line that holds nothing but the end is none.
    pub fn line_count(&self) -> u64 {
        self.lines.line - u64::from(self.lines.column == 1)
    }

    fn scan(&mut self, last: bool) -> Option<Frame> {
        loop {
            let Some(mut value) = self.value.take() else {
                let start = self.next_start(last)?;
                let opener = self.text.get(start).copied().unwrap_or_default();
                let mode = if opener == b'"' { Mode::String } else { Mode::Plain };
                let open = if opener == b'"' { Vec::new() } else { vec![opener] };
                self.at = start + 1;
                self.value = Some(Value { start, open, before: opener, mode });
                continue;
            };
            match self.step(&mut value, last) {
                Some((end, how)) => {
                    self.at = end;
                    return Some(self.frame(value.start, end, how));
                }
                None => {
                    self.value = Some(value);
                    return None;
                }
            }
        }
    }

    /// The next byte that can start a value, looked for from where the scan stands.
    fn next_start(&mut self, last: bool) -> Option<usize> {
        loop {
            let rest = self.text.get(self.at..)?;
            let Some(found) = memchr::memchr3(b'{', b'[', b'"', rest) else {
                self.at = self.text.len();
                return None;
            };
            let start = self.at + found;
            let opener = self.text.get(start).copied()?;
            let after = self.text.get(start + 1..).unwrap_or_default();
            let next = after.iter().copied().find(|b| !b.is_ascii_whitespace());
            let plausible = match (opener, next) {
                (_, None) => {
                    if !last {
                        // What follows has not come yet.
                        self.at = start;
                        return None;
                    }
                    false
                }
                (b'{', Some(next)) => matches!(next, b'"' | b'}' | b'/'),
                (b'[', Some(next)) => {
                    matches!(next, b'{' | b'[' | b'"' | b']' | b'/' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
                }
                // A string alone is of interest where it may hold JSON, and only at the start of a line.
                (_, Some(next)) => self.starts_line(start) && matches!(next, b'{' | b'[' | b'\\'),
            };
            if plausible {
                return Some(start);
            }
            self.at = start + 1;
        }
    }

    fn starts_line(&self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default();
        let blank = before
            .iter()
            .rev()
            .take_while(|b| matches!(b, b' ' | b'\t' | b'\r' | 0xEF | 0xBB | 0xBF))
            .count();
        before.len() == blank || before.get(before.len() - blank - 1) == Some(&b'\n')
    }

    /// Scans on inside a value. Where it ends, and how; nothing where the text ends first.
    fn step(&mut self, value: &mut Value, last: bool) -> Option<(usize, End)> {
        while let Some(&byte) = self.text.get(self.at) {
            let at = self.at;
            self.at += 1;
            match value.mode {
                Mode::String => {
                    let rest = self.text.get(at..).unwrap_or_default();
                    let Some(found) = memchr::memchr3(b'"', b'\\', b'\n', rest) else {
                        self.at = self.text.len();
                        return None;
                    };
                    match rest.get(found) {
                        Some(b'"') => {
                            self.at = at + found + 1;
                            value.mode = Mode::Plain;
                            value.before = b'"';
                            if value.open.is_empty() {
                                return Some((self.at, End::Whole));
                            }
                        }
                        Some(b'\\') => {
                            if at + found + 1 >= self.text.len() && !last {
                                self.at = at + found;
                                return None;
                            }
                            self.at = at + found + 2;
                        }
                        // JSON has no raw line break inside a string: the line broke off.
                        _ => return Some((at + found, End::Broken)),
                    }
                }
                Mode::LineComment => {
                    if byte == b'\n' {
                        value.mode = Mode::Plain;
                    }
                }
                Mode::BlockComment => {
                    if byte == b'/' && at.checked_sub(1).and_then(|i| self.text.get(i)) == Some(&b'*') {
                        value.mode = Mode::Plain;
                    }
                }
                Mode::Plain => match byte {
                    b'"' => value.mode = Mode::String,
                    b'{' | b'[' => {
                        let fits = match value.before {
                            b':' | b'[' => true,
                            b',' => value.open.last() == Some(&b'['),
                            _ => false,
                        };
                        if !fits {
                            return Some((at, End::Broken));
                        }
                        value.open.push(byte);
                        value.before = byte;
                    }
                    b'}' | b']' => {
                        let opener = if byte == b'}' { b'{' } else { b'[' };
                        if value.open.pop() != Some(opener) {
                            return Some((at, End::Broken));
                        }
                        value.before = byte;
                        if value.open.is_empty() {
                            return Some((at + 1, End::Whole));
                        }
                    }
                    b'/' => match self.text.get(at + 1) {
                        Some(b'/') => value.mode = Mode::LineComment,
                        Some(b'*') => {
                            value.mode = Mode::BlockComment;
                            self.at = at + 2;
                        }
                        None if !last => {
                            self.at = at;
                            return None;
                        }
                        _ => value.before = byte,
                    },
                    byte if byte.is_ascii_whitespace() => {}
                    _ => value.before = byte,
                },
            }
        }
        None
    }

    fn frame(&mut self, start: usize, end: usize, how: End) -> Frame {
        let bytes = self.text.get(start..end).unwrap_or_default();
        let text = String::from_utf8_lossy(bytes);
        let raw = matches!(text, Cow::Owned(_)).then(|| bytes.to_vec());
        let text = text.into_owned();
        let offset = self.base + start as u64;
        let (line, column) = self.count(start);
        Frame { text, offset, line, column, end: how, raw }
    }

    /// The line and the column of a byte of the text.
    fn count(&mut self, at: usize) -> (u64, u64) {
        self.lines.count(&self.text, self.base, self.base + at as u64);
        let Lines { line, column, .. } = self.lines;
        // Nobody sees a byte-order mark as a column.
        let mark = line == 1 && self.opening.starts_with(BYTE_ORDER_MARK);
        (line, column - u64::from(mark))
    }

    /// Lets go of the text that nothing will look at again.
    pub fn forget(&mut self) {
        let keep = self.value.as_ref().map_or(self.at, |value| value.start);
        // What stands before the scan on its line tells whether a string starts it.
        let keep = match self.value {
            Some(_) => keep,
            None => self
                .text
                .get(..keep)
                .and_then(|text| memchr::memrchr(b'\n', text))
                .unwrap_or(0)
                .max(keep.saturating_sub(4096)),
        };
        self.lines.count(&self.text, self.base, self.base + keep as u64);
        self.text.drain(..keep);
        self.base += keep as u64;
        self.at -= keep;
        if let Some(value) = &mut self.value {
            value.start -= keep;
        }
    }
}

impl Lines {
    /// Counts up to a byte of the stream, of which the text from `base` on is at hand.
    fn count(&mut self, text: &[u8], base: u64, to: u64) {
        let Some(from) = self.counted.checked_sub(base).and_then(|n| usize::try_from(n).ok()) else { return };
        let Some(until) = to.checked_sub(base).and_then(|n| usize::try_from(n).ok()) else { return };
        let Some(stretch) = text.get(from..until) else { return };
        // Where a line was passed whole, its breaks need not be looked for.
        let unbroken = self.unbroken.clamp(self.counted, to) - self.counted;
        let rest = stretch.get(usize::try_from(unbroken).unwrap_or_default()..).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', rest).count() as u64;
        let tail = match memchr::memrchr(b'\n', rest) {
            Some(at) => {
                self.column = 1;
                rest.get(at + 1..).unwrap_or_default()
            }
            None => stretch,
        };
        self.line += breaks;
        // Characters, not bytes: those that begin one.
        self.column += tail.iter().filter(|b| **b & 0xC0 != 0x80).count() as u64;
        self.counted = to;
    }
}
