//! The fast reader: one pass over the text of a finding in GuardDuty's own shape, that checks all of it and keeps what is
//! wanted.
//!
//! Why not serde_json: the reader has to know of every object whether a key occurs twice, also where nothing is wanted, and
//! to give up on what the lens might see otherwise. serde_json can be asked for that through visitors; a first comparison
//! spoke against it, and `cargo bench` has what this reader does now.

use crate::{
    place::{Member, Place, Rank, hash},
    unescape,
};
use std::borrow::Cow;

/// A value as it was read, before it is known what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw<'t> {
    /// A text; a number or a flag as it is written, where text is wanted.
    Text(Cow<'t, str>),
    /// A number.
    Number(f64),
    /// A flag.
    Flag(bool),
}

/// Values with the paths that they stand at.
pub type Found<'t> = Vec<(Rank, Raw<'t>)>;

/// Keys in one object from which on the lens is left to look for those that occur twice.
const MANY_KEYS: usize = 128;

/// How deep values stand in each other before the lens is left to read them: reading here is recursive.
const DEEPEST: usize = 100;

/// What is wanted of a finding; nothing where the lens might see it otherwise. `strict`: nor where the finding itself has a
/// member that the model does not have.
pub fn finding<'t>(text: &'t str, tree: &'static Place, strict: bool) -> Option<Found<'t>> {
    let mut read = read(text, tree, true, strict)?;
    // What stands beside the string goes before what it holds.
    if !read.beside {
        read.found.append(&mut read.within);
    }
    Some(read.found)
}

fn read<'t>(text: &'t str, place: &'static Place, root: bool, strict: bool) -> Option<Reader<'t>> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
        found: Vec::with_capacity(if root { 64 } else { 0 }),
        within: Vec::new(),
        beside: false,
        keys: Vec::with_capacity(64),
        strict,
        inside: !root,
    };
    reader.blanks();
    // Only an object is a finding.
    (reader.peek() == Some(b'{')).then(|| reader.object(At::Root, Some(place))).flatten()?;
    reader.blanks();
    (reader.at == text.len()).then_some(reader)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    found: Found<'t>,
    /// What a string of `additionalInfo` holds.
    within: Found<'t>,
    /// Whether what is wanted of `additionalInfo` stands in it as a member. It is one thing, whether it is a sample.
    beside: bool,
    /// The hashes of the keys of the objects that are open, one object's behind the other's.
    keys: Vec<u64>,
    /// Whether the outermost object may have members of the model only.
    strict: bool,
    /// Whether this is the JSON inside a string.
    inside: bool,
}

/// How a value stands in what is around it.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Root,
    Member,
    /// A text of `additionalInfo`, which may hold others of its members as JSON.
    Holder(&'static Place),
    Element,
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A string as it is written, without its quotes.
struct Written<'t> {
    text: &'t str,
    escaped: bool,
}

impl<'t> Written<'t> {
    fn read(&self) -> Cow<'t, str> {
        if self.escaped { unescape(self.text) } else { Cow::Borrowed(self.text) }
    }
}

