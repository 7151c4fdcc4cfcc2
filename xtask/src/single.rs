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
    write(&project.single(), file.as_bytes())?;
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

fn page(project: &Project) -> Result<String> {
    let dist = project.dist();
    let mut page = without_comments(&read(&dist.join("index.html"))?);

    let style_link = tag(&page, "<link rel=\"stylesheet\"")?.to_owned();
    let script_tag = tag(&page, "<script src=")?.to_owned() + "</script>";
    let style = read(&dist.join(attribute(&style_link, "href")?))?;
    let script = read(&dist.join(attribute(&script_tag, "src")?))?;
    for (text, end) in [(&style, "</style"), (&script, "</script"), (&script, "<!--")] {
        if text.contains(end) {
            return Err(format!("`{end}` cannot stand inside of the one file"));
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

    let mut blocks = String::new();
    let mut addresses = serde_json::Map::new();
    let mut block = |id: &str, bytes: &[u8]| {
        let text = written(bytes);
        blocks += &format!(
            "<script type=\"application/octet-stream\" id=\"{id}\" data-bytes=\"{}\">{text}</script>\n",
            bytes.len()
        );
    };
    // What unpacks cannot itself be packed; the browser inflates it.
    let (clear, packed): (Vec<_>, Vec<_>) = parts.iter().partition(|(name, _)| name.starts_with("unpack"));
    for (name, bytes) in clear {
        let id = format!("{name}.deflate");
        block(&id, &deflated(bytes).map_err(|e| format!("{name}: {e}"))?);
        addresses.insert(name.clone(), json!(format!("#{id}")));
    }
    let contents: Vec<&[u8]> = packed.iter().map(|(_, bytes)| &bytes[..]).collect();
    block("parts.ppmd", &unpack::pack(&contents).map_err(|e| format!("the parts cannot be packed: {e}"))?);
    addresses.extend(packed.iter().map(|(name, _)| (name.clone(), json!("#parts.ppmd"))));
    manifest["parts"] = addresses.into();
    replace(&mut page, &manifest_text, &manifest.to_string())?;
    replace(&mut page, "</body>", &format!("{blocks}</body>"))?;
    // Before all else a mark of UTF-8, which holds against whatever a host or a mail says that the encoding is.
    Ok(format!("\u{FEFF}{page}"))
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

/// Characters that do not pass through HTML as they are, or that mark the end of a line and are rewritten on the way.
const LOST: &[u8] = b"\0\n\r<";

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
    use super::{LOST, source_of, written};

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
    fn a_script_is_named_as_policies_do() {
        // The example of the Content Security Policy specification.
        assert_eq!(
            source_of("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
    }
}
