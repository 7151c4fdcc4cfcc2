//! What every export is made of: findings with their values taken out, and with them what is noted about them and where they
//! came from.

use super::{
    redact::{Classes, Key, Preview, Redaction, Survey, preview},
    report::Source,
};
use crate::{
    ingest::Record,
    knowledge::Pack,
    store::{Mark, Marks},
};

/// What is shared.
pub struct Shared<'m> {
    /// The findings.
    pub records: Vec<Record>,
    /// What is noted about findings, these and others.
    pub marks: &'m Marks,
    /// The inputs that the findings were read from.
    pub sources: Vec<Source>,
}

/// What is shared, with the values of the ticked classes taken out.
pub struct Redacted {
    originals: Vec<Record>,
    /// The findings as they leave.
    pub records: Vec<Record>,
    /// What is noted about each of them.
    marks: Vec<Option<Mark>>,
    /// The inputs.
    pub sources: Vec<Source>,
    survey: Survey,
    redaction: Redaction,
}

impl Redacted {
    /// Takes the values out.
    pub fn new(shared: Shared<'_>, classes: Classes, pack: &Pack) -> Redacted {
        let Shared { records: originals, marks, sources } = shared;
        let mut survey = Survey::new(pack);
        originals.iter().for_each(|record| survey.add(record));
        let marks: Vec<Option<&Mark>> = originals.iter().map(|record| marks.get(&record.id())).collect();
        marks.iter().flatten().for_each(|mark| survey.add_mark(mark));
        sources.iter().for_each(|source| survey.add_text(&source.name));
        let mut redaction = survey.redaction(classes);
        let records = originals.iter().map(|record| redaction.finding(record)).collect();
        let marks = marks.into_iter().map(|mark| Some(redaction.mark(mark?))).collect();
        let mut name = |source: Source| Source { name: redaction.file_name(&source.name), ..source };
        let sources = sources.into_iter().map(&mut name).collect();
        Redacted { originals, records, marks, sources, survey, redaction }
    }

    /// The findings as they leave, each with what is noted about it.
    pub fn noted(&self) -> impl Iterator<Item = (&Record, Option<&Mark>)> {
        self.records.iter().zip(&self.marks).map(|(record, mark)| (record, mark.as_ref()))
    }

    /// What turns it back. Keep it apart: it holds every value that was taken out.
    pub fn key(&self) -> Key {
        let pairs = self.originals.iter().zip(&self.records);
        let pairs: Vec<(&str, &str)> = pairs.map(|(a, b)| (a.text.as_str(), b.text.as_str())).collect();
        self.redaction.key(&pairs)
    }

    /// What was taken out, and what is left.
    pub fn preview(&self) -> Preview {
        let noted =
            self.marks.iter().flatten().flat_map(|mark| [&mark.reason, &mark.confirmed_by, &mark.note]);
        let beside = noted.chain(self.sources.iter().map(|source| &source.name)).map(String::as_str);
        preview(&self.survey, &self.redaction, &self.records, beside)
    }

    /// The marks by the ids that the findings have as they leave.
    pub fn marks(&self) -> Marks {
        let mut out = Marks::default();
        for (record, mark) in self.noted() {
            if mark.is_some() {
                out.set(record.id(), mark.cloned());
            }
        }
        out
    }
}
