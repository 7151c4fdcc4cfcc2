//! The page as one file: what stands in `dist/`, put into its `index.html`. It opens from a disk, without a server and
//! without a network, and its policy knows no address at all.
//!
//! The parts are the same, all packed together, and the loader is the same: it sees that their addresses are places in the page.

use crate::{
    Result,
    project::{Project, read, read_bytes, write},
    size,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::DeflateEncoder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// What the page starts with, in the order in which it needs it.
const FIRST: [&str; 4] = ["glue", "wasm", "engine-glue", "engine"];

/// Makes the file, prints its size and its SHA-256, and fails above the limit.
pub fn build(project: &Project) -> Result {
    let file = page(project)?;
    write(&project.single(), &file)?;
    println!(
        "\ndist-single/finding-lens.html\n{} bytes of {}\nSHA-256 {}",
        file.len(),
        size::SINGLE,
        Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    );
    match file.len() <= size::SINGLE {
        true => Ok(()),
        false => Err("the file is larger than its limit (xtask/src/size.rs)".into()),
    }
}

fn page(project: &Project) -> Result<Vec<u8>> {
    let dist = project.dist();
    let mut page = referenced(&without_comments(&read(&dist.join("index.html"))?));
    replace(&mut page, "<meta charset=\"utf-8\"", "<meta charset=\"windows-1252\"")?;

    let style_link = tag(&page, "<link rel=\"stylesheet\"")?.to_owned();
    let script_tag = tag(&page, "<script src=")?.to_owned() + "</script>";
    let style = read(&dist.join(attribute(&style_link, "href")?))?;
    let script = read(&dist.join(attribute(&script_tag, "src")?))?;
    for (text, end) in [(&style, "</style"), (&script, "</script"), (&script, "<!--")] {
        if text.contains(end) || !text.is_ascii() {
            return Err(format!("style and script of the one file have to be ASCII without `{end}`"));
        }
    }
    // Neither hosts nor connections: not even the file itself can be asked for again.
    let policy = format!(
        "default-src 'none'; script-src '{}' blob: 'wasm-unsafe-eval'; style-src '{}'; img-src data:; worker-src blob:; \
         form-action 'none'; base-uri 'none'",
        source_of(&script),
        source_of(&style)
    );
    replace(&mut page, &style_link, &format!("<style>{style}</style>"))?;
    replace(&mut page, &script_tag, &format!("<script>{script}</script>"))?;
    let old = page
        .split("content=\"")
        .find(|piece| piece.starts_with("default-src"))
        .and_then(|p| p.split('"').next());
    let old = old.ok_or("index.html holds no policy")?.to_owned();
    replace(&mut page, &old, &policy)?;
    while let Ok(preload) = tag(&page, "<link rel=\"preload\"") {
        let preload = preload.to_owned();
        replace(&mut page, &preload, "")?;
    }

    let manifest_tag = "<script type=\"application/json\" id=\"parts\">";
    let manifest_text = page.split(manifest_tag).nth(1).and_then(|rest| rest.split("</script>").next());
    let manifest_text = manifest_text.ok_or("index.html does not say what its parts are called")?.to_owned();
    let mut manifest: Value = serde_json::from_str(&manifest_text).map_err(|e| format!("index.html: {e}"))?;
    // Those that the page starts with before, then one language, the other, and what has none.
    let rank = |name: &str| match FIRST.iter().position(|first| *first == name) {
        Some(at) => (at, String::new()),
        None => (FIRST.len(), name.split('.').nth(1).unwrap_or("~").to_owned()),
    };
    let mut parts = Vec::new();
    for (name, address) in manifest["parts"].as_object().into_iter().flatten() {
        let file = dist.join(address.as_str().unwrap_or_default());
        let bytes = read_bytes(&file)?;
        let failed = |e| format!("{}: {e}", file.display());
        let packed = file.extension().is_some_and(|extension| extension == "ppmd");
        parts.push((name.clone(), if packed { unpacked(&bytes).map_err(failed)? } else { bytes }));
    }
    parts.sort_by_key(|(name, _)| rank(name));

    let mut blocks = Vec::new();
    let mut addresses = serde_json::Map::new();
    let mut block = |id: &str, bytes: &[u8]| {
        blocks.extend(format!("<script type=\"application/octet-stream\" id=\"{id}\">").into_bytes());
        blocks.extend(written(bytes));
        blocks.extend(b"</script>\n");
    };
    // What unpacks cannot itself be packed; the browser inflates it.
    let (clear, packed): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|(name, _)| name.starts_with("unpack"));
    for (name, bytes) in clear {
        let id = format!("{name}.deflate");
        block(&id, &deflated(&bytes).map_err(|e| format!("{name}: {e}"))?);
        addresses.insert(name, json!(format!("#{id}")));
    }
    // Apart, because the one learns nothing from the other.
    let (code, text): (Vec<_>, Vec<_>) = packed.into_iter().partition(|(name, _)| FIRST.contains(&&**name));
    for (id, parts) in [("code.ppmd", code), ("text.ppmd", text)] {
        let contents: Vec<&[u8]> = parts.iter().map(|(_, bytes)| &bytes[..]).collect();
        block(id, &unpack::pack(&contents).map_err(|e| format!("{id}: {e}"))?);
        addresses.extend(parts.iter().map(|(name, _)| (name.clone(), json!(format!("#{id}")))));
    }
    manifest["parts"] = addresses.into();
    replace(&mut page, &manifest_text, &manifest.to_string())?;
    let (before, after) = page.split_once("</body>").ok_or("index.html has no end")?;
    Ok([before.as_bytes(), &blocks, b"</body>", after.as_bytes()].concat())
}

fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    unpack::unpack(packed, |part| out = part).map(|()| out)
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes)?;
    out.finish()
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

/// What is not ASCII, as HTML's references: so the page's own text is the same in every encoding.
fn referenced(html: &str) -> String {
    html.chars().fold(String::with_capacity(html.len()), |mut out, character| {
        if character.is_ascii() {
            out.push(character);
        } else {
            out += &format!("&#x{:x};", u32::from(character));
        }
        out
    })
}

/// How a policy names a script or a style that stands in the page.
fn source_of(text: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn without_comments(html: &str) -> String {
    let mut pieces = html.split("<!--");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + piece.split_once("-->").map_or("", |(_, rest)| rest))
}

/// The tag that starts so.
fn tag<'p>(page: &'p str, start: &str) -> Result<&'p str> {
    let found = page.find(start).and_then(|at| page[at..].split_inclusive('>').next());
    found.ok_or_else(|| format!("index.html holds no {start}…>"))
}

fn attribute<'t>(tag: &'t str, name: &str) -> Result<&'t str> {
    let value = tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.ok_or_else(|| format!("{tag} has no {name}"))
}

/// Replaces what stands in the page once.
fn replace(page: &mut String, from: &str, to: &str) -> Result {
    if page.matches(from).count() != 1 {
        return Err(format!("index.html does not hold once: {from}"));
    }
    *page = page.replace(from, to);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ESCAPED, referenced, source_of, written};

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
    fn the_pages_own_text_is_ascii() {
        assert_eq!(referenced("<p>検出 \u{2192} a</p>"), "<p>&#x691c;&#x51fa; &#x2192; a</p>");
    }

    #[test]
    fn a_script_is_named_as_policies_do() {
        // The example of the Content Security Policy specification.
        assert_eq!(
            source_of("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
