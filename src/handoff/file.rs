//! The hand-off file: the viewer with a parcel in it.

use super::{
    Fault,
    parcel::deflate,
    viewer::{Block, LOST, element, opening, viewer},
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

/// A part of the page as the page came by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// The names of the parts in it.
    pub names: Vec<String>,
    /// How they are packed.
    pub packing: Packing,
    /// The bytes.
    pub bytes: ByteBuf,
}

/// How parts are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Packing {
    /// Not at all.
    None,
    /// By deflate.
    Deflate,
    /// By PPMd.
    Ppmd,
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
pub fn write(parts: &Parts, parcel: &[u8]) -> Option<String> {
    // What is not packed yet, the browser inflates.
    let packed: Vec<Option<Vec<u8>>> = parts
        .pieces
        .iter()
        .map(|piece| (piece.packing == Packing::None).then(|| deflate(&piece.bytes)))
        .collect();
    let blocks: Vec<Block<'_>> = parts
        .pieces
        .iter()
        .zip(&packed)
        .map(|(piece, packed)| {
            let name = piece.names.first().filter(|_| piece.names.len() == 1);
            let end = if piece.packing == Packing::Ppmd { "ppmd" } else { "deflate" };
            Block {
                id: format!("{}.{end}", name.map_or("parts", String::as_str)),
                names: piece.names.clone(),
                bytes: packed.as_deref().unwrap_or(&piece.bytes),
            }
        })
        .collect();
    let page = viewer(&parts.shell, &parts.version, &blocks)?;
    let (start, rest) = page.split_once(DOCTYPE)?;
    let (body, end) = rest.rsplit_once("</body>")?;
    Some(format!("{start}{DOCTYPE}{MARK}{body}{}</body>{end}", element(ID, parcel)))
}

/// Whether bytes begin a hand-off file.
pub fn is_handoff(start: &[u8]) -> bool {
    let start = start.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(start);
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
    let text = std::str::from_utf8(element.get(..end).unwrap_or_default()).map_err(|_| Fault::Damaged)?;
    let (length, text) = text.split_once("\">").ok_or(Fault::Damaged)?;
    unwritten(text, length.parse().map_err(|_| Fault::Damaged)?).ok_or(Fault::Damaged)
}

/// Bytes out of the text of an element; nothing where there are not as many, or it is not such text.
fn unwritten(text: &str, length: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(length.min(text.len()));
    let (mut bits, mut count) = (0_u32, 0_u32);
    let mut add = |seven: u32| {
        bits = (bits << 7 | seven) & 0x3FFF;
        count += 7;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    };
    for code in text.chars().map(u32::from) {
        // Stands for two: one that would not pass, and the one after it.
        if code > 127 {
            let lost = usize::try_from(code >> 7).ok().and_then(|place| LOST.get(place - 1));
            add(u32::from(*lost?));
        }
        add(code & 127);
    }
    out.truncate(length);
    (out.len() == length).then_some(out)
}
