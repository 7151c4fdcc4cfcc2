//! Batches: what a reader found in a stretch of a source, as columns, ready to be sent to a store and added to it.

use super::Column;
use crate::{
    ingest::{Neighbour, Place, Problem, Reader, Record, Sink, SourceId, Step},
    json::Pointer,
    model::{
        Timestamp,
        summary::{Fact, Summary},
    },
};
use scan::{Dict, Numbers, Texts, content_hash, reserve};
use serde::{Deserialize, Serialize};

/// No time.
pub(super) const NO_TIME: i64 = i64::MIN;

/// Findings of one source as columns, and what else was met there. Of the findings' texts it has the places.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Batch {
    /// The source.
    pub source: SourceId,
    /// Chains of envelopes by the envelopes' ids, and how many findings came in each; in the order of their first.
    pub chains: Vec<(Vec<String>, u64)>,
    /// What stands near findings.
    pub neighbours: Vec<Neighbour>,
    /// Problems.
    pub problems: Vec<Problem>,
    pub(super) rows: Rows,
}

/// The columns that batches and the store have in common.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Rows {
    /// The ids: those of 32 lower-case hexadecimal digits as numbers, others as a hash.
    pub ids: Numbers<u128>,
    /// The other ids as they are written.
    pub odd_ids: Vec<(u32, String)>,
    /// Texts, in the order of [`Column::FACTS`].
    pub texts: Vec<Texts>,
    /// Numbers, in the order of [`Fact::NUMBERS`]; none is no number.
    pub numbers: [Numbers<f64>; Fact::NUMBERS.len()],
    /// Milliseconds since 1970, in the order of [`Fact::TIMES`]; none is [`NO_TIME`].
    pub times: [Numbers<i64>; Fact::TIMES.len()],
    /// Flags, two bits each in the order of [`Fact::FLAGS`]: whether it is told, whether it is so.
    pub flags: Numbers<u8>,
    /// Hashes of the findings' texts, to tell a copy from another version.
    pub hashes: Numbers<u64>,
    pub places: Places,
}

/// Where findings stand.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Places {
    pub source: Numbers<u32>,
    /// The how-manieth finding of its source.
    pub nth: Numbers<u32>,
    offset: Numbers<u64>,
    length: Numbers<u64>,
    line: Numbers<u64>,
    column: Numbers<u64>,
    /// Steps and pointer, as JSON in the dictionary: nearly always the same.
    way: Numbers<u32>,
    ways: Dict,
    /// The last of them that was added.
    #[serde(skip)]
    last: Option<((Vec<Step>, Pointer), u32)>,
}

impl Places {
    fn push(&mut self, place: &Place, nth: u32) {
        self.source.push(place.source.0);
        self.nth.push(nth);
        self.offset.push(place.offset);
        self.length.push(place.length);
        self.line.push(place.line);
        self.column.push(place.column);
        let way = (&place.steps, &place.pointer);
        let way = match &self.last {
            Some((known, id)) if (&known.0, &known.1) == way => *id,
            _ => {
                let id = self.ways.intern(&serde_json::to_string(&way).unwrap_or_default());
                self.last = Some(((way.0.clone(), way.1.clone()), id));
                id
            }
        };
        self.way.push(way);
    }

    /// The place of a row.
    pub fn get(&self, row: usize) -> Place {
        let number = |column: &[u64]| column.get(row).copied().unwrap_or_default();
        let way = self.way.get(row).map(|id| self.ways.get(*id)).unwrap_or_default();
        let (steps, pointer): (Vec<Step>, Pointer) = serde_json::from_str(way).unwrap_or_default();
        Place {
            source: SourceId(self.source.get(row).copied().unwrap_or_default()),
            offset: number(&self.offset),
            length: number(&self.length),
            line: number(&self.line),
            column: number(&self.column),
            steps,
            pointer,
        }
    }

    /// What places are ordered by: sources as they were opened, findings as they stand there.
    pub fn order(&self, row: usize) -> (u32, u32) {
        let number = |column: &[u32]| column.get(row).copied().unwrap_or_default();
        (number(&self.source), number(&self.nth))
    }

    fn extend(&mut self, other: &Places, rows: &[u32]) {
        let ways: Vec<u32> = other.ways.iter().map(|(_, way)| self.ways.intern(way)).collect();
        pick(&mut self.source, &other.source, rows);
        pick(&mut self.nth, &other.nth, rows);
        pick(&mut self.offset, &other.offset, rows);
        pick(&mut self.length, &other.length, rows);
        pick(&mut self.line, &other.line, rows);
        pick(&mut self.column, &other.column, rows);
        reserve(&mut self.way, rows.len());
        let way = |row: &u32| other.way.get(*row as usize).and_then(|way| ways.get(*way as usize)).copied();
        self.way.extend(rows.iter().map(|row| way(row).unwrap_or_default()));
    }

