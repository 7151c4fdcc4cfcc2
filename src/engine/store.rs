//! The findings that were loaded: one entry a finding, its versions together, summaries to list and sort by.

use super::protocol::{Column, FindingNumber, Reading, RowView, Rows, Window};
use crate::{
    explain::{Peer, Subject},
    ingest::Record,
    model::{Band, Finding, FindingType, Timestamp},
};
use std::{cmp::Ordering, collections::HashMap};

/// The findings that were loaded.
#[derive(Default)]
pub struct Store {
    entries: Vec<Entry>,
    /// By identity, so that a finding that comes again joins its earlier versions.
    known: HashMap<String, usize>,
    /// What checks compare of each entry, in the order of the entries.
    peers: Vec<Peer>,
}

/// A finding with its versions, the latest last.
pub struct Entry {
    /// The versions. Never empty.
    versions: Vec<Record>,
    summary: Summary,
}

/// What the list shows of a finding.
#[derive(Default)]
struct Summary {
    id: String,
    severity: Option<f64>,
    type_string: String,
    resource: String,
    account: String,
    region: String,
    title: String,
    count: Option<u64>,
    updated: Option<Timestamp>,
    sample: bool,
    archived: bool,
}

impl Store {
    /// Takes a record: a new finding, a later or earlier version of one, or a copy.
    pub fn add(&mut self, record: Record) {
        let finding = Finding::open(record.dialect, &record.text);
        let summary = Summary::of(&finding);
        let identity = if summary.id.is_empty() { record.text.clone() } else { summary.id.clone() };
        let known = self.known.get(&identity).copied();
        let Some((entry, peer)) = known.and_then(|at| self.entries.get_mut(at).zip(self.peers.get_mut(at)))
        else {
            self.known.insert(identity, self.entries.len());
            self.entries.push(Entry { versions: vec![record], summary });
            self.peers.push(Peer::of(&finding));
            return;
        };
        if entry.versions.iter().any(|known| known.text == record.text) {
            return;
        }
        // The version with the later update is the one that is shown; among equals the first that came.
        if summary.updated > entry.summary.updated {
            entry.summary = summary;
            entry.versions.push(record);
            *peer = Peer::of(&finding);
        } else {
            entry.versions.insert(0, record);
        }
    }

    /// How many findings there are.
    pub fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// A finding by its number.
    pub fn get(&self, number: FindingNumber) -> Option<&Entry> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    /// What checks compare of every finding.
    pub fn peers(&self) -> &[Peer] {
        &self.peers
    }

    /// A window of the list.
    pub fn rows(&self, window: &Window, reading: Reading) -> Rows {
        let words: Vec<String> = window.filter.split_whitespace().map(str::to_lowercase).collect();
        let mut found: Vec<(usize, &Entry)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| words.iter().all(|word| entry.summary.holds(word)))
            .collect();
        found.sort_by(|(_, a), (_, b)| {
            let order = a.summary.compare(&b.summary, window.sort.by);
            if window.sort.ascending { order } else { order.reverse() }
        });
        let shown = found.iter().skip(window.from as usize).take(window.len as usize);
        Rows {
            matching: u32::try_from(found.len()).unwrap_or(u32::MAX),
            total: self.len(),
            from: window.from,
            rows: shown.filter_map(|(at, entry)| entry.row(u32::try_from(*at).ok()?, reading)).collect(),
        }
    }
}

impl Entry {
    /// The latest version.
    pub fn latest(&self) -> Option<&Record> {
        self.versions.last()
    }

    /// How many versions were loaded.
    pub fn versions(&self) -> u32 {
        u32::try_from(self.versions.len()).unwrap_or(u32::MAX)
    }

    /// A version, the earliest is zero.
    pub fn version(&self, number: u32) -> Option<&Record> {
        self.versions.get(usize::try_from(number).ok()?)
    }

    fn row(&self, finding: FindingNumber, reading: Reading) -> Option<RowView> {
        let summary = &self.summary;
        Some(RowView {
            finding,
            severity: summary.severity,
            band: summary.severity.map(Band::of),
            type_string: summary.type_string.clone(),
            resource: summary.resource.clone(),
            account: summary.account.clone(),
            region: summary.region.clone(),
            count: summary.count,
            updated: summary.updated.map(|at| at.show(reading.offset)).unwrap_or_default(),
            sample: summary.sample,
            archived: summary.archived,
            versions: self.versions(),
        })
    }
}

impl Summary {
    fn of(finding: &Finding) -> Summary {
        let lens = finding.lens();
        let subject =
            Subject { finding: lens, kind: finding.type_string().and_then(FindingType::parse), entry: None };
        let text = |text: Option<crate::model::lens::Text<'_>>| {
            text.map(|t| t.value.into_owned()).unwrap_or_default()
        };
        let service = lens.service();
        Summary {
            id: text(lens.id()),
            severity: lens.severity().map(|s| s.value),
            type_string: text(lens.type_()),
            resource: text(subject.resource()),
            account: text(lens.account_id()),
            region: text(lens.region()),
            title: text(lens.title()),
            count: service.count().and_then(|c| c.whole()),
            updated: lens.updated_at().and_then(|t| Timestamp::parse(t.as_str())),
            sample: service.additional_info().sample().is_some_and(|s| s.value),
            archived: service.archived().is_some_and(|a| a.value),
        }
    }

    fn holds(&self, word: &str) -> bool {
        let texts = [&self.type_string, &self.resource, &self.account, &self.region, &self.title, &self.id];
        texts.into_iter().any(|text| text.to_lowercase().contains(word))
    }

    fn compare(&self, other: &Summary, by: Column) -> Ordering {
        let severity = |s: &Summary| s.severity.unwrap_or(f64::NEG_INFINITY);
        let first = match by {
            Column::Severity => severity(self).total_cmp(&severity(other)),
            Column::Type => self.type_string.cmp(&other.type_string),
            Column::Resource => self.resource.cmp(&other.resource),
            Column::Account => self.account.cmp(&other.account),
            Column::Region => self.region.cmp(&other.region),
            Column::Count => self.count.cmp(&other.count),
            Column::Updated => self.updated.cmp(&other.updated),
        };
        first.then_with(|| self.updated.cmp(&other.updated)).then_with(|| self.id.cmp(&other.id))
    }
}
