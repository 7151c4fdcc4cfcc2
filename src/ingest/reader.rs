//! The reader: bytes of one source in, records, neighbours and problems out.

use super::{
    Code, Context, Dialect, Envelope, Neighbour, NeighbourKind, Place, Problem, Record, SourceId,
    encoding::Decoder,
    envelope::{self, get},
    frame::{End, Frame, Framer},
    problem::excerpt,
};
use crate::{
    json::{Document, FaultKind, Kind, RowId},
    model::FindingType,
};
use std::collections::HashSet;

/// Something that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A finding.
    Record(Record),
    /// Something near a finding.
    Neighbour(Neighbour),
    /// A problem.
    Problem(Problem),
}

/// Reads one source.
pub struct Reader {
    source: SourceId,
    decoder: Decoder,
    framer: Framer,
    told: usize,
    bytes: u64,
    /// Whether anything was found, or told.
    found: bool,
    /// Documents that were JSON and held nothing.
    barren: Vec<Problem>,
    once: HashSet<Code>,
}

/// Reads a source at once.
pub fn read(source: SourceId, bytes: &[u8]) -> Vec<Event> {
    let mut reader = Reader::new(source);
    let mut out = reader.push(bytes);
    out.extend(reader.finish());
    out
}

impl Reader {
    /// A reader of a source.
    pub fn new(source: SourceId) -> Reader {
        Reader {
            source,
            decoder: Decoder::default(),
            framer: Framer::default(),
            told: 0,
            bytes: 0,
            found: false,
            barren: Vec::new(),
            once: HashSet::new(),
        }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.bytes += bytes.len() as u64;
        let text = self.decoder.push(bytes, false);
        let frames = self.framer.push(&text);
        let mut out = Vec::new();
        for frame in frames {
            self.value(frame, &mut out);
        }
        self.tell(&mut out);
        out
    }

    /// The source ended.
    pub fn finish(mut self) -> Vec<Event> {
        let text = self.decoder.push(&[], true);
        let mut frames = self.framer.push(&text);
        frames.extend(self.framer.finish());
        let mut out = Vec::new();
        for frame in frames {
            self.value(frame, &mut out);
        }
        self.tell(&mut out);
        if !self.found {
            if self.barren.is_empty() {
                let code = self.nothing();
                let opening = String::from_utf8_lossy(&self.framer.opening).into_owned();
                out.push(Event::Problem(self.problem(code, 0, 1, 1, &opening)));
            }
            out.extend(self.barren.drain(..).map(Event::Problem));
        }
        out
    }

