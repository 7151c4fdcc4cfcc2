//! Counting: the values of a column with how many findings have them, groups, severity over time, accounts by Regions.

use super::{Bitmap, Column, Store};
use crate::model::{Band, Timestamp, summary::Fact};
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How many findings there are of each band, the worst first, and last those without a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally(pub [u32; 5]);

impl Tally {
    fn add(&mut self, severity: Option<f64>) {
        let band = severity.map(Band::of);
        let at = Band::ALL.iter().position(|known| Some(*known) == band).unwrap_or(Band::ALL.len());
        if let Some(slot) = self.0.get_mut(at) {
            *slot += 1;
        }
    }

    /// All of them.
    pub fn sum(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The worst band that there is.
    pub fn worst(&self) -> Option<Band> {
        Band::ALL.into_iter().zip(self.0).find(|(_, count)| *count > 0).map(|(band, _)| band)
    }
}

/// A value with how many findings have it. A finding with several values counts for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The value; nothing for those that have none.
    pub value: Option<String>,
    /// How many findings.
    pub count: u32,
}

/// Findings that have a value in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The value; nothing for those that have none.
    pub value: Option<String>,
    /// How many findings, by band.
    pub tally: Tally,
    /// The worst severity.
    pub worst: Option<f64>,
    /// When the first of them was first seen, or created where that is not told.
    pub first: Option<Timestamp>,
    /// When the last of them was updated.
    pub last: Option<Timestamp>,
}

/// Severity over time, by the time of the last update.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Histogram {
    /// Where the first bar starts.
    pub start: Timestamp,
    /// How many milliseconds a bar is wide.
    pub width: i64,
    /// The bars, without gaps.
    pub bars: Vec<Tally>,
    /// Findings without a time.
    pub untimed: u32,
}

/// Accounts by Regions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Matrix {
    /// The accounts, the one with the most findings first.
    pub accounts: Vec<Counted>,
    /// The Regions, likewise.
    pub regions: Vec<Counted>,
    /// The findings of each account in each Region: an account's Regions behind one another.
    pub cells: Vec<Tally>,
}

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The widths that bars may have.
const WIDTHS: [i64; 17] = [
    SECOND,
    10 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
    3640 * DAY,
];

impl Store {
    /// The values of a column among some rows, the frequent ones first, equals by their texts; and how many values there
    /// are in all. Values that have to be there are, even where no row has them.
    pub fn top(
        &self,
        column: Column,
        rows: &Bitmap,
        limit: usize,
        always: &[Option<String>],
    ) -> (Vec<Counted>, u32) {
        let Some(texts) = self.column(column) else { return (Vec::new(), 0) };
        let (counts, none) = texts.counts(rows);
        let mut ids: Vec<(Reverse<u32>, u32)> = (0..)
            .zip(&counts)
            .filter(|(_, count)| **count > 0)
            .map(|(id, count)| (Reverse(*count), id))
            .collect();
        let distinct = ids.len() + usize::from(none > 0);
        // Only as far as they are shown.
        let order = |a: &(Reverse<u32>, u32), b: &(Reverse<u32>, u32)| {
            a.0.cmp(&b.0).then_with(|| texts.dict.get(a.1).cmp(texts.dict.get(b.1)))
        };
        if ids.len() > limit && limit > 0 {
            ids.select_nth_unstable_by(limit - 1, order);
        }
        ids.truncate(limit);
        ids.sort_unstable_by(order);
        let named = |(count, id): &(Reverse<u32>, u32)| Counted {
            value: Some(texts.dict.get(*id).to_owned()),
            count: count.0,
        };
        let mut out: Vec<Counted> = ids.iter().map(named).collect();
        if none > 0 {
            let at = out.partition_point(|known| known.count >= none);
            out.insert(at, Counted { value: None, count: none });
            out.truncate(limit);
        }
        for value in always {
            if !out.iter().any(|known| known.value == *value) {
                let count = match value {
                    Some(text) => texts.dict.find(text).and_then(|id| counts.get(id as usize)).copied(),
                    None => Some(none),
                };
                out.push(Counted { value: value.clone(), count: count.unwrap_or_default() });
            }
        }
        (out, u32::try_from(distinct).unwrap_or(u32::MAX))
    }

