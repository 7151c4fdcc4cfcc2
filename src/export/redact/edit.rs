//! Edits of a text, and how an edit of what a text decodes to becomes an edit of the text.

use crate::json::unescape;
use std::ops::Range;

/// A span of a text and what is put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub at: Range<usize>,
    pub text: String,
}

/// Sorts edits and drops those that overlap an earlier one of the list.
pub(super) fn settle(edits: Vec<Edit>) -> Vec<Edit> {
    let mut taken: std::collections::BTreeMap<usize, Edit> = std::collections::BTreeMap::new();
    for edit in edits {
        let before = taken.range(..edit.at.end).next_back();
        if before.is_none_or(|(_, other)| other.at.end <= edit.at.start) {
            taken.insert(edit.at.start, edit);
        }
    }
    taken.into_values().collect()
}

/// The text with the edits made. They are in order and do not overlap.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.at.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.at.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// How a text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// As a JSON string is inside its quotes.
    Json,
    /// As URLs are: `%2F`.
    Percent,
}

/// A text decoded, with the way back.
pub(super) struct Decoded {
    coding: Coding,
    pub text: String,
    /// Runs that stand as they are, and escapes, in order: where they start in the decoded and in the encoded text.
    pieces: Vec<Piece>,
}

struct Piece {
    inner: Range<usize>,
    outer: Range<usize>,
    escape: bool,
}

impl Decoded {
    /// Decodes a text.
    pub fn new(coding: Coding, text: &str) -> Decoded {
        let mut out = Decoded { coding, text: String::with_capacity(text.len()), pieces: Vec::new() };
        let sign = match coding {
            Coding::Json => '\\',
            Coding::Percent => '%',
        };
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or_default();
            let plain = rest.find(sign).unwrap_or(rest.len());
            if plain > 0 {
                out.push(rest.get(..plain).unwrap_or_default(), at..at + plain, false);
                at += plain;
                continue;
            }
            let (length, decoded) = match coding {
                Coding::Json => json_escape(rest),
                Coding::Percent => percent_escape(rest),
            };
            out.push(&decoded, at..at + length, length != decoded.len());
            at += length;
        }
        out
    }

    fn push(&mut self, decoded: &str, outer: Range<usize>, escape: bool) {
        let start = self.text.len();
        self.text.push_str(decoded);
        self.pieces.push(Piece { inner: start..self.text.len(), outer, escape });
    }

    /// Edits of the decoded text as edits of the encoded one.
    pub fn outer(&self, edits: Vec<Edit>) -> Vec<Edit> {
        let place = |at: usize, end: bool| {
            // The piece that the byte before an end, or the byte at a start, belongs to.
            let probe = if end { at.saturating_sub(1) } else { at };
            let found = self.pieces.partition_point(|piece| piece.inner.end <= probe);
            self.pieces.get(found).map_or_else(
                || self.pieces.last().map_or(0, |piece| piece.outer.end),
                |piece| match (piece.escape, end) {
                    (false, _) => piece.outer.start + (at - piece.inner.start),
                    (true, true) => piece.outer.end,
                    (true, false) => piece.outer.start,
                },
            )
        };
        let outer = |edit: Edit| {
            let start = place(edit.at.start, false);
            let end = if edit.at.is_empty() { start } else { place(edit.at.end, true) };
            let text = match self.coding {
                Coding::Json => escape(&edit.text),
                Coding::Percent if self.escapes(start..end) => percent(&edit.text),
                Coding::Percent => edit.text,
            };
            Edit { at: start..end, text }
        };
        edits.into_iter().map(outer).collect()
    }

    /// Whether a span of the encoded text holds an escape.
    fn escapes(&self, span: Range<usize>) -> bool {
        let from = self.pieces.partition_point(|piece| piece.outer.end <= span.start);
        self.pieces
            .iter()
            .skip(from)
            .take_while(|piece| piece.outer.start < span.end)
            .any(|piece| piece.escape)
    }
}

