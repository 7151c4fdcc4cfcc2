//! Tests with their values read: what a test of a field comes to.

use super::{
    Op, Test, Trouble, Value,
    field::{Field, Kind, On},
    when::{length, stretch},
};
use crate::{
    model::{Band, Timestamp},
    store::folded,
};
use ipnet::IpNet;
use std::net::IpAddr;

/// What a test comes to. Texts are in lower case.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Check {
    /// There is a value.
    Some,
    /// The text holds this.
    Holds(String),
    /// The text is this.
    Equals(String),
    /// The text fits a pattern as a whole.
    Fits(String),
    /// The number is not below the first and below or, where told so, at the second.
    Number(f64, f64, bool),
    /// The time is not before the first and before the second.
    Time(i64, i64),
    /// The address is in a range.
    Net(IpNet),
    /// The address lies between two, both included.
    Between(IpAddr, IpAddr),
    /// It is so.
    Flag(bool),
}

/// What a test of a field comes to, at a time that relative times are relative to.
pub(super) fn check(field: Field, test: &Test, now: Timestamp) -> Result<Check, Trouble> {
    let info = field.info();
    if let Test::Is(value) = test
        && !value.quoted
        && value.text == "*"
    {
        return Ok(Check::Some);
    }
    match info.kind {
        Kind::Text | Kind::Name => text(field, test),
        Kind::Number | Kind::Severity => number(field, test),
        Kind::Address => address(field, test),
        Kind::Time => time(field, test, now),
        Kind::Flag => match test {
            Test::Is(value) | Test::Exactly(value) => {
                flag(&value.text).map(Check::Flag).ok_or(Trouble::NotAFlag(field))
            }
            _ => Err(Trouble::NoOrder(field)),
        },
    }
}

fn has_wildcards(value: &Value) -> bool {
    !value.quoted && value.text.contains(['*', '?'])
}

fn text(field: Field, test: &Test) -> Result<Check, Trouble> {
    match test {
        Test::Is(value) if has_wildcards(value) => Ok(Check::Fits(folded(&value.text))),
        Test::Is(value) if field.info().kind == Kind::Text => Ok(Check::Holds(folded(&value.text))),
        Test::Is(value) | Test::Exactly(value) => Ok(Check::Equals(folded(&value.text))),
        _ => Err(Trouble::NoOrder(field)),
    }
}

fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "はい" => Some(true),
        "no" | "false" | "いいえ" => Some(false),
        _ => None,
    }
}

/// The numbers that a value stands for: from, to, and whether the end belongs to them.
fn numbers(field: Field, value: &Value) -> Result<(f64, f64, bool), Trouble> {
    let text = value.text.trim();
    // Autonomous systems are often written with their prefix.
    let text = match field {
        Field::Asn => text.strip_prefix("AS").or_else(|| text.strip_prefix("as")).unwrap_or(text),
        _ => text,
    };
    if let Some(number) = scan::number(text)
        && number.is_finite()
    {
        return Ok((number, number, true));
    }
    if field != Field::Severity {
        return Err(Trouble::NotANumber(field));
    }
    let japanese = |band: &Band| band.label().ja == text;
    let band =
        Band::named(text).or_else(|| Band::ALL.into_iter().find(japanese)).ok_or(Trouble::NotASeverity)?;
    // Numbers outside 1–10 belong to the nearest band.
    Ok(match band {
        Band::Low => (f64::NEG_INFINITY, 4.0, false),
        Band::Medium => (4.0, 7.0, false),
        Band::High => (7.0, 9.0, false),
        Band::Critical => (9.0, f64::INFINITY, true),
    })
}

fn number(field: Field, test: &Test) -> Result<Check, Trouble> {
    let end = |value: &Option<Value>, open: (f64, f64, bool)| {
        value.as_ref().map_or(Ok(open), |value| numbers(field, value))
    };
    let everything = (f64::NEG_INFINITY, f64::INFINITY, true);
    let (from, to, closed) = match test {
        Test::Is(value) if has_wildcards(value) && matches!(field.info().on, On::Texts(_)) => {
            return Ok(Check::Fits(folded(&value.text)));
        }
        Test::Is(value) | Test::Exactly(value) => numbers(field, value)?,
        Test::Compare(op, value) => {
            let (from, to, closed) = numbers(field, value)?;
            match op {
                Op::Less => (f64::NEG_INFINITY, from, false),
                Op::LessOrEqual => (f64::NEG_INFINITY, to, closed),
                Op::More if closed => (to.next_up(), f64::INFINITY, true),
                Op::More => (to, f64::INFINITY, true),
                Op::MoreOrEqual => (from, f64::INFINITY, true),
            }
        }
        Test::Range(first, last) => {
            let (from, ..) = end(first, everything)?;
            let (_, to, closed) = end(last, everything)?;
            (from, to, closed)
        }
    };
    Ok(Check::Number(from, to, closed))
}