/// Every function gives nothing where the text is no JSON, or where the lens has to look at it.
impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn value(&mut self, at: At, place: Option<&'static Place>) -> Option<()> {
        match self.peek()? {
            b'"' => {
                let written = self.string()?;
                self.took_string(&written, at, place)
            }
            b'{' => self.object(at, place),
            b'[' => self.list(at, place),
            b't' => self.word("true").and_then(|()| self.took_flag(true, place)),
            b'f' => self.word("false").and_then(|()| self.took_flag(false, place)),
            b'n' => self.word("null"),
            _ => {
                let number = self.number()?;
                self.took_number(number, place)
            }
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then_some(())?;
        self.at += word.len();
        Some(())
    }

    fn object(&mut self, at: At, place: Option<&'static Place>) -> Option<()> {
        // A structure where the model has none.
        if place.is_some_and(|place| place.members.is_empty()) || self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let first = self.keys.len();
        // Which of 64 kinds of hashes were met: where a hash is the first of its kind no key has to be compared.
        let mut kinds = 0u64;
        // Which members were met that something is wanted of: a member has two names.
        let mut met = 0u64;
        self.at += 1;
        self.blanks();
        while self.peek()? != b'}' {
            if self.keys.len() > first {
                self.comma()?;
            }
            let key = self.key()?;
            let hash = hash(key);
            let kind = 1 << (hash >> 58);
            let before = self.keys.get(first..).unwrap_or_default();
            if kinds & kind != 0 && before.contains(&hash) || before.len() > MANY_KEYS {
                return None;
            }
            kinds |= kind;
            self.keys.push(hash);
            let inner = match place {
                Some(place) => self.member(place, key, hash)?,
                None => None,
            };
            if self.strict && at == At::Root && inner.is_none() {
                return None;
            }
            let (mut how, mut within) = (At::Member, None);
            if let (Some(inner), Some(around)) = (inner, place) {
                within = inner.place.as_ref();
                let bit = u64::from(within.is_some()) << (inner.id % 64);
                if met & bit != 0 {
                    return None;
                }
                met |= bit;
                if around.holds_string {
                    self.beside |= within.is_some();
                    if inner.is_text && !self.inside {
                        how = At::Holder(around);
                    }
                }
            }
            self.value(how, within)?;
            self.blanks();
        }
        self.at += 1;
        self.keys.truncate(first);
        self.depth -= 1;
        Some(())
    }

    /// The member that a key names, if any.
    fn member(&self, place: &'static Place, key: &str, hash: u64) -> Option<Option<&'static Member>> {
        let member = place.member(key, hash);
        // The lens takes names without regard to case and underscores; a finding with such is its own.
        let almost = || place.members.iter().any(|m| alike(key, m.wire) || alike(key, m.name));
        if member.is_none() && almost() { None } else { Some(member) }
    }

    fn list(&mut self, at: At, place: Option<&'static Place>) -> Option<()> {
        // A list where the model has none, and a list in a list.
        if place.is_some_and(|place| !place.list || at == At::Element) || self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        self.at += 1;
        self.blanks();
        let mut first = true;
        while self.peek()? != b']' {
            if !first {
                self.comma()?;
            }
            first = false;
            self.value(At::Element, place)?;
            self.blanks();
        }
        self.at += 1;
        self.depth -= 1;
        Some(())
    }

    fn comma(&mut self) -> Option<()> {
        (self.peek()? == b',').then_some(())?;
        self.at += 1;
        self.blanks();
        Some(())
    }

    /// A key and its colon. One with escapes is the lens's.
    fn key(&mut self) -> Option<&'t str> {
        (self.peek()? == b'"').then_some(())?;
        let written = self.string()?;
        self.blanks();
        (self.peek()? == b':' && !written.escaped).then_some(())?;
        self.at += 1;
        self.blanks();
        Some(written.text)
    }

    fn string(&mut self) -> Option<Written<'t>> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        let (mut at, mut escaped) = (start, false);
        loop {
            // Eight bytes at a time, while none of them ends the plain text.
            while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
                let found = special(u64::from_le_bytes(*eight));
                if found != 0 {
                    at += (found.trailing_zeros() / 8) as usize;
                    break;
                }
                at += 8;
            }
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => {
                    at = escape(bytes, at)?;
                    escaped = true;
                }
                // No control character stands in a string.
                0..0x20 => return None,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(Written { text: self.text.get(start..at)?, escaped })
    }

    fn number(&mut self) -> Option<&'t str> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let mut at = start + usize::from(bytes.get(start) == Some(&b'-'));
        let digits = |at: &mut usize| {
            let from = *at;
            while bytes.get(*at).is_some_and(u8::is_ascii_digit) {
                *at += 1;
            }
            (*at > from).then_some(())
        };
        match bytes.get(at)? {
            b'0' => at += 1,
            _ => digits(&mut at)?,
        }
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            digits(&mut at)?;
        }
        if let Some(b'e' | b'E') = bytes.get(at) {
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            digits(&mut at)?;
        }
        self.at = at;
        self.text.get(start..at)
    }

    fn took_string(&mut self, written: &Written<'t>, at: At, place: Option<&'static Place>) -> Option<()> {
        if let At::Holder(around) = at
            && !self.beside
        {
            self.open(written, around)?;
        }
        let Some(place) = place.filter(|_| !written.text.is_empty()) else { return Some(()) };
        // A string may hold the object that belongs here.
        place.members.is_empty().then_some(())?;
        let text = written.read();
        self.found.extend(place.ends.iter().map(|end| (end.rank, Raw::Text(text.clone()))));
        Some(())
    }

    fn took_number(&mut self, number: &'t str, place: Option<&'static Place>) -> Option<()> {
        for end in place.into_iter().flat_map(|place| &place.ends) {
            let raw = match end.wants_text {
                true => Raw::Text(Cow::Borrowed(number)),
                false => Raw::Number(crate::number(number)?),
            };
            self.found.push((end.rank, raw));
        }
        Some(())
    }

    fn took_flag(&mut self, flag: bool, place: Option<&'static Place>) -> Option<()> {
        for end in place.into_iter().flat_map(|place| &place.ends) {
            let raw = match end.wants_text {
                true => Raw::Text(Cow::Borrowed(if flag { "true" } else { "false" })),
                false => Raw::Flag(flag),
            };
            self.found.push((end.rank, raw));
        }
        Some(())
    }

    /// Reads the members of `additionalInfo` that a string of it holds.
    fn open(&mut self, written: &Written<'t>, around: &'static Place) -> Option<()> {
        let wanted = |name: &str| memchr::memmem::find(written.text.as_bytes(), name.as_bytes()).is_some();
        let mut held = around.members.iter().filter(|member| member.place.is_some());
        if !held.any(|m| wanted(m.wire) || wanted(m.name)) {
            return Some(());
        }
        let text = written.read();
        let alone = text.trim_start().starts_with('{') && self.within.is_empty();
        let inner = alone.then(|| read(&text, around, false, false)).flatten()?;
        self.within.extend(inner.found.into_iter().map(|(rank, raw)| {
            let raw = match raw {
                Raw::Text(text) => Raw::Text(Cow::Owned(text.into_owned())),
                Raw::Number(number) => Raw::Number(number),
                Raw::Flag(flag) => Raw::Flag(flag),
            };
            (rank, raw)
        }));
        Some(())
    }
}

