//! One pass over a document that gives each row its meaning in the model.
//!
//! The lens, the JSON view, the unknown marks and redaction all read this one table, so they cannot disagree on what a
//! row is. Names are compared without regard to case and underscores: the wire's `sourceIPs`, the SDKs' `SourceIps` and
//! a pipeline's `source_ips` are the same member.

use super::schema::{MemberId, ShapeId, Type};
use crate::json::{Document, Kind, RowId};

/// What a row is in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The finding itself.
    Finding,
    /// A member of a structure.
    Member(MemberId),
    /// An element of a list, or an entry of a map, that this member holds.
    Part(MemberId),
    /// A key that the model does not have.
    Unknown,
    /// Below an unknown key.
    BelowUnknown,
}

/// The meaning of every row of a document.
#[derive(Debug, Clone)]
pub struct Annotations {
    meanings: Vec<Meaning>,
}

impl Annotations {
    /// Annotates the finding that stands at a row.
    pub fn new(doc: &Document, finding: Option<RowId>) -> Annotations {
        let mut notes = Annotations { meanings: vec![Meaning::BelowUnknown; doc.len()] };
        let Some(finding) = finding else { return notes };
        notes.set(finding, Meaning::Finding);
        let mut open = vec![(finding, Type::Structure(ShapeId::FINDING), None)];
        while let Some((row, of, holder)) = open.pop() {
            notes.enter(doc, row, of, holder, &mut open);
        }
        notes
    }

    /// The row's meaning.
    pub fn meaning(&self, row: RowId) -> Meaning {
        self.meanings.get(row.index()).copied().unwrap_or(Meaning::BelowUnknown)
    }

    /// The member that the row is, if it is one.
    pub fn member(&self, row: RowId) -> Option<MemberId> {
        match self.meaning(row) {
            Meaning::Member(id) => Some(id),
            _ => None,
        }
    }

    /// The member that the row is or is a part of.
    pub fn field(&self, row: RowId) -> Option<MemberId> {
        match self.meaning(row) {
            Meaning::Member(id) | Meaning::Part(id) => Some(id),
            _ => None,
        }
    }

    fn set(&mut self, row: RowId, meaning: Meaning) {
        if let Some(slot) = self.meanings.get_mut(row.index()) {
            *slot = meaning;
        }
    }

    fn enter(
        &mut self,
        doc: &Document,
        row: RowId,
        of: Type,
        holder: Option<MemberId>,
        open: &mut Vec<(RowId, Type, Option<MemberId>)>,
    ) {
        let part = holder.map_or(Meaning::BelowUnknown, Meaning::Part);
        match (of, doc.kind(row)) {
            (Type::Structure(shape), Kind::Object) => {
                for child in doc.children(row) {
                    let key = doc.key(child).unwrap_or_default();
                    match shape.members().find(|(_, m)| same_name(&key, m.wire) || same_name(&key, m.name)) {
                        Some((id, member)) => {
                            self.set(child, Meaning::Member(id));
                            open.push((child, self.inside(doc, child, member.of, shape), Some(id)));
                        }
                        None => self.set(child, Meaning::Unknown),
                    }
                }
            }
            // A JSON string in place of the structure that it holds.
            (Type::Structure(_), Kind::String) => {
                if let Some(inner) = doc.embedded(row) {
                    self.set(inner, part);
                    open.push((inner, of, holder));
                }
            }
            (Type::List(inner), Kind::Array) | (Type::Map(inner), Kind::Object) => {
                for child in doc.children(row) {
                    self.set(child, part);
                    open.push((child, *inner, holder));
                }
            }
            // One value where a list was expected.
            (Type::List(inner), _) => open.push((row, *inner, holder)),
            (Type::Any | Type::String | Type::Map(_), _) => {
                for child in doc.children(row) {
                    self.set(child, part);
                    open.push((child, Type::Any, holder));
                }
            }
            _ => {}
        }
    }

    /// The type to read a member's value by. `additionalInfo` keeps its members in the JSON string `value`, which is read
    /// by the shape around it; other strings that hold JSON (request parameters) have no shape of their own.
    fn inside(&self, doc: &Document, row: RowId, of: Type, around: ShapeId) -> Type {
        let holds_its_shape = around.get().is_some_and(|shape| shape.name == "ServiceAdditionalInfo");
        if of == Type::String && holds_its_shape && doc.embedded(row).is_some() {
            Type::Structure(around)
        } else {
            of
        }
    }
}

/// Whether two names are the same but for case and underscores.
fn same_name(a: &str, b: &str) -> bool {
    let letters =
        |name: &str| name.bytes().filter(|&b| b != b'_').map(|b| b.to_ascii_lowercase()).collect::<Vec<_>>();
    a.len().abs_diff(b.len()) <= a.len() / 2 && letters(a) == letters(b)
}
