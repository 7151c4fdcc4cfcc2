//! A lossless JSON document: flat rows with spans into the text.
//!
//! A tree of values would lose what evidence needs: the order of keys, duplicates, the text of a number (`1.0`, an
//! integer beyond 64 bits), where a value stands. So a document keeps its text as it came and beside it one [`Row`] a
//! value, in document order, each knowing its parent and where its subtree ends; every walk is a walk over indices. The
//! idea is jless's.
//!
//! Strings that hold JSON themselves (`service.additionalInfo.value`, a message inside an envelope) are opened: their
//! rows follow the string's row and belong to a further *layer*, whose text is the unescaped string. A [`Pointer`] has
//! one part a layer. An object that stands in a string behind other words (a syslog line in a `message`) is opened too.
//!
//! Reading never fails. Where the text stops being JSON the document ends, with a [`Fault`] that says where, and all rows
//! before it stand.

mod parse;
mod pointer;
mod string;

pub use parse::{Fault, FaultKind, MAX_DEPTH};
pub use pointer::Pointer;
pub use scan::unescape;

use serde::{Deserialize, Serialize};
use std::{borrow::Cow, ops::Range};

/// The place of a row in its document, in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowId(pub u32);

impl RowId {
    /// The row's place as an index.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    fn of(index: usize) -> RowId {
        RowId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// What kind of value a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

/// A value of the document.
#[derive(Debug, Clone)]
struct Row {
    parent: Option<RowId>,
    kind: Kind,
    depth: u32,
    layer: u32,
    /// Where the key stands in the layer's text, quotes included. Empty for elements of a list and for roots.
    key: Range<u32>,
    /// Where the value stands in the layer's text, quotes and brackets included.
    value: Range<u32>,
    /// One past the last row of the subtree.
    end: u32,
    /// The place among its siblings. Kept, because counting them anew makes pointers into long lists cost their square.
    place: u32,
    /// Whether the text held all of it.
    whole: bool,
}

/// A JSON text and its rows.
#[derive(Debug, Clone)]
pub struct Document {
    rows: Vec<Row>,
    /// The text of each layer; the first is the document's own.
    texts: Vec<String>,
}

impl Document {
    /// Reads a text. Never fails: what is wrong is told beside the document.
    pub fn parse(text: impl Into<String>) -> (Document, Vec<Fault>) {
        parse::document(text.into())
    }

    /// The text, exactly as it came.
    pub fn text(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// Gives the text back.
    pub fn into_text(self) -> String {
        self.texts.into_iter().next().unwrap_or_default()
    }

    /// The value that everything else is inside of; nothing where the text holds none.
    pub fn root(&self) -> Option<RowId> {
        (!self.rows.is_empty()).then_some(RowId(0))
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every row, in document order.
    pub fn rows(&self) -> impl Iterator<Item = RowId> + Clone + use<> {
        (0..self.rows.len()).map(RowId::of)
    }

    /// The kind of value; null for a row that is not there.
    pub fn kind(&self, id: RowId) -> Kind {
        self.row(id).map_or(Kind::Null, |row| row.kind)
    }

    /// How many rows stand above it.
    pub fn depth(&self, id: RowId) -> usize {
        self.row(id).map_or(0, |row| row.depth as usize)
    }

    /// The row it stands in; for the root of a string's JSON, the string.
    pub fn parent(&self, id: RowId) -> Option<RowId> {
        self.row(id)?.parent
    }

    /// The values directly inside: elements, members, or the one value that a string holds as JSON.
    pub fn children(&self, id: RowId) -> Children<'_> {
        Children { doc: self, next: id.0 + 1, end: self.end(id) }
    }

    /// The row and all rows inside, in document order.
    pub fn subtree(&self, id: RowId) -> impl Iterator<Item = RowId> + Clone + use<> {
        (id.0..self.end(id)).map(RowId)
    }

    /// The value that a string holds as JSON.
    pub fn embedded(&self, id: RowId) -> Option<RowId> {
        (self.kind(id) == Kind::String).then(|| self.children(id).next()).flatten()
    }

    /// The member of an object by its key; of duplicates the last, as JavaScript takes it.
    pub fn get(&self, id: RowId, key: &str) -> Option<RowId> {
        let object = (self.kind(id) == Kind::Object).then_some(id)?;
        self.children(object).filter(|&child| self.key(child).is_some_and(|k| k == key)).last()
    }

    /// The key, unescaped; nothing for elements and roots.
    pub fn key(&self, id: RowId) -> Option<Cow<'_, str>> {
        let row = self.row(id)?;
        let quoted = self.slice(row.layer, &row.key)?;
        (!quoted.is_empty()).then(|| string::inside(quoted))
    }

