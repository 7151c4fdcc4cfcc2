//! A finding as it came.

use super::{
    Envelope, Place,
    envelope::{get, text_of},
};
use crate::{
    json::{Document, Kind, Pointer, RowId},
    model::{
        FindingType,
        summary::{Fact, Summary},
    },
};

/// The shape in which a finding is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// GuardDuty's own, in camelCase (wire, EventBridge, S3 export) or PascalCase (CLI, SDKs).
    Native,
    /// AWS Security Finding Format, as Security Hub CSPM writes it.
    Asff,
    /// Open Cybersecurity Schema Framework, as Security Hub and Security Lake write it.
    Ocsf,
}

/// A finding, with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its shape.
    pub dialect: Dialect,
    /// The envelopes that it came in, outermost first. None for a bare finding.
    pub envelopes: Vec<&'static Envelope>,
    /// The exact text of the finding object.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Facts of the envelopes that an explanation can use.
    pub context: Vec<Context>,
}

impl Record {
    /// The finding's id; empty where it has none.
    pub fn id(&self) -> String {
        Summary::of(self.dialect, &self.text).text(Fact::Id).unwrap_or_default().to_owned()
    }

    /// The account of the event that the finding came in: the administrator's, where one receives its members' findings.
    pub fn event_account(&self) -> Option<&str> {
        self.context.iter().find(|fact| fact.name == "account").map(|fact| fact.value.as_str())
    }
}

/// A fact of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its key: `account`, `region`, `time`, `detail-type`.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands in the document.
    pub pointer: Pointer,
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

/// How many of the marks make a finding of something whose type does not look like one of GuardDuty's.
const MARKS_ENOUGH: usize = 6;

fn marks(doc: &Document, row: RowId) -> usize {
    MARKS.iter().filter(|name| get(doc, row, name).is_some()).count()
}

/// The shape of the finding that a row is, if it is one.
pub(super) fn dialect(doc: &Document, row: RowId) -> Option<Dialect> {
    let object = (doc.kind(row) == Kind::Object).then_some(row)?;
    let has = |name: &str| get(doc, object, name).is_some();
    if has("ProductArn") && (has("Types") || has("GeneratorId")) {
        return Some(Dialect::Asff);
    }
    if has("finding_info") && (has("class_uid") || has("metadata")) {
        return Some(Dialect::Ocsf);
    }
    // Security Finding of OCSF 1.0 has `finding` where later classes have `finding_info`.
    if has("class_uid") && has("finding") {
        return Some(Dialect::Ocsf);
    }
    let kind = text_of(doc, object, "type")?;
    let body = has("service") || has("resource") || has("severity");
    (is_type(&kind) && body || marks(doc, object) >= MARKS_ENOUGH).then_some(Dialect::Native)
}

/// Whether a text is written as GuardDuty's types are: a purpose and a resource of one word each, and more.
pub(super) fn is_type(text: &str) -> bool {
    let word = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
    FindingType::parse(text).is_some_and(|parts| word(parts.purpose) && word(parts.resource))
}

/// Whether a row looks like a finding that lost its type.
pub(super) fn is_partial(doc: &Document, row: RowId) -> bool {
    let inside = |holder: &str, name: &str| get(doc, row, holder).and_then(|held| get(doc, held, name));
    let has = |name: &str| get(doc, row, name).is_some();
    let service = ["action", "detectorId", "serviceName", "eventFirstSeen"];
    let body = inside("resource", "resourceType").is_some()
        || service.iter().any(|name| inside("service", name).is_some())
        || (has("resource") || has("service")) && marks(doc, row) >= 2;
    !has("type") && body
}
