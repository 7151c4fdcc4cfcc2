//! Numbers, sizes, times and spans of time as people write them.

use super::Lang;
use serde::{Deserialize, Serialize};

/// Which clock times are read on. Findings carry UTC; the reader's own offset comes from the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Clock {
    /// Coordinated Universal Time, what the JSON and every AWS log use.
    #[default]
    Utc,
    /// The reader's own time.
    Local,
}

/// A whole number with thousands separators, the same in both languages.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A size in bytes with a binary unit: `3.4 MiB`.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    if n < 1024 {
        return format!("{n} B");
    }
    let mut size = n as f64 / 1024.0;
    let mut unit = UNITS[0];
    for next in UNITS.into_iter().skip(1) {
        if size < 1024.0 {
            break;
        }
        size /= 1024.0;
        unit = next;
    }
    format!("{size:.1} {unit}")
}

/// A span of time in its two largest units: `3 days 4 hours`, `3 日 4 時間`.
pub fn duration(seconds: u64, lang: Lang) -> String {
    let parts = [
        (seconds / 86_400, ("day", "days"), "日"),
        (seconds / 3_600 % 24, ("hour", "hours"), "時間"),
        (seconds / 60 % 60, ("minute", "minutes"), "分"),
        (seconds % 60, ("second", "seconds"), "秒"),
    ];
    let first = parts.iter().position(|(n, ..)| *n > 0).unwrap_or(parts.len() - 1);
    parts
        .iter()
        .skip(first)
        .take(2)
        .enumerate()
        .filter(|(at, (n, ..))| *at == 0 || *n > 0)
        .map(|(_, (n, (one, many), ja))| match lang {
            Lang::En => format!("{n} {}", if *n == 1 { one } else { many }),
            Lang::Ja => format!("{n} {ja}"),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [count(0), count(999), count(1_000), count(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
    }

    #[test]
    fn sizes_take_the_largest_unit_that_fits() {
        assert_eq!(
            [bytes(0), bytes(1023), bytes(1536), bytes(5 << 20)],
            ["0 B", "1023 B", "1.5 KiB", "5.0 MiB"]
        );
    }

    #[test]
    fn spans_show_two_units_at_most() {
        assert_eq!(duration(0, Lang::En), "0 seconds");
        assert_eq!(duration(61, Lang::En), "1 minute 1 second");
        assert_eq!(duration(90_000, Lang::Ja), "1 日 1 時間");
        assert_eq!(duration(86_400, Lang::En), "1 day");
    }
}
