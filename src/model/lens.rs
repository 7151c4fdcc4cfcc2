//! The typed lens: accessors over a document that return a value together with the row it was read from.
//!
//! A lens never fails. An object that is not there is a lens over nothing, so that a path reads as one line:
//! `finding.service().action().dns_request_action().domain()`, which is `None` when any part is missing. Values are read
//! leniently, since envelopes rewrite them: `"false"` is a boolean, `"64500"` a number, a number can be text.

use super::{annotate::Annotations, schema::MemberId, timestamp::Timestamp};
use crate::json::{Document, Kind, RowId};
use std::borrow::Cow;

/// A value of the document seen through its annotations; or the absence of one.
#[derive(Clone, Copy)]
pub struct Node<'f> {
    doc: &'f Document,
    notes: &'f Annotations,
    row: Option<RowId>,
}

/// Text with its row. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'f> {
    /// The unescaped text; the number's own text where the JSON has a number.
    pub value: Cow<'f, str>,
    /// Where it was read.
    pub row: RowId,
}

/// A number with its row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The value.
    pub value: f64,
    /// Where it was read.
    pub row: RowId,
}

/// A boolean with its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    /// The value.
    pub value: bool,
    /// Where it was read.
    pub row: RowId,
}

/// A time with its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The value.
    pub value: Timestamp,
    /// Where it was read.
    pub row: RowId,
}

impl Text<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

impl Number {
    /// The number as a count: whole and not negative, else nothing.
    pub fn whole(self) -> Option<u64> {
        (self.value >= 0.0 && self.value.fract() == 0.0 && self.value < 9e15).then_some(self.value as u64)
    }
}

impl<'f> Node<'f> {
    /// The node of a row.
    pub fn new(doc: &'f Document, notes: &'f Annotations, row: Option<RowId>) -> Node<'f> {
        Node { doc, notes, row }
    }

    /// The row, where there is something and it is not `null`.
    pub fn row(self) -> Option<RowId> {
        self.row.filter(|&row| self.doc.kind(row) != Kind::Null)
    }

    /// Whether there is something with content: not missing, not `null`, not an empty object or list.
    pub fn is_present(self) -> bool {
        self.row().is_some_and(|row| match self.doc.kind(row) {
            Kind::Object | Kind::Array => self.doc.children(row).next().is_some(),
            _ => true,
        })
    }

    /// The document that the rows belong to.
    pub fn document(self) -> &'f Document {
        self.doc
    }

    /// The member of this object. `additionalInfo` keeps its members beside its JSON string or inside it: both are looked
    /// at, the ones beside it first.
    pub fn member(self, id: MemberId) -> Node<'f> {
        let found = self.row.and_then(|row| {
            let inside =
                |row| self.doc.children(row).filter(|&child| self.notes.member(child) == Some(id)).last();
            inside(row).or_else(|| {
                self.doc.children(row).filter_map(|child| self.doc.embedded(child)).find_map(inside)
            })
        });
        Node { row: found, ..self }
    }

    /// The member or entry of a name: the wire name of a member, or the key of a map.
    pub fn named(self, name: &str) -> Option<Node<'f>> {
        let is_named = |child: RowId| {
            let member = self.notes.member(child).and_then(MemberId::get);
            member.map_or_else(
                || self.doc.key(child).is_some_and(|key| key == name),
                |member| member.wire == name,
            )
        };
        let inside = |row: RowId| self.doc.children(row).filter(|&child| is_named(child)).last();
        let row = self.row?;
        let found = inside(row).or_else(|| {
            self.doc.children(row).filter_map(|child| self.doc.embedded(child)).find_map(inside)
        })?;
        Some(Node { row: Some(found), ..self })
    }

    /// The elements of a list; the value itself where a list was expected and one value stands.
    pub fn items(self) -> impl Iterator<Item = Node<'f>> + Clone + use<'f> {
        let list = self.row().filter(|&row| self.doc.kind(row) == Kind::Array);
        let single = self.row().filter(|_| list.is_none());
        let elements = list.into_iter().flat_map(move |row| self.doc.children(row));
        elements.chain(single).map(move |row| Node { row: Some(row), ..self })
    }

    /// The entries of a map or of an object of unknown shape: key and value.
    pub fn entries(self) -> impl Iterator<Item = (Cow<'f, str>, Node<'f>)> + use<'f> {
        let object = self.row().filter(|&row| self.doc.kind(row) == Kind::Object);
        object
            .into_iter()
            .flat_map(move |row| self.doc.children(row))
            .filter_map(move |row| Some((self.doc.key(row)?, Node { row: Some(row), ..self })))
    }

    /// The value as text: a string that is not empty, or a number or boolean as it is written.
    pub fn text(self) -> Option<Text<'f>> {
        let row = self.row()?;
        let value = match self.doc.kind(row) {
            Kind::String => self.doc.string(row)?,
            Kind::Number | Kind::Bool => Cow::Borrowed(self.doc.raw(row)),
            _ => return None,
        };
        (!value.is_empty()).then_some(Text { value, row })
    }

    /// The value as a number, also where it is written as a string.
    pub fn number(self) -> Option<Number> {
        let row = self.row()?;
        let value = match self.doc.kind(row) {
            Kind::Number => self.doc.number(row)?,
            Kind::String => scan::number(self.doc.string(row)?.trim())?,
            _ => return None,
        };
        value.is_finite().then_some(Number { value, row })
    }

    /// The value as a boolean, also where it is written as a string.
    pub fn flag(self) -> Option<Flag> {
        let row = self.row()?;
        let value = match self.doc.kind(row) {
            Kind::Bool => self.doc.boolean(row)?,
            Kind::String => {
                let text = self.doc.string(row)?;
                if text.eq_ignore_ascii_case("true") {
                    true
                } else if text.eq_ignore_ascii_case("false") {
                    false
                } else {
                    return None;
                }
            }
            _ => return None,
        };
        Some(Flag { value, row })
    }

    /// The value as a time: ISO 8601, or epoch seconds or milliseconds as a number or a string.
    pub fn when(self) -> Option<When> {
        let row = self.row()?;
        let value = match self.doc.kind(row) {
            Kind::Number => Timestamp::of_epoch(self.doc.number(row)?)?,
            Kind::String => Timestamp::parse(&self.doc.string(row)?)?,
            _ => return None,
        };
        Some(When { value, row })
    }
}

include!(concat!(env!("OUT_DIR"), "/lens.rs"));

impl<'f> RemoteIpDetails<'f> {
    /// The address, in whichever version of IP it is.
    pub fn address(self) -> Option<Text<'f>> {
        self.ip_address_v4().or_else(|| self.ip_address_v6())
    }
}
