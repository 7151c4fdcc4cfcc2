//! A session: what was loaded, and the answers about it.

use super::{
    handed::Handed,
    learn,
    protocol::{Intake, ProblemView, Reading, Request, Response, SourceNumber, SourceView},
    share,
    store::Store,
    view,
};
use crate::{
    context::Context,
    explain::{Reader, Surroundings},
    export::{
        redact::Key,
        report::{Fingerprint, Source as Kept},
    },
    handoff,
    i18n::{Lang, Text, handoff as words},
    ingest::{Event, Neighbour, Problem, Reader as Ingest, Record, Severity, SourceId},
    knowledge::Pack,
};

/// What was loaded, and the knowledge to explain it with.
#[derive(Default)]
pub struct Session {
    packs: Vec<Pack>,
    sources: Vec<Source>,
    store: Store,
    handed: Handed,
    context: Option<Context>,
}

/// A source of bytes and what came of it.
struct Source {
    number: SourceNumber,
    name: String,
    open: Option<Ingest>,
    /// How many findings came in each chain of envelopes, in the order of their first.
    findings: Vec<(Vec<Text>, u64)>,
    neighbours: Vec<Neighbour>,
    problems: Vec<Problem>,
    /// Of the bytes as they came.
    fingerprint: Fingerprint,
}

impl Session {
    /// Answers a question.
    pub fn handle(&mut self, request: Request) -> Response {
        match request {
            Request::Knowledge(bytes) => match Pack::read(&bytes) {
                Ok(pack) => {
                    match self.packs.iter_mut().find(|known| known.lang == pack.lang) {
                        Some(known) => known.join(pack),
                        None => self.packs.push(pack),
                    }
                    Response::Done
                }
                Err(error) => Response::Refused(error.to_string()),
            },
            Request::Begin(number, name) => {
                self.sources.push(Source {
                    number,
                    name,
                    open: Some(Ingest::new(SourceId(number))),
                    findings: Vec::new(),
                    neighbours: Vec::new(),
                    problems: Vec::new(),
                    fingerprint: Fingerprint::default(),
                });
                Response::Done
            }
            Request::Bytes(number, bytes) => {
                let events = self.source(number).and_then(|source| {
                    source.fingerprint.push(&bytes);
                    source.open.as_mut().map(|ingest| ingest.push(&bytes))
                });
                self.take(number, events.unwrap_or_default());
                Response::Done
            }
            Request::Receive(number, given) => {
                let lines = self.handed.take(number, &given);
                let events = self.source(number).and_then(|source| {
                    // What could not be read is told; nothing is left to be read to its end.
                    source.open.take_if(|_| lines.is_none());
                    source.open.as_mut().zip(lines).map(|(ingest, lines)| ingest.push(lines.as_bytes()))
                });
                self.take(number, events.unwrap_or_default());
                Response::Done
            }
            Request::End(number) => {
                let events = self.source(number).and_then(|source| source.open.take()).map(Ingest::finish);
                self.take(number, events.unwrap_or_default());
                Response::Done
            }
            Request::Context(reading, bytes) => match Context::read(&bytes) {
                Ok(context) => {
                    self.context = Some(context);
                    Response::Done
                }
                Err(error) => Response::Refused(error.message(reading.lang)),
            },
            Request::ForgetContext => {
                self.context = None;
                Response::Done
            }
            Request::Clear => {
                self.sources.clear();
                self.store = Store::default();
                self.handed = Handed::default();
                self.context = None;
                Response::Done
            }
            Request::Intake(reading) => Response::Intake(self.intake(reading.lang)),
            Request::Rows(reading, window) => Response::Rows(self.store.rows(&window, reading)),
            Request::Open(number, reading) => match (self.pack(reading.lang), self.store.get(number)) {
                (Some(pack), Some(entry)) => {
                    let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
                    let around = Surroundings {
                        context: self.context.as_ref(),
                        peers: self.store.peers(),
                        at: None,
                        event_account: entry.latest().and_then(Record::event_account),
                    };
                    let total = self.store.len();
                    Response::Finding(Box::new(view::finding(
                        number,
                        entry,
                        total,
                        &reader,
                        &around,
                        reading.other,
                    )))
                }
                (None, _) => refuse(NO_KNOWLEDGE, reading.lang),
                (_, None) => refuse(NO_FINDING, reading.lang),
            },
            Request::Preview(selection, classes, reading) => self.with_reader(reading, |reader| {
                Response::Preview(Box::new(share::preview(&self.store, selection, classes, reader)))
            }),
            Request::Export(selection, form, classes, reading) => self.with_reader(reading, |reader| {
                let wanted = (selection, form, classes);
                let around = Surroundings {
                    context: self.context.as_ref(),
                    peers: self.store.peers(),
                    ..Surroundings::default()
                };
                Response::Export(share::export(&self.store, self.kept(), wanted, reader, &around))
            }),
            Request::HandOff(selection, classes, parts, at, reading) => self.with_reader(reading, |reader| {
                let parcel = share::parcel(&self.store, selection, classes, (at, self.kept()), reader);
                match handoff::file::write(&parts, &parcel.pack()) {
                    Some(file) => Response::File(file.into()),
                    None => refuse(words::NO_VIEWER, reading.lang),
                }
            }),
            Request::Link(number, classes, reading) => self.with_reader(reading, |reader| {
                share::link(&self.store, number, classes, reader)
                    .map_or_else(Response::Refused, Response::Export)
            }),
            Request::Restore(key, text, reading) => match Key::read(&key) {
                Ok(key) => Response::Export(key.restorer().text(&text)),
                Err(_) => refuse(words::NO_KEY, reading.lang),
            },
            Request::Compare(before, after, reading) => self.with_reader(reading, |reader| {
                match share::differences(&self.store, before, after, reader) {
                    Some(differences) => Response::Differences(differences),
                    None => refuse(NO_FINDING, reading.lang),
                }
            }),
            Request::Learn(reading, lesson) => match self.pack(reading.lang) {
                Some(pack) => {
                    let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
                    Response::Learn(Box::new(learn::view(lesson, &reader, &self.packs)))
                }
                None => refuse(NO_KNOWLEDGE, reading.lang),
            },
        }
    }

