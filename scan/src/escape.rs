//! The escapes of JSON strings.

use std::borrow::Cow;

/// Resolves escapes. What is no escape stays as it is; a lone surrogate, which no text can hold, becomes U+FFFD.
pub fn unescape(body: &str) -> Cow<'_, str> {
    if !body.contains('\\') {
        return Cow::Borrowed(body);
    }
    let mut out = String::with_capacity(body.len());
    let mut rest = body;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        out.push_str(plain);
        let mut chars = escaped.chars();
        let simple = match chars.next() {
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some(c @ ('"' | '\\' | '/')) => Some(c),
            Some('u') => None,
            _ => {
                out.push('\\');
                rest = escaped;
                continue;
            }
        };
        rest = match simple {
            Some(c) => {
                out.push(c);
                chars.as_str()
            }
            None => unicode(chars.as_str(), &mut out),
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads the digits after `\u`, and the second half where the first is a high surrogate.
fn unicode<'t>(after: &'t str, out: &mut String) -> &'t str {
    let Some((unit, rest)) = hex(after) else {
        out.push_str("\\u");
        return after;
    };
    if (0xD800..0xDC00).contains(&unit)
        && let Some((low, rest)) = rest.strip_prefix("\\u").and_then(hex)
        && (0xDC00..0xE000).contains(&low)
    {
        out.push(char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)).unwrap_or('\u{FFFD}'));
        return rest;
    }
    out.push(char::from_u32(unit).unwrap_or('\u{FFFD}'));
    rest
}

fn hex(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let all = digits.bytes().all(|b| b.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(|unit| (unit, rest))
}
