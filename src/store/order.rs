//! Sorting by several keys.

use super::{Bitmap, Column, Store};
use crate::model::summary::Fact;
use scan::NONE;
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
        let ranks: Rc<[u32]> = texts.dict.ranks().into();
        self.ranks.0.borrow_mut().insert(column, ranks.clone());
        ranks
    }

    /// Rows in order. Where the keys do not decide, the finding updated last comes first, and then the lower id: so the
    /// order is the same however the findings came.
    pub fn sorted(&self, rows: &Bitmap, keys: &[Key]) -> Vec<u32> {
        let turned = |value: u64, ascending: bool| match (value, ascending) {
            (u64::MAX, _) => u64::MAX,
            (value, true) => value,
            (value, false) => u64::MAX - 1 - value,
        };
        let time =
            |fact: Fact, row: usize| self.time(fact, row).map_or(u64::MAX, |time| time.0.abs_diff(i64::MIN));
        // A key of a row as a number.
        let weigh = |key: &Key| -> Box<dyn Fn(usize) -> u64> {
            let Key { by, ascending } = *key;
            match by {
                SortBy::Text(column) => {
                    let (ranks, texts) = (self.ranks(column), self.column(column));
                    Box::new(move |row| {
                        let id = texts.and_then(|texts| texts.ids(row).first()).copied().unwrap_or(NONE);
                        turned(ranks.get(id as usize).map_or(u64::MAX, |rank| u64::from(*rank)), ascending)
                    })
                }
                SortBy::Number(fact) => {
                    Box::new(move |row| turned(self.number(fact, row).map_or(u64::MAX, ordered), ascending))
                }
                SortBy::Time(fact) => Box::new(move |row| turned(time(fact, row), ascending)),
                SortBy::Flag(fact) => {
                    Box::new(move |row| turned(self.flag(fact, row).map_or(u64::MAX, u64::from), ascending))
                }
                SortBy::Id => Box::new(|_| 0),
            }
        };
        // Ids decide for good.
        let keys = keys.split_inclusive(|key| key.by == SortBy::Id).next().unwrap_or_default();
        let by_ids = keys.iter().find(|key| key.by == SortBy::Id);
        let weights: Vec<_> = keys.iter().map(weigh).collect();
        let weight = |nth: usize, row: usize| weights.get(nth).map(|weight| weight(row));
        let updated = |row: usize| turned(time(Fact::Updated, row), false);
        // The first two decide nearly always.
        let second =
            |row: usize| weight(1, row).unwrap_or_else(|| by_ids.map_or_else(|| updated(row), |_| 0));
        let weighed =
            |row: usize| Some((weight(0, row).unwrap_or_default(), second(row), u32::try_from(row).ok()?));
        let mut out: Vec<(u64, u64, u32)> = rows.rows().filter_map(weighed).collect();
        scan::sort(&mut out);
        let rest = |a: usize, b: usize| {
            let others = weights.iter().skip(2).map(|weight| weight(a).cmp(&weight(b)));
            let by_id = || self.rows.ids.get(a).cmp(&self.rows.ids.get(b));
            others.fold(Ordering::Equal, Ordering::then).then_with(|| match by_ids {
                Some(key) if key.ascending => by_id(),
                Some(_) => by_id().reverse(),
                None => updated(a).cmp(&updated(b)).then_with(by_id),
            })
        };
        for equal in out.chunk_by_mut(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|equal| equal.len() > 1) {
            equal.sort_unstable_by(|a, b| rest(a.2 as usize, b.2 as usize));
        }
        out.into_iter().map(|(_, _, row)| row).collect()
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
