//! Where a finding's text stands, so that it can be found again without being kept.

use super::{
    Record,
    encoding::{Decoder, PART, Piece},
    walk::{Met, walk},
};
use crate::json::{Document, Pointer};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

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
    read(&document(bytes, place)?, &[place]).pop()?
}

/// The findings at places that have the same steps. The bytes are decoded once for all of them, and a document is read once for all
/// that it holds.
pub fn reopen_all(bytes: &[u8], places: &[&Place]) -> Vec<Option<Record>> {
    let mut bytes = Cow::Borrowed(bytes);
    if let Some(first) = places.first().filter(|place| !place.steps.is_empty()) {
        let ends = places.iter().map(|place| place.offset.saturating_add(place.length));
        let length = ends.max().unwrap_or_default();
        let whole = Place { length, steps: first.steps.clone(), ..Place::default() };
        bytes = Cow::Owned(decoded(&bytes, &whole).unwrap_or_default());
    }
    let mut documents: BTreeMap<(u64, u64), Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        documents.entry((place.offset, place.length)).or_default().push(at);
    }
    let mut records = vec![None; places.len()];
    for members in documents.into_values() {
        let within: Vec<&Place> = members.iter().filter_map(|at| places.get(*at).copied()).collect();
        let text = within.first().and_then(|place| range(&bytes, place));
        let read = text.map(|text| read(text, &within)).unwrap_or_default();
        for (at, record) in members.into_iter().zip(read) {
            if let Some(slot) = records.get_mut(at) {
                *slot = record;
            }
        }
    }
    records
}

/// The findings in the text of a document, as they stand at places in it.
fn read(text: &[u8], places: &[&Place]) -> Vec<Option<Record>> {
    let Some(first) = places.first() else { return Vec::new() };
    let (document, _) = Document::parse(String::from_utf8_lossy(text).into_owned());
    let start = Place { pointer: Pointer::default(), ..(*first).clone() };
    let found = walk(&document, &start).into_iter().filter_map(|met| match met {
        Met::Finding(record, _) => Some(*record),
        _ => None,
    });
    let found: Vec<Record> = found.collect();
    let at: BTreeMap<&Pointer, &Record> =
        found.iter().rev().map(|record| (&record.place.pointer, record)).collect();
    places.iter().map(|place| at.get(&place.pointer).map(|record| (*record).clone())).collect()
}

/// The text of the document at a place.
fn document(bytes: &[u8], place: &Place) -> Option<Vec<u8>> {
    match place.steps.is_empty() {
        true => range(bytes, place).map(<[u8]>::to_vec),
        false => decoded(bytes, place),
    }
}

/// The bytes at a place, out of bytes to which nothing has to be done.
fn range<'a>(bytes: &'a [u8], place: &Place) -> Option<&'a [u8]> {
    let (start, end) = (place.offset, place.offset.checked_add(place.length)?);
    bytes.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
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
