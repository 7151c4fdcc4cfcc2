//! Finding every occurrence of many values in a text, the longest first, in any case, and inside base64.

use super::edit::{Coding, Decoded, Edit, has_percent, settle};
use crate::order::Order;
use aho_corasick::{
    MatchKind,
    automaton::{Automaton, OverlappingState},
    nfa::noncontiguous::NFA,
};
use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::collections::{BTreeMap, HashMap};

/// From how many characters on a value is taken out of the middle of a word as well. Shorter ones would hit other words.
pub(super) const LONG: usize = 6;

/// Below this a value is taken out of its own field only.
pub(super) const SHORT: usize = 3;

/// How many encodings inside each other are looked through.
const DEPTH: u32 = 24;

/// What may stand beside a value for it to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// Anything.
    Any,
    /// No letter and no digit.
    Word,
    /// No digit, and no digit behind a dot: addresses and numbers.
    Number,
}

/// A value to look for and what to put in its place.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub text: String,
    pub put: String,
    pub edge: Edge,
    /// Whether it may be an ordinary word, which AWS's own fields can hold.
    pub plain: bool,
    /// Whether it counts in its own case only.
    pub exact: bool,
}

/// The values to look for.
pub(super) struct Matcher {
    patterns: Vec<Pattern>,
    automaton: Option<NFA>,
    /// The characters that a value has in base64 whatever stands beside it, for each of three alignments.
    encoded: Option<NFA>,
    /// Of each of those, how many characters before it belong to the same group of four.
    leads: Vec<usize>,
    /// Whether stand-ins are sought, not values: then one that was parted from the rest of a word is so again.
    reversing: bool,
    /// What was replaced by what, as both stand in the text.
    pub made: BTreeMap<String, String>,
    /// The same from the other side.
    used: HashMap<String, String>,
}

impl Matcher {
    pub fn new(patterns: Vec<Pattern>) -> Matcher {
        let build = |texts: &[String], any_case: bool| {
            (!texts.is_empty())
                .then(|| {
                    let mut builder = NFA::builder();
                    builder.match_kind(MatchKind::Standard).ascii_case_insensitive(any_case);
                    builder.build(texts).ok()
                })
                .flatten()
        };
        let texts: Vec<String> = patterns.iter().map(|pattern| pattern.text.clone()).collect();
        let (mut cores, mut leads) = (Vec::new(), Vec::new());
        for text in texts.iter().filter(|text| text.len() >= LONG) {
            for lead in 0..3 {
                let (one, before) = core(&standard(), text, lead);
                let (other, _) = core(&url_safe(), text, lead);
                let different = (other != one).then_some(other);
                for core in std::iter::once(one).chain(different) {
                    cores.push(core);
                    leads.push(before);
                }
            }
        }
        Matcher {
            automaton: build(&texts, true),
            encoded: build(&cores, false),
            leads,
            patterns,
            reversing: false,
            made: BTreeMap::new(),
            used: HashMap::new(),
        }
    }

    /// A matcher that puts values back.
    pub fn reversing(patterns: Vec<Pattern>) -> Matcher {
        Matcher { reversing: true, ..Matcher::new(patterns) }
    }

    /// Takes out of the stand-ins what they still hold of values: parts that stay may hold another value by chance.
    pub fn scrub(&mut self) {
        for at in 0..self.patterns.len() {
            let Some(put) = self.patterns.get(at).map(|pattern| pattern.put.clone()) else { continue };
            let clean = self.scrubbed(put);
            if let Some(pattern) = self.patterns.get_mut(at) {
                pattern.put = clean;
            }
        }
    }

    /// A stand-in without what it still holds of values.
    pub fn scrubbed(&mut self, put: String) -> String {
        let edits = self.plain(&put, true);
        if edits.is_empty() { put } else { super::edit::apply(&put, &edits) }
    }

    /// The edits that a text needs, in order. `fixed`: the field holds AWS's own words.
    pub fn scan(&mut self, text: &str, fixed: bool) -> Vec<Edit> {
        self.level(text, fixed, 0)
    }