/// The bytes of eight that are a quote, a backslash or a control character, the lowest for certain: its highest bit is set.
fn special(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    let below = eight.wrapping_sub(ONES * 0x20) & !eight & HIGH;
    let is = |byte: u8| zero(eight ^ (ONES * u64::from(byte)));
    is(b'"') | is(b'\\') | below
}

/// The byte behind an escape. Half a pair of surrogates is the lens's.
fn escape(bytes: &[u8], at: usize) -> Option<usize> {
    let unit = |at: usize| {
        let digits = std::str::from_utf8(bytes.get(at..at + 4)?).ok()?;
        let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
        all.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => match unit(at + 2)? {
            0xD800..0xDC00 => {
                let low = (bytes.get(at + 6..at + 8)? == b"\\u").then(|| unit(at + 8)).flatten()?;
                (0xDC00..0xE000).contains(&low).then_some(at + 12)
            }
            0xDC00..0xE000 => None,
            _ => Some(at + 6),
        },
        _ => None,
    }
}

/// Whether a key is a name but for case and underscores.
fn alike(key: &str, name: &str) -> bool {
    let letters = |text: &str| -> Vec<u8> { text.bytes().filter(|b| *b != b'_').collect() };
    match memchr::memchr(b'_', key.as_bytes()) {
        None => key.eq_ignore_ascii_case(name),
        Some(_) => letters(key).eq_ignore_ascii_case(&letters(name)),
    }
}
