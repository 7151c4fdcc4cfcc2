//! Where a finding's text stands, so that it can be found again without being kept.

use super::{Event, read};
use crate::json::Pointer;
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

/// The text of the finding at a place, read from the source's bytes anew.
pub fn locate(bytes: &[u8], place: &Place) -> Option<String> {
    read(place.source, bytes).into_iter().find_map(|event| match event {
        Event::Record(record) if record.place == *place => Some(record.text),
        _ => None,
    })
}
