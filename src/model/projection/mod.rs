//! Findings in other dialects, projected into GuardDuty's shape.
//!
//! An adapter walks the original and builds a new document of GuardDuty's shape. Each value it writes carries the row
//! of the original that it was made from, so that evidence found through the lens leads back to the bytes that were
//! loaded. What the original does not say is left out: nothing is guessed to fill the shape.

mod asff;
mod build;
mod ocsf;
mod resource;
mod type_string;

use crate::{
    ingest::Dialect,
    json::{Document, RowId},
};
use std::collections::BTreeMap;

/// A document of GuardDuty's shape, made from one of another shape.
pub struct Projection {
    /// The document.
    pub document: Document,
    origins: Vec<Option<RowId>>,
    images: BTreeMap<RowId, RowId>,
}

impl Projection {
    /// The row of the original that a row was made from.
    pub fn origin(&self, row: RowId) -> Option<RowId> {
        self.origins.get(row.index()).copied().flatten()
    }

    /// The row that was made from a row of the original, the first where several were; or the row that says the same,
    /// where the original says it twice.
    pub fn image(&self, original: RowId) -> Option<RowId> {
        self.images.get(&original).copied()
    }
}

/// The projection of a document in another dialect; nothing for findings in GuardDuty's own shape.
pub fn project(dialect: Dialect, original: &Document) -> Option<Projection> {
    match dialect {
        Dialect::Native => None,
        Dialect::Asff => Some(asff::project(original)),
        Dialect::Ocsf => Some(ocsf::project(original)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_its_adapter() {
        let (original, _) = Document::parse(r#"{"Title":"t","finding_info":{"title":"t"}}"#);
        assert!(project(Dialect::Native, &original).is_none());
        for dialect in [Dialect::Asff, Dialect::Ocsf] {
            let made = project(dialect, &original).unwrap();
            assert_eq!(made.document.text(), r#"{"title":"t"}"#);
            let title = made.document.rows().nth(1).unwrap();
            assert_eq!(made.origin(title).and_then(|row| made.image(row)), Some(title));
        }
    }
}
