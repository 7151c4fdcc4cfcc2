//! What a picture is made of: marks of simple shapes at computed places, and the table that says the same.
//!
//! All arithmetic is done here. A view writes the shapes out as SVG and adds nothing; lengths are user units of the
//! drawing's own frame, which the page scales to its column.

use crate::json::RowId;
use serde::{Deserialize, Serialize};

/// A drawing of one width.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Drawing {
    /// The frame's width.
    pub width: i32,
    /// The frame's height.
    pub height: i32,
    /// The scale of [`super::Scene::land`] behind the marks, in thousandths; nothing for none.
    pub land: Option<i32>,
    /// Lines behind the marks.
    pub lines: Vec<Line>,
    /// The marks, in reading order.
    pub marks: Vec<Mark>,
}

/// A part of a drawing that stands for something of the finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// What it says, whole: for screen readers and as the tip.
    pub label: String,
    /// The rows it was read from, that of its value first. A mark with rows leads to them.
    pub rows: Vec<RowId>,
    /// Its shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// A shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A rectangle with round corners.
    Box {
        /// Its place and size.
        area: Area,
        /// How it looks.
        tone: Tone,
    },
    /// A round mark around a point.
    Dot {
        /// Its place and size.
        area: Area,
        /// How it looks.
        tone: Tone,
    },
    /// A lozenge around a point.
    Lozenge {
        /// Its place and size.
        area: Area,
        /// Its outline, as the `d` of a path.
        d: String,
        /// How it looks.
        tone: Tone,
    },
    /// A line of text.
    Text {
        /// Where it begins, or its middle for [`Lettering::Number`].
        x: i32,
        /// Its base line.
        y: i32,
        /// The text, cut to its place.
        text: String,
        /// How it is set.
        lettering: Lettering,
    },
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Area {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

/// A line that is no mark of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The `d` of its path.
    pub d: String,
    /// How it looks.
    pub tone: Tone,
}

/// How a shape looks. Nothing is told by colour alone: the words of a mark say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tone {
    /// Like any other.
    #[default]
    Plain,
    /// The one that acted, or from where.
    Actor,
    /// What was done.
    Act,
    /// What it was done to.
    Target,
    /// What deserves a look: malicious, unusual, open.
    Alarm,
    /// Usual, refused, closed.
    Calm,
    /// Present, and of less weight.
    Faint,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Tone; 7] =
        [Tone::Plain, Tone::Actor, Tone::Act, Tone::Target, Tone::Alarm, Tone::Calm, Tone::Faint];

    /// The word for style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Tone::Plain => "tone-plain",
            Tone::Actor => "tone-actor",
            Tone::Act => "tone-act",
            Tone::Target => "tone-target",
            Tone::Alarm => "tone-alarm",
            Tone::Calm => "tone-calm",
            Tone::Faint => "tone-faint",
        }
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lettering {
    /// What kind of thing stands below: small words of our own.
    Kind,
    /// The value.
    Value,
    /// What is added to it.
    Note,
    /// A heading of a column or lane.
    Head,
    /// A number in a dot, set around its point.
    Number,
    /// The scale of an axis. The table gives the times themselves.
    Axis,
}

impl Lettering {
    /// The word for style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Lettering::Kind => "text-kind",
            Lettering::Value => "text-value",
            Lettering::Note => "text-note",
            Lettering::Head => "text-head",
            Lettering::Number => "text-number",
            Lettering::Axis => "text-axis",
        }
    }

    /// The size in user units. `styles/pictures.css` sets the same.
    pub const fn size(self) -> i32 {
        match self {
            Lettering::Value => 13,
            Lettering::Number | Lettering::Axis => 11,
            _ => 12,
        }
    }

    /// From one line to the next.
    pub const fn leading(self) -> i32 {
        self.size() + 5
    }
}

/// The table that says what a drawing says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    /// The headings of its columns.
    pub head: Vec<String>,
    /// Its rows, as many cells as headings.
    pub rows: Vec<Vec<String>>,
}

impl Area {
    /// A square around a point.
    pub fn around(x: i32, y: i32, half: i32) -> Area {
        Area { x: x - half, y: y - half, w: 2 * half, h: 2 * half }
    }

    /// The middle, from the top.
    pub fn middle(self) -> i32 {
        self.y + self.h / 2
    }

    /// The middle, from the left.
    pub fn centre(self) -> i32 {
        self.x + self.w / 2
    }

    /// The right edge.
    pub fn right(self) -> i32 {
        self.x + self.w
    }

    /// The lower edge.
    pub fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// Whether two share more than an edge.
    pub fn overlaps(self, other: Area) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
}

impl Shape {
    /// The place of a solid shape; nothing for text.
    pub fn area(&self) -> Option<Area> {
        match self {
            Shape::Box { area, .. } | Shape::Dot { area, .. } | Shape::Lozenge { area, .. } => Some(*area),
            Shape::Text { .. } => None,
        }
    }

    /// A lozenge around a point.
    pub fn lozenge(x: i32, y: i32, half: i32, tone: Tone) -> Shape {
        let d = format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - half, x + half, y + half, x - half);
        Shape::Lozenge { area: Area::around(x, y, half), d, tone }
    }
}

impl Line {
    /// A line through points; with a head where it ends, if it has a direction.
    pub fn through(points: &[(i32, i32)], arrow: bool, tone: Tone) -> Line {
        let mut d = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            d.push_str(&format!("{}{x} {y}", if at == 0 { "M" } else { "L" }));
        }
        if arrow && let [.., (fx, fy), (x, y)] = points {
            let (dx, dy) = ((x - fx).signum(), (y - fy).signum());
            let (bx, by) = (x - 6 * dx, y - 6 * dy);
            let (sx, sy) = (4 * dy, 4 * dx);
            d.push_str(&format!("M{} {}L{x} {y}L{} {}", bx + sx, by + sy, bx - sx, by - sy));
        }
        Line { d, tone }
    }
}
