//! Values of a finding as literals of the languages that they land in.
//!
//! The text is the attacker's: a user agent, an object key, a path. Each function gives a literal that the language reads
//! back as exactly the text, or nothing where the language has no such literal; then the command is left out and the
//! reader told so. Identifiers (tables, log groups that are not AWS's own) are never made from a finding.

use crate::i18n::{is_hidden, shown};

/// A word of bash, and of any POSIX shell: plain where nothing in it is special, else in single quotes, inside which
/// only `'` is special (POSIX, Shell Command Language, 2.2.2); a word that holds it and nothing that double quotes leave
/// special is easier to read in those. Nothing for a text with NUL, which no argument can hold.
pub fn bash(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:=@%+,-".contains(c);
    if text.contains('\0') {
        None
    } else if !text.is_empty() && text.chars().all(plain) {
        Some(text.to_owned())
    } else if text.contains('\'') && !text.contains(['"', '$', '`', '\\', '!']) {
        Some(format!("\"{text}\""))
    } else {
        Some(format!("'{}'", text.replace('\'', r"'\''")))
    }
}

/// An argument of a program in PowerShell: plain where nothing in it is special, else a literal string, inside which
/// only the quotes are special, and PowerShell takes U+2018 to U+201B for quotes as well
/// (about_Quoting_Rules; `IsSingleQuote` in its tokenizer). Nothing for a text with `"` or a final `\`: before
/// version 7.3 PowerShell passes those to programs otherwise than since (about_Experimental_Features,
/// PSNativeCommandArgumentPassing), so that no spelling is right in both.
pub fn power_shell(text: &str) -> Option<String> {
    if text.contains(['\0', '"']) || text.ends_with('\\') || text.is_empty() {
        return None;
    }
    // A `.` or `:` in a word that begins with a dash ends the word.
    let dashed = text.starts_with('-');
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || (!dashed && "./:".contains(c));
    Some(if text.chars().all(plain) { text.to_owned() } else { power_shell_string(text) })
}

/// A literal string of PowerShell, for use inside PowerShell itself.
pub fn power_shell_string(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}'..='\u{201B}') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
    out
}

/// A string literal of SQL as Trino reads it, in Athena and in CloudTrail Lake: only `'` is special, and is doubled
/// (SQL:2016, character string literal; the backslash is an ordinary character).
pub fn sql(text: &str) -> Option<String> {
    (!text.contains('\0')).then(|| format!("'{}'", text.replace('\'', "''")))
}

/// A string literal of Logs Insights. The queries that AWS publishes have strings in double quotes and in single ones, and
/// no escape in them is documented (CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax"): so a text
/// takes the quote that it does not hold, and one with both, a backslash or a line break has no literal.
pub fn insights(text: &str) -> Option<String> {
    if text.contains(['\\', '\n', '\r', '\0']) {
        None
    } else if !text.contains('\'') {
        Some(format!("'{text}'"))
    } else {
        (!text.contains('"')).then(|| format!("\"{text}\""))
    }
}

/// The inside of a JSON string, in ASCII, so that no shell or file encoding can change it.
pub fn json(text: &str) -> String {
    let mut out = String::new();
    for unit in text.encode_utf16() {
        match u8::try_from(unit).map(char::from) {
            Ok(c @ ('"' | '\\')) => out.extend(['\\', c]),
            Ok(c) if c == ' ' || c.is_ascii_graphic() => out.push(c),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out
}

/// A value inside the AWS CLI's shorthand (`Key=value,Key=value`), which has marks of its own: only texts that hold none.
pub fn shorthand(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.:/@+-".contains(c);
    (!text.is_empty() && text.chars().all(plain)).then_some(text)
}

/// Whether the AWS CLI would take a parameter that begins so for a place to read the value from (AWS CLI user guide,
/// "Loading a parameter from a file"; version 1 also fetches URLs). A finding must never name a file of the responder's.
pub fn is_loaded(text: &str) -> bool {
    ["file://", "fileb://", "http://", "https://"]
        .iter()
        .any(|prefix| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))
}

/// One line for a comment: line breaks, controls and characters that reorder or hide text become visible.
pub fn comment(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { shown(c) } else { c.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_plain() {
        assert_eq!(bash("i-0abc").as_deref(), Some("i-0abc"));
        assert_eq!(bash("").as_deref(), Some("''"));
        assert_eq!(bash("it's").as_deref(), Some("\"it's\""));
        assert_eq!(bash("it's $x").as_deref(), Some(r"'it'\''s $x'"));
        assert_eq!(power_shell("i-0abc").as_deref(), Some("i-0abc"));
        assert_eq!(power_shell("a,b").as_deref(), Some("'a,b'"));
        assert_eq!(power_shell("-a.b").as_deref(), Some("'-a.b'"));
        assert_eq!(power_shell("o\u{2019}neill").as_deref(), Some("'o\u{2019}\u{2019}neill'"));
        assert_eq!(power_shell("a\"b"), None);
        assert_eq!(power_shell("a\\"), None);
        assert_eq!(insights("a\"b").as_deref(), Some("'a\"b'"));
        assert_eq!(insights("a\"'b"), None);
        assert_eq!(insights("a\\b"), None);
        assert_eq!(json("a\"\\\n\u{1F600}"), "a\\\"\\\\\\u000a\\ud83d\\ude00");
        assert_eq!(shorthand("a,b"), None);
        assert!(is_loaded("File:///etc/passwd") && is_loaded("https://example.com") && !is_loaded("files"));
        assert_eq!(comment("a\nrm"), "a⟨U+000A⟩rm");
    }
}