/// The length of the JSON escape that a text starts with, and what it stands for. What is no escape stands for its backslash.
fn json_escape(text: &str) -> (usize, String) {
    let hex = |from: usize| {
        text.get(from..from + 4)
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
    };
    let length = match text.as_bytes().get(1) {
        Some(b'n' | b'r' | b't' | b'b' | b'f' | b'"' | b'\\' | b'/') => 2,
        Some(b'u') => match hex(2) {
            Some(0xD800..0xDC00)
                if text.get(6..8) == Some("\\u") && matches!(hex(8), Some(0xDC00..0xE000)) =>
            {
                12
            }
            Some(_) => 6,
            None => 2,
        },
        _ => 1,
    };
    (length, unescape(text.get(..length).unwrap_or_default()).into_owned())
}

/// The length of the run of `%hh` that a text starts with, and what it stands for.
fn percent_escape(text: &str) -> (usize, String) {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(after) = rest.strip_prefix('%')
        && let Some((digits, further)) = after.split_at_checked(2)
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && let Ok(byte) = u8::from_str_radix(digits, 16)
    {
        bytes.push(byte);
        rest = further;
        // One character at a time, so that an edit can end between two.
        if let Ok(decoded) = std::str::from_utf8(&bytes) {
            return (text.len() - rest.len(), decoded.to_owned());
        }
        if bytes.len() == 4 {
            break;
        }
    }
    (1, "%".to_owned())
}

/// A text as it stands inside the quotes of a JSON string.
pub(super) fn escape(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') => {
                char::from(b).to_string()
            }
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// Whether a text holds `%hh`.
pub(super) fn has_percent(text: &str) -> bool {
    text.match_indices('%')
        .any(|(at, _)| text.get(at + 1..at + 3).is_some_and(|hh| hh.bytes().all(|b| b.is_ascii_hexdigit())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn decoding_is_what_the_document_reads(text in "(\\\\[nrtbfux\"/\\\\]|\\\\u[dD][89abCD][0-9a-f]{2}|[a-zé\\\\u0-9]){0,30}") {
            prop_assert_eq!(Decoded::new(Coding::Json, &text).text, unescape(&text));
        }

        #[test]
        fn an_edit_of_the_decoded_text_decodes_to_the_edited_text(text in "[a-z\"\\n\\\\/é😀]{1,20}", from in 0usize..20, to in 0usize..20, put in "[a-z\"\\n]{0,5}") {
            let encoded = escape(&text);
            let decoded = Decoded::new(Coding::Json, &encoded);
            prop_assert_eq!(&decoded.text, &text);
            let (from, to) = (from.min(to), from.max(to));
            if text.is_char_boundary(from.min(text.len())) && text.is_char_boundary(to.min(text.len())) && to <= text.len() && from < to {
                let edit = Edit { at: from..to, text: put };
                let wanted = apply(&text, std::slice::from_ref(&edit));
                let made = apply(&encoded, &decoded.outer(vec![edit]));
                prop_assert_eq!(unescape(&made), wanted);
            }
        }
    }

    #[test]
    fn url_encoding_goes_there_and_back() {
        let text = "https://h/?q=a%2Fb%20c&x=%zz";
        let decoded = Decoded::new(Coding::Percent, text);
        assert_eq!(decoded.text, "https://h/?q=a/b c&x=%zz");
        let at = decoded.text.find("a/b").unwrap();
        let made = apply(text, &decoded.outer(vec![Edit { at: at..at + 3, text: "x/y".into() }]));
        assert_eq!(made, "https://h/?q=x%2Fy%20c&x=%zz");
    }

    #[test]
    fn of_edits_that_overlap_the_earlier_stays() {
        let edit = |at: Range<usize>| Edit { at, text: String::new() };
        assert_eq!(
            settle(vec![edit(4..8), edit(0..5), edit(8..9), edit(0..4)]),
            [edit(0..4), edit(4..8), edit(8..9)]
        );
    }
}
