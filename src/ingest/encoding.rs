//! Bytes into text: gzip members, UTF-16, byte-order marks. Push-style, so that no input is ever held whole.
//!
//! Text and problems come out in the order of the stream, and each problem knows its byte, so that the pieces in which the
//! bytes came make no difference.

use super::{Code, Step};
use flate2::{Decompress, FlushDecompress, Status};
use scan::Crc;

/// How many bytes are decoded at a time: what they inflate to is held at once.
pub(super) const PART: usize = 64 * 1024;

/// What comes out of the bytes.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// Text, which may break off inside a character; the next piece goes on there.
    Text(Vec<u8>),
    /// A problem, at a byte of the source.
    Problem(Code, u64),
}

/// Turns the bytes of a source into UTF-8 text.
#[derive(Default)]
pub(super) struct Decoder {
    container: Container,
    encoding: Option<Encoding>,
    /// Bytes of text that wait until enough have come to tell the encoding, or that are half a UTF-16 unit or pair.
    rest: Vec<u8>,
    /// What was done to the bytes so far.
    pub steps: Vec<Step>,
}

/// What the bytes are before they are text.
enum Container {
    /// Not known until four bytes have come.
    Unknown(Vec<u8>),
    Plain,
    Gzip(Box<Gzip>),
    /// A ZIP archive, which is not read.
    Zip,
}

impl Default for Container {
    fn default() -> Self {
        Container::Unknown(Vec::new())
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Decoder {
    /// Takes bytes and gives what comes out of them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Piece> {
        self.take(bytes, false)
    }

    /// The bytes ended: gives what was left.
    pub fn finish(&mut self) -> Vec<Piece> {
        self.take(&[], true)
    }

    fn take(&mut self, bytes: &[u8], last: bool) -> Vec<Piece> {
        let mut out = Vec::new();
        for piece in self.unpack(bytes, last) {
            match piece {
                Piece::Text(bytes) => out.push(Piece::Text(self.decode(bytes, false))),
                problem => out.push(problem),
            }
        }
        if last {
            // Before what the container says about its end: the text came first.
            let at = out.iter().rposition(|piece| matches!(piece, Piece::Text(_))).map_or(0, |at| at + 1);
            out.insert(at, Piece::Text(self.decode(Vec::new(), true)));
        }
        out
    }

    /// Takes the container away.
    fn unpack(&mut self, bytes: &[u8], last: bool) -> Vec<Piece> {
        let mut out = Vec::new();
        let mut bytes = bytes;
        let known;
        if let Container::Unknown(head) = &mut self.container {
            head.extend_from_slice(bytes);
            if head.len() < 4 && !last {
                return out;
            }
            known = std::mem::take(head);
            bytes = &known;
            self.container = match bytes {
                [0x1F, 0x8B, ..] => {
                    self.steps.push(Step::Inflate);
                    Container::Gzip(Box::default())
                }
                [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
                    out.push(Piece::Problem(Code::Zip, 0));
                    Container::Zip
                }
                _ => Container::Plain,
            };
        }
        match &mut self.container {
            Container::Gzip(gzip) => {
                gzip.push(bytes, &mut out);
                if last {
                    gzip.finish(&mut out);
                }
            }
            Container::Plain => out.push(Piece::Text(bytes.to_vec())),
            Container::Unknown(_) | Container::Zip => {}
        }
        out
    }

    fn decode(&mut self, bytes: Vec<u8>, last: bool) -> Vec<u8> {
        let mut bytes =
            if self.rest.is_empty() { bytes } else { [std::mem::take(&mut self.rest), bytes].concat() };
        let encoding = match self.encoding {
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
                self.encoding = Some(encoding);
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
        utf8(bytes.chunks_exact(2).map(unit))
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

/// UTF-16 units as UTF-8. Half a pair becomes the three bytes that its number has, which are not UTF-8: so it is noted like
/// any other byte that is not.
fn utf8(units: impl Iterator<Item = u16>) -> Vec<u8> {
    let mut out = Vec::new();
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let [high, low] = lone.unpaired_surrogate().to_be_bytes();
                out.extend([0xE0 | high >> 4, 0x80 | (high & 0xF) << 2 | low >> 6, 0x80 | low & 0x3F]);
            }
        }
    }
    out
}

/// How much is inflated at a time.
const ROOM: usize = 64 * 1024;

/// The gzip members of a source, one after the other. flate2's own reader takes zero padding for damage and a missing
/// trailer for a bad checksum; responders have to know which it is.
struct Gzip {
    waiting: Vec<u8>,
    state: State,
    inflate: Decompress,
    crc: Crc,
    members: u32,
    /// How many bytes were done with: the source's byte at which `waiting` starts.
    done: u64,
    /// The byte at which the member starts. Damage is told there: how far inflating goes beyond is its own affair.
    member: u64,
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
            crc: Crc::default(),
            members: 0,
            done: 0,
            member: 0,
        }
    }
}