    /// Answers with the knowledge of a language, where it is there.
    fn with_reader(&self, reading: Reading, answer: impl FnOnce(&Reader<'_>) -> Response) -> Response {
        match self.pack(reading.lang) {
            Some(pack) => answer(&Reader { lang: reading.lang, offset: reading.offset, pack }),
            None => refuse(NO_KNOWLEDGE, reading.lang),
        }
    }

    /// The sources, for the record.
    fn kept(&self) -> Vec<Kept> {
        let kept = |source: &Source| {
            let findings = source.findings.iter().map(|(_, count)| count).sum();
            let own = || vec![source.fingerprint.source(&source.name, findings)];
            // What was handed over names the inputs that it was read from.
            self.handed.sources(source.number).map_or_else(own, <[Kept]>::to_vec)
        };
        self.sources.iter().flat_map(kept).collect()
    }

    /// The pack of a language.
    fn pack(&self, lang: Lang) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.lang == lang)
    }

    fn source(&mut self, number: SourceNumber) -> Option<&mut Source> {
        self.sources.iter_mut().find(|source| source.number == number)
    }

    fn take(&mut self, number: SourceNumber, events: Vec<Event>) {
        let Some(source) = self.sources.iter_mut().find(|source| source.number == number) else { return };
        for event in events {
            match event {
                Event::Record(record) => {
                    let chain: Vec<Text> = record.envelopes.iter().map(|envelope| envelope.label()).collect();
                    match source.findings.iter_mut().find(|(known, _)| *known == chain) {
                        Some((_, count)) => *count += 1,
                        None => source.findings.push((chain, 1)),
                    }
                    self.store.add(record);
                }
                Event::Neighbour(neighbour) => source.neighbours.push(neighbour),
                Event::Problem(problem) => source.problems.push(problem),
            }
        }
    }

    fn intake(&self, lang: Lang) -> Intake {
        let name = |number| {
            self.sources.iter().find(|s| s.number == number).map(|s| s.name.clone()).unwrap_or_default()
        };
        let problems = self.handed.problems(name, lang);
        Intake {
            handed: self.handed.views(lang),
            sources: self.sources.iter().map(|source| source.view(lang)).collect(),
            findings: self.store.len(),
            problems: problems
                .into_iter()
                .chain(self.sources.iter().flat_map(|source| source.problems(lang)))
                .collect(),
        }
    }
}

impl Source {
    fn view(&self, lang: Lang) -> SourceView {
        const HELD: Text = Text::new("{what}: {n} {n|finding|findings}", "{what}: 検出結果 {n} 件");
        const NEAR: Text = Text::new(
            "{what} ({n}): recognised, not a finding",
            "{what} ({n} 件): 認識しましたが、検出結果ではありません",
        );
        const BARE: Text = Text::new("Finding JSON", "検出結果の JSON");
        let held = self.findings.iter().map(|(chain, count)| {
            let names: Vec<_> = chain.iter().map(|label| label.get(lang)).collect();
            let what = if names.is_empty() { BARE.get(lang).to_owned() } else { names.join(" › ") };
            HELD.fill(lang, &[("what", &what), ("n", &crate::i18n::count(*count))])
        });
        let near = self.neighbours.iter().map(|neighbour| {
            NEAR.fill(
                lang,
                &[("what", neighbour.kind.label().get(lang)), ("n", &crate::i18n::count(neighbour.count))],
            )
        });
        SourceView { name: self.name.clone(), recognised: held.chain(near).collect() }
    }

    fn problems(&self, lang: Lang) -> impl Iterator<Item = ProblemView> {
        self.problems.iter().map(move |problem| ProblemView {
            code: problem.code.id().to_owned(),
            error: problem.severity == Severity::Error,
            source: self.name.clone(),
            line: problem.line,
            column: problem.column,
            offset: problem.offset,
            excerpt: problem.excerpt.clone(),
            message: problem.message(lang),
            remedy: problem.remedy(lang),
        })
    }
}

const NO_KNOWLEDGE: Text = Text::new(
    "The explanations in this language are not loaded yet.",
    "この言語の説明はまだ読み込まれていません。",
);
const NO_FINDING: Text =
    Text::new("That finding is no longer loaded.", "その検出結果は読み込まれていません。");

fn refuse(text: Text, lang: Lang) -> Response {
    Response::Refused(text.get(lang).to_owned())
}
