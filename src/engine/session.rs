//! A session: what was loaded, and the answers about it.

use super::{
    handed::Handed,
    learn,
    list::{List, whole},
    peers,
    protocol::{
        FindingNumber, FindingView, Form, Given, Intake, Keep, Need, Part, ProblemView, Reading, Request,
        Response, Selection, SourceNumber, SourceView, VersionOf, VersionView, Window,
    },
    share, view,
};
use crate::{
    context::Context,
    explain::{Loaded, Reader, Surroundings},
    export::{
        redact::Key,
        redacted::Shared,
        report::{Fingerprint, Source as Kept},
    },
    handoff,
    i18n::{Lang, Text, handoff as words},
    ingest::{ENVELOPES, Neighbour, Place, Problem, Record, Severity, SourceId, reopen_all},
    knowledge::Pack,
    query::complete,
    store::{Batch, Loader, Mark, Marks, Store, Version},
};
use std::collections::BTreeMap;

/// How many findings a preview or an export takes at most: their texts are read again, and held together.
const SHARED: usize = 2_000;

/// How many other versions of a finding are read beside the one that is opened.
const OTHERS: usize = 50;

/// How many are read where many findings are exported together.
const OTHERS_OF_EACH: usize = 12;

/// What was loaded, and the knowledge to explain it with.
#[derive(Default)]
pub struct Session {
    packs: Vec<Pack>,
    sources: Vec<Source>,
    store: Store,
    list: List,
    marks: Marks,
    handed: Handed,
    context: Option<Context>,
    /// What a reader reads, and of which source.
    reading: Option<(SourceNumber, Loader)>,
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
    /// Of the bytes as they came; whole once all of them did.
    fingerprint: Fingerprint,
    is_whole: bool,
}

impl Session {
    /// Answers a question.
    pub fn handle(&mut self, request: Request) -> Response {
        self.answer(request, &[])
    }