    fn level(&mut self, text: &str, fixed: bool, depth: u32) -> Vec<Edit> {
        let mut edits = self.plain(text, fixed);
        if depth < DEPTH {
            if text.contains('\\') {
                let decoded = Decoded::new(Coding::Json, text);
                if decoded.text != text {
                    let inner = self.level(&decoded.text, fixed, depth + 1);
                    edits.extend(decoded.outer(inner));
                }
            }
            if has_percent(text) {
                let decoded = Decoded::new(Coding::Percent, text);
                let inner = self.level(&decoded.text, fixed, depth + 1);
                edits.extend(decoded.outer(inner));
            }
            edits.extend(self.base64(text, depth));
        }
        // A value that is partly encoded goes before a shorter one that stands plainly in it.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.len()));
        settle(edits)
    }

    /// The values that stand in a text as they are but for case.
    fn plain(&mut self, text: &str, fixed: bool) -> Vec<Edit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        // Written as the value itself goes before written in another case.
        let mut found: Vec<(std::cmp::Reverse<usize>, usize, bool, usize, usize)> = matches(automaton, text)
            .into_iter()
            .filter_map(|(pattern, start, end)| {
                let known = self.patterns.get(pattern).filter(|known| !(fixed && known.plain))?;
                let other_case = text.get(start..end)? != known.text;
                (!other_case || !known.exact).then_some((
                    std::cmp::Reverse(end - start),
                    start,
                    other_case,
                    end,
                    pattern,
                ))
            })
            .collect();
        found.order();
        let mut edits: Vec<Edit> = Vec::new();
        // What stands beside another value stands by itself once that is replaced; so again, until nothing is added.
        loop {
            let beside = |at: usize| edits.iter().any(|edit| edit.at.start == at || edit.at.end == at);
            let (now, later): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|&(_, start, _, end, pattern)| {
                    self.patterns
                        .get(pattern)
                        .is_some_and(|known| stands(text, start, end, known.edge, beside))
                });
            found = later;
            let before = edits.len();
            edits.extend(now.into_iter().filter_map(|(_, start, _, end, pattern)| {
                let known = self.patterns.get(pattern)?;
                let mut put = self.in_case_of(text.get(start..end)?, known);
                // Inside a word: parted from the rest, so that `user-1` before a 2 does not become somebody else.
                let after = text.get(end..).and_then(|rest| rest.chars().next());
                if !self.reversing
                    && known.edge == Edge::Any
                    && after.is_some_and(char::is_alphanumeric)
                    && put.ends_with(char::is_alphanumeric)
                {
                    put.push('_');
                }
                Some(Edit { at: start..end, text: put })
            }));
            edits = settle(edits);
            if edits.len() == before || found.is_empty() {
                break;
            }
        }
        for edit in &edits {
            if let Some(old) = text.get(edit.at.clone()) {
                self.make(old, &edit.text);
            }
        }
        edits
    }

    /// Notes that a text was replaced by another.
    pub fn make(&mut self, old: &str, new: &str) {
        if !self.reversing && self.made.get(old).is_none_or(|known| known != new) {
            self.made.insert(old.to_owned(), new.to_owned());
            self.used.entry(new.to_owned()).or_insert_with(|| old.to_owned());
        }
    }

    /// The stand-in in a case of its own for each case in which the value stands, as far as there are cases: `user-1`, `User-1`,
    /// `USER-1`.
    fn in_case_of(&self, found: &str, pattern: &Pattern) -> String {
        let put = &pattern.put;
        if found == pattern.text {
            return put.clone();
        }
        if self.reversing {
            return put.clone();
        }
        let (lower, upper) = (put.to_ascii_lowercase(), put.to_ascii_uppercase());
        let mut first = put.clone();
        if let Some(letter) = first.get_mut(..1) {
            letter.make_ascii_uppercase();
        }
        let mut cases = if found == pattern.text.to_ascii_lowercase() {
            [lower, first, upper]
        } else if found == pattern.text.to_ascii_uppercase() {
            [upper, first, lower]
        } else {
            [first, lower, upper]
        }
        .into_iter();
        let free = |case: &String| *case != *put && self.used.get(case).is_none_or(|old| old == found);
        cases.find(free).unwrap_or_else(|| put.clone())
    }

    /// The runs of base64 that hold a value: decoded, edited, encoded again. One that is no text is emptied.
    fn base64(&mut self, text: &str, depth: u32) -> Vec<Edit> {
        let Some(automaton) = &self.encoded else { return Vec::new() };
        let hits: Vec<(usize, usize)> = matches(automaton, text)
            .into_iter()
            .filter_map(|(core, start, _)| Some((start, *self.leads.get(core)?)))
            .collect();
        let mut edits: Vec<Edit> = Vec::new();
        for (core, before) in hits {
            if edits.last().is_some_and(|edit| edit.at.contains(&core)) {
                continue;
            }
            let head = text.get(..core).unwrap_or_default();
            let first = head.trim_end_matches(is_base64).len();
            // The groups of four that the value's group is one of.
            let Some(group) = core.checked_sub(before).filter(|group| *group >= first) else { continue };
            let start = first + (group - first) % 4;
            let tail = text.get(core..).unwrap_or_default();
            let run = core + (tail.len() - tail.trim_start_matches(is_base64).len());
            let rest = text.get(run..).unwrap_or_default();
            let padding = rest.bytes().take_while(|b| *b == b'=').count().min(2);
            let (end, padded) = (run + padding, padding > 0);
            let old = text.get(start..end).unwrap_or_default();
            let engine = if old.contains(['-', '_']) { url_safe() } else { standard() };
            let Ok(bytes) = engine.decode(old.trim_end_matches('=')).or_else(|_| {
                let whole = old.len() / 4 * 4;
                engine.decode(old.get(..whole).unwrap_or_default())
            }) else {
                continue;
            };
            let put = match String::from_utf8(bytes) {
                Ok(inside) => {
                    let inner = self.level(&inside, false, depth + 1);
                    let made = super::edit::apply(&inside, &inner);
                    let mut put = engine.encode(made);
                    if !padded {
                        put.truncate(put.trim_end_matches('=').len());
                    }
                    put
                }
                Err(_) => "REDACTED".to_owned(),
            };
            if put != old {
                let old = old.to_owned();
                self.make(&old, &put);
                edits.push(Edit { at: start..end, text: put });
            }
        }
        edits
    }
}

