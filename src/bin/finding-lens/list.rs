//! `finding-lens list`

use crate::{input, out};
use clap::ValueEnum;
use finding_lens::{export::escape, i18n::Lang, ingest::Record, model::Finding};
use serde_json::{Value, json};

/// How the list is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// Columns for the eye.
    Table,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values with a head.
    Csv,
}

const COLUMNS: [&str; 13] = [
    "id",
    "type",
    "severity",
    "accountId",
    "region",
    "resourceType",
    "count",
    "archived",
    "sample",
    "firstSeen",
    "lastSeen",
    "updatedAt",
    "envelope",
];

/// Lists every occurrence, in order.
pub fn run(files: &[String], format: Format) -> u8 {
    if format == Format::Csv {
        out::say!("{},file,offset,length", COLUMNS.join(","));
    }
    let outcome = input::each(files, Lang::En, |file, record| {
        let row = row(file, &record);
        match format {
            Format::Jsonl => out::say!("{row}"),
            Format::Csv => {
                let cells = COLUMNS.map(|column| escape::csv(&text(field(&row, column))));
                let source = ["file", "offset", "length"]
                    .map(|key| escape::csv(&text(field(field(&row, "source"), key))));
                out::say!("{},{}", cells.join(","), source.join(","));
            }
            Format::Table => out::say!(
                "{:>4}  {:62}  {:12}  {:14}  {}",
                text(field(&row, "severity")),
                escape::plain(&text(field(&row, "type"))),
                escape::plain(&text(field(&row, "accountId"))),
                escape::plain(&text(field(&row, "region"))),
                escape::plain(&text(field(&row, "updatedAt"))),
            ),
        }
    });
    outcome.code()
}

fn field<'v>(value: &'v Value, name: &str) -> &'v Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn row(file: &str, record: &Record) -> Value {
    let finding = Finding::open(record.dialect, &record.text);
    let lens = finding.lens();
    let service = lens.service();
    let text = |t: Option<finding_lens::model::lens::Text<'_>>| t.map(|t| t.value.into_owned());
    let envelopes: Vec<_> = record.envelopes.iter().map(|envelope| envelope.id).collect();
    json!({
        "id": text(lens.id()),
        "type": text(lens.type_()),
        "severity": lens.severity().map(|s| s.value),
        "accountId": text(lens.account_id()),
        "region": text(lens.region()),
        "resourceType": text(lens.resource().resource_type()),
        "count": service.count().and_then(|c| c.whole()),
        "archived": service.archived().map(|a| a.value),
        "sample": service.additional_info().sample().is_some_and(|s| s.value),
        "firstSeen": text(service.event_first_seen()),
        "lastSeen": text(service.event_last_seen()),
        "updatedAt": text(lens.updated_at()),
        "envelope": if envelopes.is_empty() { "bare".to_owned() } else { envelopes.join(">") },
        "source": { "file": file, "offset": record.place.offset, "length": record.place.length, "line": record.place.line },
    })
}