    /// Puts the place of a row of another table over one of this.
    pub fn replace(&mut self, row: usize, other: &Places, from: usize) {
        let way = other.way.get(from).map(|way| self.ways.intern(other.ways.get(*way))).unwrap_or_default();
        put(&mut self.source, row, &other.source, from);
        put(&mut self.nth, row, &other.nth, from);
        put(&mut self.offset, row, &other.offset, from);
        put(&mut self.length, row, &other.length, from);
        put(&mut self.line, row, &other.line, from);
        put(&mut self.column, row, &other.column, from);
        put(&mut self.way, row, &[way], 0);
    }

    fn bytes(&self) -> usize {
        let narrow = self.source.capacity() + self.nth.capacity() + self.way.capacity();
        let wide = [&self.offset, &self.length, &self.line, &self.column];
        narrow * 4 + wide.iter().map(|column| column.capacity() * 8).sum::<usize>() + self.ways.bytes()
    }
}

fn put<T: Copy>(to: &mut [T], row: usize, from: &[T], at: usize) {
    if let (Some(slot), Some(value)) = (to.get_mut(row), from.get(at)) {
        *slot = *value;
    }
}

/// Adds the values of some rows.
fn pick<T: Copy>(to: &mut Vec<T>, from: &[T], rows: &[u32]) {
    reserve(to, rows.len());
    to.extend(rows.iter().filter_map(|row| from.get(*row as usize)));
}

impl Default for Rows {
    fn default() -> Rows {
        Rows {
            ids: Numbers::default(),
            odd_ids: Vec::new(),
            texts: Column::FACTS.iter().map(|fact| Column::Of(*fact).empty()).collect(),
            numbers: Default::default(),
            times: Default::default(),
            flags: Numbers::default(),
            hashes: Numbers::default(),
            places: Places::default(),
        }
    }
}

impl Rows {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    fn push(&mut self, text: &str, summary: &Summary<'_>, place: &Place, nth: u32) {
        let hash = content_hash(text.as_bytes());
        let id = summary.text(Fact::Id).unwrap_or_default();
        if hex(id).is_none()
            && let Ok(row) = u32::try_from(self.ids.len())
        {
            self.odd_ids.push((row, id.to_owned()));
        }
        // A finding without an id is itself alone.
        self.ids.push(identity(if id.is_empty() { text } else { id }));
        let mut texts = summary.all_texts().skip_while(|(fact, _)| *fact == Fact::Id).peekable();
        for (fact, column) in Column::FACTS.into_iter().zip(&mut self.texts) {
            let of_fact = std::iter::from_fn(|| texts.next_if(|(known, _)| *known == fact));
            column.push_texts(of_fact.map(|(_, text)| text));
        }
        for (column, number) in self.numbers.iter_mut().zip(summary.numbers()) {
            column.push(number.unwrap_or(f64::NAN));
        }
        for (column, time) in self.times.iter_mut().zip(summary.times()) {
            column.push(time.map_or(NO_TIME, |time| time.0));
        }
        let flag = |flag: &Option<bool>| flag.map_or(0, |is| 1 | u8::from(is) << 1);
        self.flags.push(summary.flags().iter().rev().fold(0, |all, one| all << 2 | flag(one)));
        self.hashes.push(hash);
        self.places.push(place, nth);
    }

    /// Adds rows of another table, given by their places there: all but the tactics.
    pub fn extend(&mut self, other: &Rows, rows: &[u32]) {
        let first = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let odd = other.odd_ids.iter().filter_map(|(row, id)| {
            let at = rows.binary_search(row).ok().and_then(|at| u32::try_from(at).ok())?;
            Some((first + at, id.clone()))
        });
        self.odd_ids.extend(odd);
        pick(&mut self.ids, &other.ids, rows);
        for ((column, other), fact) in self.texts.iter_mut().zip(&other.texts).zip(Column::FACTS) {
            if fact != Fact::Tactic {
                column.extend(other, rows);
            }
        }
        for (column, other) in self.numbers.iter_mut().zip(&other.numbers) {
            pick(column, other, rows);
        }
        for (column, other) in self.times.iter_mut().zip(&other.times) {
            pick(column, other, rows);
        }
        pick(&mut self.flags, &other.flags, rows);
        pick(&mut self.hashes, &other.hashes, rows);
        self.places.extend(&other.places, rows);
    }

    /// The id of a row, as it is written.
    pub fn id(&self, row: usize) -> String {
        let odd = u32::try_from(row)
            .ok()
            .and_then(|row| self.odd_ids.binary_search_by_key(&row, |(at, _)| *at).ok());
        match odd.and_then(|at| self.odd_ids.get(at)) {
            Some((_, id)) => id.clone(),
            None => self.ids.get(row).map(|id| format!("{id:032x}")).unwrap_or_default(),
        }
    }

