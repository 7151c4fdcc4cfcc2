//! Sorting by several keys.

use super::{Bitmap, Column, Store, dict::NONE};
use crate::model::summary::Fact;
use std::{cell::RefCell, cmp::Ordering, collections::HashMap, rc::Rc};

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortBy {
    /// The first text of a column.
    Text(Column),
    /// A number.
    Number(Fact),
    /// A time.
    Time(Fact),
    /// Yes or no.
    Flag(Fact),
    /// The id.
    Id,
}

/// A key: what rows are sorted by, and which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// By what.
    pub by: SortBy,
    /// Whether the smallest comes first. Rows that have nothing come last either way.
    pub ascending: bool,
}

/// The order of the texts of columns, kept until the columns change.
#[derive(Debug, Default)]
pub(super) struct Ranks(RefCell<HashMap<Column, Rc<[u32]>>>);

impl Ranks {
    /// The columns changed.
    pub fn forget(&mut self) {
        self.0.get_mut().clear();
    }
}

impl Store {
    /// The place of each text of a column among them all, by its number.
    fn ranks(&self, column: Column) -> Rc<[u32]> {
        if let Some(known) = self.ranks.0.borrow().get(&column) {
            return known.clone();
        }
        let Some(texts) = self.column(column) else { return Rc::from([]) };
        let mut ids: Vec<u32> = texts.dict.iter().map(|(id, _)| id).collect();
        // By what a reader sees as the same letters first.
        ids.sort_unstable_by(|a, b| {
            let lower = |id: &u32| texts.dict.get_lower(*id);
            lower(a).cmp(lower(b)).then_with(|| texts.dict.get(*a).cmp(texts.dict.get(*b)))
        });
        let mut ranks = vec![0; ids.len()];
        for (rank, id) in (0..).zip(ids) {
            if let Some(slot) = ranks.get_mut(id as usize) {
                *slot = rank;
            }
        }
        let ranks: Rc<[u32]> = ranks.into();
        self.ranks.0.borrow_mut().insert(column, ranks.clone());
        ranks
    }

    /// Rows in order. Where the keys do not decide, the finding updated last comes first, and then the lower id: so the
    /// order is the same however the findings came.
    pub fn sorted(&self, rows: &Bitmap, keys: &[Key]) -> Vec<u32> {
        // Of each row the first key as a number, and which row.
        let weigh = |key: &Key| -> Box<dyn Fn(usize) -> u64> {
            let turned = |value: u64, key: &Key| match (value, key.ascending) {
                (u64::MAX, _) => u64::MAX,
                (value, true) => value,
                (value, false) => u64::MAX - 1 - value,
            };
            let key = *key;
            match key.by {
                SortBy::Text(column) => {
                    let (ranks, texts) = (self.ranks(column), self.column(column));
                    Box::new(move |row| {
                        let id = texts.and_then(|texts| texts.ids(row).first()).copied().unwrap_or(NONE);
                        turned(ranks.get(id as usize).map_or(u64::MAX, |rank| u64::from(*rank)), &key)
                    })
                }
                SortBy::Number(fact) => {
                    Box::new(move |row| turned(self.number(fact, row).map_or(u64::MAX, ordered), &key))
                }
                SortBy::Time(fact) => Box::new(move |row| {
                    let time = self.time(fact, row).map(|time| time.0.abs_diff(i64::MIN));
                    turned(time.unwrap_or(u64::MAX), &key)
                }),
                SortBy::Flag(fact) => {
                    Box::new(move |row| turned(self.flag(fact, row).map_or(u64::MAX, u64::from), &key))
                }
                SortBy::Id => Box::new(|_| 0),
            }
        };
        let ids_descend = keys.iter().any(|key| key.by == SortBy::Id && !key.ascending);
        let weights: Vec<_> = keys.iter().map(weigh).collect();
        let first = |row: usize| weights.first().map_or(0, |weight| weight(row));
        let mut out: Vec<(u64, u32)> =
            rows.rows().filter_map(|row| Some((first(row), u32::try_from(row).ok()?))).collect();
        let rest = |a: usize, b: usize| {
            for weight in weights.iter().skip(1) {
                match weight(a).cmp(&weight(b)) {
                    Ordering::Equal => {}
                    other => return other,
                }
            }
            let by_id = self.rows.ids.get(a).cmp(&self.rows.ids.get(b));
            if keys.iter().any(|key| key.by == SortBy::Id) {
                return if ids_descend { by_id.reverse() } else { by_id };
            }
            self.time(Fact::Updated, b).cmp(&self.time(Fact::Updated, a)).then(by_id)
        };
        out.sort_unstable_by(|(a, row_a), (b, row_b)| {
            a.cmp(b).then_with(|| rest(*row_a as usize, *row_b as usize))
        });
        out.into_iter().map(|(_, row)| row).collect()
    }
}

/// A number as one that sorts alike as a whole number.
fn ordered(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn numbers_sort_as_their_bits() {
        let numbers = [f64::NEG_INFINITY, -2.5, -0.1, 0.0, 1e-9, 2.0, 5.3, 8.0, 1e300];
        assert!(numbers.windows(2).all(|pair| ordered(pair[0]) < ordered(pair[1])));
        assert!(ordered(1e300) < u64::MAX - 1);
    }
}
