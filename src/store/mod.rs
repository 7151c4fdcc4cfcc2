//! Many findings: columns, one row a version, and what is asked about them.
//!
//! Texts are numbers into dictionaries, ids and times are numbers, and of the findings' JSON only the places are kept. A
//! version that came again with the same text is a copy and takes no row; versions of a finding are rows that know each
//! other, and the latest of each is what lists show. Readers elsewhere make [`Batch`]es; in whatever order these arrive,
//! the answers are the same: nothing that is told depends on the numbers that rows and texts have.

mod batch;
mod column;
mod count;
mod marks;
mod order;

#[cfg(test)]
mod tests;

pub use batch::{Batch, Loader, identity};
pub use column::Column;
pub use count::{Counted, Group, Histogram, Matrix, Tally};
pub use marks::{Mark, Marks, MarksError, Verdict};
pub use order::{Key, SortBy};
pub use scan::{Bitmap, Dict, Texts, folded};

use crate::{
    ingest::Place,
    model::{
        Band, FindingType, Timestamp,
        summary::{Fact, TACTICS},
    },
};
use batch::Rows;
use hashbrown::HashTable;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, btree_map::Entry},
};

/// Milliseconds of a day.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The findings that were loaded.
#[derive(Default)]
pub struct Store {
    rows: Rows,
    made: Vec<Texts>,
    /// The findings: the row of the latest version of each.
    findings: Vec<u32>,
    /// The finding of each row.
    finding_of: Vec<u32>,
    /// The row of another version of the same finding, in a ring.
    other: Vec<u32>,
    /// The rows that are the latest version of their finding.
    latest: Bitmap,
    /// Findings by their ids.
    known: HashTable<u32>,
    /// How many times each row came again as it is.
    copies: HashMap<u32, u32>,
    /// The names of the sources.
    sources: HashMap<u32, String>,
    /// The tactics that the catalogue has for finding types.
    tactics: HashMap<String, Vec<&'static str>>,
    /// Rows whose tactics the finding itself names.
    own_tactics: Bitmap,
    alike: Alike,
    /// The verdicts, by finding id.
    verdicts: HashMap<String, &'static str>,
    ranks: order::Ranks,
    /// The newest update of all.
    newest: Option<Timestamp>,
}

/// The first rows of a kind: what is made of a finding's type, day or band is made once, and taken over by rows that are alike.
#[derive(Default)]
struct Alike {
    /// By the number of the type's text.
    types: Firsts,
    /// The same, among rows that have the tactics of their type.
    tactics: Firsts,
    bands: Firsts,
    /// By the day of the update, counted from 1970.
    days: BTreeMap<i64, usize>,
}

/// The first row of each kind, by the kind's number.
#[derive(Default)]
struct Firsts(Vec<Option<usize>>);

impl Firsts {
    /// The first row of a kind, if it was another one.
    fn before(&mut self, kind: usize, row: usize) -> Option<usize> {
        if self.0.len() <= kind {
            self.0.resize(kind + 1, None);
        }
        let slot = self.0.get_mut(kind)?;
        let known = *slot;
        slot.get_or_insert(row);
        known
    }
}

/// What became of a row of a batch.
enum Placed {
    /// It is a row.
    New,
    /// It is a copy of a row.
    Copy,
    /// It is a copy of this row, which stands in its place from now on.
    Moved(usize),
}

/// A version of a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Where it stands.
    pub place: Place,
    /// When it was updated.
    pub updated: Option<Timestamp>,
    /// Its severity.
    pub severity: Option<f64>,
    /// Its count.
    pub count: Option<f64>,
    /// How many times more it was met as it is.
    pub copies: u32,
}

impl Store {
    /// How many findings there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.findings.len()).unwrap_or(u32::MAX)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many rows there are: versions of findings.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The name of a source.
    pub fn source(&self, number: u32) -> &str {
        self.sources.get(&number).map(String::as_str).unwrap_or_default()
    }

