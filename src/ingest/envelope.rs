//! The envelopes that findings come in: a registry, one entry an envelope.
//!
//! An entry says how it is recognised and where inside it findings are. Entries know one layer only; what stands inside is
//! looked at anew, so that an EventBridge event inside an SNS notification inside an SQS message needs no entry of its own.

use super::Context;
use crate::{
    i18n::Text,
    json::{Document, Kind, RowId},
};
use std::borrow::Cow;

/// A kind of envelope.
pub struct Envelope {
    /// A stable name.
    pub id: &'static str,
    /// What it is called.
    pub label: Text,
    /// The rows in which findings are, if the row is such an envelope.
    inside: fn(&Document, RowId) -> Option<Vec<RowId>>,
    /// Whether the rows inside are copies of one thing, of which the first that holds something counts.
    pub(super) copies: bool,
    /// Where the values stand that an explanation can use.
    context: &'static [&'static [&'static str]],
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

const EVENT: &[&[&str]] = &[&["account"], &["region"], &["time"], &["detail-type"]];

/// Every envelope, the more particular ones first.
pub static ENVELOPES: &[Envelope] = &[
    Envelope {
        id: "security-hub-event",
        label: Text::new("Security Hub event", "Security Hub イベント"),
        inside: |doc, row| {
            let kind = text_of(doc, row, "detail-type")?;
            let list = at(doc, row, &["detail", "findings"])?;
            (kind.starts_with("Security Hub") || kind.contains("Findings Imported"))
                .then(|| doc.children(list).collect())
        },
        copies: false,
        context: &[
            &["account"],
            &["region"],
            &["time"],
            &["detail-type"],
            &["detail", "actionName"],
            &["detail", "actionDescription"],
        ],
    },
    Envelope {
        id: "eventbridge",
        label: Text::new("EventBridge event", "EventBridge イベント"),
        inside: |doc, row| {
            let of_aws = || text_of(doc, row, "source").is_some_and(|source| source.starts_with("aws."));
            (text_of(doc, row, "detail-type").is_some() || of_aws())
                .then(|| get(doc, row, "detail"))
                .flatten()
                .map(|detail| vec![detail])
        },
        copies: false,
        context: EVENT,
    },
    Envelope {
        id: "sns-lambda",
        label: Text::new("SNS in a Lambda event", "Lambda イベント内の SNS"),
        inside: |doc, row| each(doc, get(doc, row, "Records")?, &["Sns", "Message"]),
        copies: false,
        context: &[],
    },
    Envelope {
        id: "sqs-lambda",
        label: Text::new("SQS in a Lambda event", "Lambda イベント内の SQS"),
        inside: |doc, row| each(doc, get(doc, row, "Records")?, &["body"]),
        copies: false,
        context: &[],
    },
    Envelope {
        id: "sqs-receive",
        label: Text::new("SQS messages", "SQS メッセージ"),
        inside: |doc, row| each(doc, get(doc, row, "Messages")?, &["Body"]),
        copies: false,
        context: &[],
    },
    Envelope {
        id: "sns",
        label: Text::new("SNS notification", "SNS 通知"),
        inside: |doc, row| {
            let notification = || text_of(doc, row, "Type").is_some_and(|kind| kind == "Notification");
            (get(doc, row, "TopicArn").is_some() || notification())
                .then(|| get(doc, row, "Message"))
                .flatten()
                .map(|message| vec![message])
        },
        copies: false,
        context: &[&["TopicArn"], &["Timestamp"]],
    },
    Envelope {
        id: "cloudwatch-logs",
        label: Text::new("CloudWatch Logs events", "CloudWatch Logs イベント"),
        inside: |doc, row| {
            each(doc, get(doc, row, "events").or_else(|| get(doc, row, "logEvents"))?, &["message"])
        },
        copies: false,
        context: &[&["logGroup"]],
    },
    Envelope {
        id: "logs-insights",
        label: Text::new("Logs Insights results", "Logs Insights の結果"),
        inside: |doc, row| {
            if let Some(message) = insights_message(doc, row) {
                return Some(vec![message]);
            }
            let list = get(doc, row, "results").unwrap_or(row);
            let messages: Vec<_> = doc.children(list).filter_map(|row| insights_message(doc, row)).collect();
            (doc.kind(list) == Kind::Array && !messages.is_empty()).then_some(messages)
        },
        copies: false,
        context: &[],
    },
    Envelope {
        id: "get-findings",
        label: Text::new("GetFindings response", "GetFindings の応答"),
        inside: |doc, row| {
            let list = get(doc, row, "findings")?;
            (doc.kind(list) == Kind::Array).then(|| doc.children(list).collect())
        },
        copies: false,
        context: &[],
    },
    Envelope {
        id: "log-pipeline",
        label: Text::new("Log pipeline record", "ログパイプラインのレコード"),
        inside: |doc, row| {
            const STRINGS: [&[&str]; 9] = [
                &["event", "original"],
                &["input", "message"],
                &["message"],
                &["@message"],
                &["_raw"],
                &["log"],
                &["raw"],
                &["body"],
                &["data"],
            ];
            let strings = STRINGS.iter().filter_map(|path| at(doc, row, path));
            let strings = strings.filter(|&string| doc.embedded(string).is_some());
            // Splunk's HTTP event collector, and others, have the event itself.
            let objects = ["event", "result", "_source"].into_iter().filter_map(|key| get(doc, row, key));
            let objects = objects.filter(|&row| doc.kind(row) == Kind::Object || doc.embedded(row).is_some());
            let held: Vec<_> = strings.chain(objects).collect();
            (!held.is_empty()).then_some(held)
        },
        copies: true,
        context: &[],
    },
];

/// The envelope that a row is, and the rows inside it.
pub(super) fn recognise(doc: &Document, row: RowId) -> Option<(&'static Envelope, Vec<RowId>)> {
    ENVELOPES.iter().find_map(|envelope| Some((envelope, (envelope.inside)(doc, row)?)))
}

/// The facts of an envelope that an explanation can use.
pub(super) fn context(doc: &Document, row: RowId, envelope: &Envelope) -> Vec<Context> {
    let fact = |path: &&'static [&'static str]| {
        let fact = at(doc, row, path)?;
        let name = path.last()?;
        Some(Context { name, value: doc.string(fact)?.into_owned(), pointer: doc.pointer(fact) })
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

/// A string member by its name without regard to case.
pub(super) fn text_of(doc: &Document, row: RowId, name: &str) -> Option<String> {
    get(doc, row, name).and_then(|member| doc.string(member)).map(Cow::into_owned)
}

/// The value at a path of names.
fn at(doc: &Document, row: RowId, path: &[&str]) -> Option<RowId> {
    path.iter().try_fold(row, |row, name| get(doc, row, name))
}

/// The value at a path inside each element of a list; nothing unless some element has one.
fn each(doc: &Document, list: RowId, path: &[&str]) -> Option<Vec<RowId>> {
    let found: Vec<_> = doc.children(list).filter_map(|element| at(doc, element, path)).collect();
    (doc.kind(list) == Kind::Array && !found.is_empty()).then_some(found)
}

/// The message of one result: `{"@message": …}`, or `[{"field": "@message", "value": …}, …]`.
fn insights_message(doc: &Document, result: RowId) -> Option<RowId> {
    get(doc, result, "@message").or_else(|| {
        let is_message = |&cell: &RowId| text_of(doc, cell, "field").is_some_and(|field| field == "@message");
        let list = (doc.kind(result) == Kind::Array).then_some(result)?;
        doc.children(list).find(is_message).and_then(|cell| get(doc, cell, "value"))
    })
}
