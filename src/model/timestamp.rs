//! Times, in the many ways in which findings carry them.

use crate::i18n::Lang;
use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// A time from a number since the epoch: seconds as on the wire, or milliseconds as in filters and ASFF. Told apart
    /// by size: seconds reach 100,000,000,000 in the year 5138, milliseconds did in 1973.
    pub fn of_epoch(number: f64) -> Option<Timestamp> {
        if !number.is_finite() || number <= 0.0 || number > 9e15 {
            return None;
        }
        let millis = if number < 1e11 { number * 1000.0 } else { number };
        Some(Timestamp(millis.round() as i64))
    }

    /// A time from text: ISO 8601 with or without fraction, zone or `T`, or digits since the epoch.
    pub fn parse(text: &str) -> Option<Timestamp> {
        if let Some(at) = as_written_by_guardduty(text.as_bytes()) {
            return Some(at);
        }
        let text = text.trim();
        if let Some(number) = scan::number(text) {
            return Timestamp::of_epoch(number);
        }
        let (date, rest) = text.split_once(['T', 't', ' '])?;
        let mut parts = date.splitn(3, '-').map(str::parse::<i32>);
        let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let date = Date::from_calendar_date(
            year,
            Month::try_from(u8::try_from(month).ok()?).ok()?,
            u8::try_from(day).ok()?,
        )
        .ok()?;

        let rest = rest.trim();
        let (clock, offset) = match rest.find(['Z', 'z', '+', '-']) {
            Some(at) => (rest.get(..at)?, rest.get(at..)?),
            None => (rest, "Z"),
        };
        let (clock, fraction) = clock.trim().split_once('.').unwrap_or((clock.trim(), "0"));
        let mut parts = clock.splitn(3, ':').map(str::parse::<u8>);
        let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
        let second = parts.next().transpose().ok()?.unwrap_or(0);
        let millis = format!("{:0<3}", fraction.get(..fraction.len().min(3))?).parse().ok()?;
        let time = Time::from_hms_milli(hour, minute, second, millis).ok()?;

        let at = date.with_time(time).assume_offset(zone(offset)?);
        Some(Timestamp(i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()?))
    }

    /// `2026-10-14 17:22:41 UTC`, or with the reader's offset: `2026-10-15 02:22:41 +09:00`. Seconds are kept, fractions
    /// are not: the JSON beside it has them.
    pub fn show(self, offset_minutes: Option<i32>) -> String {
        let offset = offset_minutes.and_then(|m| UtcOffset::from_whole_seconds(m * 60).ok());
        let Some(at) = self.civil().map(|at| at.to_offset(offset.unwrap_or(UtcOffset::UTC))) else {
            return format!("{} ms", self.0);
        };
        let zone = match offset {
            None => "UTC".to_owned(),
            Some(o) => {
                let (hours, minutes, _) = o.as_hms();
                let sign = if o.is_negative() { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", hours.abs(), minutes.abs())
            }
        };
        let (date, time) = (at.date(), at.time());
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02} {zone}",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }

    /// RFC 3339 in UTC with seconds: for commands and queries.
    pub fn rfc3339(self) -> String {
        let shown = self.show(None);
        shown.replacen(' ', "T", 1).replace(" UTC", "Z")
    }

    /// The day alone, in UTC: `2026-10-14`.
    pub fn day(self) -> String {
        self.show(None).split(' ').next().unwrap_or_default().to_owned()
    }

    /// Seconds from an earlier time to this one; nothing if it lies after.
    pub fn since(self, earlier: Timestamp) -> Option<u64> {
        u64::try_from((self.0 - earlier.0) / 1000).ok().filter(|_| self >= earlier)
    }

    /// The span from an earlier time in words.
    pub fn span(self, earlier: Timestamp, lang: Lang) -> Option<String> {
        Some(crate::i18n::duration(self.since(earlier)?, lang))
    }

    fn civil(self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).ok()
    }
}

/// A time in the form that nearly all findings have, `2021-12-09T00:45:03.000Z`: read a hundred thousand times over, so
/// without detours. Other forms, and what is no time, are left to [`Timestamp::parse`].
fn as_written_by_guardduty(text: &[u8]) -> Option<Timestamp> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
        ref rest @ ..,
    ] = text
    else {
        return None;
    };
    let number = |digits: &[u8]| {
        let add = |all: i32, digit: &u8| digit.is_ascii_digit().then(|| all * 10 + i32::from(digit - b'0'));
        digits.iter().try_fold(0, add)
    };
    let small = |digits: [u8; 2]| number(&digits).and_then(|n| u8::try_from(n).ok());
    let millis = match *rest {
        [b'Z'] => 0,
        [b'.', a, b, c, b'Z'] => number(&[a, b, c])?,
        _ => return None,
    };
    let month = Month::try_from(small([m1, m2])?).ok()?;
    let date = Date::from_calendar_date(number(&[y1, y2, y3, y4])?, month, small([d1, d2])?).ok()?;
    let time = Time::from_hms(small([h1, h2])?, small([n1, n2])?, small([s1, s2])?).ok()?;
    let seconds = date.with_time(time).assume_utc().unix_timestamp();
    Some(Timestamp(seconds * 1000 + i64::from(millis)))
}

/// `Z`, `+09:00`, `+0900` or `+09`.
fn zone(text: &str) -> Option<UtcOffset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(UtcOffset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let hours: i8 = digits.get(..2)?.parse().ok()?;
    let minutes: i8 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_written_form_is_the_same_moment() {
        let at = Timestamp(1_639_010_703_000);
        for text in [
            "2021-12-09T00:45:03.000Z",
            "2021-12-09T00:45:03Z",
            " 2021-12-09T00:45:03.000Z",
            "2021-12-09 00:45:03.000000000",
            "2021-12-09T09:45:03+09:00",
            "2021-12-08T19:45:03-0500",
            "1639010703",
            "1639010703000",
            "1.639010703E9",
        ] {
            assert_eq!(Timestamp::parse(text), Some(at), "{text}");
        }
        assert_eq!(Timestamp::of_epoch(1_639_010_703.0), Some(at));
        assert_eq!(at.show(None), "2021-12-09 00:45:03 UTC");
        assert_eq!(at.show(Some(540)), "2021-12-09 09:45:03 +09:00");
        assert_eq!(at.rfc3339(), "2021-12-09T00:45:03Z");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in
            ["", "yesterday", "2021-13-01T00:00:00Z", "2021-12-09", "-5", "2021-12-09T25:00:00Z", "é-é-éTé"]
        {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
