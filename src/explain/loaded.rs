//! Findings as they were loaded: each with what is told of its other versions and copies.

use super::Version;
use crate::{
    ingest::Record,
    model::{
        Finding, Timestamp,
        summary::{Fact, Summary},
    },
};
use std::{cmp::Reverse, collections::HashMap};

/// A finding with what is told of its other versions and copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The version that is explained.
    pub record: Record,
    /// The others.
    pub others: Vec<Version>,
    /// How many more were loaded and not read, all earlier than those.
    pub unread: u32,
}

impl Loaded {
    /// A finding that has one version.
    pub fn alone(record: Record) -> Loaded {
        Loaded { record, others: Vec::new(), unread: 0 }
    }

    /// Takes another version.
    pub fn join(&mut self, other: &Record) {
        self.others.push(Version::of(&Finding::open(other.dialect, &other.text)));
    }

    /// Records by their findings, in the order of the first of each. The latest version is the one updated last, among
    /// equals the first.
    pub fn group(records: Vec<Record>) -> Vec<Loaded> {
        let mut findings: Vec<Vec<(Option<Timestamp>, Record)>> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for record in records {
            let summary = Summary::of(record.dialect, &record.text);
            let (id, updated) = (summary.text(Fact::Id).map(str::to_owned), summary.time(Fact::Updated));
            drop(summary);
            // A finding without an id cannot be told from another one.
            let at = id.map_or(findings.len(), |id| *known.entry(id).or_insert(findings.len()));
            match findings.get_mut(at) {
                Some(versions) => versions.push((updated, record)),
                None => findings.push(vec![(updated, record)]),
            }
        }
        let latest_first = |mut versions: Vec<(Option<Timestamp>, Record)>| {
            versions.sort_by_key(|(updated, _)| Reverse(*updated));
            let mut versions = versions.into_iter().map(|(_, record)| record);
            let mut loaded = Loaded::alone(versions.next()?);
            versions.for_each(|other| loaded.join(&other));
            Some(loaded)
        };
        findings.into_iter().filter_map(latest_first).collect()
    }
}
