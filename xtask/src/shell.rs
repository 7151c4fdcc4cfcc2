//! The shell of the one file: the page with its style and its loader in it, under a policy of its own, and without its parts.
//! The page carries it as a part, so that it can hand itself over with findings.

use crate::{Result, project::read};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The elements that hold the style and the loader. `shell` in boot/boot.js fills them where they are empty.
const STYLE: &str = "<style id=\"style\">";
const LOADER: &str = "<script id=\"loader\">";

/// The shell, made of the `index.html` that Trunk built into a folder, before the parts are filled in.
pub fn shell(folder: &Path, index: &str) -> Result<String> {
    let mut page = referenced(&without_comments(index));
    replace(&mut page, "<meta charset=\"utf-8\"", "<meta charset=\"windows-1252\"")?;
    let style_link = tag(&page, "<link rel=\"stylesheet\"")?.to_owned();
    let script_tag = tag(&page, "<script src=")?.to_owned() + "</script>";
    let style = read(&folder.join(attribute(&style_link, "href")?))?;
    let script = read(&folder.join(attribute(&script_tag, "src")?))?;
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
    replace(&mut page, &style_link, &format!("{STYLE}{style}</style>"))?;
    replace(&mut page, &script_tag, &format!("{LOADER}{script}</script>"))?;
    let old = page
        .split("content=\"")
        .find(|piece| piece.starts_with("default-src"))
        .and_then(|p| p.split('"').next());
    let old = old.ok_or("index.html holds no policy")?.to_owned();
    replace(&mut page, &old, &policy)?;
    Ok(page)
}

/// The shell without its style and its loader.
pub fn bare(shell: &str) -> Result<String> {
    let emptied = |text: String, start: &str, end: &str| {
        let (before, rest) = text.split_once(start).ok_or_else(|| format!("the shell has no {start}"))?;
        let (_, after) = rest.split_once(end).ok_or_else(|| format!("the shell has no {end}"))?;
        Ok(format!("{before}{start}{end}{after}"))
    };
    emptied(emptied(shell.to_owned(), STYLE, "</style>")?, LOADER, "</script>")
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
    use super::{bare, referenced, source_of};

    #[test]
    fn the_pages_own_text_is_ascii() {
        assert_eq!(referenced("<p>検出 \u{2192} a</p>"), "<p>&#x691c;&#x51fa; &#x2192; a</p>");
    }

    #[test]
    fn a_bare_shell_lacks_style_and_loader_alone() {
        let shell = "a<style id=\"style\">b</style>c<script id=\"loader\">d</script>e";
        assert_eq!(bare(shell).unwrap(), "a<style id=\"style\"></style>c<script id=\"loader\"></script>e");
        assert!(bare("<style>").is_err());
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
