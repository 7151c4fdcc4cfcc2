//! A report over findings, to be handed over: what there is, when it happened, what it means, what is open, what was kept.

use super::{
    explained::{Commands, Explained, made_by},
    page::{Block, Run},
    redact::{Classes, hex},
};
use crate::{
    explain::{Heading, Reader},
    i18n::{Text, count, list::findings as list_words, report as words},
    model::{Band, Timestamp},
    order::Order,
    store::Verdict,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An input that findings were read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// How many findings were read from it.
    pub findings: u64,
}

/// The SHA-256 and the length of an input, taken while it is read.
#[derive(Clone, Default)]
pub struct Fingerprint {
    hash: Sha256,
    bytes: u64,
}

impl Fingerprint {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// The input's entry in a report.
    pub fn source(&self, name: &str, findings: u64) -> Source {
        Source {
            name: name.to_owned(),
            sha256: hex(&self.hash.clone().finalize()),
            bytes: self.bytes,
            findings,
        }
    }
}

/// How many rows are left for the hand to fill in.
const BLANK_ROWS: usize = 6;

/// The report. Findings are called F1, F2 … in the order in which they are given.
pub fn page(
    findings: &[Explained],
    sources: &[Source],
    redacted: Classes,
    reader: &Reader<'_>,
) -> Vec<Block> {
    let say = |text: Text| text.get(reader.lang).to_owned();
    let mut out = vec![
        Block::Heading(1, vec![Run::words(say(words::TITLE))]),
        Block::Paragraph(vec![Run::words(made_by(reader))]),
    ];
    if !redacted.is_empty() {
        let joint = if reader.lang == crate::i18n::Lang::Ja { "、" } else { ", " };
        let classes: Vec<&str> = redacted.iter().map(|class| class.label().get(reader.lang)).collect();
        out.push(Block::Paragraph(vec![Run::words(
            words::REDACTED.fill(reader.lang, &[("classes", &classes.join(joint))]),
        )]));
    }
    let heading = |out: &mut Vec<Block>, text: Text| out.push(Block::Heading(2, vec![Run::words(say(text))]));

    heading(&mut out, words::SUMMARY);
    out.extend(summary(findings, reader));
    heading(&mut out, words::TIMELINE);
    out.push(timeline(findings, reader));

    out.push(Block::Sheet);
    heading(&mut out, words::BY_SEVERITY);
    out.push(Block::Paragraph(vec![Run::words(say(words::BASIS))]));
    let mut order: Vec<(usize, &Explained)> = findings.iter().enumerate().collect();
    order
        .order_by(|(_, a), (_, b)| b.severity.unwrap_or_default().total_cmp(&a.severity.unwrap_or_default()));
    for (number, finding) in order {
        out.push(Block::Heading(
            3,
            vec![Run::words(name(number)), Run::words(" · "), Run::value(&finding.title)],
        ));
        out.extend(finding.body(reader, 4, true, Commands::None));
    }

    out.push(Block::Sheet);
    heading(&mut out, words::OPEN);
    out.push(questions(findings, reader));

    heading(&mut out, words::KEPT);
    let kept = sources
        .iter()
        .map(|source| {
            vec![
                vec![Run::value(&source.name)],
                vec![Run::code(&source.sha256)],
                vec![Run::words(count(source.bytes))],
                vec![Run::words(count(source.findings))],
                Vec::new(),
            ]
        })
        .collect();
    let head = [words::SOURCE, Text::same("SHA-256"), words::BYTES, words::FINDINGS, words::CUSTODIAN];
    out.push(Block::Table(head.map(say).to_vec(), kept));

    heading(&mut out, words::ACTIONS);
    out.push(Block::Paragraph(vec![Run::words(say(words::FILL_IN))]));
    let head = [words::AT, words::ACTION, words::BY, words::RESULT, words::NEXT_OWNER];
    out.push(Block::Table(head.map(say).to_vec(), vec![vec![Vec::new(); head.len()]; BLANK_ROWS]));

    out.push(Block::Sheet);
    heading(&mut out, if redacted.is_empty() { words::APPENDIX } else { words::APPENDIX_REDACTED });
    for (number, finding) in findings.iter().enumerate() {
        out.push(Block::Heading(
            3,
            vec![Run::words(name(number)), Run::words(" · "), Run::value(&finding.type_string)],
        ));
        out.push(Block::Code("json", super::json::pretty(&finding.text)));
    }
    out
}

/// What a finding is called in the report.
fn name(number: usize) -> String {
    format!("F{}", number + 1)
}