    /// Some rows in groups by the values of a column: the worst first, then the largest, then by the value.
    pub fn groups(&self, column: Column, rows: &Bitmap) -> Vec<Group> {
        let Some(texts) = self.column(column) else { return Vec::new() };
        let empty = |value: Option<String>| Group {
            value,
            tally: Tally::default(),
            worst: None,
            first: None,
            last: None,
        };
        // The last is for those that have none.
        let mut groups: Vec<Option<Group>> = vec![None; texts.dict.len() + 1];
        let last = texts.dict.len();
        for row in rows.rows() {
            let severity = self.number(Fact::Severity, row);
            let first = self.time(Fact::First, row).or_else(|| self.time(Fact::Created, row));
            let updated = self.time(Fact::Updated, row);
            let mut add = |at: usize, value: Option<u32>| {
                let Some(slot) = groups.get_mut(at) else { return };
                let group = slot.get_or_insert_with(|| empty(value.map(|id| texts.dict.get(id).to_owned())));
                group.tally.add(severity);
                group.worst = match (group.worst, severity) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    (a, b) => a.or(b),
                };
                group.first = group.first.into_iter().chain(first).min();
                group.last = group.last.max(updated);
            };
            match texts.ids(row) {
                [] => add(last, None),
                ids => ids.iter().for_each(|id| add(*id as usize, Some(*id))),
            }
        }
        let mut out: Vec<Group> = groups.into_iter().flatten().collect();
        out.order_by(|a, b| {
            let worst = |group: &Group| group.worst.unwrap_or(f64::NEG_INFINITY);
            worst(b)
                .total_cmp(&worst(a))
                .then_with(|| b.tally.sum().cmp(&a.tally.sum()))
                .then_with(|| a.value.cmp(&b.value))
        });
        out
    }

    /// The severity of some rows over time, in at most so many bars. Bars start on whole hours, days, weeks in UTC.
    pub fn histogram(&self, rows: &Bitmap, most: usize) -> Histogram {
        let mut out = Histogram { width: DAY, ..Histogram::default() };
        let times = || rows.rows().filter_map(|row| self.time(Fact::Updated, row));
        let (Some(first), Some(last)) = (times().min(), times().max()) else {
            out.untimed = rows.count();
            return out;
        };
        let bars = |width: i64| {
            let bars = last.0.div_euclid(width).checked_sub(first.0.div_euclid(width));
            bars.and_then(|bars| usize::try_from(bars).ok()).map_or(usize::MAX, |bars| bars.saturating_add(1))
        };
        // Whatever times a hostile finding has: a width at which the bars are few enough.
        let whole = last.0.saturating_sub(first.0).max(1) / i64::try_from(most.max(2) - 1).unwrap_or(1) + 1;
        out.width = WIDTHS.into_iter().find(|width| bars(*width) <= most).unwrap_or(whole);
        out.start = Timestamp(first.0.div_euclid(out.width).saturating_mul(out.width));
        out.bars = vec![Tally::default(); bars(out.width).min(most.max(1) + 1)];
        for row in rows.rows() {
            let Some(time) = self.time(Fact::Updated, row) else {
                out.untimed += 1;
                continue;
            };
            let at = time.0.saturating_sub(out.start.0).div_euclid(out.width);
            if let Some(bar) = usize::try_from(at).ok().and_then(|at| out.bars.get_mut(at)) {
                bar.add(self.number(Fact::Severity, row));
            }
        }
        out
    }

    /// The accounts of some rows by their Regions, at most so many of each.
    pub fn matrix(&self, rows: &Bitmap, most: usize) -> Matrix {
        let (account, region) = (Column::Of(Fact::Account), Column::Of(Fact::Region));
        let (accounts, _) = self.top(account, rows, most, &[]);
        let (regions, _) = self.top(region, rows, most, &[]);
        let places = |column: Column, values: &[Counted]| -> Vec<Option<usize>> {
            let Some(texts) = self.column(column) else { return Vec::new() };
            let mut out = vec![None; texts.dict.len() + 1];
            for (at, value) in values.iter().enumerate() {
                let id = value
                    .value
                    .as_ref()
                    .map_or(Some(texts.dict.len()), |text| texts.dict.find(text).map(|id| id as usize));
                if let Some(slot) = id.and_then(|id| out.get_mut(id)) {
                    *slot = Some(at);
                }
            }
            out
        };
        let (of_account, of_region) = (places(account, &accounts), places(region, &regions));
        let place = |column: Column, of: &[Option<usize>], row: usize| {
            let id = self.column(column).and_then(|texts| texts.ids(row).first()).map(|id| *id as usize);
            of.get(id.unwrap_or(of.len().saturating_sub(1))).copied().flatten()
        };
        let mut cells = vec![Tally::default(); accounts.len() * regions.len()];
        for row in rows.rows() {
            let at = place(account, &of_account, row).zip(place(region, &of_region, row));
            if let Some(cell) = at.and_then(|(account, at)| cells.get_mut(account * regions.len() + at)) {
                cell.add(self.number(Fact::Severity, row));
            }
        }
        Matrix { accounts, regions, cells }
    }
}
