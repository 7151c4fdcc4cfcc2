//! The hand-off file: the viewer with a parcel in it.

use super::{
    Fault,
    parcel::deflate,
    viewer::{Block, END, element, opening, viewer},
};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// The id of the element that holds the parcel. `handed` in boot/boot.js asks for it.
const ID: &str = "handed";

/// What tells a hand-off file, at its start, from the viewer alone.
const MARK: &str = "<!-- finding-lens-handoff 1 -->";

/// The same without its version, which is the place's, not the parcel's.
const MARKS: &[u8] = b"<!-- finding-lens-handoff ";

const DOCTYPE: &str = "<!DOCTYPE html>";

/// Parts of the page as the page came by them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// The id of the element that is to hold them: `….ppmd` or `….deflate`.
    pub id: String,
    /// The names of the parts, in the order in which they come out.
    pub names: Vec<String>,
    /// Whether the bytes are packed as the id says. Those that are not are deflated.
    pub packed: bool,
    /// The bytes.
    pub bytes: ByteBuf,
}

/// What a viewer is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// The page without its parts.
    pub shell: String,
    /// The version of the build.
    pub version: String,
    /// The parts, in the order in which the file is to have them.
    pub pieces: Vec<Piece>,
}

/// A hand-off file: the viewer of these parts with a packed parcel in it. Nothing where they do not make one.
#[inline(never)]
pub fn write(parts: &Parts, parcel: &[u8]) -> Option<Vec<u8>> {
    let deflated: Vec<Option<Vec<u8>>> =
        parts.pieces.iter().map(|piece| (!piece.packed).then(|| deflate(&piece.bytes))).collect();
    let blocks: Vec<Block<'_>> = parts
        .pieces
        .iter()
        .zip(&deflated)
        .map(|(piece, deflated)| Block {
            id: piece.id.clone(),
            names: piece.names.clone(),
            bytes: deflated.as_deref().unwrap_or(&piece.bytes),
        })
        .collect();
    let page = viewer(&parts.shell, &parts.version, &blocks)?;
    let rest = page.strip_prefix(DOCTYPE.as_bytes())?;
    let (body, end) = rest.split_at_checked(memmem::rfind(rest, END.as_bytes())?)?;
    Some([DOCTYPE.as_bytes(), MARK.as_bytes(), body, &element(ID, parcel), end].concat())
}

/// Whether bytes begin a hand-off file.
pub fn is_handoff(start: &[u8]) -> bool {
    start.strip_prefix(DOCTYPE.as_bytes()).is_some_and(|rest| rest.trim_ascii_start().starts_with(MARKS))
}

/// The packed parcel in a hand-off file.
///
/// # Errors
/// When it is not whole.
pub fn read(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let opening = opening(ID);
    let at = memmem::rfind(bytes, opening.as_bytes()).ok_or(Fault::Damaged)?;
    let element = bytes.get(at + opening.len()..).unwrap_or_default();
    let end = memmem::find(element, b"</script").ok_or(Fault::Damaged)?;
    let mut out = Vec::with_capacity(end);
    let mut escaped = false;
    for byte in element.get(..end).unwrap_or_default() {
        // `=` stands before a byte that would not have passed.
        if !escaped && *byte == b'=' {
            escaped = true;
            continue;
        }
        out.push(if std::mem::take(&mut escaped) { byte.wrapping_sub(64) } else { *byte });
    }
    Ok(out)
}
