//! A tree, one box a line, children below and to the right of their parent.

use super::{
    Scene,
    drawing::{Area, Drawing, Line, Tone},
    node::Node,
};

/// Boxes that are drawn. The table has all.
pub const MOST: usize = 14;

/// Levels that are indented; deeper ones stand below one another.
const DEEPEST: usize = 7;

/// A tree as it is read: each node with its depth, parents before their children.
pub fn tree(nodes: &[(usize, Node)]) -> Scene {
    Scene::both(|width| draw(nodes, width))
}

fn draw(nodes: &[(usize, Node)], width: i32) -> Drawing {
    const BETWEEN: i32 = 8;
    let indent = if width < 500 { 18 } else { 28 };
    let mut out = Drawing { width, ..Drawing::default() };
    // The box last drawn at each depth: the parent of what comes next, one deeper.
    let mut last: Vec<Area> = Vec::new();
    let mut y = 1;
    for (depth, node) in nodes {
        let depth = (*depth).min(last.len());
        let x = 1 + indent * i32::try_from(depth.min(DEEPEST)).unwrap_or(0);
        let (mark, area) = node.block(width - 1 - x, true).place(x, y);
        last.truncate(depth);
        if let Some(parent) = last.last() {
            if parent.x < area.x {
                let bend = [
                    (parent.x + 12, parent.bottom()),
                    (parent.x + 12, area.middle()),
                    (area.x, area.middle()),
                ];
                out.lines.push(Line::through(&bend, true, Tone::Plain));
            } else if parent.bottom() + BETWEEN == area.y {
                // Below the deepest indent a line runs straight down, to the next box only: others lie in between.
                let down = [(area.x + 12, parent.bottom()), (area.x + 12, area.y)];
                out.lines.push(Line::through(&down, true, Tone::Plain));
            }
        }
        last.push(area);
        y = area.bottom() + BETWEEN;
        out.marks.push(mark);
    }
    out.height = (y - BETWEEN + 1).max(1);
    out
}
