//! Which columns of texts there are.

use crate::model::summary::{Fact, Form};
use scan::Texts;
use serde::{Deserialize, Serialize};

/// A column of texts: a fact of the summaries, or what the store makes of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Column {
    /// The texts of a fact.
    Of(Fact),
    /// The purpose in the finding type.
    Purpose,
    /// The resource in the finding type.
    About,
    /// The family in the finding type.
    Family,
    /// The severity's band.
    Band,
    /// The day of the last update, in UTC.
    Day,
    /// The source that the finding was read from.
    File,
    /// The verdict that a person gave.
    Verdict,
}

impl Column {
    /// The facts with texts, but for the id, which is kept as a number.
    pub const FACTS: [Fact; 26] = [
        Fact::Type,
        Fact::Account,
        Fact::Region,
        Fact::Title,
        Fact::ResourceType,
        Fact::Resource,
        Fact::Actor,
        Fact::RemoteIp,
        Fact::OwnIp,
        Fact::Asn,
        Fact::Organization,
        Fact::Country,
        Fact::Principal,
        Fact::AccessKey,
        Fact::Instance,
        Fact::Bucket,
        Fact::Cluster,
        Fact::Workload,
        Fact::Namespace,
        Fact::Domain,
        Fact::Port,
        Fact::Process,
        Fact::Hash,
        Fact::Threat,
        Fact::Api,
        Fact::Tactic,
    ];

    /// What the store makes.
    pub const MADE: [Column; 7] = [
        Column::Purpose,
        Column::About,
        Column::Family,
        Column::Band,
        Column::Day,
        Column::File,
        Column::Verdict,
    ];

    /// Every column.
    pub fn all() -> impl Iterator<Item = Column> {
        Column::FACTS.into_iter().map(Column::Of).chain(Column::MADE)
    }

    /// The column's place in [`Column::all`].
    pub fn index(self) -> usize {
        let facts = Column::FACTS.len();
        match self {
            // The facts stand in their own order, behind the id.
            Column::Of(fact) => (fact as usize).wrapping_sub(Fact::Type as usize),
            Column::Purpose => facts,
            Column::About => facts + 1,
            Column::Family => facts + 2,
            Column::Band => facts + 3,
            Column::Day => facts + 4,
            Column::File => facts + 5,
            Column::Verdict => facts + 6,
        }
    }

    /// The column without rows.
    pub fn empty(self) -> Texts {
        // A row may have several texts.
        Texts::new(matches!(self, Column::Of(fact) if fact.form() == Form::Many))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_own_place() {
        for (at, column) in Column::all().enumerate() {
            assert_eq!(column.index(), at, "{column:?}");
        }
    }
}