    /// What it calls stays apart (`inline(never)`). A browser counts how much code it runs and compiles a function anew, as a whole,
    /// when it has run enough of it: all in one, this was compiled for a quarter of a second in the midst of a load.
    fn answer(&mut self, request: Request, given: &[Given]) -> Response {
        match request {
            Request::With(given, request) => self.answer(*request, &given),
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
                    fingerprint: Fingerprint::default(),
                    is_whole: false,
                });
                Response::Done
            }
            Request::Bytes(number, bytes) => {
                let batch = self.source(number).and_then(|source| {
                    source.fingerprint.push(&bytes);
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
            Request::Read(part) => self.read(part),
            Request::Batch(bytes) => match Batch::from_bytes(&bytes) {
                Some(batch) => {
                    // It was read elsewhere: what was not read here is not missing.
                    if let Some(source) = self.source(batch.source.0) {
                        source.open = None;
                    }
                    self.take(Some(batch));
                    Response::Findings(self.store.len())
                }
                None => Response::Refused("the batch cannot be read".to_owned()),
            },
            Request::Lost(number, offset) => {
                if let Some(source) = self.source(number) {
                    source.open = None;
                    source.problems.push(Problem::unreadable(SourceId(number), offset));
                }
                Response::Done
            }
            Request::Digest(number, bytes) => {
                if let Some(source) = self.source(number) {
                    source.fingerprint.push(&bytes);
                    source.is_whole = bytes.is_empty();
                }
                Response::Done
            }
            Request::Receive(number, given) => {
                let (lines, marks) = self.handed.take(number, &given).unzip();
                let batch = self.source(number).and_then(|source| {
                    // What could not be read is told; nothing is left to be read to its end.
                    source.open.take_if(|_| lines.is_none());
                    let (loader, lines) = source.open.as_mut().zip(lines)?;
                    loader.push(lines.as_bytes());
                    // Whoever asked holds the wrapping, not the findings.
                    source.kept = Some(lines.into_bytes());
                    Some(loader.take())
                });
                self.take(batch);
                self.join(marks.unwrap_or_default());
                Response::Done
            }
            Request::End(number) => {
                let batch = self.source(number).and_then(|source| {
                    let loader = source.open.take()?;
                    source.is_whole = true;
                    Some(loader.finish())
                });
                self.take(batch);
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
                let packs = std::mem::take(&mut self.packs);
                *self = Session::default();
                packs.into_iter().for_each(|pack| self.learn(pack));
                Response::Done
            }
            Request::Intake(reading) => Response::Intake(self.intake(reading.lang)),
            Request::Rows(reading, window) => {
                Response::Rows(Box::new(self.list.rows(&window, &self.store, &self.marks, reading)))
            }
            Request::Numbers(window) => {
                let rows = self.list.window(&window, &self.store);
                Response::Numbers(rows.into_iter().filter_map(|row| self.store.finding_of(row)).collect())
            }
            Request::Around(filter, sort, finding) => {
                Response::Around(self.list.around(filter, sort, finding, &self.store))
            }
            Request::Table(reading, window, form) => {
                Response::Export(self.list.table(&window, &self.store, &self.marks, form, reading))
            }
            Request::Lines(filter, from, len, lang) => {
                let mut rows = self.list.all(&filter, &self.store);
                rows.sort_by_cached_key(|row| self.store.order(*row));
                let part = rows.into_iter().skip(from as usize).take(len as usize);
                let findings = part.filter_map(|row| self.store.finding_of(row));
                let wanted: Vec<VersionOf> =
                    findings.map(|finding| VersionOf { finding, version: 0 }).collect();
                match self.records(&wanted, given) {
                    Ok(records) => {
                        Response::Export(records.iter().map(|record| one_line(&record.text) + "\n").collect())
                    }
                    Err(missing) => missing.answer(lang),
                }
            }
            Request::Complete(lang, text, cursor) => {
                Response::Completion(complete(&text, cursor as usize, &self.store, lang))
            }
            Request::Open(finding, version, reading) => {
                self.open(VersionOf { finding, version }, reading, given)
            }
            Request::Preview(selection, classes, reading) => {
                self.share(&selection, 0, reading, given, |session, loaded, reader| {
                    let shared = session.shared(records(loaded));
                    Response::Preview(Box::new(share::preview(shared, classes, reader)))
                })
            }
            Request::Export(selection, form, classes, reading) => {
                if matches!(form, Form::ReportHtml | Form::ReportMarkdown)
                    && let Some(needs) = self.undigested()
                {
                    return Response::Need(needs);
                }
                let others = match (form.explains() && classes.is_empty(), &selection) {
                    (false, _) => 0,
                    (true, Selection::One(_)) => OTHERS,
                    (true, _) => OTHERS_OF_EACH,
                };
                self.share(&selection, others, reading, given, |session, loaded, reader| {
                    let peers = peers::of(&session.store, loaded.iter().map(|one| &one.record));
                    let around = Surroundings { peers: &peers, ..session.around() };
                    let shared = session.shared(loaded.iter().map(|one| one.record.clone()).collect());
                    let text = share::export(&loaded, shared, form, classes, reader, &around);
                    Response::Export(text)
                })
            }
            Request::HandOff(selection, classes, parts, at, reading) => {
                self.share(&selection, 0, reading, given, |session, loaded, reader| {
                    let shared = session.shared(records(loaded));
                    let parcel = share::parcel(shared, classes, at, reader);
                    match handoff::file::write(&parts, &parcel.pack()) {
                        Some(file) => Response::File(file.into()),
                        None => refuse(words::NO_VIEWER, reading.lang),
                    }
                })
            }
            Request::Link(number, classes, reading) => {
                self.share(&Selection::One(number), 0, reading, given, |_, loaded, reader| {
                    share::link(records(loaded), classes, reader)
                        .map_or_else(Response::Refused, Response::Export)
                })
            }
            Request::Restore(key, text, reading) => match Key::read(&key) {
                Ok(key) => Response::Export(key.restorer().text(&text)),
                Err(_) => refuse(words::NO_KEY, reading.lang),
            },
            Request::Compare(before, after, reading) => {
                let records = self.records(&[before, after], given);
                match (self.pack(reading.lang), records.as_deref()) {
                    (None, _) => refuse(NO_KNOWLEDGE, reading.lang),
                    (Some(pack), Ok([before, after])) => {
                        let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
                        Response::Differences(share::differences(before, after, &reader))
                    }
                    (_, Ok(_)) => refuse(NO_FINDING, reading.lang),
                    (_, Err(missing)) => missing.answer(reading.lang),
                }
            }
            Request::Mark(findings, mark) => {
                findings.into_iter().for_each(|finding| self.mark(finding, mark.as_ref()));
                self.list.forget();
                Response::Done
            }
            Request::SaveMarks => Response::Marks(self.marks.save()),
            Request::LoadMarks(lang, bytes) => match Marks::load(&bytes) {
                Ok(marks) => {
                    self.join(marks);
                    Response::Done
                }
                Err(error) => Response::Refused(error.message(lang)),
            },
            Request::Rehearse(text, reading) => {
                let mut other = Session { packs: std::mem::take(&mut self.packs), ..Session::default() };
                let steps = [
                    Request::Begin(0, String::new(), Keep::Engine),
                    Request::Bytes(0, text.into_bytes().into()),
                    Request::End(0),
                    Request::Intake(reading),
                    Request::Rows(reading, Window::default()),
                ];
                steps.into_iter().for_each(|step| _ = other.handle(step));
                let answer = other.handle(Request::Open(0, 0, reading));
                self.packs = other.packs;
                answer
            }
            Request::Learn(reading, lesson) => match self.pack(reading.lang) {
                Some(pack) => {
                    let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
                    Response::Learn(Box::new(learn::view(lesson, &reader, &self.packs)))
                }
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

    /// Takes marks from elsewhere; of two on a finding the later counts.
    fn join(&mut self, marks: Marks) {
        if marks.is_empty() {
            return;
        }
        self.marks.join(marks);
        let verdicts = self.marks.iter().filter_map(|(id, mark)| Some((id.to_owned(), mark.verdict?.slug())));
        self.store.note_verdicts(verdicts.collect());
        self.list.forget();
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

    /// What stands around a finding, but for its peers and its event. Age is judged at the newest update of all.
    fn around(&self) -> Surroundings<'_> {
        Surroundings {
            context: self.context.as_ref(),
            at: self.store.newest(),
            loaded: self.store.len(),
            ..Surroundings::default()
        }
    }

    /// Reads the next bytes of a source, as a reader.
    #[inline(never)]
    fn read(&mut self, part: Part) -> Response {
        // Where another source was not read to its end, what is left of it is dropped.
        let known = self.reading.take().filter(|(source, _)| *source == part.source);
        let (_, mut loader) = known.unwrap_or_else(|| (part.source, Loader::new(SourceId(part.source))));
        loader.push(&part.bytes);
        if part.last && !part.more {
            return batch(loader.finish());
        }
        let (_, loader) = self.reading.insert((part.source, loader));
        if part.more { Response::Done } else { batch(loader.take()) }
    }

    /// The sources whose fingerprints are not known: readers take none, it would cost them half their speed.
    fn undigested(&self) -> Option<Vec<Need>> {
        let missing = self.sources.iter().filter(|source| !source.is_whole);
        let need = |source: &Source| Need { source: source.number, from: 0, to: None, digest: true };
        Some(missing.map(need).collect::<Vec<_>>()).filter(|needs| !needs.is_empty())
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

    /// Findings to be shared, with what is known beside them.
    fn shared(&self, records: Vec<Record>) -> Shared<'_> {
        Shared { records, marks: &self.marks, sources: self.kept() }
    }

    /// Answers over the texts of findings, each with so many of its other versions.
    #[inline(never)]
    fn share(
        &mut self,
        selection: &Selection,
        others: usize,
        reading: Reading,
        given: &[Given],
        answer: impl FnOnce(&Session, Vec<Loaded>, &Reader<'_>) -> Response,
    ) -> Response {
        let findings: Vec<FindingNumber> = match selection {
            Selection::One(number) => vec![*number],
            Selection::Chosen(numbers) => numbers.clone(),
            Selection::Shown(filter) => {
                let mut rows = self.list.all(filter, &self.store);
                rows.sort_by_cached_key(|row| self.store.order(*row));
                rows.into_iter().filter_map(|row| self.store.finding_of(row)).collect()
            }
            Selection::All => (0..self.store.len()).collect(),
        };
        if findings.len() > SHARED {
            let most = crate::i18n::count(SHARED as u64);
            return Response::Refused(TOO_MANY.fill(reading.lang, &[("most", &most)]));
        }
        let wanted: Vec<VersionOf> =
            findings.into_iter().map(|finding| VersionOf { finding, version: 0 }).collect();
        let Some(pack) = self.pack(reading.lang) else { return refuse(NO_KNOWLEDGE, reading.lang) };
        match self.loaded(&wanted, others, given) {
            Ok(loaded) => answer(self, loaded, &Reader { lang: reading.lang, offset: reading.offset, pack }),
            Err(missing) => missing.answer(reading.lang),
        }
    }

    /// Versions of findings, each with so many of the others at most, the newest: they keep what aggregation took out of it.
    fn loaded(&self, wanted: &[VersionOf], others: usize, given: &[Given]) -> Result<Vec<Loaded>, Missing> {
        let with_others = |of: &VersionOf| {
            let count = u32::try_from(self.store.versions(of.finding).len()).unwrap_or(u32::MAX);
            let rest = (0..count).filter(|version| *version != of.version).take(others);
            let rest = rest.map(|version| VersionOf { version, ..*of });
            (count, std::iter::once(*of).chain(rest).collect::<Vec<_>>())
        };
        let groups: Vec<(u32, Vec<VersionOf>)> = wanted.iter().map(with_others).collect();
        let all: Vec<VersionOf> = groups.iter().flat_map(|(_, group)| group).copied().collect();
        let mut records = self.records(&all, given)?.into_iter();
        let group = |(count, group): (u32, Vec<VersionOf>)| {
            let mut loaded = Loaded::alone(records.next()?);
            records.by_ref().take(group.len() - 1).for_each(|other| loaded.join(&other));
            loaded.unread = if others == 0 { 0 } else { count.saturating_sub(group.len() as u32) };
            Some(loaded)
        };
        Ok(groups.into_iter().filter_map(group).collect())
    }

    /// The texts of versions of findings, out of bytes that are given or kept here.
    fn records(&self, wanted: &[VersionOf], given: &[Given]) -> Result<Vec<Record>, Missing> {
        let mut places = Vec::with_capacity(wanted.len());
        for of in wanted {
            let mut versions = self.store.versions(of.finding).into_iter();
            let Version { place, .. } = versions.nth(of.version as usize).ok_or(Missing::Finding)?;
            let row = self.store.row_of(of.finding).ok_or(Missing::Finding)?;
            places.push((place, self.store.id(row)));
        }
        let mut of_source: BTreeMap<(SourceNumber, bool), Vec<usize>> = BTreeMap::new();
        for (at, (place, _)) in places.iter().enumerate() {
            of_source.entry((place.source.0, place.steps.is_empty())).or_default().push(at);
        }
        let (mut needs, mut found): (Vec<Need>, Vec<Option<Record>>) = (Vec::new(), vec![None; places.len()]);
        let given_at = |source, from| given.iter().find(|one| one.source == source && one.from == from);
        for ((source, plain), members) in of_source {
            let known = self.sources.iter().find(|known| known.number == source);
            let here: Vec<(usize, &Place)> =
                members.iter().filter_map(|at| Some((*at, &places.get(*at)?.0))).collect();
            let mut put = |bytes: &[u8], at: &[(usize, &Place)]| {
                let wanted: Vec<&Place> = at.iter().map(|(_, place)| *place).collect();
                for ((at, _), record) in at.iter().zip(reopen_all(bytes, &wanted)) {
                    if let Some(slot) = found.get_mut(*at) {
                        *slot = record;
                    }
                }
            };
            if let Some(kept) = known.and_then(|source| source.kept.as_deref()) {
                put(kept, &here);
            } else if !plain {
                match given_at(source, 0) {
                    Some(given) => put(&given.bytes, &here),
                    None => needs.push(Need { source, from: 0, to: None, digest: false }),
                }
            } else {
                // Of what needs no decoding only the documents' own bytes are asked for, once for all that a document holds.
                let mut documents: BTreeMap<(u64, u64), Vec<(usize, Place)>> = BTreeMap::new();
                for (at, place) in here {
                    let document = documents.entry((place.offset, place.length)).or_default();
                    document.push((at, Place { offset: 0, ..place.clone() }));
                }
                for ((from, length), members) in documents {
                    match given_at(source, from) {
                        Some(given) => {
                            let members: Vec<_> = members.iter().map(|(at, place)| (*at, place)).collect();
                            put(&given.bytes, &members);
                        }
                        None => {
                            let to = Some(from.saturating_add(length));
                            needs.push(Need { source, from, to, digest: false });
                        }
                    }
                }
            }
        }
        if !needs.is_empty() {
            needs.dedup();
            return Err(Missing::Bytes(needs));
        }
        let read = places.into_iter().zip(found).map(|((place, id), record)| {
            let record = record.ok_or(Missing::Changed)?;
            if record.id() == id { Ok(Record { place, ..record }) } else { Err(Missing::Changed) }
        });
        read.collect()
    }

    /// Opens a version of a finding.
    #[inline(never)]
    fn open(&self, of: VersionOf, reading: Reading, given: &[Given]) -> Response {
        let Some(pack) = self.pack(reading.lang) else { return refuse(NO_KNOWLEDGE, reading.lang) };
        let loaded = match self.loaded(&[of], OTHERS, given) {
            Ok(loaded) => loaded,
            Err(missing) => return missing.answer(reading.lang),
        };
        let Some(Loaded { record, others, unread }) = loaded.first() else {
            return refuse(NO_FINDING, reading.lang);
        };
        let reader = Reader { lang: reading.lang, offset: reading.offset, pack };
        let peers = peers::of(&self.store, [record]);
        let event_account = record.event_account();
        let (versions, unread) = (others.as_slice(), *unread);
        let around = Surroundings { peers: &peers, versions, unread, event_account, ..self.around() };
        let view = view::finding(of.finding, record, &reader, &around, reading.other);
        let version_view = |version: &Version| VersionView {
            updated: version.updated.map(|at| at.show(reading.offset)).unwrap_or_default(),
            severity: version.severity,
            count: version.count.and_then(whole),
            source: self.store.source(version.place.source.0).to_owned(),
            line: version.place.line,
            copies: version.copies,
        };
        let id = self.store.row_of(of.finding).map(|row| self.store.id(row)).unwrap_or_default();
        Response::Finding(Box::new(FindingView {
            versions: self.store.versions(of.finding).iter().map(version_view).collect(),
            version: of.version,
            mark: self.marks.get(&id).cloned(),
            ..view
        }))
    }

    #[inline(never)]
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

const TOO_MANY: Text = Text::new(
    "At most {most} findings can be copied or saved together. Open one, or narrow the list and save what it shows.",
    "一度にコピーまたは保存できる検出結果は {most} 件までです。1 件を開くか、一覧を絞り込んで表示中のものを保存してください。",
);

fn records(loaded: Vec<Loaded>) -> Vec<Record> {
    loaded.into_iter().map(|one| one.record).collect()
}

/// A finding's text on one line. Line breaks of JSON stand between its parts; in strings there are none.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ") } else { text.to_owned() }
}

/// Why texts are not there.
enum Missing {
    /// The finding or the version is not loaded.
    Finding,
    /// Its source holds something else by now.
    Changed,
    /// Bytes have to be given.
    Bytes(Vec<Need>),
}

impl Missing {
    fn answer(&self, lang: Lang) -> Response {
        match self {
            Missing::Finding => refuse(NO_FINDING, lang),
            Missing::Changed => refuse(CHANGED, lang),
            Missing::Bytes(needs) => Response::Need(needs.clone()),
        }
    }
}

/// What a reader found, to be sent.
fn batch(found: Batch) -> Response {
    match found.to_bytes() {
        Some(bytes) => Response::Batch(bytes.into()),
        None => Response::Refused("memory does not suffice".to_owned()),
    }
}

fn refuse(text: Text, lang: Lang) -> Response {
    Response::Refused(text.get(lang).to_owned())
}
