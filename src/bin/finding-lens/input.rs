//! Files in, events out; problems to standard error.

use finding_lens::{
    export::report::{Fingerprint, Source},
    i18n::Lang,
    ingest::{Event, Problem, Reader, Record, Severity, SourceId},
};
use std::{
    fs::File,
    io::{self, Read},
};

/// How it went, over all files.
#[derive(Default)]
pub struct Outcome {
    read: bool,
    lost: bool,
    /// The files that could be opened, for the record.
    pub sources: Vec<Source>,
}

impl Outcome {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match (self.read, self.lost) {
            (true, false) => 0,
            (true, true) => 1,
            (false, _) => 2,
        }
    }
}

/// Reads each file and hands over each finding with the name of its file. Problems are told as they come.
pub fn each(files: &[String], lang: Lang, mut take: impl FnMut(&str, Record)) -> Outcome {
    let mut outcome = Outcome::default();
    for (number, name) in (0..).zip(files) {
        let mut findings = 0;
        let mut event = |event| match event {
            Event::Record(record) => {
                outcome.read = true;
                findings += 1;
                take(name, record);
            }
            Event::Neighbour(near) => {
                outcome.read = true;
                eprintln!(
                    "{name}:{}:{}: {} ({})",
                    near.place.line,
                    near.place.column,
                    near.kind.label().get(lang),
                    near.count
                );
            }
            Event::Problem(problem) => {
                outcome.lost |= problem.severity == Severity::Error;
                tell(name, &problem, lang);
            }
        };
        match stream(name, SourceId(number), &mut event) {
            Ok(fingerprint) => outcome.sources.push(fingerprint.source(name, findings)),
            Err(error) => {
                outcome.lost = true;
                eprintln!("{name}:1:1: {error}");
            }
        }
    }
    outcome
}

fn stream(name: &str, source: SourceId, event: &mut dyn FnMut(Event)) -> io::Result<Fingerprint> {
    let mut input: Box<dyn Read> =
        if name == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(name)?) };
    let mut reader = Reader::new(source);
    let mut piece = vec![0; 1 << 20];
    let mut fingerprint = Fingerprint::default();
    loop {
        let length = input.read(&mut piece)?;
        if length == 0 {
            break;
        }
        let bytes = piece.get(..length).unwrap_or_default();
        fingerprint.push(bytes);
        reader.push(bytes).into_iter().for_each(&mut *event);
    }
    reader.finish().into_iter().for_each(event);
    Ok(fingerprint)
}

fn tell(name: &str, problem: &Problem, lang: Lang) {
    eprintln!(
        "{name}:{}:{}: {} {}",
        problem.line,
        problem.column,
        problem.message(lang),
        problem.remedy(lang)
    );
}
