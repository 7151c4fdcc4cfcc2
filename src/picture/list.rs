//! The numbered list below a drawing whose marks are too small for words.

use super::{
    drawing::{Area, Lettering, Mark, Shape, Tone},
    node::{Node, PAD, set},
};

/// Half the size of a numbered symbol.
pub const HALF: i32 = 10;

/// What the list tells under a number.
pub struct Entry<'n> {
    /// The number.
    pub number: String,
    /// The words.
    pub node: &'n Node,
    /// Whether its symbol is a lozenge rather than a dot.
    pub lozenge: bool,
}

impl Entry<'_> {
    /// The symbol with its number around a point.
    pub fn symbol(&self, x: i32, y: i32) -> [Shape; 2] {
        let tone = self.node.tone;
        let symbol = match self.lozenge {
            true => Shape::lozenge(x, y, HALF, tone),
            false => Shape::Dot { area: Area::around(x, y, HALF - 1), tone },
        };
        [symbol, Shape::Text { x, y: y + 4, text: self.number.clone(), lettering: Lettering::Number }]
    }
}

/// Adds the entries to their marks, from a height on. Returns the height below them.
pub fn list(marks: &mut [Mark], entries: &[Entry<'_>], width: i32, mut y: i32) -> i32 {
    const BETWEEN: i32 = 8;
    const SYMBOL: i32 = 2 * HALF + 6;
    let columns = if width >= 500 && entries.len() > 1 { 2 } else { 1 };
    let column = (width - 2 - BETWEEN * (columns - 1)) / columns;
    let across = usize::try_from(columns).unwrap_or(1);
    let pairs: Vec<_> = marks.iter_mut().zip(entries).collect();
    let mut pairs = pairs.into_iter().peekable();
    while pairs.peek().is_some() {
        let mut foot = y;
        for (place, (mark, entry)) in (0..).zip(pairs.by_ref().take(across)) {
            let x = 1 + (column + BETWEEN) * place;
            let (lines, height) = entry.node.entry(column - SYMBOL - 2 * PAD);
            let area = Area { x, y, w: column, h: height };
            mark.shapes.push(Shape::Box { area, tone: Tone::Plain });
            mark.shapes.extend(entry.symbol(x + PAD + HALF, y + PAD + HALF));
            set(mark, x + PAD + SYMBOL, y + PAD, lines);
            foot = foot.max(area.bottom());
        }
        y = foot + BETWEEN;
    }
    y - BETWEEN
}
