//! A page as plain text.

use super::{
    escape,
    page::{Block, Run},
};

/// Writes a page.
pub fn write(page: &[Block]) -> String {
    let mut out = String::new();
    for block in page {
        match block {
            Block::Heading(level, runs) => {
                let text = line(runs);
                // Wide characters take two columns of the line below.
                let width: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
                match level {
                    1 => out.push_str(&format!("{text}\n{}\n\n", "=".repeat(width))),
                    2 => out.push_str(&format!("{text}\n{}\n\n", "-".repeat(width))),
                    _ => out.push_str(&format!("{text}\n\n")),
                }
            }
            Block::Paragraph(runs) => out.push_str(&format!("{}\n\n", line(runs))),
            Block::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("* {}\n", line(item))));
                out.push('\n');
            }
            Block::Table(head, rows) => {
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                    match (head.len(), cells.as_slice()) {
                        (2, [name, value]) => out.push_str(&format!("{name}: {value}\n")),
                        _ => {
                            let named = head.iter().zip(&cells);
                            let named: Vec<String> =
                                named.map(|(head, cell)| format!("{head}: {cell}")).collect();
                            out.push_str(&format!("* {}\n", named.join("; ").trim_end()));
                        }
                    }
                }
                out.push('\n');
            }
            Block::Code(_, text) => out.push_str(&format!("{}\n\n", text.trim_end())),
            Block::Sheet => {}
        }
    }
    format!("{}\n", out.trim_end())
}

fn line(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        Run::Note(text) => format!("[{}]", escape::plain(text)),
        other => escape::plain(other.text()),
    };
    runs.iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_on_lines() {
        let page = [
            Block::Heading(1, vec![Run::value("A\u{202E}")]),
            Block::Heading(2, vec![Run::words("何が")]),
            Block::List(vec![vec![
                Run::words("It was "),
                Run::value("x\ny"),
                Run::words(" "),
                Run::note("Observed"),
            ]]),
            Block::Table(
                vec!["K".into(), "V".into()],
                vec![vec![vec![Run::words("Region")], vec![Run::value("eu-west-1")]]],
            ),
            Block::Table(
                vec!["A".into(), "B".into(), "C".into()],
                vec![vec![vec![Run::words("1")], vec![], vec![Run::words("3")]]],
            ),
        ];
        assert_eq!(
            write(&page),
            "A⟨U+202E⟩\n===========\n\n何が\n----\n\n* It was x y [Observed]\n\nRegion: eu-west-1\n\n* A: 1; B: ; C: 3\n"
        );
    }
}