    /// Names a source, before its batches come.
    pub fn name_source(&mut self, source: u32, name: String) {
        self.sources.insert(source, name);
    }

    /// Takes the catalogue's tactics for a finding type. Names that are no tactics are left out.
    pub fn name_tactics<'t>(&mut self, of: impl Iterator<Item = (&'t str, &'t [String])>) {
        for (name, tactics) in of {
            let known = TACTICS.into_iter().filter(|known| tactics.iter().any(|name| name == known));
            self.tactics.insert(name.to_owned(), known.collect());
        }
        let column = Column::Of(Fact::Tactic);
        let Some(old) = self.rows.texts.get(column.index()) else { return };
        let mut new = column.empty();
        for row in 0..self.rows.len() {
            match self.own_tactics.has(row) {
                true => new.push_texts(old.texts(row)),
                false => new.push_texts(self.tactics_of(row).iter().copied()),
            }
        }
        if let Some(slot) = self.rows.texts.get_mut(column.index()) {
            *slot = new;
        }
        self.ranks.forget();
    }

    /// The number of a row's type among the types.
    fn type_number(&self, row: usize) -> Option<usize> {
        let id = self.rows.texts.get(Column::Of(Fact::Type).index())?.ids(row).first()?;
        Some(*id as usize)
    }

    fn tactics_of(&self, row: usize) -> &[&'static str] {
        let name = self.text(Column::Of(Fact::Type), row).unwrap_or_default();
        self.tactics.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Adds a batch.
    pub fn append(&mut self, batch: &Batch) {
        let before = self.rows.len();
        let mut new: Vec<u32> = Vec::with_capacity(batch.len());
        let mut moved = Vec::new();
        for at in 0..batch.len() {
            let Some(row) = u32::try_from(before + new.len()).ok().filter(|row| *row != scan::NONE) else {
                break;
            };
            let Ok(from) = u32::try_from(at) else { break };
            match self.place_version(row, from, batch, &new, before) {
                Placed::New => new.push(from),
                Placed::Moved(row) => moved.push(row),
                Placed::Copy => {}
            }
        }
        self.rows.extend(&batch.rows, &new);
        self.add_tactics(&batch.rows, &new, before);
        self.make(before);
        self.latest.grow(self.rows.len());
        let newest = (before..self.rows.len()).filter_map(|row| self.time(Fact::Updated, row)).max();
        self.newest = self.newest.max(newest);
        // Only now are the times known by which the latest version is told.
        for row in (before..self.rows.len()).chain(moved) {
            self.elect(row);
        }
        self.ranks.forget();
    }

    /// Finds the finding of a row of a batch, or founds it; joins its versions where it is not a copy of one.
    fn place_version(&mut self, row: u32, from: u32, batch: &Batch, new: &[u32], before: usize) -> Placed {
        let at = from as usize;
        let Some(&id) = batch.rows.ids.get(at) else { return Placed::Copy };
        let hash = batch.rows.hashes.get(at).copied().unwrap_or_default();
        // Rows of this batch are not in the columns yet.
        let in_batch = |row: u32| new.get((row as usize).checked_sub(before)?).map(|from| *from as usize);
        let id_of = |row: u32| match in_batch(row) {
            Some(at) => batch.rows.ids.get(at).copied(),
            None => self.rows.ids.get(row as usize).copied(),
        };
        let of_finding = |finding: &u32| self.findings.get(*finding as usize).and_then(|row| id_of(*row));
        let known = self.known.find(hash_id(id), |finding| of_finding(finding) == Some(id)).copied();
        let Some(finding) = known else {
            let finding = self.len();
            self.findings.push(row);
            self.known.insert_unique(hash_id(id), finding, |finding| {
                hash_id(self.findings.get(*finding as usize).and_then(|row| id_of(*row)).unwrap_or_default())
            });
            self.finding_of.push(finding);
            self.other.push(row);
            return Placed::New;
        };
        let Some(&first) = self.findings.get(finding as usize) else { return Placed::Copy };
        let versions: Vec<u32> = self.ring(first).collect();
        let copy = versions.iter().copied().find(|row| match in_batch(*row) {
            Some(at) => batch.rows.hashes.get(at) == Some(&hash),
            None => self.rows.hashes.get(*row as usize) == Some(&hash),
        });
        if let Some(copy) = copy {
            *self.copies.entry(copy).or_default() += 1;
            // Of copies the first place counts, whichever came first. In a batch the earlier is the first.
            let earlier = batch.rows.places.order(at) < self.rows.places.order(copy as usize);
            if earlier && in_batch(copy).is_none() {
                self.rows.places.replace(copy as usize, &batch.rows.places, at);
                let name = self.sources.get(&batch.source.0).cloned();
                if let Some(column) = self.made.get_mut(Column::File.index() - Column::FACTS.len()) {
                    column.set(copy as usize, name.as_deref());
                }
                return Placed::Moved(copy as usize);
            }
            return Placed::Copy;
        }
        let next = self.other.get(first as usize).copied().unwrap_or(row);
        if let Some(slot) = self.other.get_mut(first as usize) {
            *slot = row;
        }
        self.finding_of.push(finding);
        self.other.push(next);
        Placed::New
    }

    /// The rows of the versions of a finding, from one of them on.
    fn ring(&self, first: u32) -> impl Iterator<Item = u32> {
        let next = move |row: &u32| self.other.get(*row as usize).copied().filter(|row| *row != first);
        std::iter::successors(Some(first), next)
    }

    /// Adds the tactics of rows of a batch: those that the finding names, else those of its type.
    fn add_tactics(&mut self, batch: &Rows, rows: &[u32], before: usize) {
        self.own_tactics.grow(self.rows.len());
        let at = Column::Of(Fact::Tactic).index();
        let Some(own) = batch.texts.get(at) else { return };
        for (to, from) in (before..).zip(rows) {
            let named: Vec<&str> = own.texts(*from as usize).collect();
            self.own_tactics.set(to, !named.is_empty());
            let kind = self.type_number(to).filter(|_| named.is_empty());
            let like = kind.and_then(|kind| self.alike.tactics.before(kind, to));
            let texts = match (like, named.is_empty()) {
                (None, true) => self.tactics_of(to).to_vec(),
                _ => named,
            };
            match (self.rows.texts.get_mut(at), like) {
                (Some(column), Some(like)) => column.push_like(like),
                (Some(column), None) => column.push_texts(texts),
                (None, _) => {}
            }
        }
    }

    /// Fills the columns that are made, from a row on.
    fn make(&mut self, from: usize) {
        let mut alike = std::mem::take(&mut self.alike);
        let mut made = std::mem::take(&mut self.made);
        if made.is_empty() {
            made = Column::MADE.into_iter().map(Column::empty).collect();
        }
        for row in from..self.rows.len() {
            let like_type = self.type_number(row).and_then(|kind| alike.types.before(kind, row));
            let kind = match like_type {
                None => self.text(Column::Of(Fact::Type), row).and_then(FindingType::parse),
                Some(_) => None,
            };
            let band = self.number(Fact::Severity, row).map(Band::of);
            let like_band = band.and_then(|band| alike.bands.before(band as usize, row));
            let updated = self.time(Fact::Updated, row);
            let like_day = updated.and_then(|at| match alike.days.entry(at.0.div_euclid(DAY)) {
                Entry::Occupied(first) => Some(*first.get()),
                Entry::Vacant(slot) => {
                    slot.insert(row);
                    None
                }
            });
            let day = updated.filter(|_| like_day.is_none()).map(Timestamp::day);
            // A batch is of one source.
            let like_file = Some(from).filter(|first| *first < row);
            let id = (!self.verdicts.is_empty()).then(|| self.rows.id(row));
            for (column, texts) in Column::MADE.into_iter().zip(&mut made) {
                let (like, text) = match column {
                    Column::Purpose => (like_type, kind.map(|kind| kind.purpose)),
                    Column::About => (like_type, kind.map(|kind| kind.resource)),
                    Column::Family => (like_type, kind.map(|kind| kind.family)),
                    Column::Band => (like_band, band.map(Band::slug)),
                    Column::Day => (like_day, day.as_deref()),
                    Column::File => {
                        let (source, _) = self.rows.places.order(row);
                        (like_file, self.sources.get(&source).map(String::as_str))
                    }
                    Column::Verdict => (None, id.as_ref().and_then(|id| self.verdicts.get(id)).copied()),
                    Column::Of(_) => (None, None),
                };
                match like {
                    Some(like) => texts.push_like(like),
                    None => texts.push_texts(text),
                }
            }
        }
        self.made = made;
        self.alike = alike;
    }

    /// Makes a row the latest version of its finding if it is: the one updated last, among equals the first in place.
    fn elect(&mut self, row: usize) {
        let Some(&finding) = self.finding_of.get(row) else { return };
        let Some(slot) = self.findings.get_mut(finding as usize) else { return };
        let now = *slot as usize;
        let age = |row: usize| (self.rows.time(Fact::Updated, row), Reverse(self.rows.places.order(row)));
        if row == now || age(row) > age(now) {
            *slot = u32::try_from(row).unwrap_or(*slot);
            self.latest.set(now, false);
            self.latest.set(row, true);
        }
    }

    /// The rows that lists show: the latest version of each finding.
    pub fn latest(&self) -> &Bitmap {
        &self.latest
    }

    /// The texts of a column.
    pub fn column(&self, column: Column) -> Option<&Texts> {
        let at = column.index();
        self.rows.texts.get(at).or_else(|| self.made.get(at.checked_sub(Column::FACTS.len())?))
    }

    /// The first text of a row.
    pub fn text(&self, column: Column, row: usize) -> Option<&str> {
        self.column(column)?.first(row)
    }

    /// A number of a row.
    pub fn number(&self, fact: Fact, row: usize) -> Option<f64> {
        self.rows.number(fact, row)
    }

    /// A time of a row.
    pub fn time(&self, fact: Fact, row: usize) -> Option<Timestamp> {
        self.rows.time(fact, row)
    }

    /// Yes or no, of a row.
    pub fn flag(&self, fact: Fact, row: usize) -> Option<bool> {
        self.rows.flag(fact, row)
    }

    /// The finding's id, as it is written.
    pub fn id(&self, row: usize) -> String {
        self.rows.id(row)
    }

    /// What [`identity`] makes of the finding's id; nothing where it has none.
    pub fn identity(&self, row: usize) -> Option<u128> {
        self.rows.identity(row)
    }

    /// The rows whose id holds a word, which is in lower case.
    pub fn with_id(&self, word: &str) -> Bitmap {
        let digits = word.bytes().all(|b| b.is_ascii_hexdigit()) && word.len() <= 32;
        let number = if digits { u128::from_str_radix(word, 16).ok() } else { None };
        let mut out = Bitmap::none(self.rows.len());
        if let Some(number) = number {
            let bits = 4 * word.len() as u32;
            let mask = u128::MAX.checked_shr(128 - bits).unwrap_or_default();
            let holds = |id: &u128| (0..=128 - bits).step_by(4).any(|shift| id >> shift & mask == number);
            out = Bitmap::of(self.rows.len(), |row| self.rows.ids.get(row).is_some_and(holds));
        }
        // The number of an odd id is a hash and says nothing.
        for (row, id) in &self.rows.odd_ids {
            out.set(*row as usize, folded(id).contains(word));
        }
        out
    }

    /// The finding of a row.
    pub fn finding_of(&self, row: usize) -> Option<u32> {
        self.finding_of.get(row).copied()
    }

    /// The row of a finding's latest version.
    pub fn row_of(&self, finding: u32) -> Option<usize> {
        self.findings.get(finding as usize).map(|row| *row as usize)
    }

    /// The finding of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let rows = self.latest.rows();
        match batch::hex(id) {
            Some(number) => {
                let of =
                    |finding: &u32| self.row_of(*finding).and_then(|row| self.rows.ids.get(row)).copied();
                self.known.find(hash_id(number), |finding| of(finding) == Some(number)).copied()
            }
            None => rows.filter(|row| self.rows.id(*row) == id).find_map(|row| self.finding_of(row)),
        }
    }

    /// What rows are ordered by as they came: sources as they were opened, findings as they stand there.
    pub fn order(&self, row: usize) -> (u32, u32) {
        self.rows.places.order(row)
    }

    /// Where a row stands.
    pub fn place(&self, row: usize) -> Place {
        self.rows.places.get(row)
    }

    /// How many versions a row's finding has.
    pub fn version_count(&self, row: usize) -> usize {
        u32::try_from(row).map_or(0, |row| self.ring(row).count())
    }

    /// The versions of a finding, the latest first.
    pub fn versions(&self, finding: u32) -> Vec<Version> {
        let Some(latest) = self.findings.get(finding as usize) else { return Vec::new() };
        let mut rows: Vec<u32> = self.ring(*latest).collect();
        let age = |row: u32| {
            let row = row as usize;
            (Reverse(self.rows.time(Fact::Updated, row)), self.rows.places.order(row))
        };
        rows.sort_by_key(|row| age(*row));
        let version = |row: u32| {
            let at = row as usize;
            Version {
                place: self.place(at),
                updated: self.time(Fact::Updated, at),
                severity: self.number(Fact::Severity, at),
                count: self.number(Fact::Count, at),
                copies: self.copies.get(&row).copied().unwrap_or_default(),
            }
        };
        rows.into_iter().map(version).collect()
    }

    /// The newest update of all: what relative times are relative to, so that the same findings always give the same.
    pub fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// Notes the verdicts that people gave, by finding id; what had one before and has none now loses it.
    pub fn note_verdicts(&mut self, verdicts: HashMap<String, &'static str>) {
        self.verdicts = verdicts;
        let noted = |row: usize| self.verdicts.get(&self.rows.id(row)).copied();
        let texts: Vec<_> = (0..self.rows.len()).map(noted).collect();
        let at = Column::Verdict.index() - Column::FACTS.len();
        if let Some(column) = self.made.get_mut(at) {
            for (row, text) in texts.into_iter().enumerate() {
                column.set(row, text);
            }
        }
        self.ranks.forget();
    }

    /// Notes the verdict on one finding.
    pub fn note_verdict(&mut self, id: &str, verdict: Option<&'static str>) {
        match verdict {
            Some(verdict) => self.verdicts.insert(id.to_owned(), verdict),
            None => self.verdicts.remove(id),
        };
        let Some(row) = self.find(id).and_then(|finding| self.findings.get(finding as usize)).copied() else {
            return;
        };
        let rows: Vec<u32> = self.ring(row).collect();
        let at = Column::Verdict.index() - Column::FACTS.len();
        if let Some(column) = self.made.get_mut(at) {
            rows.into_iter().for_each(|row| column.set(row as usize, verdict));
        }
        self.ranks.forget();
    }

    /// Bytes on the heap, about.
    pub fn bytes(&self) -> usize {
        let made: usize = self.made.iter().map(Texts::bytes).sum();
        let numbers = self.findings.capacity() + self.finding_of.capacity() + self.other.capacity();
        self.rows.bytes() + made + numbers * 4 + self.known.capacity() * 5
    }
}

fn hash_id(id: u128) -> u64 {
    // Ids are random as GuardDuty makes them; folding mixes those that are not.
    ((id >> 64) as u64 ^ (id as u64).rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
