//! Findings in other dialects, projected into GuardDuty's shape.
//!
//! An adapter walks the original and builds a new document of GuardDuty's shape. Each value it writes carries the row
//! of the original that it was made from, so that evidence found through the lens leads back to the bytes that were
//! loaded.

use crate::{
    ingest::Dialect,
    json::{Document, RowId},
};

/// A document of GuardDuty's shape, made from one of another shape.
pub struct Projection {
    /// The document.
    pub document: Document,
    origins: Vec<Option<RowId>>,
}

impl Projection {
    /// The row of the original that a row was made from.
    pub fn origin(&self, row: RowId) -> Option<RowId> {
        self.origins.get(row.index()).copied().flatten()
    }

    /// The row that was made from a row of the original; the first, where several were.
    pub fn image(&self, original: RowId) -> Option<RowId> {
        let at = self.origins.iter().position(|origin| *origin == Some(original))?;
        self.document.rows().nth(at)
    }
}

/// The projection of a document in another dialect; nothing for findings in GuardDuty's own shape.
pub fn project(dialect: Dialect, _original: &Document) -> Option<Projection> {
    match dialect {
        Dialect::Native | Dialect::Asff | Dialect::Ocsf => None,
    }
}