fn summary(findings: &[Explained], reader: &Reader<'_>) -> Vec<Block> {
    let say = |text: Text| text.get(reader.lang).to_owned();
    let number = |n: usize| vec![Run::words(count(n as u64))];
    let mut rows = vec![vec![vec![Run::words(say(words::FINDINGS))], number(findings.len())]];
    let times = || findings.iter().flat_map(|finding| [finding.seen.0, finding.seen.1]).flatten();
    for (label, time) in [(words::FIRST, times().min()), (words::LAST, times().max())] {
        if let Some(time) = time {
            rows.push(vec![vec![Run::words(say(label))], vec![Run::words(time.show(reader.offset))]]);
        }
    }
    let lenses = || findings.iter().map(|finding| finding.finding.lens());
    for (label, mut values) in [
        (
            words::ACCOUNTS,
            lenses().filter_map(|lens| Some(lens.account_id()?.value.into_owned())).collect::<Vec<_>>(),
        ),
        (words::REGIONS, lenses().filter_map(|lens| Some(lens.region()?.value.into_owned())).collect()),
    ] {
        values.order();
        values.dedup();
        rows.push(vec![vec![Run::words(say(label))], vec![Run::value(values.join(", "))]]);
    }
    let sample = lenses()
        .filter(|lens| lens.service().additional_info().sample().is_some_and(|flag| flag.value))
        .count();
    let archived = lenses().filter(|lens| lens.service().archived().is_some_and(|flag| flag.value)).count();
    for (label, n) in [(words::SAMPLES, sample), (words::ARCHIVED, archived)] {
        if n > 0 {
            rows.push(vec![vec![Run::words(say(label))], number(n)]);
        }
    }
    let mut out = vec![Block::Table([words::FACT, words::VALUE].map(say).to_vec(), rows)];

    let bands = Band::ALL.into_iter().map(Some).chain([None]);
    let of_band = |band: Option<Band>| findings.iter().filter(|f| f.severity.map(Band::of) == band).count();
    let rows = bands
        .map(|band| (band, of_band(band)))
        .filter(|(_, n)| *n > 0)
        .map(|(band, n)| vec![vec![Run::words(say(band.map_or(words::NO_SEVERITY, Band::label)))], number(n)])
        .collect();
    out.push(Block::Table([words::SEVERITY, words::NUMBER].map(say).to_vec(), rows));

    let given = |verdict: Option<Verdict>| {
        findings.iter().filter(|f| f.mark.as_ref().and_then(|mark| mark.verdict) == verdict).count()
    };
    if given(None) < findings.len() {
        let verdicts = Verdict::ALL.into_iter().map(Some).chain([None]);
        let rows = verdicts
            .map(|verdict| (verdict, given(verdict)))
            .filter(|(_, n)| *n > 0)
            .map(|(verdict, n)| {
                vec![vec![Run::words(say(verdict.map_or(words::NO_VERDICT, Verdict::label)))], number(n)]
            })
            .collect();
        out.push(Block::Table([list_words::MARK_HERE, words::NUMBER].map(say).to_vec(), rows));
    }

    let mut types: Vec<(&str, usize)> = Vec::new();
    for finding in findings {
        match types.iter_mut().find(|(name, _)| *name == finding.type_string) {
            Some((_, n)) => *n += 1,
            None => types.push((&finding.type_string, 1)),
        }
    }
    types.order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let rows = types.into_iter().map(|(name, n)| vec![vec![Run::value(name)], number(n)]).collect();
    out.push(Block::Table([words::TYPE, words::NUMBER].map(say).to_vec(), rows));
    out
}

fn timeline(findings: &[Explained], reader: &Reader<'_>) -> Block {
    let mut order: Vec<(usize, &Explained)> = findings.iter().enumerate().collect();
    // What carries no time comes last.
    order.order_by_key(|(number, finding)| (finding.seen.0.is_none(), finding.seen.0, *number));
    let show = |time: Option<Timestamp>| {
        vec![Run::words(time.map(|time| time.show(reader.offset)).unwrap_or_default())]
    };
    let row = |(number, finding): (usize, &Explained)| {
        vec![
            show(finding.seen.0),
            show(finding.seen.1),
            vec![Run::words(name(number))],
            vec![Run::words(finding.severity_label(reader))],
            vec![Run::value(&finding.type_string)],
            vec![Run::value(&finding.resource)],
        ]
    };
    let head = [words::FIRST, words::LAST, Text::same("#"), words::SEVERITY, words::TYPE, words::RESOURCE];
    Block::Table(
        head.map(|text| text.get(reader.lang).to_owned()).to_vec(),
        order.into_iter().map(row).collect(),
    )
}

