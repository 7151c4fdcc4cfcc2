//! Sets of rows, a bit a row.

/// A set of rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitmap {
    words: Vec<u64>,
    /// How many rows there are, in the set or not.
    len: usize,
}

impl Bitmap {
    /// None of so many rows.
    pub fn none(len: usize) -> Bitmap {
        Bitmap { words: vec![0; len.div_ceil(64)], len }
    }

    /// How many rows there are, in the set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no rows at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Makes room for more rows, which are not in the set.
    pub fn grow(&mut self, len: usize) {
        self.words.resize(len.div_ceil(64), 0);
        self.len = len;
    }

    /// Puts a row in or takes it out.
    pub fn set(&mut self, row: usize, is: bool) {
        if let Some(word) = self.words.get_mut(row / 64) {
            let bit = 1 << (row % 64);
            *word = if is { *word | bit } else { *word & !bit };
        }
    }

    /// Whether a row is in the set.
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// How many rows are in the set.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// The rows in both.
    pub fn and(mut self, other: &Bitmap) -> Bitmap {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// The rows in either.
    pub fn or(mut self, other: &Bitmap) -> Bitmap {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// The rows that are not in the set.
    pub fn inverted(mut self) -> Bitmap {
        self.words.iter_mut().for_each(|word| *word = !*word);
        if let Some(last) = self.words.last_mut()
            && !self.len.is_multiple_of(64)
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
        self
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }

    /// The rows for which something holds, of so many.
    pub fn of(len: usize, mut holds: impl FnMut(usize) -> bool) -> Bitmap {
        let word = |at: usize| {
            let rows = at * 64..len.min(at * 64 + 64);
            rows.enumerate().fold(0, |word, (bit, row)| word | u64::from(holds(row)) << bit)
        };
        Bitmap { words: (0..len.div_ceil(64)).map(word).collect(), len }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_of_rows_are_sets(len in 0usize..200, a: Vec<u8>, b: Vec<u8>) {
            let set = |rows: &[u8]| rows.iter().map(|row| usize::from(*row)).filter(|row| *row < len).collect::<BTreeSet<_>>();
            let (a, b) = (set(&a), set(&b));
            let map = |set: &BTreeSet<usize>| Bitmap::of(len, |row| set.contains(&row));
            let rows = |map: &Bitmap| map.rows().collect::<BTreeSet<_>>();
            prop_assert_eq!(rows(&map(&a)), a.clone());
            prop_assert_eq!(rows(&map(&a).and(&map(&b))), &a & &b);
            prop_assert_eq!(rows(&map(&a).or(&map(&b))), &a | &b);
            prop_assert_eq!(rows(&map(&a).inverted()), (0..len).filter(|row| !a.contains(row)).collect());
            prop_assert_eq!(map(&a).inverted().count() as usize, len - a.len());
            let mut grown = map(&a);
            grown.grow(len + 70);
            prop_assert_eq!(rows(&grown), a);
        }
    }
}
