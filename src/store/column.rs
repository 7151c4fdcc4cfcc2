//! Columns of texts: numbers into a dictionary, one a row or any number a row.

use super::dict::{Dict, NONE};
use crate::model::summary::{Fact, Form};
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

    /// Whether a row may have several texts.
    pub fn is_many(self) -> bool {
        matches!(self, Column::Of(fact) if fact.form() == Form::Many)
    }
}

/// The texts of a column.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Texts {
    /// The distinct texts.
    pub dict: Dict,
    values: Values,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Values {
    /// One a row, or [`NONE`].
    One(Vec<u32>),
    /// Any number a row: where each row ends, and the numbers.
    Many(Vec<u32>, Vec<u32>),
}

impl Texts {
    /// An empty column.
    pub fn new(column: Column) -> Texts {
        let values =
            if column.is_many() { Values::Many(Vec::new(), Vec::new()) } else { Values::One(Vec::new()) };
        Texts { dict: Dict::default(), values }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        match &self.values {
            Values::One(ids) => ids.len(),
            Values::Many(ends, _) => ends.len(),
        }
    }

    /// The numbers of a row's texts.
    pub fn ids(&self, row: usize) -> &[u32] {
        match &self.values {
            Values::One(ids) => match ids.get(row) {
                Some(id) if *id != NONE => std::slice::from_ref(id),
                _ => &[],
            },
            Values::Many(ends, ids) => {
                let start =
                    row.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
                let end = ends.get(row).map_or(0, |end| *end as usize);
                ids.get(start..end).unwrap_or_default()
            }
        }
    }

    /// The first text of a row.
    pub fn first(&self, row: usize) -> Option<&str> {
        self.ids(row).first().map(|id| self.dict.get(*id))
    }

    /// The texts of a row.
    pub fn texts(&self, row: usize) -> impl Iterator<Item = &str> {
        self.ids(row).iter().map(|id| self.dict.get(*id))
    }

    /// Adds a row of texts.
    pub fn push_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let Texts { dict, values } = self;
        let mut new = texts.into_iter();
        match values {
            Values::One(ids) => ids.push(new.next().map_or(NONE, |text| dict.intern(text))),
            Values::Many(ends, ids) => {
                ids.extend(new.map(|text| dict.intern(text)).filter(|id| *id != NONE));
                ends.push(u32::try_from(ids.len()).unwrap_or(u32::MAX));
            }
        }
    }

    /// Sets the one text of a row.
    pub fn set(&mut self, row: usize, text: Option<&str>) {
        let id = text.map_or(NONE, |text| self.dict.intern(text));
        if let Values::One(ids) = &mut self.values
            && let Some(slot) = ids.get_mut(row)
        {
            *slot = id;
        }
    }

    /// Adds rows of another column, given by their places there.
    pub fn extend(&mut self, other: &Texts, rows: &[u32]) {
        let map: Vec<u32> = other.dict.iter().map(|(_, text)| self.dict.intern(text)).collect();
        let mapped = |id: &u32| map.get(*id as usize).copied().unwrap_or(NONE);
        match &mut self.values {
            Values::One(ids) => {
                reserve(ids, rows.len());
                ids.extend(rows.iter().map(|row| other.ids(*row as usize).first().map_or(NONE, mapped)));
            }
            Values::Many(ends, ids) => {
                reserve(ends, rows.len());
                reserve(ids, rows.iter().map(|row| other.ids(*row as usize).len()).sum());
                for row in rows {
                    ids.extend(other.ids(*row as usize).iter().map(mapped));
                    ends.push(u32::try_from(ids.len()).unwrap_or(u32::MAX));
                }
            }
        }
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::One(ids) => ids.capacity(),
            Values::Many(ends, ids) => ends.capacity() + ids.capacity(),
        };
        values * 4 + self.dict.bytes()
    }
}

/// Makes room by an eighth at a time. Doubling would leave half of a large column unused, and a page's memory never shrinks.
pub(super) fn reserve<T>(column: &mut Vec<T>, more: usize) {
    if column.capacity() - column.len() < more {
        column.reserve_exact(more.max(column.len() / 8));
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
