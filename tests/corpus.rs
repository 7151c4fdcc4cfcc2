//! Real findings from public projects read as their provenance says. The corpus is not part of the repository: the test
//! runs where it is, and says so where it is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    explain::{Basis, Reader, Surroundings, explain},
    i18n::Lang,
    ingest::{Code, Dialect, Event, NeighbourKind, Record, Severity, SourceId, locate, read, reopen},
    knowledge::Pack,
    model::{Finding, Summary},
    respond::Plan,
};
use std::{env, fs, path::PathBuf};

fn corpus() -> Option<PathBuf> {
    let named = env::var_os("FINDING_LENS_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let here = folder.join("PROVENANCE.tsv").is_file();
    if !here {
        eprintln!("skipped: no corpus at {}", folder.display());
    }
    here.then_some(folder)
}

/// A file of the corpus with what its provenance says.
struct Held {
    name: String,
    format: String,
    findings: usize,
    /// `CloudTrail records: 29` beside the number of findings.
    note: String,
    bytes: Vec<u8>,
    events: Vec<Event>,
}

impl Held {
    fn records(&self) -> impl Iterator<Item = &Record> {
        self.events
            .iter()
            .filter_map(|event| if let Event::Record(record) = event { Some(record) } else { None })
    }
}

fn held() -> Vec<Held> {
    let Some(folder) = corpus() else { return Vec::new() };
    let table = fs::read_to_string(folder.join("PROVENANCE.tsv")).unwrap();
    let file = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let (name, format, note) = (cells[0].to_owned(), cells[4].to_owned(), cells[5].to_owned());
        let bytes = fs::read(folder.join(&name)).unwrap();
        let number = note.chars().take_while(char::is_ascii_digit).collect::<String>();
        let events = read(SourceId(0), &bytes);
        Held { name, format, findings: number.parse().unwrap(), note, bytes, events }
    };
    let held: Vec<_> = table.lines().skip(1).map(file).collect();
    assert!(held.len() > 20, "only {} files were read", held.len());
    held
}

#[test]
fn every_corpus_file_reads_as_its_provenance_says() {
    let mut wrong = Vec::new();
    for file in held() {
        let records = file.records().count();
        let errors: Vec<_> = file
            .events
            .iter()
            .filter_map(|event| if let Event::Problem(problem) = event { Some(problem) } else { None })
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| problem.code)
            // Listed, as the provenance wants it: a part of a finding, and a file with nothing in it.
            .filter(|code| *code != Code::WithoutType && *code != Code::Empty)
            .collect();
        if records != file.findings || !errors.is_empty() {
            wrong.push(format!("{}: {records} findings ({} expected); {errors:?}", file.name, file.note));
        }
        for record in file.records() {
            let found = locate(&file.bytes, &record.place);
            assert_eq!(found.as_ref(), Some(&record.text), "{}: found again by its place", file.name);
            assert_eq!(
                reopen(&file.bytes, &record.place).as_ref(),
                Some(record),
                "{}: with all around it",
                file.name
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_corpus_file_comes_in_the_envelope_that_its_provenance_names() {
    for file in held() {
        let expected: &[&str] = match file.format.as_str() {
            // Labelled by where it is used: the file holds the event's detail alone.
            "EventBridge" if file.name.starts_with("aws-samples__") => &[],
            format if format.starts_with("EventBridge") => &["eventbridge"],
            format if format.starts_with("Lambda Records[].Sns") => &["sns-lambda", "eventbridge"],
            format if format.starts_with("CLI get-findings") => &["get-findings"],
            "?" => continue,
            _ => &[],
        };
        let dialect = match file.format.as_str() {
            format if format.starts_with("ASFF") => Dialect::Asff,
            format if format.starts_with("OCSF") => Dialect::Ocsf,
            _ => Dialect::Native,
        };
        for record in file.records() {
            let chain: Vec<_> = record.envelopes.iter().map(|envelope| envelope.id).collect();
            assert_eq!((chain.as_slice(), record.dialect), (expected, dialect), "{}", file.name);
        }
    }
}

#[test]
fn what_stands_near_findings_is_counted_as_the_provenance_says() {
    for file in held() {
        let near = file.events.iter().find_map(|event| match event {
            Event::Neighbour(near) => Some((near.kind, near.count)),
            _ => None,
        });
        if let Some((_, count)) = file.note.split_once("CloudTrail records: ") {
            let count = count.trim_end_matches(')').parse().unwrap();
            assert_eq!(near, Some((NeighbourKind::CloudTrail, count)), "{}", file.name);
        }
        if let Some((_, count)) = file.note.split_once("(+") {
            let partial = |event: &&Event| matches!(event, Event::Problem(p) if p.code == Code::WithoutType);
            let told = file.events.iter().filter(partial).count();
            // The provenance counts a part of a finding in this file that another one of the same project holds.
            assert!(count.starts_with(&(told + 1).to_string()), "{}: {told} told of {count}", file.name);
        }
    }
}

#[test]
fn every_corpus_finding_has_a_type() {
    let mut wrong = Vec::new();
    for file in held() {
        for record in file.records() {
            let finding = Finding::open(record.dialect, &record.text);
            if finding.type_string().is_none() {
                wrong.push(format!("{}: a finding without a type: {:.80}", file.name, record.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_corpus_finding_has_the_same_summary_on_either_way() {
    for file in held() {
        for record in file.records() {
            let finding = Finding::open(record.dialect, &record.text);
            let lens = Summary::through_lens(&finding);
            assert_eq!(Summary::of(record.dialect, &record.text), lens, "{}: {:.80}", file.name, record.text);
        }
    }
}

#[test]
fn every_corpus_finding_is_explained_in_every_section_with_evidence() {
    let packs = Lang::ALL.map(|lang| Pack::embedded(lang).unwrap());
    let mut wrong = Vec::new();
    for file in held() {
        for record in file.records() {
            let finding = Finding::open(record.dialect, &record.text);
            let name = finding.type_string().unwrap_or_default();
            let around = Surroundings { event_account: record.event_account(), ..Surroundings::default() };
            for pack in &packs {
                let reader = Reader { lang: pack.lang, offset: None, pack };
                let entry = pack.types.get(name);
                for section in explain(&finding, pack, &around) {
                    let at = format!("{}, {name}, {:?}", file.name, section.heading);
                    if section.statements.is_empty() {
                        wrong.push(format!("{at}: nothing"));
                    }
                    for statement in &section.statements {
                        let said = reader.render(statement, entry, &Plan::default());
                        if said.text().trim().is_empty()
                            || said.rows.is_empty() && said.basis != Basis::General
                        {
                            wrong.push(format!("{at}: no words or no evidence: {}", said.text()));
                        }
                        if said.rows.iter().any(|row| row.index() >= finding.document().len()) {
                            wrong.push(format!("{at}: evidence that is not there: {}", said.text()));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
