//! A session: what was loaded, and the answers about it.

use super::{
    learn,
    list::{List, whole},
    protocol::{
        FindingNumber, FindingView, Intake, Keep, Need, ProblemView, Reading, Request, Response,
        SourceNumber, SourceView, VersionView, Window,
    },
    view,
};
use crate::{
    explain::Reader,
    i18n::{Lang, Text},
    ingest::{ENVELOPES, Neighbour, Place, Problem, Record, Severity, SourceId, reopen},
    knowledge::Pack,
    model::summary::{Fact, Summary},
    query::complete,
    store::{Batch, Loader, Mark, Marks, Store},
};

/// What was loaded, and the knowledge to explain it with.
#[derive(Default)]
pub struct Session {
    packs: Vec<Pack>,
    sources: Vec<Source>,
    store: Store,
    list: List,
    marks: Marks,
}

/// A source of bytes and what came of it.
struct Source {
    number: SourceNumber,
    name: String,
    open: Option<Loader>,
    /// Its bytes, where they are kept here.
    kept: Option<Vec<u8>>,
    /// How many findings came in each chain of envelopes, by their ids; in the order of their first.
    findings: Vec<(Vec<String>, u64)>,
    neighbours: Vec<Neighbour>,
    problems: Vec<Problem>,
}

impl Session {
    /// Answers a question.
    pub fn handle(&mut self, request: Request) -> Response {
        match request {
            Request::Knowledge(bytes) => match Pack::read(&bytes) {
                Ok(pack) => {
                    self.learn(pack);
                    Response::Done
                }
                Err(error) => Response::Refused(error.to_string()),
            },
            Request::Begin(number, name, keep) => {
                self.store.name_source(number, name.clone());
                self.sources.push(Source {
                    number,
                    name,
                    open: Some(Loader::new(SourceId(number))),
                    kept: (keep == Keep::Engine).then(Vec::new),
                    findings: Vec::new(),
                    neighbours: Vec::new(),
                    problems: Vec::new(),
                });
                Response::Done
            }
            Request::Bytes(number, bytes) => {
                let batch = self.source(number).and_then(|source| {
                    if let Some(kept) = &mut source.kept {
                        kept.extend_from_slice(&bytes);
                    }
                    let loader = source.open.as_mut()?;
                    loader.push(&bytes);
                    Some(loader.take())
                });
                self.take(batch);
                Response::Done
            }
            Request::Batch(bytes) => match Batch::from_bytes(&bytes) {
                Some(batch) => {
                    // It was read elsewhere: what was not read here is not missing.
                    if let Some(source) = self.source(batch.source.0) {
                        source.open = None;
                    }
                    self.take(Some(batch));
                    Response::Done
                }
                None => Response::Refused("the batch cannot be read".to_owned()),
            },
            Request::End(number) => {
                let batch = self.source(number).and_then(|source| source.open.take()).map(Loader::finish);
                self.take(batch);
                Response::Done
            }
            Request::Clear => {
                let packs = std::mem::take(&mut self.packs);
                *self = Session::default();
                packs.into_iter().for_each(|pack| self.learn(pack));
                Response::Done
            }
            Request::Intake(reading) => Response::Intake(self.intake(reading.lang)),
            Request::Rows(reading, window) => {
                Response::Rows(Box::new(self.list.rows(&window, &self.store, &self.marks, reading)))
            }
            Request::Places(window) => Response::Places(self.places(&window)),
            Request::Complete(lang, text, cursor) => {
                Response::Completion(complete(&text, cursor as usize, &self.store, lang))
            }
            Request::Open(number, version, reading) => self.open(number, version, reading, None),
            Request::OpenWith(number, version, reading, bytes) => {
                self.open(number, version, reading, Some(&bytes))
            }
            Request::Mark(findings, mark) => {
                findings.into_iter().for_each(|finding| self.mark(finding, mark.as_ref()));
                self.list.forget();
                Response::Done
            }
            Request::SaveMarks => Response::Marks(self.marks.save()),
            Request::LoadMarks(lang, bytes) => match Marks::load(&bytes) {
                Ok(marks) => {
                    self.marks.join(marks);
                    let verdicts = self
                        .marks
                        .iter()
                        .filter_map(|(id, mark)| Some((id.to_owned(), mark.verdict?.slug())));
                    self.store.note_verdicts(verdicts.collect());
                    self.list.forget();
                    Response::Done
                }
                Err(error) => Response::Refused(error.message(lang)),
            },
            Request::Learn(reading) => match self.pack(reading.lang) {
                Some(pack) => Response::Learn(Box::new(learn::view(pack))),
                None => refuse(NO_KNOWLEDGE, reading.lang),
            },
        }
    }

