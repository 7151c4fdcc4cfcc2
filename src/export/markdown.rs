//! A page as Markdown, for a ticket or a chat.

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
                out.push_str(&format!("{} {}\n\n", "#".repeat(usize::from(*level)), line(runs)));
            }
            Block::Paragraph(runs) => out.push_str(&format!("{}\n\n", line(runs))),
            Block::List(items) => {
                items.iter().for_each(|item| out.push_str(&format!("- {}\n", line(item))));
                out.push('\n');
            }
            Block::Table(head, rows) => {
                let cells: Vec<String> = head.iter().map(|cell| escape::markdown(cell)).collect();
                out.push_str(&format!("| {} |\n|{}\n", cells.join(" | "), " --- |".repeat(head.len())));
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
                    out.push_str(&format!("| {} |\n", cells.join(" | ")));
                }
                out.push('\n');
            }
            Block::Code(language, text) => {
                out.push_str(&escape::markdown_block(text, language));
                out.push('\n');
            }
            Block::Sheet => out.push_str("---\n\n"),
        }
    }
    format!("{}\n", out.trim_end())
}

fn line(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        // Words of our own hold no markup on purpose; these three could end a cell or begin something.
        Run::Words(text) | Run::Note(text) if !text.contains(['|', '<', '`']) => match run {
            Run::Note(_) => format!("({text})"),
            _ => text.clone(),
        },
        Run::Words(text) | Run::Value(text) | Run::Note(text) => escape::markdown(text),
        Run::Code(text) => code(text),
    };
    runs.iter().map(run).collect()
}

/// A code span with a fence that the text does not hold. A bar would end the cell of a table even there.
fn code(text: &str) -> String {
    let text = escape::plain(text).replace('|', "\u{2502}");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_written_and_its_values_stay_text() {
        let page = [
            Block::Heading(1, vec![Run::value("# a *title*")]),
            Block::Paragraph(vec![Run::words("See "), Run::code("a`b"), Run::note("Observed")]),
            Block::List(vec![vec![Run::value("<img src=x>")]]),
            Block::Table(vec!["Key".into()], vec![vec![vec![Run::value("a|b\nc")]]]),
            Block::Code("json", "{\"a\": \"```\"}".into()),
        ];
        assert_eq!(
            write(&page),
            "# \\# a \\*title\\*\n\nSee `` a`b ``(Observed)\n\n- &lt;img src=x\\>\n\n| Key |\n| --- |\n| a\\|b c |\n\n````json\n{\"a\": \"```\"}\n````\n"
        );
    }
}
