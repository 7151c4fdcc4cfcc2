//! Usual beside unusual: for each thing that was compared, what is known on the left and what is new on the right.

use super::{
    Scene,
    drawing::{Drawing, Lettering, Line, Mark, Table, Tone},
    node::{Node, PAD, at_most, set},
    text,
};
use crate::{explain::Reader, i18n::Text};

/// Chips of a side that are drawn. The table has all.
const MOST: usize = 8;

const USUAL: Text = Text::new("Usual", "通常");
const UNUSUAL: Text = Text::new("Unusual", "通常と異なる");

/// A thing that was compared.
pub struct Facet {
    /// What, and against whose habits: `API calls · for this identity`.
    pub what: String,
    /// What is usual.
    pub usual: Vec<Node>,
    /// What is not.
    pub unusual: Vec<Node>,
}

/// The drawings and the table.
pub fn compare(reader: &Reader<'_>, facets: Vec<Facet>) -> (Scene, Table) {
    const COMPARED: Text = Text::new("Compared", "比較項目");
    let told = |nodes: &[Node]| {
        let one = |node: &Node| match node.details() {
            details if details.is_empty() => text::whole(&node.value),
            details => format!("{} ({details})", text::whole(&node.value)),
        };
        nodes.iter().map(one).collect::<Vec<_>>().join(" · ")
    };
    let table = Table {
        head: [COMPARED, USUAL, UNUSUAL].into_iter().map(|text| text.get(reader.lang).to_owned()).collect(),
        rows: facets
            .iter()
            .map(|facet| vec![facet.what.clone(), told(&facet.usual), told(&facet.unusual)])
            .collect(),
    };
    // The drawing is about what differs, if anything does.
    let differs = facets.iter().any(|facet| !facet.unusual.is_empty());
    let facets: Vec<Facet> = facets
        .into_iter()
        .filter(|facet| !differs || !facet.unusual.is_empty())
        .map(|facet| Facet {
            usual: at_most(reader, MOST, facet.usual),
            unusual: at_most(reader, MOST, facet.unusual),
            ..facet
        })
        .collect();
    (Scene::both(|width| draw(reader, &facets, width)), table)
}

fn draw(reader: &Reader<'_>, facets: &[Facet], width: i32) -> Drawing {
    const GAP: i32 = 16;
    let column = (width - 2 - GAP) / 2;
    let right = 1 + column + GAP;
    let mut out = Drawing { width, ..Drawing::default() };
    let mut heads = Mark::default();
    for (x, text) in [(1, USUAL), (right, UNUSUAL)] {
        set(&mut heads, x, 2, vec![(Lettering::Head, text.get(reader.lang).to_owned())]);
    }
    heads.label = format!("{}, {}", USUAL.get(reader.lang), UNUSUAL.get(reader.lang));
    out.marks.push(heads);
    let mut y = 24;
    for facet in facets {
        out.lines.push(Line { d: format!("M0 {y}H{width}"), tone: Tone::Faint });
        let lines = text::lines(&facet.what, width - 4, Lettering::Kind, 2);
        let tall = Lettering::Kind.leading() * i32::try_from(lines.len()).unwrap_or(1);
        let mut head = Mark { label: facet.what.clone(), ..Mark::default() };
        set(&mut head, 1, y + 6, lines.into_iter().map(|line| (Lettering::Kind, line)).collect());
        out.marks.push(head);
        y += 8 + tall;
        let left_end = chips(&mut out, &facet.usual, (1, y), column);
        let right_end = chips(&mut out, &facet.unusual, (right, y), column);
        y = left_end.max(right_end) + 10;
    }
    out.height = y;
    out
}

/// Chips that fill their column from left to right. Returns where they end.
fn chips(out: &mut Drawing, nodes: &[Node], (left, top): (i32, i32), room: i32) -> i32 {
    const GAP: i32 = 6;
    let (mut x, mut y, mut foot) = (left, top, top);
    for node in nodes {
        let natural = [(&node.value, Lettering::Value)]
            .into_iter()
            .chain(node.notes.iter().map(|note| (note, Lettering::Note)))
            .map(|(text, lettering)| {
                text::lines(text, room - 2 * PAD, lettering, 1)
                    .first()
                    .map_or(0, |line| text::width(line, lettering))
            })
            .max()
            .unwrap_or(0);
        let width = (natural + 2 * PAD + 2).min(room);
        if x > left && x + width > left + room {
            (x, y) = (left, foot + GAP);
        }
        let (mark, area) = node.block(width, false).place(x, y);
        out.marks.push(mark);
        x = area.right() + GAP;
        foot = foot.max(area.bottom());
    }
    foot
}