fn address(field: Field, test: &Test) -> Result<Check, Trouble> {
    let wrong = || Trouble::NotAnAddress(field);
    let one = |value: &Value| value.text.parse::<IpAddr>().map(|ip| ip.to_canonical()).map_err(|_| wrong());
    match test {
        Test::Is(value) if has_wildcards(value) => Ok(Check::Fits(folded(&value.text))),
        Test::Is(value) | Test::Exactly(value) => match value.text.parse::<IpNet>() {
            Ok(net) => Ok(Check::Net(net)),
            Err(_) => one(value).map(|ip| Check::Between(ip, ip)),
        },
        Test::Range(Some(first), Some(last)) => Ok(Check::Between(one(first)?, one(last)?)),
        Test::Range(..) => Err(wrong()),
        Test::Compare(..) => Err(Trouble::NoOrder(field)),
    }
}

fn time(field: Field, test: &Test, now: Timestamp) -> Result<Check, Trouble> {
    let at = |value: &Value| {
        stretch(&value.text, now).ok_or_else(|| match length(&value.text) {
            Some(_) => Trouble::LengthOfTime(value.text.clone()),
            None => Trouble::NotATime(field),
        })
    };
    let (from, to) = match test {
        Test::Is(value) => match length(&value.text) {
            Some(length) => (now.0.saturating_sub(length), i64::MAX),
            None => at(value).map(|at| (at.from, at.to))?,
        },
        Test::Exactly(value) => at(value).map(|at| (at.from, at.to))?,
        Test::Compare(op, value) => {
            let at = at(value)?;
            match op {
                Op::Less => (i64::MIN, at.from),
                Op::LessOrEqual => (i64::MIN, at.to),
                Op::More => (at.to, i64::MAX),
                Op::MoreOrEqual => (at.from, i64::MAX),
            }
        }
        Test::Range(first, last) => {
            let from = first.as_ref().map(at).transpose()?.map_or(i64::MIN, |at| at.from);
            (from, last.as_ref().map(at).transpose()?.map_or(i64::MAX, |at| at.to))
        }
    };
    Ok(Check::Time(from, to))
}

impl Check {
    /// Whether a text passes, which is in lower case.
    pub fn passes_text(&self, text: &str) -> bool {
        match self {
            Check::Some => true,
            Check::Holds(part) => text.contains(part.as_str()),
            Check::Equals(whole) => text == whole,
            Check::Fits(pattern) => fits(pattern, text),
            Check::Number(..) => scan::number(text.trim()).is_some_and(|number| self.passes_number(number)),
            Check::Net(net) => text.parse::<IpAddr>().is_ok_and(|ip| net.contains(&ip.to_canonical())),
            Check::Between(first, last) => text.parse::<IpAddr>().is_ok_and(|ip| {
                let ip = ip.to_canonical();
                ip.is_ipv4() == first.is_ipv4() && *first <= ip && ip <= *last
            }),
            Check::Time(..) | Check::Flag(_) => false,
        }
    }

    /// Whether a number passes.
    pub fn passes_number(&self, number: f64) -> bool {
        match self {
            Check::Some => true,
            Check::Number(from, to, closed) => number >= *from && (number < *to || *closed && number <= *to),
            _ => false,
        }
    }

    /// Whether a time passes.
    pub fn passes_time(&self, time: Timestamp) -> bool {
        match self {
            Check::Some => true,
            Check::Time(from, to) => *from <= time.0 && time.0 < *to,
            _ => false,
        }
    }

    /// Whether yes or no passes.
    pub fn passes_flag(&self, flag: bool) -> bool {
        match self {
            Check::Some => true,
            Check::Flag(wanted) => flag == *wanted,
            _ => false,
        }
    }
}

/// Whether a text fits a pattern as a whole: `*` stands for anything, `?` for one character. Never costs more than the
/// product of their lengths.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut rest, mut left) = (text.chars(), pattern.chars());
    // Where to go on when what follows the last star does not fit: one character further on.
    let mut star = None;
    loop {
        match (left.next(), rest.clone().next()) {
            (Some('*'), _) => star = Some((left.clone(), rest.clone())),
            (Some(wanted), Some(c)) if wanted == '?' || wanted == c => {
                rest.next();
            }
            (None, None) => return true,
            (_, _) => {
                let Some((behind, from)) = &mut star else { return false };
                if from.next().is_none() {
                    return false;
                }
                (left, rest) = (behind.clone(), from.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by trying everything.
    fn fits_naively(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, rest) => rest.is_none(),
            (Some(('*', rest)), _) => (0..=text.len()).any(|at| fits_naively(rest, &text[at..])),
            (Some((p, rest)), Some((c, after))) => (*p == '?' || p == c) && fits_naively(rest, after),
            (Some(_), None) => false,
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_as_they_should(pattern in "[ab*?é]{0,8}", text in "[abé]{0,10}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(fits(&pattern, &text), fits_naively(&chars(&pattern), &chars(&text)));
        }
    }
}
