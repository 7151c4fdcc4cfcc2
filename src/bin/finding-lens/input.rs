//! Files in, events out; problems to standard error. Hand-off files are taken as the page takes them.

use finding_lens::{
    export::report::{Fingerprint, Source},
    handoff::{Fault, Given, file::is_handoff, receive},
    i18n::Lang,
    ingest::{Event, Problem, Reader, Record, Severity, SourceId},
    store::Marks,
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
    /// The files that could be opened, for the record; of what was handed over, the inputs that it had been read from.
    pub sources: Vec<Source>,
    /// What came with findings that were handed over.
    pub marks: Marks,
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
        match stream(name, SourceId(number), lang, &mut event) {
            Ok(Came { marks, from, fingerprint }) => {
                outcome.marks.join(marks);
                match from.is_empty() {
                    true => outcome.sources.push(fingerprint.source(name, findings)),
                    false => outcome.sources.extend(from),
                }
            }
            Err(error) => {
                outcome.lost = true;
                eprintln!("{name}:1:1: {error}");
            }
        }
    }
    outcome
}

/// What came of a file beside its findings.
#[derive(Default)]
struct Came {
    fingerprint: Fingerprint,
    marks: Marks,
    /// The inputs that it names, if it was handed over.
    from: Vec<Source>,
}

/// Bytes that tell a hand-off file.
const START: u64 = 64;

fn stream(name: &str, source: SourceId, lang: Lang, event: &mut dyn FnMut(Event)) -> io::Result<Came> {
    let mut input: Box<dyn Read> =
        if name == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(name)?) };
    let mut start = Vec::new();
    input.by_ref().take(START).read_to_end(&mut start)?;
    let mut reader = Reader::new(source);
    if is_handoff(&start) {
        input.read_to_end(&mut start)?;
        let parcel = receive(&Given::File(start.into())).map_err(|fault| refused(fault, lang))?;
        reader.push(parcel.lines().as_bytes()).into_iter().for_each(&mut *event);
        reader.finish().into_iter().for_each(event);
        return Ok(Came { marks: parcel.marks, from: parcel.provenance.sources, ..Came::default() });
    }
    let mut input = start.as_slice().chain(input);
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
    Ok(Came { fingerprint, ..Came::default() })
}

/// Why something that was handed over could not be read.
fn refused(fault: Fault, lang: Lang) -> io::Error {
    let (message, remedy) = fault.texts();
    io::Error::other(format!("{} {}", message.get(lang), remedy.get(lang)))
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
