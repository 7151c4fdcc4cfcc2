//! A finding, opened: its document, the meaning of its rows, and the lens over them.

use super::{
    annotate::{Annotations, Meaning},
    lens::{self, Node},
    projection::{self, Projection},
    schema::MemberId,
};
use crate::{
    explain::Statement,
    ingest::Dialect,
    json::{Document, RowId},
};

/// A finding in memory, ready to be read.
///
/// A finding in another dialect (ASFF, OCSF) is read through a projection: a document of GuardDuty's shape whose rows
/// know the row of the original that they were made from. What is shown and cited is always the original.
pub struct Finding {
    dialect: Dialect,
    original: Document,
    projection: Option<Projection>,
    notes: Annotations,
    type_string: Option<String>,
}

impl Finding {
    /// Opens the text of a finding. Text that is not whole is read as far as it goes.
    pub fn open(dialect: Dialect, text: &str) -> Finding {
        let (original, _) = Document::parse(text);
        let projection = projection::project(dialect, &original);
        let read = projection.as_ref().map_or(&original, |p| &p.document);
        let notes = Annotations::new(read, read.root());
        let type_string = lens_over(read, &notes).type_().map(|t| t.value.into_owned());
        Finding { dialect, original, projection, notes, type_string }
    }

    /// The dialect it is written in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The document as it was loaded.
    pub fn document(&self) -> &Document {
        &self.original
    }

    /// The typed view. Its rows belong to [`Finding::read`]; [`Finding::origin`] leads back.
    pub fn lens(&self) -> lens::Finding<'_> {
        lens_over(self.read(), &self.notes)
    }

    /// The document that the lens reads: the original, or its projection.
    pub fn read(&self) -> &Document {
        self.projection.as_ref().map_or(&self.original, |p| &p.document)
    }

    /// The member that a row of [`Finding::read`] is or belongs to.
    pub fn read_field(&self, row: RowId) -> Option<MemberId> {
        self.notes.field(row)
    }

    /// The finding type, as it is written.
    pub fn type_string(&self) -> Option<&str> {
        self.type_string.as_deref()
    }

    /// The row of the original that a row of the lens stands for.
    pub fn origin(&self, row: RowId) -> Option<RowId> {
        match &self.projection {
            Some(projection) => projection.origin(row),
            None => Some(row),
        }
    }

    /// Turns a statement's rows into rows of the original.
    pub(crate) fn to_origin(&self, statement: &mut Statement) {
        if self.projection.is_some() {
            statement.map_rows(|row| self.origin(row));
        }
    }

    /// What a row of the original means.
    pub fn meaning(&self, row: RowId) -> Meaning {
        match &self.projection {
            Some(projection) => {
                projection.image(row).map_or(Meaning::Unknown, |image| self.notes.meaning(image))
            }
            None => self.notes.meaning(row),
        }
    }

    /// The member that a row of the original is or belongs to.
    pub fn field(&self, row: RowId) -> Option<MemberId> {
        match self.meaning(row) {
            Meaning::Member(id) | Meaning::Part(id) => Some(id),
            _ => None,
        }
    }
}

fn lens_over<'f>(document: &'f Document, notes: &'f Annotations) -> lens::Finding<'f> {
    lens::Finding::from(Node::new(document, notes, document.root()))
}
