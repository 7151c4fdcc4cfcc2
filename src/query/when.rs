//! Times in queries: dates as far as they are told, and times relative to a reference.

use crate::model::Timestamp;

/// A stretch of time in milliseconds: from, and the first moment behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub from: i64,
    pub to: i64,
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A length of time: `30m`, `24h`, `7d`, `2w`.
pub(super) fn length(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "m" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        "w" => 7 * DAY,
        _ => return None,
    };
    // Nothing is as long ago as a hundred thousand years.
    digits
        .parse::<u32>()
        .ok()
        .and_then(|count| i64::from(count).checked_mul(unit))
        .filter(|length| *length < 1 << 52)
}

/// The stretch of time that a text names: a year, a month, a day, an hour, a minute, a second, or a moment.
pub(super) fn stretch(text: &str, now: Timestamp) -> Option<Stretch> {
    let moment = |from: i64| Stretch { from, to: from.saturating_add(1) };
    let day = now.0.div_euclid(DAY).saturating_mul(DAY);
    let of_day = |from: i64| Stretch { from, to: from.saturating_add(DAY) };
    let lower = text.to_ascii_lowercase();
    match lower.as_str() {
        "now" => return Some(moment(now.0)),
        "today" => return Some(of_day(day)),
        "yesterday" => return Some(of_day(day.saturating_sub(DAY))),
        _ => {}
    }
    if let Some(rest) = lower.strip_prefix("now") {
        let (sign, rest) = match rest.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, rest.strip_prefix('+')?),
        };
        return Some(moment(now.0.saturating_add(sign * length(rest)?)));
    }
    if let Some(date) = date(text) {
        return Some(date);
    }
    let (day, clock) = text.split_once(['T', 't', ' '])?;
    let told = clock.find(['Z', 'z', '+', '-']).and_then(|at| clock.get(..at)).unwrap_or(clock);
    let (whole, width) = match told.matches(':').count() {
        _ if told.contains('.') => (text.to_owned(), 1),
        2 => (text.to_owned(), SECOND),
        1 => (text.to_owned(), MINUTE),
        _ => (format!("{day}T{told}:00{}", clock.strip_prefix(told).unwrap_or_default()), HOUR),
    };
    let from = Timestamp::parse(&whole)?.0;
    Some(Stretch { from, to: from + width })
}

/// A year, a month or a day.
fn date(text: &str) -> Option<Stretch> {
    let digits = |part: &str, count: usize| {
        let all = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        all.then(|| part.parse::<u32>().ok()).flatten()
    };
    let start = |year: u32, month: u32, day: u32| {
        Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")).map(|at| at.0)
    };
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let (from, to) = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => (start(year, 1, 1)?, start(year + 1, 1, 1)?),
        (Some(month), None, _) => {
            let month = digits(month, 2)?;
            let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            (start(year, month, 1)?, start(next_year, next, 1)?)
        }
        (Some(month), Some(day), None) => {
            let from = start(year, digits(month, 2)?, digits(day, 2)?)?;
            (from, from + DAY)
        }
        _ => return None,
    };
    Some(Stretch { from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_reach_as_far_as_they_are_told() {
        let now = Timestamp::parse("2026-10-14T17:22:41.500Z").unwrap();
        for (text, from, to) in [
            ("2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2026-12", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z"),
            ("2026-10-14T17", "2026-10-14T17:00:00Z", "2026-10-14T18:00:00Z"),
            ("2026-10-14T17:22Z", "2026-10-14T17:22:00Z", "2026-10-14T17:23:00Z"),
            ("2026-10-14T17+09:00", "2026-10-14T08:00:00Z", "2026-10-14T09:00:00Z"),
            ("2026-10-14 17:22:41", "2026-10-14T17:22:41Z", "2026-10-14T17:22:42Z"),
            ("2026-10-14T17:22:41.500Z", "2026-10-14T17:22:41.500Z", "2026-10-14T17:22:41.501Z"),
            ("2026-10-10T10", "2026-10-10T10:00:00Z", "2026-10-10T11:00:00Z"),
            ("now", "2026-10-14T17:22:41.500Z", "2026-10-14T17:22:41.501Z"),
            ("now-2h", "2026-10-14T15:22:41.500Z", "2026-10-14T15:22:41.501Z"),
            ("Today", "2026-10-14T00:00:00Z", "2026-10-15T00:00:00Z"),
            ("yesterday", "2026-10-13T00:00:00Z", "2026-10-14T00:00:00Z"),
        ] {
            let at = |text: &str| Timestamp::parse(text).unwrap().0;
            assert_eq!(stretch(text, now), Some(Stretch { from: at(from), to: at(to) }), "{text}");
        }
        for text in
            ["", "2026-13", "2026-02-30", "26", "now-", "now-7", "7d", "T", "2026-10-14T", "é", "2026-1"]
        {
            assert_eq!(stretch(text, now), None, "{text}");
        }
    }

    #[test]
    fn lengths_have_a_number_and_a_unit() {
        assert_eq!(
            [length("30m"), length("24h"), length("7d"), length("2W")],
            [30, 1440, 10_080, 20_160].map(|m| Some(m * MINUTE))
        );
        for text in ["", "d", "7", "7x", "-7d", "99999999999d", "4294967295w"] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
