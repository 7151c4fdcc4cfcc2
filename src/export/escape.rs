//! Text of a finding, made safe for where it goes. Whoever attacked may have written it.

use crate::i18n::{is_hidden, shown};

/// One line for a terminal or a ticket: control and direction characters become visible.
pub fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => " ".to_owned(),
            c if is_hidden(c) => shown(c),
            c => c.to_string(),
        })
        .collect()
}

/// Text for Markdown: nothing of it is markup, and no address becomes a link.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~' | '>' => {
                out.push('\\');
                out.push(c);
            }
            // Many readers make a link of an address, a mail address or a mention by themselves.
            '@' => out.push_str("@\u{200B}"),
            c => out.push(c),
        }
    }
    out.replace("://", ":\u{200B}//").replace("www.", "www\u{200B}.")
}

/// A block of code in Markdown, with a fence longer than any run of backticks in the text.
pub fn markdown_block(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

/// Text for HTML, in elements and in quoted attributes.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
pub fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, plain(text).replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_finding_is_markup() {
        assert_eq!(plain("a\nb\u{202E}c\u{0}"), "a b⟨U+202E⟩c⟨U+0000⟩");
        assert_eq!(
            markdown("<b>*x*</b> [a](http://h) @all"),
            "&lt;b\\>\\*x\\*&lt;/b\\> \\[a\\]\\(http:\u{200B}//h\\) @\u{200B}all"
        );
        assert_eq!(html("<a href='x'>&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;");
        assert_eq!(markdown_block("a```b", "json"), "````json\na```b\n````\n");
        assert_eq!(markdown_block("a", ""), "```\na\n```\n");
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            assert!(csv(text).starts_with("\"'"), "{text:?}");
        }
        assert_eq!(csv("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
