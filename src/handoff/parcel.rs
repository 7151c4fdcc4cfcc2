//! What is handed over: findings, with where they came from and what was noted about them. Versioned JSON, compressed, with its SHA-256 before it.

use super::Fault;
use crate::{export::report::Source, knowledge::CATALOGUE_DATE, store::Marks};
use flate2::{Compression, Decompress, FlushDecompress, Status, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Write;

/// What a parcel calls itself.
const KIND: &str = "finding-lens-handoff";

/// The form that this build writes. Earlier ones stay readable.
const VERSION: u32 = 1;

/// Bytes of a SHA-256.
const HASH: usize = 32;

/// Findings that are handed over. Members that a later build of the same version adds are read past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    kind: String,
    version: u32,
    /// Where the findings came from.
    pub provenance: Provenance,
    /// The text of each finding, as it is or with stand-ins.
    pub findings: Vec<String>,
    /// Verdicts and notes on them, by finding id. None in a link.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
}

/// Where findings that are handed over came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// The version of Finding Lens that handed them over.
    pub made_by: String,
    /// The date of its catalogue.
    pub catalogue: String,
    /// When, as RFC 3339 in UTC, by the clock of the machine. Empty in a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub saved_at: String,
    /// The inputs that the findings had been read from. Empty in a link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The classes of values that are stand-ins, as the command line calls them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacted: Vec<String>,
}

impl Provenance {
    /// Of findings that this build hands over.
    pub fn new(saved_at: String, sources: Vec<Source>, redacted: Vec<String>) -> Provenance {
        let made_by = env!("CARGO_PKG_VERSION").to_owned();
        Provenance { made_by, catalogue: CATALOGUE_DATE.to_owned(), saved_at, sources, redacted }
    }
}

/// What every version has.
#[derive(Deserialize)]
struct Head {
    kind: String,
    version: u32,
}

impl Parcel {
    /// Findings with where they came from and what was noted about them.
    pub fn new(provenance: Provenance, findings: Vec<String>, marks: Marks) -> Parcel {
        Parcel { kind: KIND.to_owned(), version: VERSION, provenance, findings, marks }
    }

    /// The findings one after the other, as any reader of findings takes them.
    pub fn lines(&self) -> String {
        self.findings.join("\n")
    }

    /// The bytes: the SHA-256 of the JSON, then the JSON, deflated.
    pub fn pack(&self) -> Vec<u8> {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let mut out = Sha256::digest(&json).to_vec();
        out.extend(deflate(&json));
        out
    }

    /// Reads the bytes; refuses to hold more than `most` of JSON.
    ///
    /// # Errors
    /// When they are not whole, or of a form that this build does not know.
    pub fn unpack(bytes: &[u8], most: usize) -> Result<Parcel, Fault> {
        let (hash, packed) = bytes.split_at_checked(HASH).ok_or(Fault::Damaged)?;
        let json = inflate(packed, most)?;
        if Sha256::digest(&json).as_slice() != hash {
            return Err(Fault::Damaged);
        }
        let head: Head = serde_json::from_slice(&json).map_err(|_| Fault::Damaged)?;
        if head.kind != KIND || head.version > VERSION {
            return Err(Fault::Later);
        }
        serde_json::from_slice(&json).map_err(|_| Fault::Damaged)
    }
}

/// Bytes, deflated.
pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    // Neither fails on a list of bytes.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

/// Bytes, inflated: whole, and no more than `most` of them.
fn inflate(packed: &[u8], most: usize) -> Result<Vec<u8>, Fault> {
    let mut stream = Decompress::new(false);
    let (mut out, mut step) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        let (read, made) = (stream.total_in(), stream.total_out());
        let rest = usize::try_from(read).ok().and_then(|read| packed.get(read..)).unwrap_or_default();
        let status = stream.decompress(rest, &mut step, FlushDecompress::None).map_err(|_| Fault::Damaged)?;
        let length = usize::try_from(stream.total_out() - made).unwrap_or_default();
        out.extend_from_slice(step.get(..length).unwrap_or_default());
        if out.len() > most {
            return Err(Fault::TooLarge);
        }
        match status {
            Status::StreamEnd => return Ok(out),
            _ if (stream.total_in(), stream.total_out()) == (read, made) => return Err(Fault::Damaged),
            _ => {}
        }
    }
}