    /// What a source is that holds no JSON.
    fn nothing(&self) -> Code {
        let opening = &self.framer.opening;
        let text = String::from_utf8_lossy(opening);
        let start = text.trim_start_matches('\u{FEFF}').trim_start();
        let lower = start.to_ascii_lowercase();
        if start.is_empty() {
            Code::Empty
        } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
            Code::Html
        } else if opening.contains(&0)
            || text.chars().filter(|c| *c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace())).count()
                > text.chars().count() / 10
        {
            Code::Binary
        } else if start.starts_with("{'") || start.starts_with("[{'") {
            Code::PythonDict
        } else {
            Code::NotJson
        }
    }

    /// Tells what the decoder met.
    fn tell(&mut self, out: &mut Vec<Event>) {
        let met: Vec<Code> = self.decoder.problems.get(self.told..).unwrap_or_default().to_vec();
        self.told = self.decoder.problems.len();
        for code in met {
            self.found = true;
            out.push(Event::Problem(self.problem(code, self.bytes, 1, 1, "")));
        }
    }

    fn problem(&self, code: Code, offset: u64, line: u64, column: u64, text: &str) -> Problem {
        Problem {
            code,
            severity: code.severity(),
            source: self.source,
            offset,
            line,
            column,
            excerpt: excerpt(text),
        }
    }

    /// Reads one value of the stream.
    fn value(&mut self, frame: Frame, out: &mut Vec<Event>) {
        let start = Place {
            source: self.source,
            offset: frame.offset,
            length: frame.text.len() as u64,
            line: frame.line,
            column: frame.column,
            steps: self.decoder.steps.clone(),
            pointer: Default::default(),
        };
        let (doc, faults) = Document::parse(frame.text);
        let mut notices = Vec::new();
        let mut broken = None;
        for fault in &faults {
            match fault.kind {
                FaultKind::Comment => notices.push((Code::Comment, fault.offset)),
                FaultKind::TrailingComma => notices.push((Code::TrailingComma, fault.offset)),
                FaultKind::DuplicateKey => notices.push((Code::DuplicateKey, fault.offset)),
                FaultKind::TooDeep => broken = Some((Code::TooDeep, fault.offset)),
                FaultKind::Truncated | FaultKind::Unexpected | FaultKind::AfterEnd => {
                    broken = broken.or(Some((Code::Malformed, fault.offset)));
                }
            }
        }
        if frame.lossy {
            notices.push((Code::InvalidUtf8, 0));
        }
        match frame.end {
            End::Whole => {}
            End::Broken => broken = broken.or(Some((Code::Malformed, doc.text().len()))),
            End::Cut => {
                let code = if start.line > 1 && !doc.text().trim_end().contains('\n') {
                    Code::TruncatedLine
                } else {
                    Code::TruncatedDocument
                };
                broken = broken.filter(|(code, _)| *code == Code::TooDeep).or(Some((code, doc.text().len())));
            }
        }

        let mut found = Found { doc: &doc, start: &start, events: Vec::new(), seen: HashSet::new() };
        if let Some(root) = doc.root() {
            found.visit(root, &[], &[], 0);
        }
        let events = found.events;
        // A bracketed word of a log line is no JSON that went wrong.
        let is_noise = events.is_empty() && broken.is_some() && !doc.text().contains('"');
        if is_noise {
            return;
        }
        if let Some((code, at)) = broken {
            // What broke off may still hold its type; half a finding is told, not shown as whole.
            self.found = true;
            let (line, column) = position(doc.text(), at, &start);
            let from =
                (0..=at.saturating_sub(40)).rev().find(|&i| doc.text().is_char_boundary(i)).unwrap_or(0);
            let near = doc.text().get(from..).unwrap_or_default();
            out.push(Event::Problem(self.problem(code, start.offset + at as u64, line, column, near)));
            return;
        }
        if events.is_empty() {
            self.barren.push(self.problem(
                Code::NoFinding,
                start.offset,
                start.line,
                start.column,
                doc.text(),
            ));
            return;
        }
        self.found = true;
        for (code, at) in notices {
            // Once a source: a file of ten thousand lines with comments has one notice.
            if self.once.insert(code) {
                let (line, column) = position(doc.text(), at, &start);
                out.push(Event::Problem(self.problem(
                    code,
                    start.offset + at as u64,
                    line,
                    column,
                    doc.text().get(at..).unwrap_or_default(),
                )));
            }
        }
        for event in events {
            out.push(match event {
                Met::Event(event) => event,
                Met::Problem(code, row) => {
                    let at = doc.span(row).start;
                    let inside = doc.layer(row) == 0;
                    let (line, column) =
                        if inside { position(doc.text(), at, &start) } else { (start.line, start.column) };
                    let offset = if inside { start.offset + at as u64 } else { start.offset };
                    Event::Problem(self.problem(code, offset, line, column, doc.raw(row)))
                }
            });
        }
    }
}

/// The line and column of a byte of a value.
fn position(text: &str, at: usize, start: &Place) -> (u64, u64) {
    let before = text.get(..at).unwrap_or(text);
    let breaks = before.matches('\n').count() as u64;
    let tail = before.rsplit('\n').next().unwrap_or(before).chars().count() as u64;
    if breaks == 0 { (start.line, start.column + tail) } else { (start.line + breaks, tail + 1) }
}

/// What was met inside a value.
enum Met {
    Event(Event),
    Problem(Code, RowId),
}

