//! JSON strings with their quotes.

use scan::unescape;
use std::borrow::Cow;

/// The text of a quoted JSON string. The closing quote may be missing.
pub(super) fn inside(quoted: &str) -> Cow<'_, str> {
    let body = quoted.strip_prefix('"').unwrap_or(quoted);
    unescape(body.strip_suffix('"').unwrap_or(body))
}