/// Characters from which on a run may be base64 that is worth looking into: a long name decodes to no text.
const RUN: usize = 16;

/// What the runs of base64 in a text hold, where that is text.
pub(super) fn encoded(text: &str) -> Vec<String> {
    let runs = text.split(|c: char| !is_base64(c)).filter(|run| run.len() >= RUN);
    let decode = |run: &str| {
        let engine = if run.contains(['-', '_']) { url_safe() } else { standard() };
        let inside = String::from_utf8(engine.decode(run).ok()?).ok()?;
        (!inside.contains(|c: char| c.is_control() && !c.is_whitespace())).then_some(inside)
    };
    runs.filter_map(decode).collect()
}

fn is_base64(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_')
}

/// Every occurrence: pattern, start, end.
fn matches(automaton: &NFA, text: &str) -> Vec<(usize, usize, usize)> {
    let input = aho_corasick::Input::new(text);
    let mut state = OverlappingState::start();
    let mut out = Vec::new();
    while automaton.try_find_overlapping(&input, &mut state).is_ok()
        && let Some(found) = state.get_match()
    {
        out.push((found.pattern().as_usize(), found.start(), found.end()));
    }
    out
}

/// Whether an occurrence stands by itself as far as its edge asks for it. `beside`: whether another value starts or ends there.
fn stands(text: &str, start: usize, end: usize, edge: Edge, beside: impl Fn(usize) -> bool) -> bool {
    let mut head = text.get(..start).unwrap_or_default().chars().rev();
    let mut rest = text.get(end..).unwrap_or_default().chars();
    let (before, earlier) = (head.next(), head.next());
    let (after, further) = (rest.next(), rest.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (left, right) = match edge {
        Edge::Any => return true,
        Edge::Word => (before.is_some_and(char::is_alphanumeric), after.is_some_and(char::is_alphanumeric)),
        Edge::Number => (
            digit(before) || before == Some('.') && digit(earlier),
            digit(after) || after == Some('.') && digit(further),
        ),
    };
    (!left || beside(start)) && (!right || beside(end))
}

fn config() -> GeneralPurposeConfig {
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true)
}

