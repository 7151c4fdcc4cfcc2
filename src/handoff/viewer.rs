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
pub fn viewer(shell: &str, version: &str, blocks: &[Block<'_>]) -> Option<Vec<u8>> {
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b));
    let mut names = blocks.iter().flat_map(|block| block.names.iter().chain([&block.id]));
    if !names.all(|name| is_name(name)) || !is_name(version) || !shell.is_ascii() {
        return None;
    }
    let (head, rest) = shell.split_once(MANIFEST)?;
    let (body, end) = rest.rsplit_once(END)?;
    let places = blocks.iter().flat_map(|block| block.names.iter().map(move |name| (name, &block.id)));
    let places: Vec<String> = places.map(|(name, id)| format!(r##""{name}":"#{id}""##)).collect();
    let manifest =
        MANIFEST.replace("{}", &format!(r#"{{"version":"{version}","parts":{{{}}}}}"#, places.join(",")));
    let blocks: Vec<u8> = blocks.iter().flat_map(|block| element(&block.id, block.bytes)).collect();
    Some(
        [head.as_bytes(), manifest.as_bytes(), body.as_bytes(), &blocks, END.as_bytes(), end.as_bytes()]
            .concat(),
    )
}

/// Before it stand the blocks.
pub const END: &str = "</body>";

/// What stands before the bytes in an element that holds some.
pub fn opening(id: &str) -> String {
    format!(r#"<script type="application/octet-stream" id="{id}">"#)
}

/// An element that holds bytes. A browser takes it for data of a kind it does not know, and runs nothing of it.
pub fn element(id: &str, bytes: &[u8]) -> Vec<u8> {
    [opening(id).as_bytes(), &written(bytes), b"</script>\n"].concat()
}

/// Bytes that HTML does not keep, that mark the end of a line and are rewritten on the way, or that mark one of these.
const ESCAPED: &[u8] = b"\0\n\r<=";

/// Bytes as the text of an element in a page declared as windows-1252, where each byte is a character; what would not pass, as `=`
/// and the byte 64 further on, as yEnc has it.
///
/// 2 % more than the bytes, against 33 % for base64. UTF-8 text of seven bits a character takes 14 % and holds at any host; it was
/// tried, and the page outgrew what one file may take. A host that names another encoding loses the bytes: the loader sees it
/// and says what to do.
fn written(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for byte in bytes {
        if ESCAPED.contains(byte) {
            out.extend([b'=', byte.wrapping_add(64)]);
        } else {
            out.push(*byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `written` in boot/boot.js reads it.
    fn read(text: &[u8]) -> Vec<u8> {
        let mut bytes = text.iter();
        let mut out = Vec::new();
        while let Some(&byte) = bytes.next() {
            out.push(if byte == b'=' { bytes.next().unwrap().wrapping_sub(64) } else { byte });
        }
        out
    }

    #[test]
    fn every_byte_survives_and_nothing_that_html_would_change_is_written() {
        let pairs: Vec<u8> = (0..=255).flat_map(|a| (0..=255).flat_map(move |b| [a, b])).collect();
        let text = written(&pairs);
        assert_eq!(read(&text), pairs);
        assert!(!text.iter().any(|byte| *byte != b'=' && ESCAPED.contains(byte)));
        assert!(text.len() < pairs.len() + pairs.len() / 50);
        assert_eq!(written(b""), b"");
    }

    #[test]
    fn a_viewer_is_its_shell_with_the_parts_in_it_and_holds_no_other_names() {
        let shell = format!("<!DOCTYPE html><head>{MANIFEST}</head><body>x</body></html>");
        let block = |id: &str, name: &str| Block { id: id.into(), names: vec![name.into()], bytes: b"a=" };
        let page = viewer(&shell, "0.1.0", &[block("a.deflate", "a"), block("b.ppmd", "b")]).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains(r##"{"version":"0.1.0","parts":{"a":"#a.deflate","b":"#b.ppmd"}}"##), "{page}");
        assert!(
            page.contains(r#"x<script type="application/octet-stream" id="a.deflate">a=}</script>"#),
            "{page}"
        );
        for (id, name) in [("</script>", "a"), ("a", "\"")] {
            assert_eq!(viewer(&shell, "0.1.0", &[block(id, name)]), None);
        }
        assert_eq!(viewer("<body></body>", "0.1.0", &[]), None);
        assert_eq!(viewer(&shell.replace('x', "\u{e9}"), "0.1.0", &[]), None);
    }
}
