//! Text of unknown length and content into lines that fit a place.
//!
//! Nothing here knows the reader's fonts. Widths are estimated on the wide side, so that a line ends before its box does.

use super::drawing::Lettering;
use crate::i18n::visible;

/// Characters of a value that a drawing looks at, from its beginning and from its end.
const LOOKED_AT: (usize, usize) = (400, 100);

/// Characters of a value that a table shows. The JSON has the whole.
const IN_TABLE: usize = 2_000;

/// A value as a table shows it: hidden characters made visible, the end of an endless one left to the JSON.
pub fn whole(text: &str) -> String {
    match text.char_indices().nth(IN_TABLE) {
        Some((at, _)) => {
            let (kept, rest) = text.split_at(at);
            format!("{}… (+{})", visible(kept), rest.chars().count())
        }
        None => visible(text),
    }
}

/// The beginning and the end of a text, on one line, its hidden characters made visible.
fn tame(text: &str) -> String {
    let (first, last) = LOOKED_AT;
    let near = |c: char| if c.is_control() && c.is_whitespace() { ' ' } else { c };
    if text.len() <= first {
        return visible(&text.chars().map(near).collect::<String>());
    }
    let head: String = text.chars().take(first).map(near).collect();
    if head.len() == text.len() {
        return visible(&head);
    }
    let mut tail: Vec<char> = text.chars().rev().take(last).map(near).collect();
    tail.reverse();
    visible(&format!("{head}…{}", tail.into_iter().collect::<String>()))
}

/// The width of a character in hundredths of the size.
fn advance(c: char, lettering: Lettering) -> i32 {
    let wide = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{FDFD}')
        || c > '\u{FFFF}';
    match (lettering, c) {
        _ if wide => 105,
        (Lettering::Value, _) => 62,
        (_, 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | ' ') => 32,
        (_, 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-') => 42,
        (_, 'I' | 'J') => 46,
        (_, 'M') => 88,
        (_, 'm' | 'w' | 'W' | '@' | '%' | '…') => 100,
        (_, c) if c.is_ascii_uppercase() => 74,
        _ => 62,
    }
}

/// The width of a text.
pub fn width(text: &str, lettering: Lettering) -> i32 {
    let hundredths: i32 = text.chars().map(|c| advance(c, lettering)).sum();
    hundredths * lettering.size() / 100 + 1
}

/// A text in at most so many lines of a width. What does not fit is left out before its end, since the ends of ARNs,
/// paths and hashes tell them apart.
pub fn lines(text: &str, room: i32, lettering: Lettering, at_most: usize) -> Vec<String> {
    let tame = tame(text);
    let mut rest = tame.trim();
    let mut out = Vec::new();
    while !rest.is_empty() {
        if out.len() + 1 >= at_most {
            out.push(shortened(rest, room, lettering));
            break;
        }
        let (line, after) = first_line(rest, room, lettering);
        out.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    out
}

/// The first line of a text and what follows. It breaks behind a space in its second half, else behind a separator there.
fn first_line(text: &str, room: i32, lettering: Lettering) -> (&str, &str) {
    let limit = room * 100 / lettering.size();
    let (mut used, mut space, mut separator, mut before) = (0, None, None, ' ');
    for (at, c) in text.char_indices() {
        used += advance(c, lettering);
        if used > limit && at > 0 {
            return text.split_at(space.or(separator).unwrap_or(at));
        }
        let behind = Some(at + c.len_utf8()).filter(|_| used > limit / 2);
        match c {
            ' ' | '、' | '。' => space = behind,
            '/' | ':' | '-' | '.' | ',' | '_' | '!' | '@' => separator = behind,
            // Names in camel case come apart at their humps.
            _ if c.is_uppercase() && before.is_lowercase() && used > limit / 2 => separator = Some(at),
            _ => {}
        }
        before = c;
    }
    (text, "")
}

/// A text on one line, its middle left out where it is too long.
fn shortened(text: &str, room: i32, lettering: Lettering) -> String {
    if width(text, lettering) <= room {
        return text.to_owned();
    }
    let limit = (room * 100 / lettering.size() - advance('…', lettering)).max(0);
    let fitting = |chars: &mut dyn Iterator<Item = char>, limit: i32| {
        let mut used = 0;
        chars
            .take_while(|c| {
                used += advance(*c, lettering);
                used <= limit
            })
            .collect::<String>()
    };
    let head = fitting(&mut text.chars(), limit * 6 / 10);
    let tail = fitting(&mut text.chars().rev(), limit * 4 / 10);
    format!("{head}…{}", tail.chars().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_ends_of_a_long_value_stay() {
        let arn = "arn:aws:iam::111122223333:role/service-role/a-rather-long-name-of-a-role-indeed";
        let cut = lines(arn, 160, Lettering::Value, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[0].starts_with("arn:aws:iam::") && cut[1].ends_with("indeed"), "{cut:?}");
    }

    #[test]
    fn a_line_breaks_between_words_rather_than_inside_one() {
        assert_eq!(
            lines("by deploy-ci from 203.0.113.178", 150, Lettering::Note, 2),
            ["by deploy-ci from", "203.0.113.178"]
        );
        assert_eq!(
            lines("Discovery:IAMUser/AnomalousBehavior", 190, Lettering::Value, 2),
            ["Discovery:IAMUser/", "AnomalousBehavior"]
        );
        assert_eq!(
            lines("Account: RestrictPublicBuckets", 120, Lettering::Kind, 2),
            ["Account: Restrict", "PublicBuckets"]
        );
    }

    #[test]
    fn what_reorders_or_hides_is_made_visible() {
        assert_eq!(lines("a\u{202E}b\nc", 300, Lettering::Value, 1), ["a⟨U+202E⟩b c"]);
        assert_eq!(whole("a\u{202E}b"), "a⟨U+202E⟩b");
    }

    #[test]
    fn a_megabyte_is_cut_in_no_time() {
        let long = "x".repeat(1 << 20);
        assert!(lines(&long, 200, Lettering::Value, 3).concat().len() < 200);
        assert!(whole(&long).ends_with("(+1046576)"));
    }

    proptest! {
        #[test]
        fn lines_fit_and_none_is_too_many(text in any::<String>(), room in 40..640i32, at_most in 1..4usize) {
            let lines = lines(&text, room, Lettering::Value, at_most);
            prop_assert!(lines.len() <= at_most);
            for line in lines {
                prop_assert!(width(&line, Lettering::Value) <= room + 1, "{line} {room}");
            }
        }
    }
}
