//! A link that holds a finding: the packed parcel in the fragment of the page's address, which no server is told.

use super::{Fault, Parcel};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// How the fragment begins; the number is the version of what follows.
const START: &str = "#/given/1.";

/// The same in any version.
const ANY: &str = "#/given/";

/// Characters of a fragment above which none is written or read. Chats, mails and browsers cut longer addresses.
pub const MOST: usize = 32 * 1024;

/// Bytes of JSON above which a link is not read.
const MOST_JSON: usize = 4 << 20;

/// Whether a fragment holds a finding.
pub fn is_link(fragment: &str) -> bool {
    fragment.starts_with(ANY)
}

/// The fragment.
///
/// # Errors
/// How many characters it would have, where these are too many.
pub fn write(parcel: &Parcel) -> Result<String, usize> {
    let fragment = format!("{START}{}", BASE64_URL_SAFE_NO_PAD.encode(parcel.pack()));
    if fragment.len() > MOST { Err(fragment.len()) } else { Ok(fragment) }
}

/// The parcel in a fragment.
///
/// # Errors
/// When it is not whole, longer than any that is written, or of a form that this build does not know.
pub fn read(fragment: &str) -> Result<Parcel, Fault> {
    if fragment.len() > MOST {
        return Err(Fault::TooLarge);
    }
    let packed = fragment.strip_prefix(START).ok_or(Fault::Later)?;
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(packed).map_err(|_| Fault::Damaged)?;
    Parcel::unpack(&bytes, MOST_JSON)
}
