//! Text of a finding, shown as it is.

/// The text with the characters that would reorder or hide it made visible.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| {
        matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}')
            || (c.is_control() && c != '\n' && c != '\t')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| if hidden(c) { format!("⟨U+{:04X}⟩", u32::from(c)) } else { c.to_string() })
        .collect()
}
