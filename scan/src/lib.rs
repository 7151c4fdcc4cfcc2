//! What every byte of a large load goes through, in a crate of its own: the rest of the page is built for its size, this for
//! its speed. It knows nothing of GuardDuty; what it looks for it is told as a tree of [`Place`]s.

mod bitmap;
mod column;
mod crc;
mod dict;
mod escape;
mod number;
mod place;
mod read;
mod texts;

pub use bitmap::Bitmap;
pub use column::Numbers;
pub use crc::Crc;
pub use dict::{Dict, NONE, folded};
pub use escape::unescape;
pub use number::number;
pub use place::{End, Member, Place, Rank};
pub use read::{Found, Raw, finding};
pub use texts::{Texts, reserve};

/// A hash of a text, in four lanes of eight bytes each. Two findings with the same id and the same hash are copies of one.
pub fn content_hash(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(ODD).rotate_left(27);
    let word = |eight: &[u8; 8]| u64::from_le_bytes(*eight);
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [1, 2, 3, 4];
    for block in blocks {
        let (words, _) = block.as_chunks();
        for (lane, eight) in lanes.iter_mut().zip(words) {
            *lane = step(*lane, word(eight));
        }
    }
    let (words, rest) = rest.as_chunks();
    let hash = lanes.into_iter().chain(words.iter().map(word)).fold(bytes.len() as u64, step);
    step(step(hash, rest.iter().fold(0, |all, byte| all << 8 | u64::from(*byte))), 0)
}

/// Sorts rows by the two numbers that stand before each, the smaller first. Rows with the same two may come in any order.
pub fn sort(rows: &mut [(u64, u64, u32)]) {
    rows.sort_unstable();
}
