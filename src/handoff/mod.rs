//! Handing findings over, and taking what was handed over: a file that is the page with the findings in it, and a link that
//! holds one finding.
//!
//! ```text
//! findings + marks + provenance ─ Parcel::pack ─▶ bytes ─┬─ file::write(viewer, …) ─▶ HTML      ─┐
//!                                                        └─ link::write ─▶ fragment of an address ─┴─▶ receive ─▶ Parcel
//! ```
//!
//! The findings stand in both as inert data. docs/formats.md describes the forms.

pub mod file;
pub mod link;
mod parcel;
pub mod viewer;

pub use parcel::{Parcel, Provenance};

use crate::i18n::{Text, handoff as words};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// Something that was handed over, and was not read yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// The bytes of a hand-off file.
    File(ByteBuf),
    /// The bytes that the page itself holds, because it is a hand-off file.
    Here(ByteBuf),
    /// The fragment of a link.
    Link(String),
}

/// Why something that was handed over could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not whole, or was changed on its way.
    Damaged,
    /// It is of a form that this build does not know.
    Later,
    /// It holds more than is read of such a thing.
    TooLarge,
}

impl Fault {
    /// A stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Fault::Damaged => "handoff-damaged",
            Fault::Later => "handoff-unknown-version",
            Fault::TooLarge => "handoff-too-large",
        }
    }

    /// What is wrong, and what to do.
    pub const fn texts(self) -> (Text, Text) {
        match self {
            Fault::Damaged => words::DAMAGED,
            Fault::Later => words::LATER,
            Fault::TooLarge => words::TOO_LARGE,
        }
    }
}

/// Bytes of JSON in a file above which it is not read.
const MOST: usize = 1 << 30;

/// Reads what was handed over.
///
/// # Errors
/// When it is not whole, or of a form that this build does not know.
pub fn receive(given: &Given) -> Result<Parcel, Fault> {
    match given {
        Given::File(bytes) => Parcel::unpack(&file::read(bytes)?, MOST),
        Given::Here(bytes) => Parcel::unpack(bytes, MOST),
        Given::Link(fragment) => link::read(fragment),
    }
}

#[cfg(test)]
mod tests;
