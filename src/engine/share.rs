//! What is copied and saved: exports, their redaction, comparisons.

use super::protocol::{Form, PreviewView};
use crate::{
    compare::{self, Difference},
    explain::{Loaded, Reader, Surroundings},
    export::{
        explained::{Commands, Explained},
        html, indicators, json, markdown,
        redact::{self, Classes, Redaction, Survey},
        report::{self, Source},
        text,
    },
    handoff::{Parcel, Provenance, link},
    i18n::{count, handoff as words},
    ingest::Record,
    model::Finding,
};

/// Findings with a redaction of their values.
struct Redacted {
    originals: Vec<Record>,
    survey: Survey,
    redaction: Redaction,
    records: Vec<Record>,
}

impl Redacted {
    fn new(originals: Vec<Record>, classes: Classes, reader: &Reader<'_>) -> Redacted {
        let mut survey = Survey::new(reader.pack);
        originals.iter().for_each(|record| survey.add(record));
        let mut redaction = survey.redaction(classes);
        let records = originals.iter().map(|record| redaction.finding(record)).collect();
        Redacted { originals, survey, redaction, records }
    }

    /// Sources with the values taken out of their names.
    fn sources(&mut self, sources: Vec<Source>) -> Vec<Source> {
        let name = |source: Source| Source { name: self.redaction.text(&source.name), ..source };
        sources.into_iter().map(name).collect()
    }
}

/// What a redaction would take out and leave.
pub fn preview(records: Vec<Record>, classes: Classes, reader: &Reader<'_>) -> PreviewView {
    let made = Redacted::new(records, classes, reader);
    let preview = redact::preview(&made.survey, &made.redaction, &made.records);
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
pub fn export(
    loaded: Vec<Loaded>,
    sources: Vec<Source>,
    form: Form,
    classes: Classes,
    reader: &Reader<'_>,
    around: &Surroundings<'_>,
) -> String {
    let mut made = Redacted::new(loaded.iter().map(|one| one.record.clone()).collect(), classes, reader);
    let explain = |records: &[Record], reader: &Reader<'_>| -> Vec<Explained> {
        let both = records.iter().zip(&loaded);
        both.map(|(record, loaded)| Explained::handed(record, loaded, classes, reader, around)).collect()
    };
    let explained = || explain(&made.records, reader);
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
            let explained = explain(&made.records, &reader);
            let sources = made.sources(sources);
            let page = report::page(&explained, &sources, classes, &reader);
            match form {
                Form::ReportHtml => html::write(&page, reader.lang),
                _ => markdown::write(&page),
            }
        }
        Form::Key => {
            let pairs: Vec<(&str, &str)> =
                made.originals.iter().zip(&made.records).map(|(a, b)| (&*a.text, &*b.text)).collect();
            made.redaction.key(&pairs).write()
        }
    }
}

/// What changed from one version to another.
pub fn differences(before: &Record, after: &Record, reader: &Reader<'_>) -> Vec<Difference> {
    let open = |record: &Record| Finding::open(record.dialect, &record.text);
    compare::compare(&open(before), &open(after), reader)
}

/// Findings to be handed over, with when they were saved and the inputs they were read from.
pub fn parcel(
    records: Vec<Record>,
    classes: Classes,
    (at, sources): (String, Vec<Source>),
    reader: &Reader<'_>,
) -> Parcel {
    let mut made = Redacted::new(records, classes, reader);
    let sources = made.sources(sources);
    let redacted = classes.iter().map(|class| class.slug().to_owned()).collect();
    let findings = made.records.into_iter().map(|record| record.text).collect();
    Parcel::new(Provenance::new(at, sources, redacted), findings)
}

/// The fragment of a link that holds a finding; in place of one that would be too long, why there is none.
pub fn link(records: Vec<Record>, classes: Classes, reader: &Reader<'_>) -> Result<String, String> {
    let parcel = parcel(records, classes, Default::default(), reader);
    link::write(&parcel).map_err(|length| {
        let [n, most] = [length, link::MOST].map(|n| count(n as u64));
        words::LONG_LINK.fill(reader.lang, &[("n", &n), ("most", &most)])
    })
}
