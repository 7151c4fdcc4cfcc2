//! The envelopes that findings come in: a registry, one entry an envelope.
//!
//! An entry says how it is recognised and where inside it findings are. Entries know one layer only; what stands inside is
//! looked at anew, so that an EventBridge event inside an SNS notification inside an SQS message needs no entry of its own.

use super::Context;
use crate::{
    i18n::Text,
    json::{Document, Kind, RowId},
};

/// A kind of envelope.
pub struct Envelope {
    /// A stable name.
    pub id: &'static str,
    /// What it is called.
    pub label: Text,
    /// The rows in which findings are, if the row is such an envelope.
    inside: fn(&Document, RowId) -> Option<Vec<RowId>>,
    /// The keys whose values an explanation can use.
    context: &'static [&'static str],
}

impl std::fmt::Debug for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Envelope {
    fn eq(&self, other: &Envelope) -> bool {
        self.id == other.id
    }
}

impl Envelope {
    /// What it is called.
    pub fn label(&self) -> Text {
        self.label
    }
}

/// Every envelope, the more particular ones first.
pub static ENVELOPES: &[Envelope] = &[
    Envelope {
        id: "security-hub-event",
        label: Text::new("Security Hub event", "Security Hub イベント"),
        inside: |doc, row| {
            let kind = get(doc, row, "detail-type").and_then(|t| {
                doc.string(t).map(|t| t.starts_with("Security Hub") || t.contains("Findings Imported"))
            })?;
            kind.then(|| get(doc, row, "detail").and_then(|detail| get(doc, detail, "findings")))
                .flatten()
                .map(|f| elements(doc, f))
        },
        context: &["account", "region", "time", "detail-type"],
    },
    Envelope {
        id: "eventbridge",
        label: Text::new("EventBridge event", "EventBridge イベント"),
        inside: |doc, row| {
            let event = get(doc, row, "detail-type").or_else(|| get(doc, row, "source"));
            event.and_then(|_| get(doc, row, "detail")).map(|detail| vec![detail])
        },
        context: &["account", "region", "time", "detail-type"],
    },
    Envelope {
        id: "sns-lambda",
        label: Text::new("SNS in a Lambda event", "Lambda イベント内の SNS"),
        inside: |doc, row| each(doc, get(doc, row, "Records")?, &["Sns", "Message"]),
        context: &[],
    },
    Envelope {
        id: "sqs-lambda",
        label: Text::new("SQS in a Lambda event", "Lambda イベント内の SQS"),
        inside: |doc, row| each(doc, get(doc, row, "Records")?, &["body"]),
        context: &[],
    },
    Envelope {
        id: "sqs-receive",
        label: Text::new("SQS messages", "SQS メッセージ"),
        inside: |doc, row| each(doc, get(doc, row, "Messages")?, &["Body"]),
        context: &[],
    },
    Envelope {
        id: "sns",
        label: Text::new("SNS notification", "SNS 通知"),
        inside: |doc, row| {
            get(doc, row, "Type").or_else(|| get(doc, row, "TopicArn"))?;
            get(doc, row, "Message").map(|message| vec![message])
        },
        context: &[],
    },
    Envelope {
        id: "cloudwatch-logs",
        label: Text::new("CloudWatch Logs events", "CloudWatch Logs イベント"),
        inside: |doc, row| {
            each(doc, get(doc, row, "events").or_else(|| get(doc, row, "logEvents"))?, &["message"])
        },
        context: &[],
    },
    Envelope {
        id: "logs-insights",
        label: Text::new("Logs Insights results", "Logs Insights の結果"),
        inside: |doc, row| {
            if let Some(results) = get(doc, row, "results") {
                return Some(doc.children(results).collect());
            }
            if doc.kind(row) == Kind::Object {
                return get(doc, row, "@message").map(|message| vec![message]);
            }
            // A row of fields: [{"field": "@message", "value": "…"}, …]
            let cells = (doc.kind(row) == Kind::Array).then(|| doc.children(row))?;
            let values: Vec<_> = cells
                .filter(|&cell| {
                    get(doc, cell, "field").and_then(|f| doc.string(f)).is_some_and(|f| f == "@message")
                })
                .filter_map(|cell| get(doc, cell, "value"))
                .collect();
            (!values.is_empty()).then_some(values)
        },
        context: &[],
    },
    Envelope {
        id: "get-findings",
        label: Text::new("GetFindings response", "GetFindings の応答"),
        inside: |doc, row| {
            get(doc, row, "findings")
                .filter(|&list| doc.kind(list) == Kind::Array)
                .map(|list| elements(doc, list))
        },
        context: &[],
    },
    Envelope {
        id: "log-pipeline",
        label: Text::new("Log pipeline record", "ログパイプラインのレコード"),
        inside: |doc, row| {
            let plain = ["message", "@message", "_raw", "log", "raw", "body", "data"]
                .into_iter()
                .filter_map(|key| get(doc, row, key));
            let nested = [("event", "original"), ("input", "message")]
                .into_iter()
                .filter_map(|(a, b)| get(doc, get(doc, row, a)?, b));
            let event = get(doc, row, "event");
            let held: Vec<_> = plain
                .chain(nested)
                .filter(|&value| doc.embedded(value).is_some())
                .chain(
                    event
                        .filter(|&event| {
                            matches!(doc.kind(event), Kind::Object) || doc.embedded(event).is_some()
                        })
                        .filter(|&event| get(doc, event, "original").is_none()),
                )
                .take(1)
                .collect();
            (!held.is_empty()).then_some(held)
        },
        context: &[],
    },
];

/// The envelope that a row is, and the rows inside it.
pub(super) fn recognise(doc: &Document, row: RowId) -> Option<(&'static Envelope, Vec<RowId>)> {
    ENVELOPES.iter().find_map(|envelope| Some((envelope, (envelope.inside)(doc, row)?)))
}

/// The facts of an envelope that an explanation can use.
pub(super) fn context(doc: &Document, row: RowId, envelope: &Envelope) -> Vec<Context> {
    let fact = |&name: &&'static str| {
        let at = get(doc, row, name)?;
        Some(Context { name, value: doc.string(at)?.into_owned(), pointer: doc.pointer(at) })
    };
    envelope.context.iter().filter_map(fact).collect()
}

/// A member by its name without regard to case.
pub(super) fn get(doc: &Document, row: RowId, name: &str) -> Option<RowId> {
    let object = (doc.kind(row) == Kind::Object).then_some(row)?;
    doc.children(object)
        .filter(|&child| doc.key(child).is_some_and(|key| key.eq_ignore_ascii_case(name)))
        .last()
}

fn elements(doc: &Document, list: RowId) -> Vec<RowId> {
    doc.children(list).collect()
}

/// The value at a path inside each element of a list; nothing unless some element has one.
fn each(doc: &Document, list: RowId, path: &[&str]) -> Option<Vec<RowId>> {
    let at = |element: RowId| path.iter().try_fold(element, |row, name| get(doc, row, name));
    let found: Vec<_> = doc.children(list).filter_map(at).collect();
    (doc.kind(list) == Kind::Array && !found.is_empty()).then_some(found)
}
