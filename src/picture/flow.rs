//! Ranks of boxes from left to right, or from top to bottom where the page is narrow: who → did → to what.
//!
//! Every box of a rank leads to every box of the next, so the lines meet in one bus between two ranks and none crosses a
//! box or another line.

use super::{
    Scene,
    drawing::{Area, Drawing, Line, Table, Tone},
    node::{Node, at_most},
    text,
};
use crate::{explain::Reader, i18n::Text};

/// Boxes of a rank that are drawn. The table has all.
const MOST: usize = 4;

/// A rank: what its boxes are to the others, and the boxes.
pub struct Rank {
    /// For the table: `From where`, `Did what`.
    pub label: Text,
    /// The boxes.
    pub nodes: Vec<Node>,
}

/// Shorthand for a rank.
pub fn rank(label: Text, nodes: impl IntoIterator<Item = Node>) -> Rank {
    Rank { label, nodes: nodes.into_iter().collect() }
}

/// The drawings and the table of ranks. `directed` puts arrows on the lines.
pub fn flow(reader: &Reader<'_>, ranks: Vec<Rank>, directed: bool) -> (Scene, Table) {
    const HEAD: [Text; 4] = [
        Text::new("Part", "役割"),
        Text::new("What", "種類"),
        Text::new("Value", "値"),
        Text::new("Details", "詳細"),
    ];
    let row = |rank: &Rank, node: &Node| {
        vec![
            rank.label.get(reader.lang).to_owned(),
            node.kind.clone(),
            text::whole(&node.value),
            node.details(),
        ]
    };
    let table = Table {
        head: HEAD.map(|text| text.get(reader.lang).to_owned()).into(),
        rows: ranks.iter().flat_map(|rank| rank.nodes.iter().map(move |node| row(rank, node))).collect(),
    };
    let ranks: Vec<Vec<Node>> = ranks
        .into_iter()
        .map(|rank| at_most(reader, MOST, rank.nodes))
        .filter(|nodes| !nodes.is_empty())
        .collect();
    (
        Scene::both(|width| {
            if width < 500 { down(&ranks, width, directed) } else { across(&ranks, width, directed) }
        }),
        table,
    )
}

/// From left to right.
fn across(ranks: &[Vec<Node>], width: i32, directed: bool) -> Drawing {
    const GAP: i32 = 30;
    const BETWEEN: i32 = 10;
    let count = i32::try_from(ranks.len()).unwrap_or(1).max(1);
    let column = ((width - 2 - GAP * (count - 1)) / count).min(300);
    let columns: Vec<Vec<_>> =
        ranks.iter().map(|nodes| nodes.iter().map(|node| node.block(column, false)).collect()).collect();
    let tall = |blocks: &Vec<super::node::Block>| {
        blocks.iter().map(|block| block.height + BETWEEN).sum::<i32>() - BETWEEN
    };
    let height = columns.iter().map(tall).max().unwrap_or(0);
    let mut out = Drawing { width, height: height + 2, ..Drawing::default() };
    let mut before: Vec<Area> = Vec::new();
    let mut x = 1;
    for blocks in columns {
        let mut y = 1 + (height - tall(&blocks)) / 2;
        let mut here = Vec::new();
        for block in blocks {
            let (mark, area) = block.place(x, y);
            y = area.bottom() + BETWEEN;
            here.push(area);
            out.marks.push(mark);
        }
        let bus = x - GAP / 2;
        match (before.as_slice(), here.as_slice()) {
            ([], _) => {}
            // One to one: the heights differ by a rounding at most.
            ([from], [to]) => {
                out.lines.push(Line::through(
                    &[(from.right(), to.middle()), (to.x, to.middle())],
                    directed,
                    Tone::Plain,
                ));
            }
            (from, to) => {
                let ends = || from.iter().chain(to).map(|area| area.middle());
                let (top, foot) = (ends().min().unwrap_or(0), ends().max().unwrap_or(0));
                out.lines.push(Line::through(&[(bus, top), (bus, foot)], false, Tone::Plain));
                let lines = from.iter().map(|a| {
                    Line::through(&[(a.right(), a.middle()), (bus, a.middle())], false, Tone::Plain)
                });
                out.lines.extend(lines);
                let lines = to
                    .iter()
                    .map(|a| Line::through(&[(bus, a.middle()), (a.x, a.middle())], directed, Tone::Plain));
                out.lines.extend(lines);
            }
        }
        before = here;
        x += column + GAP;
    }
    out
}

/// From top to bottom. Where a rank has several boxes, lines come in on the left and leave on the right.
fn down(ranks: &[Vec<Node>], width: i32, directed: bool) -> Drawing {
    const GAP: i32 = 26;
    const BETWEEN: i32 = 8;
    const MARGIN: i32 = 18;
    let mut out = Drawing { width, ..Drawing::default() };
    let mut before: Vec<Area> = Vec::new();
    let mut y = 1;
    for nodes in ranks {
        let several = nodes.len() > 1;
        let (x, box_width) = if several { (MARGIN, width - 2 * MARGIN) } else { (1, width - 2) };
        let mut here: Vec<Area> = Vec::new();
        for node in nodes {
            let (mark, area) = node.block(box_width, false).place(x, y);
            y = area.bottom() + BETWEEN;
            here.push(area);
            out.marks.push(mark);
        }
        if let (Some(above), Some(first)) = (before.last(), here.first()) {
            let centre = width / 2;
            let bus = above.bottom() + GAP / 2;
            if let [only] = before.as_slice() {
                out.lines.push(Line::through(&[(centre, only.bottom()), (centre, bus)], false, Tone::Plain));
            } else {
                for area in &before {
                    let points = [
                        (area.right(), area.middle()),
                        (width - 4, area.middle()),
                        (width - 4, bus),
                        (centre, bus),
                    ];
                    out.lines.push(Line::through(&points, false, Tone::Plain));
                }
            }
            if several {
                for area in &here {
                    let points = [(centre, bus), (4, bus), (4, area.middle()), (area.x, area.middle())];
                    out.lines.push(Line::through(&points, directed, Tone::Plain));
                }
            } else {
                out.lines.push(Line::through(&[(centre, bus), (centre, first.y)], directed, Tone::Plain));
            }
        }
        y = here.last().map_or(y, |last| last.bottom()) + GAP;
        before = here;
    }
    out.height = before.last().map_or(0, |last| last.bottom()) + 1;
    out
}
