//! Where a finding's text stands, so that it can be found again without being kept.

use super::{
    Record,
    encoding::{Decoder, PART, Piece},
    walk::{Met, walk},
};
use crate::json::{Document, Pointer};
use serde::{Deserialize, Serialize};

/// A source of bytes, by the number that its reader was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// What has to be done to the bytes of a source before a range of them can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Inflate: the range counts bytes of what the gzip members hold.
    Inflate,
    /// Decode UTF-16, little-endian: the range counts bytes of the UTF-8 that it becomes.
    Utf16Le,
    /// Decode UTF-16, big-endian.
    Utf16Be,
}

/// Where the document stands that a finding was read from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Place {
    /// The source.
    pub source: SourceId,
    /// The first byte of the document, in the source's bytes after [`Place::steps`].
    pub offset: u64,
    /// How many bytes the document has.
    pub length: u64,
    /// The line on which it starts, from one.
    pub line: u64,
    /// The column at which it starts, in characters, from one.
    pub column: u64,
    /// What was done to the bytes, in order.
    pub steps: Vec<Step>,
    /// Where in the document the finding stands, through strings that hold JSON.
    pub pointer: Pointer,
}

/// The text of the finding at a place, read from the source's bytes anew. Where nothing has to be done to the bytes, only
/// the document's own are looked at.
pub fn locate(bytes: &[u8], place: &Place) -> Option<String> {
    let text = document(bytes, place)?;
    let (document, _) = Document::parse(String::from_utf8_lossy(&text).into_owned());
    document.find(&place.pointer).map(|row| document.raw(row).to_owned())
}

/// The finding at a place with all that is around it, read from the source's bytes anew. Only the document's own bytes are
/// looked at where nothing has to be done to them.
pub fn reopen(bytes: &[u8], place: &Place) -> Option<Record> {
    read(document(bytes, place)?, place)
}

/// The findings at places that have the same steps, from bytes that are decoded once for all of them.
pub fn reopen_all(bytes: &[u8], places: &[&Place]) -> Vec<Option<Record>> {
    let Some(first) = places.first().filter(|place| !place.steps.is_empty()) else {
        return places.iter().map(|place| reopen(bytes, place)).collect();
    };
    let end = places.iter().map(|place| place.offset.saturating_add(place.length)).max().unwrap_or_default();
    let whole = Place { offset: 0, length: end, steps: first.steps.clone(), ..Place::default() };
    let decoded = decoded(bytes, &whole).unwrap_or_default();
    places.iter().map(|place| reopen(&decoded, &Place { steps: Vec::new(), ..(*place).clone() })).collect()
}

/// The finding in the text of a document, as it stands at a place.
fn read(text: Vec<u8>, place: &Place) -> Option<Record> {
    let (document, _) = Document::parse(String::from_utf8_lossy(&text).into_owned());
    let start = Place { pointer: Pointer::default(), ..place.clone() };
    walk(&document, &start).into_iter().find_map(|met| match met {
        Met::Finding(record, _) if record.place.pointer == place.pointer => Some(*record),
        _ => None,
    })
}

/// The text of the document at a place.
fn document(bytes: &[u8], place: &Place) -> Option<Vec<u8>> {
    if place.steps.is_empty() {
        let (start, end) = (place.offset, place.offset.checked_add(place.length)?);
        bytes.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?).map(<[u8]>::to_vec)
    } else {
        decoded(bytes, place)
    }
}

/// The document's text, out of bytes that have to be decoded up to it.
fn decoded(bytes: &[u8], place: &Place) -> Option<Vec<u8>> {
    let end = place.offset.checked_add(place.length)?;
    let mut decoder = Decoder::default();
    let mut parts = bytes.chunks(PART).map(Some).chain([None]);
    let (mut at, mut out) = (0, Vec::new());
    while at < end {
        let pieces = match parts.next()? {
            Some(part) => decoder.push(part),
            None => decoder.finish(),
        };
        for piece in pieces {
            let Piece::Text(text) = piece else { continue };
            let next = at + text.len() as u64;
            let cut = |to: u64| usize::try_from(to.clamp(at, next) - at).unwrap_or(usize::MAX);
            out.extend_from_slice(text.get(cut(place.offset)..cut(end)).unwrap_or_default());
            at = next;
        }
    }
    Some(out)
}
