//! What is copied and saved: exports, their redaction, comparisons.

use super::protocol::{Form, PreviewView};
use crate::{
    compare::{self, Difference},
    explain::{Loaded, Reader, Surroundings},
    export::{
        explained::{Commands, Explained},
        html, indicators, json, markdown,
        redact::Classes,
        redacted::{Redacted, Shared},
        report, text,
    },
    handoff::{Parcel, Provenance, link},
    i18n::{count, handoff as words},
    ingest::Record,
    model::Finding,
    store::Marks,
};

/// What a redaction would take out and leave.
#[inline(never)]
pub fn preview(shared: Shared<'_>, classes: Classes, reader: &Reader<'_>) -> PreviewView {
    let preview = Redacted::new(shared, classes, reader.pack).preview();
    PreviewView {
        classes: preview
            .counts
            .into_iter()
            .map(|(class, count)| (class, class.label().get(reader.lang).to_owned(), count))
            .collect(),
        stays: preview.stays.into_iter().map(|text| text.get(reader.lang).to_owned()).collect(),
        words: preview.words,
    }
}

/// The text of an export.
#[inline(never)]
pub fn export(
    loaded: &[Loaded],
    shared: Shared<'_>,
    form: Form,
    classes: Classes,
    reader: &Reader<'_>,
    around: &Surroundings<'_>,
) -> String {
    let made = Redacted::new(shared, classes, reader.pack);
    let explain = |reader: &Reader<'_>| -> Vec<Explained> {
        let both = made.noted().zip(loaded);
        both.map(|((record, mark), loaded)| Explained {
            mark: mark.cloned(),
            ..Explained::handed(record, loaded, classes, reader, around)
        })
        .collect()
    };
    let explained = || explain(reader);
    let lines = |texts: Vec<String>| texts.join("\n");
    match form {
        Form::Markdown => {
            lines(explained().iter().map(|one| markdown::write(&one.page(reader, Commands::All))).collect())
        }
        Form::Text => {
            lines(explained().iter().map(|one| text::write(&one.page(reader, Commands::Bash))).collect())
        }
        Form::Original => lines(made.records.iter().map(|record| record.text.clone()).collect()),
        Form::Pretty => lines(made.records.iter().map(|record| json::pretty(&record.text)).collect()),
        Form::Indicators | Form::Defanged => {
            indicators::list(&indicators::indicators(&made.records), form == Form::Defanged, reader.lang)
        }
        Form::IndicatorsCsv => indicators::csv(&indicators::indicators(&made.records), false),
        Form::ReportHtml | Form::ReportMarkdown => {
            // Times of a report are UTC: whoever reads it may sit elsewhere.
            let reader = Reader { offset: None, ..*reader };
            let explained = explain(&reader);
            let page = report::page(&explained, &made.sources, classes, &reader);
            match form {
                Form::ReportHtml => html::write(&page, reader.lang),
                _ => markdown::write(&page),
            }
        }
        Form::Key => made.key().write(),
    }
}

/// What changed from one version to another.
#[inline(never)]
pub fn differences(before: &Record, after: &Record, reader: &Reader<'_>) -> Vec<Difference> {
    let open = |record: &Record| Finding::open(record.dialect, &record.text);
    compare::compare(&open(before), &open(after), reader)
}

/// Findings to be handed over, with when they were saved.
pub fn parcel(shared: Shared<'_>, classes: Classes, at: String, reader: &Reader<'_>) -> Parcel {
    let made = Redacted::new(shared, classes, reader.pack);
    let marks = made.marks();
    let redacted = classes.iter().map(|class| class.slug().to_owned()).collect();
    let findings = made.records.into_iter().map(|record| record.text).collect();
    Parcel::new(Provenance::new(at, made.sources, redacted), findings, marks)
}

/// The fragment of a link that holds a finding, and nothing that was noted about it; in place of one that would be too long, why there is none.
#[inline(never)]
pub fn link(records: Vec<Record>, classes: Classes, reader: &Reader<'_>) -> Result<String, String> {
    let shared = Shared { records, marks: &Marks::default(), sources: Vec::new() };
    let parcel = parcel(shared, classes, String::new(), reader);
    link::write(&parcel).map_err(|length| {
        let [n, most] = [length, link::MOST].map(|n| count(n as u64));
        words::LONG_LINK.fill(reader.lang, &[("n", &n), ("most", &most)])
    })
}
