//! The walk through a value's envelopes to the findings inside.

use super::{
    Context, Envelope, NeighbourKind, Place, Record, envelope,
    envelope::{get, text_of},
    neighbour,
    record::{self, Dialect},
};
use crate::json::{Document, Kind, RowId};
use std::collections::HashMap;

/// What was met inside a value.
pub(super) enum Met {
    Finding(Box<Record>, Option<Identity>),
    Near(NeighbourKind, u64, Place),
    /// Part of a finding without its type: the byte of the value's text at which it, or the string that holds it, stands,
    /// and how it begins.
    WithoutType(usize, String),
}

/// By what copies of a finding are told: its ID and, where both have it, the time of its update.
pub(super) struct Identity {
    id: String,
    updated: Option<String>,
}

/// How many values a finding may stand inside of. Real chains have about ten; the walk is recursive.
const MAX_AROUND: usize = 32;

/// Everything that a value holds. Of a value that broke off, only what is whole in it.
pub(super) fn walk(doc: &Document, start: &Place) -> Vec<Met> {
    let mut walk = Walk { doc, start, met: Vec::new() };
    if let Some(root) = doc.root() {
        walk.visit(root, &Around::default());
    }
    walk.met
}

/// What stands around a row.
#[derive(Clone, Default)]
struct Around {
    envelopes: Vec<&'static Envelope>,
    context: Vec<Context>,
    depth: usize,
}

impl Around {
    fn deeper(&self) -> Around {
        Around { depth: self.depth + 1, ..self.clone() }
    }
}

struct Walk<'d> {
    doc: &'d Document,
    start: &'d Place,
    met: Vec<Met>,
}

impl Walk<'_> {
    fn visit(&mut self, row: RowId, around: &Around) {
        let doc = self.doc;
        if around.depth > MAX_AROUND {
            return;
        }
        if doc.kind(row) == Kind::String {
            if let Some(inner) = doc.embedded(row) {
                self.visit(inner, &around.deeper());
            }
            return;
        }
        if doc.is_whole(row) {
            if let Some((kind, count)) = neighbour::recognise(doc, row) {
                return self.near(kind, count, row);
            }
            if let Some(dialect) = record::dialect(doc, row) {
                return self.finding(dialect, row, around);
            }
        }
        let before = self.met.len();
        if let Some((envelope, inside)) = envelope::recognise(doc, row) {
            self.open(envelope, row, inside, around);
        }
        if self.met.len() > before {
            return;
        }
        if doc.is_whole(row) && record::is_partial(doc, row) {
            return self.without_type(row);
        }
        match doc.kind(row) {
            Kind::Array => {
                for element in doc.children(row) {
                    self.visit(element, &around.deeper());
                }
            }
            Kind::Object => self.bury(row, around),
            _ => {}
        }
        if self.met.len() == before
            && let Some(kind) = neighbour::remains_of(doc, row)
        {
            self.near(kind, 1, row);
        }
    }

    /// Visits what is inside an envelope.
    fn open(&mut self, envelope: &'static Envelope, row: RowId, inside: Vec<RowId>, around: &Around) {
        let mut inner = around.deeper();
        inner.envelopes.push(envelope);
        inner.context.extend(envelope::context(self.doc, row, envelope));
        if inside.is_empty() {
            return self.near(NeighbourKind::Empty, 0, row);
        }
        let before = self.met.len();
        for held in inside {
            self.visit(held, &inner);
            if envelope.copies && self.met.len() > before {
                return;
            }
        }
        if self.met.len() == before && envelope.id == "eventbridge" {
            self.unlikely(row, &inner);
        }
    }

    /// Visits the members of an object that is no envelope. Some pipelines bury the finding under names of their own, often
    /// twice, as it came and parsed; of copies in different members the first counts.
    fn bury(&mut self, row: RowId, around: &Around) {
        let doc = self.doc;
        let mut found = Vec::new();
        let mut known: HashMap<String, Vec<Option<String>>> = HashMap::new();
        for child in doc.children(row) {
            let before = self.met.len();
            self.visit(child, &around.deeper());
            let mut held = self.met.split_off(before);
            held.retain(|met| {
                let Met::Finding(_, Some(identity)) = met else { return true };
                !known.get(&identity.id).is_some_and(|times| times.iter().any(|time| identity.is_of(time)))
            });
            for met in &held {
                if let Met::Finding(_, Some(identity)) = met {
                    known.entry(identity.id.clone()).or_default().push(identity.updated.clone());
                }
            }
            found.extend(held);
        }
        // A copy that lost its type is no problem of its own.
        if found.iter().any(|met| matches!(met, Met::Finding(..))) {
            found.retain(|met| !matches!(met, Met::WithoutType(..)));
        }
        self.met.extend(found);
    }

    /// What an event holds that does not look like a finding: one by the event's own word, or something else.
    fn unlikely(&mut self, event: RowId, inside: &Around) {
        let doc = self.doc;
        let detail = get(doc, event, "detail").filter(|&detail| doc.is_whole(detail));
        let says_so = text_of(doc, event, "detail-type").is_some_and(|kind| kind == "GuardDuty Finding");
        match detail {
            Some(detail) if says_so && text_of(doc, detail, "type").is_some() => {
                self.finding(Dialect::Native, detail, inside);
            }
            Some(detail) if says_so => self.without_type(detail),
            _ => self.near(NeighbourKind::OtherEvent, 1, event),
        }
    }

    fn without_type(&mut self, row: RowId) {
        let doc = self.doc;
        let in_own_text = |&row: &RowId| doc.layer(row) == 0;
        let above = std::iter::successors(Some(row), |&row| doc.parent(row));
        let at = above.into_iter().find(in_own_text).map_or(0, |row| doc.span(row).start);
        self.met.push(Met::WithoutType(at, doc.raw(row).chars().take(80).collect()));
    }

    fn near(&mut self, kind: NeighbourKind, count: u64, row: RowId) {
        self.met.push(Met::Near(kind, count, self.place(row)));
    }

    fn finding(&mut self, dialect: Dialect, row: RowId, around: &Around) {
        let doc = self.doc;
        let identity = text_of(doc, row, "id")
            .map(|id| Identity { id, updated: get(doc, row, "updatedAt").map(|at| doc.raw(at).to_owned()) });
        let record = Record {
            dialect,
            envelopes: around.envelopes.clone(),
            text: doc.raw(row).to_owned(),
            place: self.place(row),
            context: around.context.clone(),
        };
        self.met.push(Met::Finding(Box::new(record), identity));
    }

    fn place(&self, row: RowId) -> Place {
        Place { pointer: self.doc.pointer(row), ..self.start.clone() }
    }
}

impl Identity {
    /// Whether a copy with the same ID and this time of update is the same finding.
    fn is_of(&self, time: &Option<String>) -> bool {
        self.updated.is_none() || time.is_none() || self.updated == *time
    }
}