impl Gzip {
    fn push(&mut self, bytes: &[u8], out: &mut Vec<Piece>) {
        self.waiting.extend_from_slice(bytes);
        loop {
            let before = self.waiting.len();
            let went_on = self.step(out);
            if self.waiting.is_empty() || !went_on && self.waiting.len() == before {
                return;
            }
        }
    }

    /// Takes what waits as far as it tells something. Whether it got into another state.
    fn step(&mut self, out: &mut Vec<Piece>) -> bool {
        match self.state {
            State::Header => {
                // Zero padding after a member, as tar and some tools write it.
                if self.members > 0 {
                    let zeros = self.waiting.iter().take_while(|byte| **byte == 0).count();
                    self.drop_waiting(zeros);
                    if self.waiting.is_empty() {
                        return false;
                    }
                }
                match header(&self.waiting) {
                    Header::Whole(length) => {
                        self.member = self.done;
                        self.drop_waiting(length);
                        self.inflate.reset(false);
                        self.crc.reset();
                        self.state = State::Body;
                    }
                    Header::Wanting => return false,
                    Header::None => {
                        self.member = self.done;
                        self.damaged(out);
                    }
                }
            }
            State::Body => {
                let mut text = Vec::new();
                let status = self.body(&mut text);
                out.push(Piece::Text(text));
                match status {
                    Some(Status::StreamEnd) => self.state = State::Trailer,
                    Some(_) => return false,
                    None => self.damaged(out),
                }
            }
            State::Trailer => {
                let Some([a, b, c, d, e, f, g, h]) = self.waiting.first_chunk::<8>() else { return false };
                let sum = u32::from_le_bytes([*a, *b, *c, *d]);
                let amount = u32::from_le_bytes([*e, *f, *g, *h]);
                if sum != self.crc.sum() || amount != self.crc.amount() {
                    out.push(Piece::Problem(Code::BadCrc, self.member));
                }
                self.members += 1;
                self.drop_waiting(8);
                self.state = State::Header;
            }
            State::Over => self.drop_waiting(self.waiting.len()),
        }
        true
    }

    /// Inflates what waits, as far as it goes; nothing where it is damaged. What comes before the damage is kept.
    fn body(&mut self, out: &mut Vec<u8>) -> Option<Status> {
        let mut room = vec![0; ROOM];
        loop {
            let (before_in, before_out) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(&self.waiting, &mut room, FlushDecompress::None);
            let taken = usize::try_from(self.inflate.total_in() - before_in).unwrap_or(usize::MAX);
            let given = usize::try_from(self.inflate.total_out() - before_out).unwrap_or(usize::MAX);
            let text = room.get(..given).unwrap_or_default();
            self.crc.update(text);
            out.extend_from_slice(text);
            self.drop_waiting(taken);
            match status {
                Ok(Status::Ok | Status::BufError) if taken > 0 || given > 0 => {}
                Ok(status) => return Some(status),
                Err(_) => return None,
            }
        }
    }

    fn damaged(&mut self, out: &mut Vec<Piece>) {
        out.push(Piece::Problem(Code::BadGzip, self.member));
        self.state = State::Over;
    }

    fn drop_waiting(&mut self, count: usize) {
        self.waiting.drain(..count.min(self.waiting.len()));
        self.done += count as u64;
    }

    fn finish(&self, out: &mut Vec<Piece>) {
        let end = self.done + self.waiting.len() as u64;
        match self.state {
            State::Body => out.push(Piece::Problem(Code::TruncatedGzip, end)),
            State::Trailer => out.push(Piece::Problem(Code::TruncatedTrailer, end)),
            State::Header if !self.waiting.is_empty() => out.push(Piece::Problem(Code::TruncatedGzip, end)),
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