fn standard() -> GeneralPurpose {
    GeneralPurpose::new(&STANDARD, config())
}

fn url_safe() -> GeneralPurpose {
    GeneralPurpose::new(&URL_SAFE, config())
}

/// The characters of a value in base64 that do not depend on what stands beside it, where `lead` bytes of its first group
/// belong to something else; and how many characters before them belong to the same group.
fn core(engine: &GeneralPurpose, text: &str, lead: usize) -> (String, usize) {
    let bytes: Vec<u8> = std::iter::repeat_n(0, lead).chain(text.bytes()).collect();
    let encoded = engine.encode(&bytes);
    // A character holds six bits: the ones that the first and the last byte share with a neighbour are left out.
    let from = (lead * 8).div_ceil(6);
    let to = bytes.len() * 8 / 6;
    (encoded.get(from..to).unwrap_or_default().to_owned(), from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::redact::edit::apply;

    fn matcher(list: &[(&str, &str, Edge)]) -> Matcher {
        let pattern = |(text, put, edge): &(&str, &str, Edge)| Pattern {
            text: (*text).into(),
            put: (*put).into(),
            edge: *edge,
            plain: false,
            exact: false,
        };
        Matcher::new(list.iter().map(pattern).collect())
    }

    fn made(matcher: &mut Matcher, text: &str) -> String {
        let edits = matcher.scan(text, false);
        apply(text, &edits)
    }

    #[test]
    fn the_longest_value_goes_first_and_edges_hold() {
        let mut m = matcher(&[
            ("bucket", "b-1", Edge::Any),
            ("my-bucket-logs", "b-2", Edge::Any),
            ("10.0.0.1", "10.9.0.1", Edge::Number),
            ("web", "n-1", Edge::Word),
        ]);
        assert_eq!(
            made(&mut m, "my-bucket-logs mybuckets 10.0.0.1 10.0.0.12 110.0.0.1 10.0.0.1.5 web webs web-1"),
            "b-2 myb-1_s 10.9.0.1 10.0.0.12 110.0.0.1 10.0.0.1.5 n-1 webs n-1-1"
        );
    }

    #[test]
    fn values_are_found_in_any_case_and_coding() {
        let mut m = matcher(&[("Secret/Name", "file-1", Edge::Any)]);
        assert_eq!(
            made(&mut m, "secret/name SECRET/NAME Secret%2fName \\\\u0053ecret\\\\/Name"),
            "File-1 FILE-1 file-1 file-1"
        );
    }

    #[test]
    fn values_are_found_in_base64_at_every_alignment() {
        let mut m = matcher(&[("topsecret", "value-1", Edge::Any)]);
        for before in ["", "a", "ab", "abc", "{\"k\":"] {
            for after in ["", "x", "xy", "xyz"] {
                for engine in [standard(), url_safe()] {
                    let encoded = engine.encode(format!("{before}topsecret{after}"));
                    let out = made(&mut m, &format!("powershell -enc {encoded} end"));
                    let put = out.split(' ').nth(2).unwrap();
                    let joint = if after.is_empty() { "" } else { "_" };
                    assert_eq!(
                        engine.decode(put).unwrap(),
                        format!("{before}value-1{joint}{after}").into_bytes()
                    );
                }
            }
        }
        // Not text: emptied rather than left.
        let blob = standard().encode(b"\xff\xfetopsecret\xff");
        assert_eq!(made(&mut m, &blob), "REDACTED");
    }
}