/// The walk through a value's envelopes.
struct Found<'d> {
    doc: &'d Document,
    start: &'d Place,
    events: Vec<Met>,
    /// Identities of findings met in records of log pipelines, which carry parsed copies beside the original.
    seen: HashSet<String>,
}

/// How many envelopes may stand inside each other.
const MAX_ENVELOPES: usize = 8;

impl Found<'_> {
    fn visit(&mut self, row: RowId, envelopes: &[&'static Envelope], context: &[Context], depth: usize) {
        let doc = self.doc;
        if depth > MAX_ENVELOPES {
            return;
        }
        match doc.kind(row) {
            Kind::String => {
                if let Some(inner) = doc.embedded(row) {
                    self.visit(inner, envelopes, context, depth + 1);
                }
                return;
            }
            Kind::Object | Kind::Array => {}
            _ => return,
        }
        if let Some((kind, count)) = neighbour(doc, row) {
            return self.near(kind, count, row);
        }
        if let Some(dialect) = dialect(doc, row) {
            return self.finding(dialect, row, envelopes, context);
        }
        if let Some((envelope, inside)) = envelope::recognise(doc, row) {
            let mut chain = envelopes.to_vec();
            chain.push(envelope);
            let mut facts = context.to_vec();
            facts.extend(envelope::context(doc, row, envelope));
            if inside.is_empty() {
                return self.near(NeighbourKind::Empty, 0, row);
            }
            let before = self.events.len();
            for inner in inside {
                self.visit(inner, &chain, &facts, depth + 1);
            }
            if self.events.len() == before && envelope.id == "eventbridge" {
                self.near(NeighbourKind::OtherEvent, 1, row);
            }
            return;
        }
        if doc.kind(row) == Kind::Array {
            for element in doc.children(row) {
                self.visit(element, envelopes, context, depth + 1);
            }
            return;
        }
        if is_partial(doc, row) {
            self.events.push(Met::Problem(Code::WithoutType, row));
            return;
        }
        // Some pipelines bury the finding under names of their own, often twice.
        for child in doc.children(row) {
            if matches!(doc.kind(child), Kind::Object | Kind::Array) || doc.embedded(child).is_some() {
                self.visit(child, envelopes, context, depth + 1);
            }
        }
    }

    fn near(&mut self, kind: NeighbourKind, count: u64, row: RowId) {
        let place = self.place(row);
        // Lines of one kind are counted together by whoever shows them.
        self.events.push(Met::Event(Event::Neighbour(Neighbour { kind, count, place })));
    }

    fn finding(
        &mut self,
        dialect: Dialect,
        row: RowId,
        envelopes: &[&'static Envelope],
        context: &[Context],
    ) {
        let doc = self.doc;
        let text = doc.raw(row).to_owned();
        if envelopes.iter().any(|envelope| envelope.id == "log-pipeline") || doc.layer(row) > 0 {
            let id = get(doc, row, "id")
                .and_then(|id| doc.string(id))
                .map(|id| id.into_owned())
                .unwrap_or_else(|| text.clone());
            if !self.seen.insert(id) {
                return;
            }
        }
        let record = Record {
            dialect,
            envelopes: envelopes.to_vec(),
            text,
            place: self.place(row),
            context: context.to_vec(),
        };
        self.events.push(Met::Event(Event::Record(record)));
    }

    fn place(&self, row: RowId) -> Place {
        Place { pointer: self.doc.pointer(row), ..self.start.clone() }
    }
}

fn text_of(doc: &Document, row: RowId, name: &str) -> Option<String> {
    get(doc, row, name).and_then(|at| doc.string(at)).map(|text| text.into_owned())
}

/// The keys that findings have, in GuardDuty's own shape.
const MARKS: [&str; 10] = [
    "accountId",
    "arn",
    "createdAt",
    "id",
    "region",
    "resource",
    "schemaVersion",
    "service",
    "severity",
    "updatedAt",
];

/// The shape of the finding that a row is, if it is one.
fn dialect(doc: &Document, row: RowId) -> Option<Dialect> {
    let object = (doc.kind(row) == Kind::Object).then_some(row)?;
    let has = |name: &str| get(doc, object, name).is_some();
    if has("ProductArn") && (has("Types") || has("GeneratorId")) {
        return Some(Dialect::Asff);
    }
    if has("class_uid") || (has("finding_info") && has("metadata")) {
        return Some(Dialect::Ocsf);
    }
    let kind = text_of(doc, object, "type")?;
    let marks = MARKS.iter().filter(|name| has(name)).count();
    let body = has("service") || has("resource") || has("severity");
    ((FindingType::parse(&kind).is_some() && body) || marks >= 6).then_some(Dialect::Native)
}

/// Whether a row looks like a finding that lost its type.
fn is_partial(doc: &Document, row: RowId) -> bool {
    let has = |name: &str| get(doc, row, name).is_some();
    let marks = MARKS.iter().filter(|name| has(name)).count();
    get(doc, row, "type").is_none()
        && (has("resource") || has("service"))
        && (marks >= 2 || has("detectorId"))
        || (has("service")
            && get(doc, row, "service")
                .is_some_and(|s| get(doc, s, "action").is_some() || get(doc, s, "detectorId").is_some()))
}

/// What a row is, if it is something near a finding.
fn neighbour(doc: &Document, row: RowId) -> Option<(NeighbourKind, u64)> {
    if doc.kind(row) == Kind::Array {
        let mut elements = doc.children(row);
        let count = elements.clone().count() as u64;
        return (count > 0 && elements.all(|element| is_cloudtrail(doc, element)))
            .then_some((NeighbourKind::CloudTrail, count));
    }
    let has = |name: &str| get(doc, row, name).is_some();
    if let Some(kind) = text_of(doc, row, "detail-type") {
        let kind = match kind.as_str() {
            k if k.contains("Object Scan Result") => NeighbourKind::ObjectScan,
            k if k.contains("Post Scan Action") => NeighbourKind::PostScanAction,
            k if k.contains("Resource Status") => NeighbourKind::MalwareProtectionStatus,
            k if k.contains("via CloudTrail") => NeighbourKind::CloudTrail,
            _ => return None,
        };
        return Some((kind, 1));
    }
    if let Some(records) = get(doc, row, "Records") {
        let count = doc.children(records).count() as u64;
        if count > 0 && doc.children(records).all(|record| is_cloudtrail(doc, record)) {
            return Some((NeighbourKind::CloudTrail, count));
        }
    }
    if is_cloudtrail(doc, row) {
        return Some((NeighbourKind::CloudTrail, 1));
    }
    if let Some(inner) = get(doc, row, "Investigation")
        && get(doc, inner, "Summary").is_some()
    {
        return Some((NeighbourKind::Investigation, 1));
    }
    if has("InvestigationId") && has("Indicators") {
        return Some((NeighbourKind::DetectiveIndicators, 1));
    }
    if has("srcaddr") && has("dstaddr") && has("action") {
        return Some((NeighbourKind::FlowLogs, 1));
    }
    if text_of(doc, row, "type").is_some_and(|t| t == "bundle") && has("objects") {
        return Some((NeighbourKind::StixBundle, 1));
    }
    // Findings of other products travel in the same envelopes.
    let product = match dialect(doc, row)? {
        Dialect::Native => return None,
        Dialect::Asff => {
            text_of(doc, row, "ProductArn").unwrap_or_default()
                + &text_of(doc, row, "ProductName").unwrap_or_default()
        }
        Dialect::Ocsf => {
            let product = get(doc, row, "metadata").and_then(|m| get(doc, m, "product"));
            product.map(|p| doc.raw(p).to_owned()).unwrap_or_default()
                + &get(doc, row, "finding_info").map(|f| doc.raw(f).to_owned()).unwrap_or_default()
        }
    };
    (!product.to_ascii_lowercase().contains("guardduty")).then_some((NeighbourKind::OtherProduct, 1))
}

fn is_cloudtrail(doc: &Document, row: RowId) -> bool {
    let has = |name: &str| get(doc, row, name).is_some();
    has("eventName") && has("eventSource") && (has("eventTime") || has("eventVersion"))
}
