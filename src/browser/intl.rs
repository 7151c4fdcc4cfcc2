//! The reader's clock.

/// The time by the machine's clock, as RFC 3339 in UTC.
pub fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// How many minutes the reader's clock is ahead of UTC, now.
pub fn offset_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}
