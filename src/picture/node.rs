//! A node: what kind of thing, its value, what is added to it. And its box.

use super::{
    drawing::{Area, Lettering, Mark, Shape, Tone},
    text,
};
use crate::{
    explain::{
        Reader,
        statement::{Argument, Value},
    },
    i18n::Text,
    json::RowId,
};
use std::ops::{Deref, DerefMut};

/// Space between the edge of a box and its text.
pub const PAD: i32 = 8;

/// A thing in a picture. In a box, since nodes are handed along while notes are added to them: the program is smaller for
/// it.
#[derive(Debug, Clone, Default)]
pub struct Node(Box<Said>);

/// What a node says.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What kind of thing it is, in the reader's words.
    pub kind: String,
    /// Its value.
    pub value: String,
    /// What is added to it.
    pub notes: Vec<String>,
    /// How it looks.
    pub tone: Tone,
    /// The rows it was read from.
    pub rows: Vec<RowId>,
}

impl Deref for Node {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.0
    }
}

impl DerefMut for Node {
    fn deref_mut(&mut self) -> &mut Said {
        &mut self.0
    }
}

impl Node {
    /// A thing of a kind.
    pub fn new(reader: &Reader<'_>, kind: Text, tone: Tone, value: impl Argument) -> Node {
        let (value, rows) = value.argument();
        Node::of(kind.get(reader.lang).to_owned(), tone, reader.value(&value), rows)
    }

    /// A thing whose words are there already.
    pub fn of(kind: String, tone: Tone, value: String, rows: Vec<RowId>) -> Node {
        Node(Box::new(Said { kind, value, notes: Vec::new(), tone, rows }))
    }

    /// Adds a line in which `{x}` is a value, if there is one.
    pub fn note(self, reader: &Reader<'_>, text: Text, value: Option<impl Argument>) -> Node {
        match value.map(Argument::argument) {
            Some((value, rows)) => self.noted(reader, text, &value, rows),
            None => self,
        }
    }

    /// Adds a line of our own words with the rows that they rest on.
    pub fn says(self, reader: &Reader<'_>, text: Text, rows: impl IntoIterator<Item = RowId>) -> Node {
        self.noted(reader, text, &Value::Words(text), rows.into_iter().collect())
    }

    fn noted(mut self, reader: &Reader<'_>, text: Text, value: &Value, rows: Vec<RowId>) -> Node {
        self.notes.push(text.fill(reader.lang, &[("x", &reader.value(value))]));
        self.rows.extend(rows);
        self
    }

    /// All that it says, as one text.
    pub fn label(&self) -> String {
        let mut label = match (self.kind.is_empty(), self.value.is_empty()) {
            (true, _) => text::whole(&self.value),
            (false, true) => self.kind.clone(),
            (false, false) => format!("{}: {}", self.kind, text::whole(&self.value)),
        };
        for note in &self.notes {
            label.push_str("; ");
            label.push_str(&text::whole(note));
        }
        label
    }

    /// What is added, as a cell of a table.
    pub fn details(&self) -> String {
        self.notes.iter().map(|note| text::whole(note)).collect::<Vec<_>>().join(" · ")
    }

    /// The mark without shapes.
    pub fn mark(&self) -> Mark {
        Mark { label: self.label(), rows: self.rows.clone(), shapes: Vec::new() }
    }

    /// Its lines in a width: kind, value, notes.
    fn lines(&self, room: i32, joined: bool) -> Vec<(Lettering, String)> {
        let mut out = Vec::new();
        let mut set = |text: &str, lettering, at_most| {
            let lines = text::lines(text, room, lettering, at_most);
            out.extend(lines.into_iter().map(|line| (lettering, line)));
        };
        set(&self.kind, Lettering::Kind, 2);
        set(&self.value, Lettering::Value, if joined { 2 } else { 3 });
        if joined {
            set(&self.notes.join(" · "), Lettering::Note, 4);
        } else {
            self.notes.iter().for_each(|note| set(note, Lettering::Note, 2));
        }
        out
    }

    /// Its lines as an entry of a list, beside a symbol, and the height of the box around them.
    pub fn entry(&self, room: i32) -> (Vec<(Lettering, String)>, i32) {
        let lines = self.lines(room, true);
        let text: i32 = lines.iter().map(|(lettering, _)| lettering.leading()).sum();
        (lines, text.max(24) + 2 * PAD - 2)
    }

    /// A box of a width with its lines, its height not fixed yet. `joined` notes run on instead of each having its line.
    pub fn block(&self, width: i32, joined: bool) -> Block {
        let lines = self.lines(width - 2 * PAD, joined);
        let text: i32 = lines.iter().map(|(lettering, _)| lettering.leading()).sum();
        Block { width, height: text + 2 * PAD - 2, lines, tone: self.tone, mark: self.mark() }
    }
}

/// A box whose size is known and whose place is not.
pub struct Block {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    lines: Vec<(Lettering, String)>,
    tone: Tone,
    mark: Mark,
}

impl Block {
    /// As high as the tallest of its row.
    pub fn tall(self, height: i32) -> Block {
        Block { height: height.max(self.height), ..self }
    }

    /// The mark at a place, and the area it takes.
    pub fn place(self, x: i32, y: i32) -> (Mark, Area) {
        let area = Area { x, y, w: self.width, h: self.height };
        let mut mark = self.mark;
        mark.shapes.push(Shape::Box { area, tone: self.tone });
        set(&mut mark, x + PAD, y + PAD, self.lines);
        (mark, area)
    }
}

/// Sets lines below one another from a point.
pub fn set(mark: &mut Mark, x: i32, mut y: i32, lines: Vec<(Lettering, String)>) {
    for (lettering, text) in lines {
        mark.shapes.push(Shape::Text { x, y: y + lettering.size() - 1, text, lettering });
        y += lettering.leading();
    }
}

/// A list, unless it is empty.
pub fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// At most so many things: the last place of too many goes to the count of the rest, which the table has.
pub fn at_most(reader: &Reader<'_>, most: usize, mut nodes: Vec<Node>) -> Vec<Node> {
    const MORE: Text = Text::new("{n} more, in the table", "ほか {n} 件 (表を参照)");
    if nodes.len() > most {
        let rest = nodes.split_off(most.saturating_sub(1));
        let rows = rest.iter().flat_map(|node| node.rows.iter().copied()).collect();
        let more = MORE.fill(reader.lang, &[("n", &rest.len().to_string())]);
        nodes.push(Node::of(String::new(), Tone::Faint, more, rows));
    }
    nodes
}
