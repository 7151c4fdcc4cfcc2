//! Texts by number: each distinct text once, all behind one another in one string, so that searching them is one search.

use crate::{column::Numbers, place::same};
use hashbrown::HashTable;
use memchr::memmem::Finder;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// No text.
pub const NONE: u32 = u32::MAX;

/// Distinct texts, numbered in the order in which they came.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Dict {
    text: String,
    /// Where each text ends.
    ends: Numbers<u32>,
    /// The same texts in lower case, byte for byte in the same places; nothing while they all are.
    #[serde(skip)]
    lower: Option<String>,
    #[serde(skip)]
    index: HashTable<u32>,
}

fn hash(text: &str) -> u64 {
    let mut hash = FxHasher::default();
    hash.write(text.as_bytes());
    hash.finish()
}

/// A character in lower case, where that has as many bytes.
fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

/// A text in lower case as texts are searched: of the same length in bytes.
pub fn folded(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_ascii_lowercase(),
        false => text.chars().map(lower).collect(),
    }
}

impl Dict {
    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A text by its number; empty for a number that none has.
    pub fn get(&self, id: u32) -> &str {
        slice(&self.text, &self.ends, id)
    }

    /// A text by its number, in lower case.
    pub fn get_lower(&self, id: u32) -> &str {
        slice(self.lower.as_ref().unwrap_or(&self.text), &self.ends, id)
    }

    /// Every text with its number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..self.ends.len()).filter_map(|at| u32::try_from(at).ok()).map(|id| (id, self.get(id)))
    }

    /// The number of a text that is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.find_hashed(text, hash(text))
    }

    fn find_hashed(&self, text: &str, hash: u64) -> Option<u32> {
        self.index.find(hash, |id| same(self.get(*id), text)).copied()
    }

    /// The number of a text, which is taken in if it is new. Nothing where four gigabytes are full.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hashed = hash(text);
        if let Some(id) = self.find_hashed(text, hashed) {
            return id;
        }
        let Ok(end) = u32::try_from(self.text.len() + text.len()) else { return NONE };
        let Ok(id) = u32::try_from(self.ends.len()) else { return NONE };
        let changes = match text.is_ascii() {
            true => text.bytes().any(|byte| byte.is_ascii_uppercase()),
            false => text.chars().any(|c| lower(c) != c),
        };
        if changes && self.lower.is_none() {
            self.lower = Some(self.text.clone());
        }
        if let Some(all) = &mut self.lower {
            all.push_str(&folded(text));
        }
        self.text.push_str(text);
        self.ends.push(end);
        let (all, ends) = (&self.text, &self.ends);
        self.index.insert_unique(hashed, id, |id| hash(slice(all, ends, *id)));
        id
    }

    /// The numbers of the texts that hold another, which is in lower case, as a table over all numbers; nothing where
    /// none does.
    pub fn holding(&self, word: &str) -> Option<Vec<bool>> {
        let all = self.lower.as_ref().unwrap_or(&self.text);
        let mut out = Vec::new();
        // The text that a hit is in is looked for from the last one on: in steps that double, and then between the last two.
        let mut id = 0;
        let mut from = 0;
        let finder = Finder::new(word.as_bytes());
        while let Some(found) = all.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let start = from + found;
            let behind = |id: usize| self.ends.get(id).is_none_or(|end| *end as usize > start);
            let mut step = 1;
            while !behind(id + step) {
                step *= 2;
            }
            let between = self.ends.get(id..(id + step).min(self.ends.len())).unwrap_or_default();
            id += between.partition_point(|end| *end as usize <= start);
            let end = self.ends.get(id).map_or(all.len(), |end| *end as usize);
            // A hit may reach over the end of one text into the next.
            if start + word.len() <= end {
                if out.is_empty() {
                    out = vec![false; self.len()];
                }
                if let Some(slot) = out.get_mut(id) {
                    *slot = true;
                }
                from = end;
            } else {
                from = start + 1;
            }
        }
        (!out.is_empty()).then_some(out)
    }

    /// The place of each text among them all, by its number: by what a reader sees as the same letters first.
    pub fn ranks(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.iter().map(|(id, _)| id).collect();
        ids.sort_unstable_by(|a, b| {
            let lower = self.get_lower(*a).cmp(self.get_lower(*b));
            lower.then_with(|| self.get(*a).cmp(self.get(*b)))
        });
        let mut ranks = vec![0; ids.len()];
        for (rank, id) in (0..).zip(ids) {
            if let Some(slot) = ranks.get_mut(id as usize) {
                *slot = rank;
            }
        }
        ranks
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        let lower = self.lower.as_ref().map_or(0, String::capacity);
        self.text.capacity() + lower + self.ends.capacity() * 4 + self.index.capacity() * 5
    }
}

fn slice<'t>(text: &'t str, ends: &[u32], id: u32) -> &'t str {
    let at = id as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
    ends.get(at).and_then(|end| text.get(start..*end as usize)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hit_does_not_reach_from_one_text_into_the_next() {
        let mut dict = Dict::default();
        for text in ["ab", "ba", "Bab", "x"] {
            dict.intern(text);
        }
        assert_eq!(dict.holding("bb"), None);
        assert_eq!(dict.holding("ab"), Some(vec![true, false, true, false]));
        assert_eq!(dict.holding("ba"), Some(vec![false, true, true, false]));
    }

    proptest! {
        #[test]
        fn texts_are_found_again_and_searched(texts: Vec<String>, word in "[a-cé]{1,3}") {
            let mut dict = Dict::default();
            let ids: Vec<u32> = texts.iter().map(|text| dict.intern(text)).collect();
            for (text, id) in texts.iter().zip(&ids) {
                prop_assert_eq!(dict.get(*id), text);
                prop_assert_eq!(dict.get_lower(*id), folded(text));
                prop_assert_eq!(dict.find(text), Some(*id));
            }
            let holding = dict.holding(&word);
            for (id, text) in dict.iter() {
                let holds = holding.as_ref().is_some_and(|all| all[id as usize]);
                prop_assert_eq!(holds, folded(text).contains(&word));
            }
        }
    }
}
