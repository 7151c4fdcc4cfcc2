//! Text of a finding, shown as it is.

/// The text with the characters that would reorder or hide it made visible; lines and tabs stay.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| is_hidden(c) && c != '\n' && c != '\t';
    if !text.contains(hidden) {
        return text.to_owned();
    }
    text.chars().map(|c| if hidden(c) { shown(c) } else { c.to_string() }).collect()
}

/// Whether a character is a control, breaks lines, or hides or reorders what stands beside it. The one list of them: what is
/// shown, exported, put into commands and cited in problems goes by it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// How a character is written that would not show.
pub fn shown(c: char) -> String {
    format!("⟨U+{:04X}⟩", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hides_in_what_is_shown() {
        assert_eq!(visible("a\n\tb"), "a\n\tb");
        // An override, a zero-width space, a line separator, a soft hyphen, a tag character, a deprecated control.
        for c in ['\u{202E}', '\u{200B}', '\u{2028}', '\u{AD}', '\u{E0041}', '\u{206A}', '\0'] {
            assert_eq!(visible(&format!("a{c}b")), format!("a{}b", shown(c)));
        }
    }
}
