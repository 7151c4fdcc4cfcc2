//! Bytes into text: gzip members, UTF-16, byte-order marks. Push-style, so that no input is ever held whole.

use super::{Code, Step};
use flate2::{Crc, Decompress, FlushDecompress, Status};

/// Turns the bytes of a source into UTF-8 text.
#[derive(Default)]
pub(super) struct Decoder {
    /// Bytes that wait until enough have come to tell what the source is.
    head: Vec<u8>,
    gzip: Option<Gzip>,
    text: Option<Encoding>,
    /// Bytes of text that wait until enough have come to tell the encoding, or that are half a UTF-16 unit or pair.
    rest: Vec<u8>,
    /// What was done to the bytes so far.
    pub steps: Vec<Step>,
    /// What went wrong.
    pub problems: Vec<Code>,
    /// Whether the source turned out to be something that cannot be read.
    stopped: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Decoder {
    /// Takes bytes and gives text. Text may break off inside a character; the next piece goes on there.
    pub fn push(&mut self, bytes: &[u8], last: bool) -> Vec<u8> {
        if self.stopped {
            return Vec::new();
        }
        let mut inflated = Vec::new();
        match &mut self.gzip {
            Some(gzip) => gzip.push(bytes, &mut inflated, &mut self.problems),
            None if self.text.is_some() || !self.steps.is_empty() => inflated.extend_from_slice(bytes),
            None => {
                self.head.extend_from_slice(bytes);
                if self.head.len() < 4 && !last {
                    return Vec::new();
                }
                let head = std::mem::take(&mut self.head);
                if head.starts_with(&[0x1F, 0x8B]) {
                    self.steps.push(Step::Inflate);
                    let mut gzip = Gzip::default();
                    gzip.push(&head, &mut inflated, &mut self.problems);
                    self.gzip = Some(gzip);
                } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
                    self.problems.push(Code::Zip);
                    self.stopped = true;
                    return Vec::new();
                } else {
                    inflated = head;
                }
            }
        }
        if last && let Some(gzip) = &self.gzip {
            gzip.finish(&mut self.problems);
        }
        self.decode(inflated, last)
    }

    fn decode(&mut self, bytes: Vec<u8>, last: bool) -> Vec<u8> {
        let mut bytes =
            if self.rest.is_empty() { bytes } else { [std::mem::take(&mut self.rest), bytes].concat() };
        let encoding = match self.text {
            Some(encoding) => encoding,
            None if bytes.len() < 4 && !last => {
                self.rest = bytes;
                return Vec::new();
            }
            None => {
                let encoding = sniff(&bytes);
                match encoding {
                    Encoding::Utf16Le => self.steps.push(Step::Utf16Le),
                    Encoding::Utf16Be => self.steps.push(Step::Utf16Be),
                    Encoding::Utf8 => {}
                }
                self.text = Some(encoding);
                encoding
            }
        };
        if encoding == Encoding::Utf8 {
            return bytes;
        }
        // A unit has two bytes, a pair of surrogates four.
        let unit = |pair: &[u8]| match (encoding, pair) {
            (Encoding::Utf16Le, [a, b]) => u16::from_le_bytes([*a, *b]),
            (_, [a, b]) => u16::from_be_bytes([*a, *b]),
            _ => 0xFFFD,
        };
        let mut whole = bytes.len() - bytes.len() % 2;
        if !last
            && whole >= 2
            && bytes.get(whole - 2..whole).is_some_and(|pair| (0xD800..0xDC00).contains(&unit(pair)))
        {
            whole -= 2;
        }
        if !last {
            self.rest = bytes.split_off(whole);
        }
        let units = bytes.chunks_exact(2).map(unit);
        char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{FFFD}'))
            .filter(|c| *c != '\u{FEFF}')
            .collect::<String>()
            .into_bytes()
    }
}

/// The encoding, by the byte-order mark or by where the zeros of ASCII in UTF-16 stand.
fn sniff(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xFF, 0xFE, ..] => Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => Encoding::Utf16Be,
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Encoding::Utf16Le,
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Encoding::Utf16Be,
        _ => Encoding::Utf8,
    }
}

/// The gzip members of a source, one after the other. flate2's own reader takes zero padding for damage and a missing
/// trailer for a bad checksum; responders have to know which it is.
struct Gzip {
    waiting: Vec<u8>,
    state: State,
    inflate: Decompress,
    crc: Crc,
    members: u32,
}