/// What the findings cannot tell, and what the catalogue asks, each once, with the findings that it is about.
fn questions(findings: &[Explained], reader: &Reader<'_>) -> Block {
    let mut asked: Vec<(String, Vec<String>)> = Vec::new();
    for (number, finding) in findings.iter().enumerate() {
        let unknown = finding.sections.iter().filter(|(heading, _)| *heading == Heading::Unknown);
        let unknown = unknown.flat_map(|(_, said)| said).map(|said| said.text());
        for question in finding.questions.iter().cloned().chain(unknown) {
            match asked.iter_mut().find(|(known, _)| *known == question) {
                Some((_, by)) => by.push(name(number)),
                None => asked.push((question, vec![name(number)])),
            }
        }
    }
    let rows = asked.into_iter().map(|(question, mut by)| {
        by.dedup();
        vec![vec![Run::value(question)], vec![Run::words(by.join(" "))]]
    });
    let head = [words::OPEN, words::ASKED_BY].map(|text| text.get(reader.lang).to_owned()).to_vec();
    Block::Table(head, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        explain::Surroundings,
        export::{html, markdown, redact::Survey, text},
        i18n::Lang,
        ingest::{Event, Record, SourceId, read},
        knowledge::{Pack, SAMPLES},
        store::Mark,
    };

    fn records() -> Vec<Record> {
        let events = read(SourceId(0), SAMPLES).into_iter();
        events
            .filter_map(|event| if let Event::Record(record) = event { Some(record) } else { None })
            .step_by(40)
            .collect()
    }

    fn report(lang: Lang, redacted: Classes) -> Vec<Block> {
        let pack = Pack::embedded(lang).unwrap();
        let reader = Reader { lang, offset: None, pack: &pack };
        let mut survey = Survey::new(&pack);
        records().iter().for_each(|record| survey.add(record));
        let mut redaction = survey.redaction(redacted);
        let note = "<b>asked the owner</b>".to_owned();
        let marked = Mark { verdict: Some(Verdict::Authorised), note, ..Mark::default() };
        let marks = std::iter::once(Some(marked)).chain(std::iter::repeat(None));
        let explained: Vec<Explained> = records()
            .iter()
            .zip(marks)
            .map(|(record, mark)| Explained {
                mark,
                ..Explained::new(&redaction.finding(record), &reader, &Surroundings::default())
            })
            .collect();
        let mut fingerprint = Fingerprint::default();
        fingerprint.push(b"abc");
        page(&explained, &[fingerprint.source("findings.json", 6)], redacted, &reader)
    }

    #[test]
    fn a_report_has_all_its_parts_in_both_languages() {
        for lang in Lang::ALL {
            let page = report(lang, Classes::NONE);
            for written in [markdown::write(&page), text::write(&page), html::write(&page, lang)] {
                for part in [
                    words::SUMMARY,
                    words::TIMELINE,
                    words::BY_SEVERITY,
                    words::OPEN,
                    words::KEPT,
                    words::CUSTODIAN,
                    words::ACTIONS,
                    words::VERDICT,
                    words::NO_VERDICT,
                    Verdict::Authorised.label(),
                    words::APPENDIX,
                    Heading::Happened.label(),
                    Heading::Unknown.label(),
                ] {
                    assert!(written.contains(part.get(lang)), "{}", part.get(lang));
                }
                // FIPS 180-2, the hash of "abc".
                assert!(written.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
                assert!(written.contains(crate::knowledge::CATALOGUE_DATE));
                assert!(written.contains("/service/"), "places of evidence");
                assert!(written.contains("asked the owner"), "a note");
            }
        }
        let html = html::write(&report(Lang::En, Classes::NONE), Lang::En);
        assert!(html.contains(words::NEXT_OWNER.en), "a table to fill in");
    }

    #[test]
    fn findings_come_by_severity_and_the_timeline_by_time() {
        let page = report(Lang::En, Classes::NONE);
        let at = |text: Text| {
            page.iter()
                .position(|b| matches!(b, Block::Heading(2, runs) if runs[0].text() == text.en))
                .unwrap()
        };
        let numbers: Vec<f64> = page[at(words::BY_SEVERITY)..at(words::OPEN)]
            .windows(2)
            .filter(|pair| matches!(pair[0], Block::Heading(3, _)))
            .filter_map(|pair| match &pair[1] {
                Block::Paragraph(runs) => runs.last()?.text().rsplit(' ').next()?.parse().ok(),
                _ => None,
            })
            .collect();
        assert_eq!(numbers.len(), records().len());
        assert!(numbers.is_sorted_by(|a, b| a >= b), "{numbers:?}");
        let Block::Table(_, rows) = &page[at(words::TIMELINE) + 1] else { panic!() };
        let times: Vec<&str> = rows.iter().filter_map(|row| row[0].first()).map(Run::text).collect();
        assert!(times.len() == records().len() && times.is_sorted(), "{times:?}");
    }

    #[test]
    fn a_redacted_report_holds_nothing_that_was_taken_out() {
        let written = html::write(&report(Lang::En, Classes::default()), Lang::En);
        assert!(written.contains("Redacted: Accounts"));
        for account in ["111122223333", "444455556666", "777788889999"] {
            assert!(!written.contains(account));
        }
        assert!(!written.contains("203.0.113.") && !written.contains("198.51.100."));
    }
}