    /// The pack of a language.
    fn pack(&self, lang: Lang) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.lang == lang)
    }

    fn source(&mut self, number: SourceNumber) -> Option<&mut Source> {
        self.sources.iter_mut().find(|source| source.number == number)
    }

    /// Takes the knowledge of a language.
    fn learn(&mut self, pack: Pack) {
        let types = pack.types.iter();
        self.store.name_tactics(types.map(|(name, entry)| (name.as_str(), entry.tactics.as_slice())));
        self.list.forget();
        match self.packs.iter_mut().find(|known| known.lang == pack.lang) {
            Some(known) => known.join(pack),
            None => self.packs.push(pack),
        }
    }

    /// Takes what was read of a source.
    fn take(&mut self, batch: Option<Batch>) {
        let Some(mut batch) = batch else { return };
        let Some(source) = self.sources.iter_mut().find(|source| source.number == batch.source.0) else {
            return;
        };
        for (chain, count) in std::mem::take(&mut batch.chains) {
            match source.findings.iter_mut().find(|(known, _)| *known == chain) {
                Some((_, known)) => *known += count,
                None => source.findings.push((chain, count)),
            }
        }
        source.neighbours.append(&mut batch.neighbours);
        source.problems.append(&mut batch.problems);
        if !batch.is_empty() {
            self.store.append(&batch);
            self.list.forget();
        }
    }

    fn places(&mut self, window: &Window) -> Vec<Place> {
        let rows = self.list.window(window, &self.store);
        rows.into_iter().map(|row| self.store.place(row)).collect()
    }

    fn mark(&mut self, finding: FindingNumber, mark: Option<&Mark>) {
        let Some(row) = self.store.row_of(finding) else { return };
        let id = self.store.id(row);
        // A finding without an id could not be told again.
        if !id.is_empty() {
            self.store.note_verdict(&id, mark.and_then(|mark| mark.verdict).map(|verdict| verdict.slug()));
            self.marks.set(id, mark.cloned());
        }
    }

    /// Opens a version of a finding, with bytes that were asked for or those that are kept.
    fn open(
        &mut self,
        number: FindingNumber,
        version: u32,
        reading: Reading,
        bytes: Option<&[u8]>,
    ) -> Response {
        let Some(pack) = self.pack(reading.lang) else { return refuse(NO_KNOWLEDGE, reading.lang) };
        let versions = self.store.versions(number);
        let (Some(wanted), Some(row)) = (versions.get(version as usize), self.store.row_of(number)) else {
            return refuse(NO_FINDING, reading.lang);
        };
        let place = &wanted.place;
        let source = self.sources.iter().find(|source| source.number == place.source.0);
        let kept = source.and_then(|source| source.kept.as_deref());
        let record = match (bytes, kept) {
            (None, None) => return Response::Need(need(place)),
            // Of what needs no decoding only the document's own bytes were asked for.
            (Some(bytes), _) if place.steps.is_empty() => {
                reopen(bytes, &Place { offset: 0, ..place.clone() })
            }
            (Some(bytes), _) | (None, Some(bytes)) => reopen(bytes, place),
        };
        let id = self.store.id(row);
        let same = |record: &Record| {
            Summary::of(record.dialect, &record.text).text(Fact::Id).unwrap_or_default() == id
        };
        let Some(mut record) = record.filter(same) else { return refuse(CHANGED, reading.lang) };
        record.place = place.clone();
        let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
        let view = view::finding(number, &record, self.store.len(), &reader);
        let version_view = |version: &crate::store::Version| VersionView {
            updated: version.updated.map(|at| at.show(reading.offset)).unwrap_or_default(),
            severity: version.severity,
            count: version.count.and_then(whole),
            source: self.store.source(version.place.source.0).to_owned(),
            line: version.place.line,
            copies: version.copies,
        };
        Response::Finding(Box::new(FindingView {
            versions: versions.iter().map(version_view).collect(),
            version,
            mark: self.marks.get(&id).cloned(),
            ..view
        }))
    }

    fn intake(&self, lang: Lang) -> Intake {
        Intake {
            sources: self.sources.iter().map(|source| source.view(lang)).collect(),
            findings: self.store.len(),
            problems: self.sources.iter().flat_map(|source| source.problems(lang)).collect(),
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
            let label = |id: &String| {
                ENVELOPES.iter().find(|known| known.id == *id).map(|known| known.label().get(lang))
            };
            let names: Vec<_> = chain.iter().filter_map(label).collect();
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

const CHANGED: Text = Text::new(
    "The source no longer holds this finding where it was read. Load it again.",
    "読み込んだ位置にこの検出結果がありません。もう一度読み込んでください。",
);

/// The bytes that a place is read from.
fn need(place: &Place) -> Need {
    let source = place.source.0;
    match place.steps.as_slice() {
        [] => Need { source, from: place.offset, to: Some(place.offset.saturating_add(place.length)) },
        _ => Need { source, from: 0, to: None },
    }
}

fn refuse(text: Text, lang: Lang) -> Response {
    Response::Refused(text.get(lang).to_owned())
}
