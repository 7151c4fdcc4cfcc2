//! Columns of texts: numbers into a dictionary, one a row or any number a row.

use crate::{
    Bitmap,
    column::Numbers,
    dict::{Dict, NONE},
};
use serde::{Deserialize, Serialize};

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
    One(Numbers<u32>),
    /// Any number a row: where each row ends, and the numbers.
    Many(Numbers<u32>, Numbers<u32>),
}

impl Texts {
    /// An empty column. Whether a row of it may have several texts.
    pub fn new(many: bool) -> Texts {
        let values = match many {
            true => Values::Many(Numbers::default(), Numbers::default()),
            false => Values::One(Numbers::default()),
        };
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

    /// Adds a row with the texts of an earlier one.
    pub fn push_like(&mut self, row: usize) {
        match &mut self.values {
            Values::One(ids) => {
                let id = ids.get(row).copied().unwrap_or(NONE);
                ids.push(id);
            }
            Values::Many(ends, ids) => {
                let end =
                    |row: Option<usize>| row.and_then(|row| ends.get(row)).map_or(0, |end| *end as usize);
                let own = end(row.checked_sub(1))..end(Some(row));
                if ids.get(own.clone()).is_some() {
                    ids.extend_from_within(own);
                }
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

    /// How many of some rows have each text, by the text's number; and how many have none.
    pub fn counts(&self, rows: &Bitmap) -> (Vec<u32>, u32) {
        let (mut counts, mut none) = (vec![0; self.dict.len()], 0);
        for row in rows.rows() {
            let ids = self.ids(row);
            none += u32::from(ids.is_empty());
            for id in ids {
                if let Some(count) = counts.get_mut(*id as usize) {
                    *count += 1;
                }
            }
        }
        (counts, none)
    }

    /// The rows that have one of the texts whose numbers are wanted, and those that have none if so wanted.
    pub fn rows_with(&self, wanted: &[bool], none: bool) -> Bitmap {
        let is_wanted = |id: &u32| wanted.get(*id as usize).copied().unwrap_or_default();
        // Rows are asked for in their order.
        match &self.values {
            Values::One(ids) => {
                let mut ids = ids.iter();
                let holds = |id: &u32| if *id == NONE { none } else { is_wanted(id) };
                Bitmap::of(self.rows(), |_| ids.next().is_some_and(holds))
            }
            Values::Many(ends, ids) => {
                let (mut ends, mut start) = (ends.iter(), 0);
                Bitmap::of(self.rows(), |_| {
                    let end = ends.next().map_or(start, |end| *end as usize);
                    let own = ids.get(start..end).unwrap_or_default();
                    start = end;
                    if own.is_empty() { none } else { own.iter().any(is_wanted) }
                })
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

/// Makes room by a quarter at a time. Doubling would leave half of a large column unused, and a page's memory never shrinks.
pub fn reserve<T>(column: &mut Vec<T>, more: usize) {
    if column.capacity() - column.len() < more {
        column.reserve_exact(more.max(column.len() / 4));
    }
}
