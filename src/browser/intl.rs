//! The reader's clock.

/// How many minutes the reader's clock is ahead of UTC, now.
pub fn offset_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}