    /// What [`identity`] makes of the finding's id; nothing where it has none.
    pub fn identity(&self, row: usize) -> Option<u128> {
        let number = u32::try_from(row).ok()?;
        let odd = self.odd_ids.binary_search_by_key(&number, |(at, _)| *at).ok();
        let has = odd.and_then(|at| self.odd_ids.get(at)).is_none_or(|(_, id)| !id.is_empty());
        self.ids.get(row).copied().filter(|_| has)
    }

    pub fn number(&self, fact: Fact, row: usize) -> Option<f64> {
        let column = self.numbers.get(Fact::NUMBERS.iter().position(|known| *known == fact)?)?;
        column.get(row).copied().filter(|number| !number.is_nan())
    }

    pub fn time(&self, fact: Fact, row: usize) -> Option<Timestamp> {
        let column = self.times.get(Fact::TIMES.iter().position(|known| *known == fact)?)?;
        column.get(row).copied().filter(|time| *time != NO_TIME).map(Timestamp)
    }

    pub fn flag(&self, fact: Fact, row: usize) -> Option<bool> {
        let at = Fact::FLAGS.iter().position(|known| *known == fact)?;
        let bits = self.flags.get(row)? >> (2 * at);
        (bits & 1 == 1).then_some(bits & 2 == 2)
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        let texts: usize = self.texts.iter().map(Texts::bytes).sum();
        let numbers: usize = self.numbers.iter().map(|column| column.capacity() * 8).sum();
        let times: usize = self.times.iter().map(|column| column.capacity() * 8).sum();
        let hashes = self.hashes.capacity() * 8;
        texts
            + numbers
            + times
            + hashes
            + self.ids.capacity() * 16
            + self.flags.capacity()
            + self.places.bytes()
    }
}

/// The number that 32 lower-case hexadecimal digits are: the form of GuardDuty's ids.
pub(super) fn hex(id: &str) -> Option<u128> {
    let digits = id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (id.len() == 32 && digits).then(|| u128::from_str_radix(id, 16).ok()).flatten()
}

/// A number for an id: itself where it is written as GuardDuty writes them, else one made of its text.
pub fn identity(id: &str) -> u128 {
    hex(id).unwrap_or_else(|| {
        let backwards: Vec<u8> = id.bytes().rev().collect();
        u128::from(content_hash(id.as_bytes())) << 64 | u128::from(content_hash(&backwards))
    })
}

/// Reads a source into batches.
pub struct Loader {
    reader: Reader,
    filled: Filled,
}

/// A batch that is being filled.
struct Filled {
    batch: Batch,
    /// How many findings of the source came.
    count: u32,
}

impl Loader {
    /// A loader of a source.
    pub fn new(source: SourceId) -> Loader {
        Loader { reader: Reader::new(source), filled: Filled { batch: Batch::new(source), count: 0 } }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.reader.push_to(bytes, &mut self.filled);
    }

    /// What was read since the last time.
    pub fn take(&mut self) -> Batch {
        let new = Batch::new(self.filled.batch.source);
        std::mem::replace(&mut self.filled.batch, new)
    }

    /// The source ended: what was left.
    pub fn finish(mut self) -> Batch {
        self.reader.finish_to(&mut self.filled);
        self.filled.batch
    }
}

impl Filled {
    fn add(&mut self, text: &str, place: &Place, summary: &Summary<'_>, chain: &[&'static str]) {
        match self.batch.chains.iter_mut().find(|(known, _)| known == chain) {
            Some((_, count)) => *count += 1,
            None => self.batch.chains.push((chain.iter().map(|&id| id.to_owned()).collect(), 1)),
        }
        self.batch.rows.push(text, summary, place, self.count);
        self.count = self.count.saturating_add(1);
    }
}

impl Sink for Filled {
    fn record(&mut self, record: Record) {
        let summary = Summary::of(record.dialect, &record.text);
        let chain: Vec<&'static str> = record.envelopes.iter().map(|envelope| envelope.id).collect();
        self.add(&record.text, &record.place, &summary, &chain);
    }

    fn line(&mut self, text: &str, place: Place, summary: Summary<'_>) {
        self.add(text, &place, &summary, &[]);
    }

    fn neighbour(&mut self, neighbour: Neighbour) {
        self.batch.neighbours.push(neighbour);
    }

    fn problem(&mut self, problem: Problem) {
        self.batch.problems.push(problem);
    }
}

impl Batch {
    fn new(source: SourceId) -> Batch {
        Batch {
            source,
            chains: Vec::new(),
            neighbours: Vec::new(),
            problems: Vec::new(),
            rows: Rows::default(),
        }
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// The batch as bytes, to be sent. Nothing where memory does not suffice.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// The batch that bytes hold; nothing where they hold none.
    #[inline(never)]
    pub fn from_bytes(bytes: &[u8]) -> Option<Batch> {
        postcard::from_bytes(bytes).ok()
    }
}
