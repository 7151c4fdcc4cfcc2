//! Text of a finding, made safe for where it goes.

/// One line for a terminal: control and direction characters become visible.
pub fn plain(text: &str) -> String {
    let unsafe_ = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}')
    };
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => " ".to_owned(),
            c if unsafe_(c) => format!("⟨U+{:04X}⟩", u32::from(c)),
            c => c.to_string(),
        })
        .collect()
}

/// Text for Markdown: nothing of it is markup.
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
            c => out.push(c),
        }
    }
    // An address becomes a link by itself in many readers.
    out.replace("://", ":\u{200B}//")
}

/// A fence for a code block that nothing in the text can close.
pub fn fence(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(runs.max(2) + 1)
}

/// A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
pub fn csv(text: &str) -> String {
    let text = plain(text);
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}
