//! The key file: what turns redacted texts back. Versioned JSON.

use super::{
    Classes, Plan, Redaction,
    class::Rule,
    edit::apply,
    matcher::{Edge, LONG, Matcher, Pattern},
    standin::Namer,
};
use crate::json::Document;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt};

/// The form of the key file that this build writes. Older ones stay readable.
const VERSION: u32 = 1;

/// What a key file calls itself.
const KIND: &str = "finding-lens-redaction-key";

/// What turns redacted texts back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    kind: String,
    version: u32,
    /// Stand-in and original.
    values: BTreeMap<String, String>,
    /// Corrections for texts that the values alone do not bring back byte for byte, by the SHA-256 of the redacted text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    exact: BTreeMap<String, Exact>,
}

/// A correction: what stands at `at` for `length` bytes once the values are back becomes `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Exact {
    at: usize,
    length: usize,
    text: String,
}

/// Why a key file could not be read.
#[derive(Debug)]
pub enum KeyError {
    /// It is not a key file.
    NotAKey(serde_json::Error),
    /// It is of another kind, or newer than this build.
    Unsupported(String, u32),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyError::NotAKey(error) => write!(f, "this is not a key file: {error}"),
            KeyError::Unsupported(kind, version) => {
                write!(
                    f,
                    "a key file of kind {kind:?}, version {version}; this build reads {KIND} up to version {VERSION}"
                )
            }
        }
    }
}

impl std::error::Error for KeyError {}

pub(super) fn make(made: &BTreeMap<String, String>, pairs: &[(&str, &str)]) -> Key {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    for (old, new) in made {
        values.entry(new.clone()).or_insert_with(|| old.clone());
    }
    let mut key = Key { kind: KIND.to_owned(), version: VERSION, values, exact: BTreeMap::new() };
    let mut restorer = key.restorer();
    let mut exact = BTreeMap::new();
    for (original, redacted) in pairs {
        let back = restorer.values(redacted);
        if back != *original {
            exact.insert(digest(redacted), difference(&back, original));
        }
    }
    key.exact = exact;
    key
}

/// The one span in which two texts differ.
fn difference(from: &str, to: &str) -> Exact {
    let before = from
        .char_indices()
        .zip(to.chars())
        .find(|((_, a), b)| a != b)
        .map_or(from.len().min(to.len()), |((at, _), _)| at);
    let (from_rest, to_rest) = (from.get(before..).unwrap_or_default(), to.get(before..).unwrap_or_default());
    let after: usize = from_rest
        .chars()
        .rev()
        .zip(to_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    Exact {
        at: before,
        length: from_rest.len() - after,
        text: to_rest.get(..to_rest.len() - after).unwrap_or_default().to_owned(),
    }
}

impl Key {
    /// Reads a key file.
    ///
    /// # Errors
    /// When it is none, or newer than this build.
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> Result<Key, KeyError> {
        let key: Key = serde_json::from_slice(bytes).map_err(KeyError::NotAKey)?;
        if key.kind != KIND || key.version > VERSION {
            return Err(KeyError::Unsupported(key.kind, key.version));
        }
        Ok(key)
    }

    /// The key file.
    pub fn write(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// How many values it brings back.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it brings none back.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Makes ready to turn texts back.
    pub fn restorer(&self) -> Restorer {
        let numeric =
            |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b':' || b == b'/');
        let pattern = |(stand_in, original): (&String, &String)| {
            let edge = match stand_in {
                text if numeric(text) => Edge::Number,
                text if text.len() < LONG => Edge::Word,
                _ => Edge::Any,
            };
            Pattern { text: stand_in.clone(), put: original.clone(), edge, plain: false, exact: true }
        };
        let redaction = Redaction {
            ticked: Classes::NONE,
            namer: Namer::default(),
            matcher: Matcher::reversing(self.values.iter().map(pattern).collect()),
            planner: std::rc::Rc::default(),
        };
        Restorer { redaction, exact: self.exact.clone() }
    }
}

/// Turns redacted texts back.
pub struct Restorer {
    redaction: Redaction,
    exact: BTreeMap<String, Exact>,
}

impl Restorer {
    /// The original of a redacted finding, byte for byte; of any other text, the same with the values put back.
    pub fn text(&mut self, redacted: &str) -> String {
        let back = self.values(redacted);
        match self.exact.get(&digest(redacted)) {
            Some(exact) => {
                let edit =
                    super::edit::Edit { at: exact.at..exact.at + exact.length, text: exact.text.clone() };
                apply(&back, &[edit])
            }
            None => back,
        }
    }

    fn values(&mut self, redacted: &str) -> String {
        let (doc, _) = Document::parse(redacted);
        match doc.root() {
            Some(_) => self.redaction.document(&doc, |_| Plan { rule: Rule::Open, key: true }),
            None => self.redaction.text(redacted),
        }
    }
}

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_says_what_it_is_and_newer_ones_are_refused() {
        let made = BTreeMap::from([("alice".to_owned(), "user-1".to_owned())]);
        let key = make(&made, &[]);
        assert_eq!(Key::read(key.write().as_bytes()).unwrap(), key);
        assert!(matches!(Key::read(b"{}"), Err(KeyError::NotAKey(_))));
        let newer = key.write().replace("\"version\": 1", "\"version\": 2");
        assert!(matches!(Key::read(newer.as_bytes()), Err(KeyError::Unsupported(_, 2))));
    }

    #[test]
    fn the_first_version_stays_readable() {
        let key = br#"{"kind":"finding-lens-redaction-key","version":1,"values":{"user-1":"alice"}}"#;
        assert_eq!(Key::read(key).unwrap().restorer().text("It was user-1."), "It was alice.");
    }

    #[test]
    fn a_difference_is_one_span() {
        assert_eq!(difference("a-x-c", "a-yy-c"), Exact { at: 2, length: 1, text: "yy".into() });
        assert_eq!(difference("aa", "aaa"), Exact { at: 2, length: 0, text: "a".into() });
        assert_eq!(difference("é1", "é2"), Exact { at: 2, length: 1, text: "2".into() });
    }
}
