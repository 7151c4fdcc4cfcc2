//! Real findings from public projects read as their provenance says. The corpus is not part of the repository: the test
//! runs where it is, and says so where it is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    ingest::{Code, Event, Severity, SourceId, locate, read},
    model::Finding,
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

#[test]
fn every_corpus_file_reads_as_its_provenance_says() {
    let Some(folder) = corpus() else { return };
    let table = fs::read_to_string(folder.join("PROVENANCE.tsv")).unwrap();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (name, held) = (cells[0], cells[5]);
        let Ok(bytes) = fs::read(folder.join(name)) else { continue };
        let number = held.chars().take_while(char::is_ascii_digit).collect::<String>();
        let Ok(expected) = number.parse::<usize>() else { continue };
        seen += 1;
        let events = read(SourceId(0), &bytes);
        let records = events.iter().filter(|e| matches!(e, Event::Record(_))).count();
        let errors: Vec<_> = events
            .iter()
            .filter_map(|e| match e {
                Event::Problem(p)
                    if p.severity == Severity::Error
                        && p.code != Code::WithoutType
                        && p.code != Code::Empty =>
                {
                    Some(p.code.id())
                }
                _ => None,
            })
            .collect();
        if records != expected || !errors.is_empty() {
            wrong.push(format!("{name}: {records} findings, {expected} expected ({held}); {errors:?}"));
        }
        for event in &events {
            if let Event::Record(record) = event {
                assert_eq!(
                    locate(&bytes, &record.place).as_ref(),
                    Some(&record.text),
                    "{name}: found again by its place"
                );
                let finding = Finding::open(record.dialect, &record.text);
                if finding.type_string().is_none() {
                    wrong.push(format!("{name}: a finding without a type: {:.80}", record.text));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} files were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
