//! A page as one HTML file: no script, no request, and a policy that forbids both.

use super::{
    escape,
    page::{Block, Run},
};
use crate::i18n::Lang;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// The looks. The policy allows this text and no other.
const STYLE: &str = include_str!("report.css");

/// Writes a page. The first heading is its title.
pub fn write(page: &[Block], lang: Lang) -> String {
    let title = page.iter().find_map(|block| match block {
        Block::Heading(1, runs) => Some(runs.iter().map(Run::text).collect::<String>()),
        _ => None,
    });
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        lang = lang.tag(),
        hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes())),
        title = escape::html(&escape::plain(&title.unwrap_or_default())),
    );
    page.iter().for_each(|block| self::block(block, &mut out));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Heading(level, runs) => {
            let level = (*level).clamp(1, 6);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", line(runs)));
        }
        Block::Paragraph(runs) => out.push_str(&format!("<p>{}</p>\n", line(runs))),
        Block::List(items) => {
            out.push_str("<ul>\n");
            items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>\n", line(item))));
            out.push_str("</ul>\n");
        }
        Block::Table(head, rows) => {
            let cells: String =
                head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape::html(cell))).collect();
            out.push_str(&format!("<div class=\"wide\"><table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n"));
            for row in rows {
                let cells: String = row.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect();
                out.push_str(&format!("<tr>{cells}</tr>\n"));
            }
            out.push_str("</tbody>\n</table></div>\n");
        }
        Block::Code(_, text) => {
            out.push_str(&format!("<pre translate=\"no\"><code>{}</code></pre>\n", escape::html(text)));
        }
        Block::Sheet => out.push_str("<hr>\n"),
    }
}

fn line(runs: &[Run]) -> String {
    let run = |run: &Run| {
        let text = escape::html(&escape::plain(run.text()));
        match run {
            Run::Words(_) => text,
            Run::Value(_) => format!("<bdi translate=\"no\">{text}</bdi>"),
            Run::Code(_) => format!("<code translate=\"no\">{text}</code>"),
            Run::Note(_) => format!("<small>{text}</small>"),
        }
    };
    runs.iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_alone_and_values_stay_text() {
        let hostile = "</bdi></title><script>alert(1)</script><img src=x onerror=alert(1)>\" onload=\"x";
        let page = [
            Block::Heading(1, vec![Run::value(hostile)]),
            Block::Table(vec![hostile.into()], vec![vec![vec![Run::code(hostile)]]]),
            Block::List(vec![vec![Run::value(hostile), Run::note(hostile)]]),
            Block::Code("json", hostile.into()),
        ];
        let out = write(&page, Lang::Ja);
        for gone in ["<script", "<img", "onload=\"x", "http://", "https://", "url(", "@import"] {
            assert!(!out.contains(gone), "{gone}\n{out}");
        }
        assert!(out.contains("<html lang=\"ja\">") && out.contains("default-src 'none'"));
        // The policy names the hash of the very style that stands there.
        let style = out.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
        assert!(out.contains(&STANDARD.encode(Sha256::digest(style.as_bytes()))));
    }
}
