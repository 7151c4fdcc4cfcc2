//! `finding-lens explain`

use crate::input;
use clap::ValueEnum;
use finding_lens::{
    export::escape,
    explain::{Reader, Rendered, explain},
    i18n::Lang,
    ingest::Record,
    json::{Document, RowId},
    knowledge::Pack,
    model::{Band, Finding},
};
use serde_json::{Value, json};

/// How the explanation is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For the eye.
    Text,
    /// For a ticket.
    Markdown,
    /// One JSON object a finding.
    Json,
}

/// Explains every finding, or the one with the id.
pub fn run(files: &[String], lang: Lang, format: Format, id: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => {
            eprintln!("finding-lens: {error}");
            return 2;
        }
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let mut found = false;
    let outcome = input::each(files, lang, |_, record| {
        let finding = Finding::open(record.dialect, &record.text);
        let own = finding.lens().id().map(|id| id.value.into_owned());
        if id.is_some_and(|id| own.as_deref() != Some(id)) {
            return;
        }
        found = true;
        match format {
            Format::Json => println!("{}", as_json(&finding, &record, &reader)),
            Format::Text => as_text(&finding, &reader),
            Format::Markdown => as_markdown(&finding, &reader),
        }
    });
    match id {
        Some(id) if !found => {
            eprintln!("finding-lens: no finding has the id {id}");
            2
        }
        _ => outcome.code(),
    }
}

/// The sections with their statements in words.
fn sections(finding: &Finding, reader: &Reader<'_>) -> Vec<(&'static str, &'static str, Vec<Rendered>)> {
    let entry = finding.type_string().and_then(|name| reader.pack.types.get(name));
    let rendered = explain(finding, reader.pack).into_iter().map(|section| {
        let said = section.statements.iter().map(|statement| reader.render(statement, entry)).collect();
        (section.heading.slug(), section.heading.label().get(reader.lang), said)
    });
    rendered.collect()
}

fn head(finding: &Finding, lang: Lang) -> (String, String) {
    let lens = finding.lens();
    let title = lens.title().or_else(|| lens.type_()).map(|t| t.value.into_owned()).unwrap_or_default();
    let kind = finding.type_string().unwrap_or_default();
    let severity = lens
        .severity()
        .map(|s| format!("{} {}", Band::of(s.value).label().get(lang), s.value))
        .unwrap_or_default();
    (title, format!("{kind} · {severity}"))
}

fn as_text(finding: &Finding, reader: &Reader<'_>) {
    let (title, line) = head(finding, reader.lang);
    println!("{}\n{}\n", escape::plain(&title), escape::plain(&line));
    for (_, label, statements) in sections(finding, reader) {
        println!("{label}");
        for said in statements {
            println!("  [{}] {}", said.basis.label().get(reader.lang), escape::plain(&said.text()));
        }
        println!();
    }
}

fn as_markdown(finding: &Finding, reader: &Reader<'_>) {
    let (title, line) = head(finding, reader.lang);
    println!("# {}\n\n{}\n", escape::markdown(&title), escape::markdown(&line));
    for (_, label, statements) in sections(finding, reader) {
        println!("## {label}\n");
        for said in statements {
            let words: String = said
                .spans
                .iter()
                .map(|span| if span.value { escape::markdown(&span.text) } else { span.text.clone() })
                .collect();
            println!("- {words} ({})", said.basis.label().get(reader.lang));
        }
        println!();
    }
}

fn as_json(finding: &Finding, record: &Record, reader: &Reader<'_>) -> Value {
    let sections: Vec<Value> = sections(finding, reader)
        .into_iter()
        .map(|(slug, label, statements)| {
            let statements: Vec<Value> = statements
                .iter()
                .map(|said| {
                    let evidence: Vec<Value> =
                        said.rows.iter().map(|&row| evidence(finding.document(), row, record)).collect();
                    json!({ "text": said.text(), "kind": said.basis.slug(), "evidence": evidence })
                })
                .collect();
            json!({ "section": slug, "label": label, "statements": statements })
        })
        .collect();
    json!({
        "version": 1,
        "id": finding.lens().id().map(|id| id.value.into_owned()),
        "type": finding.type_string(),
        "envelope": record.envelopes.iter().map(|envelope| envelope.id).collect::<Vec<_>>(),
        "lang": reader.lang.tag(),
        "sections": sections,
    })
}

/// Where a row stands in the input: a pointer, and for what stands in a string or on a line of its own, within what.
fn evidence(document: &Document, row: RowId, record: &Record) -> Value {
    let place = record.place.pointer.join(&document.pointer(row));
    let mut within = (record.place.line > 1 || record.place.offset > 0)
        .then(|| json!({ "line": record.place.line, "offset": record.place.offset }));
    let mut hops = place.hops.into_iter().peekable();
    let mut pointer = String::new();
    while let Some(hop) = hops.next() {
        if hops.peek().is_some() {
            within = Some(match within {
                Some(further) => json!({ "pointer": hop, "within": further }),
                None => json!({ "pointer": hop }),
            });
        } else {
            pointer = hop;
        }
    }
    match within {
        Some(within) => json!({ "pointer": pointer, "within": within }),
        None => json!({ "pointer": pointer }),
    }
}