    /// The place among its siblings in a list, from zero; nothing for members and roots.
    pub fn index(&self, id: RowId) -> Option<usize> {
        let row = self.row(id)?;
        (self.kind(row.parent?) == Kind::Array).then_some(row.place as usize)
    }

    /// A string, unescaped.
    pub fn string(&self, id: RowId) -> Option<Cow<'_, str>> {
        (self.kind(id) == Kind::String).then(|| string::inside(self.raw(id)))
    }

    /// A number.
    pub fn number(&self, id: RowId) -> Option<f64> {
        (self.kind(id) == Kind::Number).then(|| scan::number(self.raw(id))).flatten()
    }

    /// A boolean.
    pub fn boolean(&self, id: RowId) -> Option<bool> {
        (self.kind(id) == Kind::Bool).then(|| self.raw(id) == "true")
    }

    /// The exact text of a value, quotes and brackets included.
    pub fn raw(&self, id: RowId) -> &str {
        self.row(id).and_then(|row| self.slice(row.layer, &row.value)).unwrap_or("")
    }

    /// Where the value stands in the text of its layer.
    pub fn span(&self, id: RowId) -> Range<usize> {
        self.row(id).map_or(0..0, |row| row.value.start as usize..row.value.end as usize)
    }

    /// Where the key stands in the text of its layer, quotes included. Empty for elements and roots.
    pub fn key_span(&self, id: RowId) -> Range<usize> {
        self.row(id).map_or(0..0, |row| row.key.start as usize..row.key.end as usize)
    }

    /// The texts that rows stand in: the document's own, then one for each string that was opened.
    pub fn layer_texts(&self) -> &[String] {
        &self.texts
    }

    /// Which of [`Document::layer_texts`] the row stands in.
    pub fn layer_number(&self, id: RowId) -> usize {
        self.row(id).map_or(0, |row| row.layer as usize)
    }

    /// Whether the text held all of the value: its closing bracket or quote was read.
    pub fn is_whole(&self, id: RowId) -> bool {
        self.row(id).is_some_and(|row| row.whole)
    }

    /// How many strings have to be opened to get to the row.
    pub fn layer(&self, id: RowId) -> usize {
        let ups = std::iter::successors(Some(id), |&id| self.parent(id));
        ups.filter(|&id| self.is_layer_root(id)).count()
    }

    /// Where the row stands.
    pub fn pointer(&self, id: RowId) -> Pointer {
        pointer::of(self, id)
    }

    /// The row at a place.
    pub fn find(&self, pointer: &Pointer) -> Option<RowId> {
        pointer::find(self, pointer)
    }

    /// The row's path as jq writes it; strings are opened with `fromjson`.
    pub fn jq_path(&self, id: RowId) -> String {
        pointer::jq(self, id)
    }

    fn row(&self, id: RowId) -> Option<&Row> {
        self.rows.get(id.index())
    }

    fn end(&self, id: RowId) -> u32 {
        self.row(id).map_or(id.0, |row| row.end)
    }

    /// The text of the layer that a row belongs to.
    fn layer_text(&self, id: RowId) -> Option<&str> {
        self.texts.get(self.row(id)?.layer as usize).map(String::as_str)
    }

    fn slice(&self, layer: u32, span: &Range<u32>) -> Option<&str> {
        self.texts.get(layer as usize)?.get(span.start as usize..span.end as usize)
    }

    /// Whether the row is the root of the JSON that a string holds.
    fn is_layer_root(&self, id: RowId) -> bool {
        self.parent(id).is_some_and(|parent| self.kind(parent) == Kind::String)
    }
}

/// The values directly inside a row.
#[derive(Debug, Clone)]
pub struct Children<'d> {
    doc: &'d Document,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = RowId;

    fn next(&mut self) -> Option<RowId> {
        (self.next < self.end).then(|| {
            let id = RowId(self.next);
            self.next = self.doc.end(id).max(self.next + 1);
            id
        })
    }
}

#[cfg(test)]
mod tests;
