//! The viewer: the page as one file, put together from its shell and its parts. `xtask` shares this file, so that the one file
//! and a hand-off file made of it are the same bytes, and `written` in boot/boot.js reads what it writes.

/// Where the shell has the manifest, which says what the parts are called and where they stand.
pub const MANIFEST: &str = r#"<script type="application/json" id="parts">{}</script>"#;

/// A block of the file: what one element holds.
pub struct Block<'b> {
    /// The element's id. Its end says how the bytes are packed: `.ppmd`, `.deflate`.
    pub id: String,
    /// The parts in it, in the order in which they come out.
    pub names: Vec<String>,
    /// The bytes.
    pub bytes: &'b [u8],
}

/// The page as one file. Nothing where the shell is none or a name is not one of a part.
pub fn viewer(shell: &str, version: &str, blocks: &[Block<'_>]) -> Option<String> {
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    let names = blocks.iter().flat_map(|block| block.names.iter().chain([&block.id]));
    if !names.map(String::as_str).chain([version]).all(is_name) {
        return None;
    }
    let (head, rest) = shell.split_once(MANIFEST)?;
    let (body, end) = rest.rsplit_once("</body>")?;
    let places = blocks.iter().flat_map(|block| block.names.iter().map(move |name| (name, &block.id)));
    let places: Vec<String> = places.map(|(name, id)| format!(r##""{name}":"#{id}""##)).collect();
    let manifest =
        MANIFEST.replace("{}", &format!(r#"{{"version":"{version}","parts":{{{}}}}}"#, places.join(",")));
    let blocks: String = blocks.iter().map(|block| element(&block.id, block.bytes)).collect();
    // Before all else a mark of UTF-8, which holds against whatever a host or a mail says that the encoding is.
    Some(format!("\u{FEFF}{head}{manifest}{body}{blocks}</body>{end}"))
}

/// What stands before the number of bytes in an element that holds some.
pub fn opening(id: &str) -> String {
    format!(r#"<script type="application/octet-stream" id="{id}" data-bytes=""#)
}

/// An element that holds bytes. A browser takes it for data of a kind it does not know, and runs nothing of it.
pub fn element(id: &str, bytes: &[u8]) -> String {
    format!("{}{}\">{}</script>\n", opening(id), bytes.len(), written(bytes))
}

/// Characters that do not pass through HTML as they are, or that mark the end of a line and are rewritten on the way.
pub const LOST: &[u8] = b"\0\n\r<";

/// Bytes as text for an HTML element: seven bits a character, from the highest on. A character in [`LOST`] and the one after it
/// become one of two bytes in UTF-8, so they cost nothing.
///
/// 14 % more than the bytes, against 33 % for base64. With a file declared as windows-1252, where each byte is a
/// character, it would be 2 %; but any host that says `charset=utf-8`, any editor and any gateway that converts would break
/// it. UTF-8 survives them, and compressed (zip, gzip at a host) most of the difference is gone.
fn written(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 8 / 7 + 2);
    let mut waits = None;
    for seven in sevens(bytes) {
        match (waits.take(), LOST.iter().position(|lost| *lost == seven)) {
            (Some(lost), _) => out.extend(char::from_u32(128 * (lost + 1) + u32::from(seven))),
            (None, Some(lost)) => waits = Some(lost as u32),
            (None, None) => out.push(char::from(seven)),
        }
    }
    // One more than the bytes need; the reader knows how many they are.
    out.extend(waits.and_then(|lost| char::from_u32(128 * (lost + 1))));
    out
}

/// Bits by the seven, the last ones filled up with zeros.
fn sevens(bytes: &[u8]) -> impl Iterator<Item = u8> {
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..(bytes.len() * 8).div_ceil(7))
        .map(move |seven| (seven * 7..seven * 7 + 7).fold(0, |value, at| value << 1 | bit(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `written` in boot/boot.js reads it.
    fn read(text: &str, length: usize) -> Vec<u8> {
        let mut bits = Vec::new();
        let mut add = |seven: u32| bits.extend((0..7).rev().map(|bit| seven >> bit & 1 == 1));
        for code in text.chars().map(u32::from) {
            if code > 127 {
                add(u32::from(LOST[(code >> 7) as usize - 1]));
            }
            add(code & 127);
        }
        let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
        bits.chunks(8).map(byte).take(length).collect()
    }

    #[test]
    fn every_byte_survives_and_nothing_that_html_would_change_is_written() {
        let all: Vec<u8> = (0..=255).collect();
        let pairs: Vec<u8> = (0..=255).flat_map(|a| (0..=255).flat_map(move |b| [a, b])).collect();
        let zeros = vec![0; 100];
        for bytes in [&all, &pairs, &zeros] {
            for start in 0..9 {
                let bytes = &bytes[start..];
                let text = written(bytes);
                assert_eq!(read(&text, bytes.len()), bytes);
                assert!(!text.contains(['\0', '\n', '\r', '<']));
                assert!(text.len() <= bytes.len() * 8 / 7 + 2, "{} for {}", text.len(), bytes.len());
            }
        }
        assert_eq!(written(b""), "");
    }

    #[test]
    fn a_viewer_is_its_shell_with_the_parts_in_it_and_holds_no_other_names() {
        let shell = format!("<!DOCTYPE html><head>{MANIFEST}</head><body>x</body></html>");
        let block = |id: &str, name: &str| Block { id: id.into(), names: vec![name.into()], bytes: b"ab" };
        let page = viewer(&shell, "0.1.0", &[block("a.deflate", "a"), block("b.ppmd", "b")]).unwrap();
        assert!(page.starts_with("\u{FEFF}<!DOCTYPE html>"));
        assert!(page.contains(r##"{"version":"0.1.0","parts":{"a":"#a.deflate","b":"#b.ppmd"}}"##), "{page}");
        assert!(page.contains(&format!("x{}", element("a.deflate", b"ab"))));
        for (id, name) in [("</script>", "a"), ("a", "\"")] {
            assert_eq!(viewer(&shell, "0.1.0", &[block(id, name)]), None);
        }
        assert_eq!(viewer("<body></body>", "0.1.0", &[]), None);
    }
}