#[derive(PartialEq)]
enum State {
    Header,
    Body,
    Trailer,
    Over,
}

impl Default for Gzip {
    fn default() -> Self {
        Gzip {
            waiting: Vec::new(),
            state: State::Header,
            inflate: Decompress::new(false),
            crc: Crc::new(),
            members: 0,
        }
    }
}

impl Gzip {
    fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>, problems: &mut Vec<Code>) {
        self.waiting.extend_from_slice(bytes);
        loop {
            let used = match self.state {
                State::Header => match header(&self.waiting) {
                    Header::Whole(length) => {
                        self.state = State::Body;
                        self.inflate.reset(false);
                        self.crc.reset();
                        length
                    }
                    Header::Wanting => return,
                    // Zero padding after the last member, as tar and some tools write it.
                    Header::None if self.members > 0 && self.waiting.iter().all(|b| *b == 0) => {
                        self.waiting.len()
                    }
                    Header::None => {
                        problems.push(Code::BadGzip);
                        self.state = State::Over;
                        self.waiting.len()
                    }
                },
                State::Body => match self.body(out) {
                    Some(used) => used,
                    None => {
                        problems.push(Code::BadGzip);
                        self.state = State::Over;
                        self.waiting.len()
                    }
                },
                State::Trailer => match self.waiting.first_chunk::<8>() {
                    Some([a, b, c, d, e, f, g, h]) => {
                        let sum = u32::from_le_bytes([*a, *b, *c, *d]);
                        let amount = u32::from_le_bytes([*e, *f, *g, *h]);
                        if sum != self.crc.sum() || amount != self.crc.amount() {
                            problems.push(Code::BadCrc);
                        }
                        self.members += 1;
                        self.state = State::Header;
                        8
                    }
                    None => return,
                },
                State::Over => self.waiting.len(),
            };
            self.waiting.drain(..used.min(self.waiting.len()));
            if self.waiting.is_empty() {
                return;
            }
            if used == 0 && self.state == State::Body {
                return;
            }
        }
    }

    /// Inflates what waits; how many bytes of it were used, nothing where they are damaged.
    fn body(&mut self, out: &mut Vec<u8>) -> Option<usize> {
        let mut used = 0;
        loop {
            let mut piece = Vec::with_capacity(64 * 1024);
            let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
            let rest = self.waiting.get(used..).unwrap_or_default();
            let status = self.inflate.decompress_vec(rest, &mut piece, FlushDecompress::None).ok()?;
            let taken = usize::try_from(self.inflate.total_in() - before_in).ok()?;
            used += taken;
            self.crc.update(&piece);
            out.append(&mut piece);
            if status == Status::StreamEnd {
                self.state = State::Trailer;
                return Some(used);
            }
            if taken == 0 && self.inflate.total_out() == before_out {
                return Some(used);
            }
        }
    }

    fn finish(&self, problems: &mut Vec<Code>) {
        match self.state {
            State::Body => problems.push(Code::TruncatedGzip),
            State::Trailer => problems.push(Code::TruncatedTrailer),
            State::Header if !self.waiting.is_empty() => problems.push(Code::TruncatedGzip),
            State::Header | State::Over => {}
        }
    }
}

enum Header {
    /// A header of so many bytes.
    Whole(usize),
    /// More bytes are wanted to tell.
    Wanting,
    /// Not a header.
    None,
}

/// The header of a gzip member (RFC 1952, section 2.3).
fn header(bytes: &[u8]) -> Header {
    let magic = [0x1F, 0x8B, 8];
    if !bytes.iter().zip(magic).all(|(a, b)| *a == b) {
        return Header::None;
    }
    let Some(flags) = bytes.get(3).copied() else { return Header::Wanting };
    let mut at = 10;
    if flags & 4 != 0 {
        let Some([low, high]) = bytes.get(at..at + 2) else { return Header::Wanting };
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    // The original name and a comment, each ended by a zero.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(end) = bytes.get(at..).and_then(|rest| memchr::memchr(0, rest)) else {
                return Header::Wanting;
            };
            at += end + 1;
        }
    }
    at += if flags & 2 != 0 { 2 } else { 0 };
    if bytes.len() < at { Header::Wanting } else { Header::Whole(at) }
}
