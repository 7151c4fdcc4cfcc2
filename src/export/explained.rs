//! One finding with its explanation, ready to be written down.

use super::page::{Block, Run};
use crate::{
    engine::facts,
    explain::{Heading, Reader, Rendered, Subject, explain},
    i18n::report as words,
    ingest::Record,
    knowledge::CATALOGUE_DATE,
    model::{Band, Finding, FindingType, Timestamp},
};

/// How many places of a statement are shown.
const PLACES: usize = 5;

/// A finding with its explanation.
pub struct Explained {
    /// The finding.
    pub finding: Finding,
    /// Its text, exactly as it came.
    pub text: String,
    /// GuardDuty's title, or the type.
    pub title: String,
    /// The type as it is written.
    pub type_string: String,
    /// The severity as a number.
    pub severity: Option<f64>,
    /// The resource concerned.
    pub resource: String,
    /// When the activity was first and last seen.
    pub seen: (Option<Timestamp>, Option<Timestamp>),
    /// Label and value of the facts above the explanation.
    pub facts: Vec<(String, String)>,
    /// The sections with their statements in words.
    pub sections: Vec<(Heading, Vec<Rendered>)>,
    /// The first questions that the catalogue has for the type.
    pub questions: Vec<String>,
}

impl Explained {
    /// Explains a finding.
    pub fn new(record: &Record, reader: &Reader<'_>) -> Explained {
        let finding = Finding::open(record.dialect, &record.text);
        let lens = finding.lens();
        let entry = finding.type_string().and_then(|name| reader.pack.types.get(name));
        let subject =
            Subject { finding: lens, kind: finding.type_string().and_then(FindingType::parse), entry };
        let text = |text: Option<crate::model::lens::Text<'_>>| {
            text.map(|t| t.value.into_owned()).unwrap_or_default()
        };
        let time =
            |text: Option<crate::model::lens::Text<'_>>| text.and_then(|t| Timestamp::parse(t.as_str()));
        let (first, last) = (lens.service().event_first_seen(), lens.service().event_last_seen());
        let sections = explain(&finding, reader.pack)
            .into_iter()
            .map(|section| {
                let said =
                    section.statements.iter().map(|statement| reader.render(statement, entry)).collect();
                (section.heading, said)
            })
            .collect();
        let facts = facts(&finding, reader).into_iter().map(|fact| (fact.label, fact.value)).collect();
        Explained {
            text: record.text.clone(),
            title: text(lens.title().or_else(|| lens.type_())),
            type_string: text(lens.type_()),
            severity: lens.severity().map(|s| s.value),
            resource: text(subject.resource()),
            seen: (time(first.or_else(|| lens.created_at())), time(last.or_else(|| lens.updated_at()))),
            facts,
            sections,
            questions: entry.map(|entry| entry.ask.clone()).unwrap_or_default(),
            finding,
        }
    }

    /// `High 8`, in the reader's language.
    pub fn severity_label(&self, reader: &Reader<'_>) -> String {
        self.severity.map(|s| format!("{} {s}", Band::of(s).label().get(reader.lang))).unwrap_or_default()
    }

    /// The explanation as a page of its own.
    pub fn page(&self, reader: &Reader<'_>) -> Vec<Block> {
        let mut out = vec![Block::Heading(1, vec![Run::value(&self.title)])];
        out.extend(self.body(reader, 2, false));
        out.push(Block::Paragraph(vec![Run::words(made_by(reader))]));
        out
    }

    /// What stands under its heading. `places`: with the rows that each statement rests on.
    pub fn body(&self, reader: &Reader<'_>, level: u8, places: bool) -> Vec<Block> {
        let kind =
            vec![Run::value(&self.type_string), Run::words(" · "), Run::words(self.severity_label(reader))];
        let facts = self
            .facts
            .iter()
            .map(|(label, value)| vec![vec![Run::words(label)], vec![Run::value(value)]])
            .collect();
        let head = [words::FACT, words::VALUE].map(|text| text.get(reader.lang).to_owned()).to_vec();
        let mut out = vec![Block::Paragraph(kind), Block::Table(head, facts)];
        for (heading, statements) in self.sections.iter().filter(|(_, said)| !said.is_empty()) {
            out.push(Block::Heading(level, vec![Run::words(heading.label().get(reader.lang))]));
            out.push(Block::List(
                statements.iter().map(|said| self.statement(said, reader, places)).collect(),
            ));
        }
        out
    }

    fn statement(&self, said: &Rendered, reader: &Reader<'_>, places: bool) -> Vec<Run> {
        let run = |span: &crate::explain::Span| {
            if span.value { Run::value(&span.text) } else { Run::words(&span.text) }
        };
        let mut out: Vec<Run> = said.spans.iter().map(run).collect();
        out.push(Run::words(" "));
        out.push(Run::note(said.basis.label().get(reader.lang)));
        if places {
            for row in said.rows.iter().take(PLACES) {
                out.push(Run::words(" "));
                // The whole finding has an empty pointer.
                let pointer = self.finding.document().pointer(*row).to_string();
                out.push(Run::code(if pointer.is_empty() { "/".to_owned() } else { pointer }));
            }
            if let Some(more) = said.rows.len().checked_sub(PLACES).filter(|more| *more > 0) {
                out.push(Run::words(" "));
                out.push(Run::words(words::MORE.fill(reader.lang, &[("n", &more.to_string())])));
            }
        }
        out
    }
}

/// Which program and which catalogue wrote it.
pub fn made_by(reader: &Reader<'_>) -> String {
    words::MADE_BY.fill(reader.lang, &[("version", env!("CARGO_PKG_VERSION")), ("date", CATALOGUE_DATE)])
}
