//! The list answers as it says: facets, spans, order, versions, verdicts; and findings open from bytes that are asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    engine::{
        Session,
        protocol::{
            Beside, Choice, FacetCounts, Filter, FindingView, Form, Given, Keep, Need, Part, Reading,
            Request, Response, Rows, Selection, Sort, TableForm, VersionOf, Window,
        },
    },
    export::{redact::Classes, report::Fingerprint},
    i18n::Lang,
    ingest::SourceId,
    knowledge::{PACKS, SAMPLES},
    model::Timestamp,
    query::{FIELDS, Field},
    store::{Loader, Mark, Verdict},
};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::io::Write;

fn samples() -> Vec<Value> {
    serde_json::from_slice(SAMPLES).unwrap()
}

fn lines() -> Vec<u8> {
    samples().iter().map(|sample| sample.to_string() + "\n").collect::<String>().into_bytes()
}

fn session() -> Session {
    let mut session = Session::default();
    for pack in PACKS.into_iter().flatten() {
        assert_eq!(session.handle(Request::Knowledge(pack.to_vec().into())), Response::Done);
    }
    session
}

fn load(session: &mut Session, number: u32, bytes: &[u8], keep: Keep) {
    session.handle(Request::Begin(number, format!("file {number}"), keep));
    for piece in bytes.chunks(100_000) {
        session.handle(Request::Bytes(number, piece.to_vec().into()));
    }
    session.handle(Request::End(number));
}

fn ask(session: &mut Session, window: Window) -> Rows {
    match session.handle(Request::Rows(Reading::default(), window)) {
        Response::Rows(rows) => *rows,
        other => panic!("{other:?}"),
    }
}

fn beside() -> Beside {
    Beside { facets: 1000, bars: 30, groups: Some(Field::Region), matrix: 20 }
}

fn filtered(session: &mut Session, filter: Filter) -> Rows {
    ask(session, Window { filter, len: 1000, beside: beside(), ..Window::default() })
}

fn query(text: &str) -> Filter {
    Filter { query: text.into(), ..Filter::default() }
}

fn with(field: Field, value: &str) -> Choice {
    Choice { field, with: vec![Some(value.into())], without: Vec::new() }
}

fn facet(rows: &Rows, field: Field) -> &FacetCounts {
    rows.facets.iter().find(|facet| facet.field == field).unwrap()
}

fn count(rows: &Rows, field: Field, value: Option<&str>) -> u32 {
    let values = &facet(rows, field).values;
    values.iter().find(|counted| counted.value.as_deref() == value).map_or(0, |counted| counted.count)
}

#[test]
fn a_facets_count_is_what_choosing_it_finds() {
    let mut session = session();
    load(&mut session, 0, &lines(), Keep::Engine);
    let chosen = with(Field::Severity, "high");
    let base = Filter { query: "-region:us-east-1".into(), facets: vec![chosen.clone()], span: None };
    let rows = filtered(&mut session, base.clone());
    assert!(rows.matching > 10 && rows.error.is_none());
    for facet in rows.facets.iter().filter(|facet| facet.field != Field::Severity) {
        for counted in facet.values.iter().take(5) {
            let also = Choice { field: facet.field, with: vec![counted.value.clone()], without: Vec::new() };
            let both = Filter { facets: vec![chosen.clone(), also], ..base.clone() };
            assert_eq!(filtered(&mut session, both).matching, counted.count, "{:?} {counted:?}", facet.field);
        }
    }
    // What is chosen in a facet does not lessen its own counts, and what lies beside it does.
    let all = filtered(&mut session, query("-region:us-east-1"));
    assert_eq!(facet(&rows, Field::Severity), facet(&all, Field::Severity));
    assert_eq!(rows.matching, count(&rows, Field::Severity, Some("high")));
    let without = Choice { field: Field::Severity, with: Vec::new(), without: vec![Some("high".into())] };
    let rest = filtered(&mut session, Filter { facets: vec![without], ..base });
    assert_eq!(rest.matching + rows.matching, all.matching);
}

#[test]
fn groups_bars_and_the_matrix_add_up() {
    let mut session = session();
    load(&mut session, 0, &lines(), Keep::Engine);
    let rows = filtered(&mut session, query("severity:>=medium"));
    assert_eq!(rows.groups.iter().map(|group| group.tally.sum()).sum::<u32>(), rows.matching);
    assert!(rows.groups.windows(2).all(|pair| pair[0].worst >= pair[1].worst));
    let histogram = rows.histogram.unwrap();
    assert_eq!(histogram.bars.iter().map(|bar| bar.sum()).sum::<u32>() + histogram.untimed, rows.matching);
    let matrix = rows.matrix.unwrap();
    assert_eq!(matrix.cells.len(), matrix.accounts.len() * matrix.regions.len());
    assert_eq!(matrix.cells.iter().map(|cell| cell.sum()).sum::<u32>(), rows.matching);
    // A span leaves the bars and takes the rows.
    let start = histogram.start;
    let span = Some((start, Timestamp(start.0 + histogram.width)));
    let first = filtered(&mut session, Filter { span, ..query("severity:>=medium") });
    assert_eq!(first.matching, histogram.bars[0].sum());
    assert_eq!(first.histogram.as_ref(), Some(&histogram));
}

#[test]
fn a_query_that_cannot_be_read_is_told_and_leaves_the_rest() {
    let mut session = session();
    load(&mut session, 0, &lines(), Keep::Engine);
    let rows = filtered(
        &mut session,
        Filter { facets: vec![with(Field::Severity, "low")], ..query("low severty:x") },
    );
    let error = rows.error.unwrap();
    assert_eq!((error.from, error.to), (4, 11));
    assert!(error.remedy.contains("severity:"), "{error:?}");
    assert_eq!(
        rows.matching,
        filtered(&mut session, Filter { facets: vec![with(Field::Severity, "low")], ..Filter::default() })
            .matching
    );
}

#[test]
fn rows_show_the_fields_that_are_asked_for_in_the_order_that_is() {
    let mut session = session();
    load(&mut session, 0, &lines(), Keep::Engine);
    let sort = vec![Sort { by: Field::Region, ascending: true }, Sort { by: Field::Count, ascending: false }];
    let fields = FIELDS.iter().map(|info| info.field).collect();
    let all = ask(&mut session, Window { sort: sort.clone(), fields, len: 1000, ..Window::default() });
    assert!(all.rows.iter().all(|row| row.fields.len() == FIELDS.len()));
    let keys: Vec<_> =
        all.rows.iter().map(|row| (row.region.clone(), std::cmp::Reverse(row.count))).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    let part = ask(&mut session, Window { sort, from: 7, len: 5, ..Window::default() });
    let findings = |rows: &[finding_lens::engine::protocol::RowView]| {
        rows.iter().map(|row| row.finding).collect::<Vec<_>>()
    };
    assert_eq!(findings(&part.rows), findings(&all.rows[7..12]));
}

/// Asks, and gives the bytes of the sources that are needed.
fn give(session: &mut Session, question: Request, sources: &[&[u8]]) -> Response {
    let needs = match session.handle(question.clone()) {
        Response::Need(needs) => needs,
        answer => return answer,
    };
    let given = needs.into_iter().map(|Need { source, from, to, .. }| {
        let bytes = sources[source as usize];
        let to = to.map_or(bytes.len(), |to| bytes.len().min(to as usize));
        Given { source, from, bytes: bytes[(from as usize).min(to)..to].to_vec().into() }
    });
    let given = given.collect();
    session.handle(Request::With(given, Box::new(question)))
}

/// Opens a finding, answering what is needed from the bytes of the sources.
fn open(session: &mut Session, number: u32, version: u32, sources: &[&[u8]]) -> Result<FindingView, String> {
    let question = Request::Open(number, version, Reading { lang: Lang::En, ..Reading::default() });
    let answer = give(session, question, sources);
    match answer {
        Response::Finding(view) => Ok(*view),
        Response::Refused(why) => Err(why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rehearsal_is_answered_as_a_paste_is_and_leaves_nothing() {
    let mut session = session();
    let reading = || Reading { lang: Lang::Ja, ..Reading::default() };
    let sample = samples()[5].to_string();
    load(&mut session, 0, samples()[3].to_string().as_bytes(), Keep::Engine);
    let before = [Request::Intake(reading()), Request::Open(0, 0, reading())].map(|ask| session.handle(ask));
    let rehearsed = session.handle(Request::Rehearse(sample.clone(), reading()));
    let after = [Request::Intake(reading()), Request::Open(0, 0, reading())].map(|ask| session.handle(ask));
    assert_eq!(before, after);
    load(&mut session, 1, sample.as_bytes(), Keep::Engine);
    let (Response::Finding(rehearsed), Response::Finding(pasted)) =
        (rehearsed, session.handle(Request::Open(1, 0, reading())))
    else {
        panic!()
    };
    assert_eq!((&rehearsed.title, rehearsed.plan), (&pasted.title, pasted.plan));
    assert!(!rehearsed.sections.is_empty() && !rehearsed.pictures.is_empty());
    let nothing = session.handle(Request::Rehearse("no finding".to_owned(), reading()));
    assert!(matches!(nothing, Response::Refused(_)), "{nothing:?}");
}

#[test]
fn a_document_of_many_findings_is_asked_for_once() {
    let array = serde_json::to_vec(&samples()).unwrap();
    let (mut asked, mut kept) = (session(), session());
    load(&mut asked, 0, &array, Keep::Asker);
    load(&mut kept, 0, &array, Keep::Engine);
    let export = || Request::Export(Selection::All, Form::Original, Classes::NONE, Reading::default());
    let Response::Need(needs) = asked.handle(export()) else { panic!() };
    assert_eq!(needs, [Need { source: 0, from: 0, to: Some(array.len() as u64), digest: false }]);
    assert_eq!(give(&mut asked, export(), &[&array]), kept.handle(export()));
}

#[test]
fn a_finding_opens_from_the_bytes_of_its_source_whatever_they_are() {
    let sample = &samples()[3];
    let event = json!({ "detail-type": "GuardDuty Finding", "source": "aws.guardduty", "account": "1", "region": "r", "time": "t", "detail": sample });
    let body = json!({ "Messages": [{ "Body": event.to_string() }] }).to_string();
    let plain = format!("\n\n  {sample}\n{body}\n").into_bytes();
    let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
    zipped.write_all(&plain).unwrap();
    let zipped = zipped.finish().unwrap();
    for bytes in [&plain, &zipped] {
        for keep in [Keep::Engine, Keep::Asker] {
            let mut session = session();
            load(&mut session, 0, bytes, keep);
            let view = open(&mut session, 0, 0, &[bytes]).unwrap();
            assert_eq!(view.text, sample.to_string());
            assert!(!view.sections.is_empty() && !view.notes.is_empty());
            assert_eq!((view.versions.len(), view.version, view.versions[0].line), (1, 0, 3));
            assert_eq!(view.versions[0].copies, 1);
        }
    }
    // Bytes that changed since are noticed.
    let mut session = session();
    load(&mut session, 0, &plain, Keep::Asker);
    let changed = String::from_utf8(plain)
        .unwrap()
        .replace(sample["id"].as_str().unwrap(), &"0".repeat(32))
        .into_bytes();
    assert!(open(&mut session, 0, 0, &[&changed]).unwrap_err().contains("Load it again"));
    assert!(open(&mut session, 0, 0, &[b""]).is_err());
}

/// Copying, saving and comparing re-read texts as opening does, from plain and packed sources alike.
#[test]
fn what_leaves_is_read_again_from_the_sources() {
    let texts: Vec<String> = samples().iter().take(3).map(Value::to_string).collect();
    let later = texts[0].replace("\"updatedAt\":\"20", "\"updatedAt\":\"21");
    let plain = format!("{}\n{}\n", texts[0], texts[1]).into_bytes();
    let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
    zipped.write_all(format!("{later}\n{}\n", texts[2]).as_bytes()).unwrap();
    let sources = [plain, zipped.finish().unwrap()];
    let mut session = session();
    for (number, bytes) in (0..).zip(&sources) {
        load(&mut session, number, bytes, Keep::Asker);
    }
    let sources: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
    let reading = Reading::default();
    let question = Request::Export(Selection::All, Form::Original, Classes::NONE, reading);
    let Response::Export(text) = give(&mut session, question, &sources) else { panic!() };
    assert_eq!(text, [&*later, &*texts[1], &*texts[2]].join("\n"));
    let of = |version| VersionOf { finding: 0, version };
    let question = Request::Compare(of(1), of(0), reading);
    let Response::Differences(found) = give(&mut session, question, &sources) else { panic!() };
    assert!(found.iter().any(|one| one.path == "updatedAt"), "{found:?}");
    let question = Request::Compare(of(2), of(0), reading);
    assert!(matches!(give(&mut session, question, &sources), Response::Refused(_)));
}

/// Readers elsewhere take one source after the other; what they found and what was lost is told of each.
#[test]
fn a_reader_reads_and_a_report_asks_for_what_it_did_not_digest() {
    let bytes = lines();
    let mut reader = session();
    let mut here = session();
    here.handle(Request::Begin(0, "export.jsonl".into(), Keep::Asker));
    here.handle(Request::Begin(1, "gone.jsonl".into(), Keep::Asker));
    let parts: Vec<&[u8]> = bytes.chunks(300_000).collect();
    for (at, part) in parts.iter().enumerate() {
        let last = at + 1 == parts.len();
        let question = || Request::Read(Part { source: 0, bytes: Vec::new().into(), more: false, last });
        // A part comes in pieces; only the last is answered with what was found.
        let (piece, rest) = part.split_at(part.len() / 3);
        assert_eq!(reader.handle(question().with_bytes(piece.to_vec(), true)), Response::Done);
        let Response::Batch(batch) = reader.handle(question().with_bytes(rest.to_vec(), false)) else {
            panic!()
        };
        assert!(matches!(here.handle(Request::Batch(batch)), Response::Findings(_)));
    }
    here.handle(Request::Lost(1, 5));
    let Response::Intake(intake) = here.handle(Request::Intake(Reading::default())) else { panic!() };
    assert_eq!((intake.findings as usize, intake.problems.len()), (samples().len(), 1));
    assert_eq!((&*intake.problems[0].code, intake.problems[0].offset), ("unreadable", 5));
    let report =
        || Request::Export(Selection::One(0), Form::ReportMarkdown, Classes::NONE, Reading::default());
    let Response::Need(needs) = here.handle(report()) else { panic!() };
    assert!(needs.iter().all(|need| need.digest) && needs.len() == 2);
    for part in &parts {
        here.handle(Request::Digest(0, Vec::new().into()).with_bytes(part.to_vec(), false));
    }
    here.handle(Request::Digest(0, Vec::new().into()));
    here.handle(Request::Digest(1, Vec::new().into()));
    let Response::Export(text) = give(&mut here, report(), &[&bytes, b""]) else { panic!() };
    let mut whole = Fingerprint::default();
    whole.push(&bytes);
    assert!(text.contains(&whole.source("export.jsonl", 0).sha256), "{text}");
}

#[test]
fn more_than_can_be_held_together_is_refused() {
    let sample = samples()[0].to_string();
    let id = samples()[0]["id"].as_str().unwrap().to_owned();
    let many: String = (0..2_001).map(|n| sample.replace(&id, &format!("{n:032x}")) + "\n").collect();
    let mut session = session();
    load(&mut session, 0, many.as_bytes(), Keep::Engine);
    let question = Request::Preview(Selection::All, Classes::NONE, Reading::default());
    let Response::Refused(why) = session.handle(question) else { panic!() };
    assert!(why.contains("2,000"), "{why}");
    let question = Request::Preview(Selection::One(5), Classes::NONE, Reading::default());
    assert!(matches!(session.handle(question), Response::Preview(_)));
}

#[test]
fn what_is_read_elsewhere_is_as_what_is_read_here() {
    let bytes = lines();
    let parts: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let sources: Vec<Vec<u8>> = parts.chunks(60).map(<[&[u8]]>::concat).collect();
    let mut here = session();
    for (number, bytes) in (0..).zip(&sources) {
        load(&mut here, number, bytes, Keep::Asker);
    }
    let mut elsewhere = session();
    let mut batches = Vec::new();
    for (number, bytes) in (0..).zip(&sources) {
        elsewhere.handle(Request::Begin(number, format!("file {number}"), Keep::Asker));
        let mut loader = Loader::new(SourceId(number));
        for piece in bytes.chunks(50_000) {
            loader.push(piece);
            batches.push(loader.take());
        }
        batches.push(loader.finish());
    }
    for batch in batches.iter().rev() {
        let answer = elsewhere.handle(Request::Batch(batch.to_bytes().unwrap().into()));
        assert!(matches!(answer, Response::Findings(_)), "{answer:?}");
    }
    let without_numbers = |rows: Rows| {
        let rows_shown: Vec<_> = rows
            .rows
            .iter()
            .map(|row| (row.type_string.clone(), row.updated.clone(), row.account.clone()))
            .collect();
        (rows_shown, rows.facets, rows.groups, rows.histogram, rows.matrix, rows.newest)
    };
    assert_eq!(
        without_numbers(filtered(&mut here, query("-severity:low"))),
        without_numbers(filtered(&mut elsewhere, query("-severity:low")))
    );
    let intake = |session: &mut Session| match session.handle(Request::Intake(Reading::default())) {
        Response::Intake(intake) => intake,
        other => panic!("{other:?}"),
    };
    assert_eq!(intake(&mut here), intake(&mut elsewhere));
    assert!(matches!(elsewhere.handle(Request::Batch(b"no batch".to_vec().into())), Response::Refused(_)));
}

#[test]
fn versions_and_verdicts_stay_with_their_finding() {
    let mut finding = samples().remove(0);
    let old = finding.to_string();
    finding["updatedAt"] = json!("2030-01-01T00:00:00.000Z");
    finding["service"]["count"] = json!(99);
    let new = finding.to_string();
    let mut session = session();
    load(&mut session, 0, new.as_bytes(), Keep::Engine);
    load(&mut session, 1, old.as_bytes(), Keep::Engine);
    let rows = filtered(&mut session, query(""));
    assert_eq!((rows.total, rows.rows[0].versions, rows.rows[0].count), (1, 2, Some(99)));
    assert_eq!(open(&mut session, 0, 0, &[]).unwrap().text, new);
    assert_eq!(open(&mut session, 0, 1, &[]).unwrap().text, old);
    assert!(open(&mut session, 0, 2, &[]).is_err());

    let mark = Mark {
        verdict: Some(Verdict::Authorised),
        confirmed_by: "k".into(),
        at: Timestamp(5),
        ..Mark::default()
    };
    session.handle(Request::Mark(vec![0], Some(mark.clone())));
    let rows = filtered(&mut session, query("verdict:authorised"));
    assert_eq!(rows.rows[0].mark.as_ref(), Some(&mark));
    assert_eq!(open(&mut session, 0, 0, &[]).unwrap().mark.as_ref(), Some(&mark));
    let Response::Marks(saved) = session.handle(Request::SaveMarks) else { panic!() };

    // Into another session, before or after the finding itself.
    for first in [true, false] {
        let mut other = self::session();
        let take = |session: &mut Session| {
            session.handle(Request::LoadMarks(Lang::En, saved.clone().into_bytes().into()))
        };
        if first {
            assert_eq!(take(&mut other), Response::Done);
        }
        load(&mut other, 0, old.as_bytes(), Keep::Engine);
        if !first {
            assert_eq!(take(&mut other), Response::Done);
        }
        assert_eq!(filtered(&mut other, query("verdict:authorised")).matching, 1);
        other.handle(Request::Mark(vec![0], None));
        assert_eq!(filtered(&mut other, query("-verdict:*")).matching, 1);
    }
}

#[test]
fn what_the_filter_shows_is_written_in_its_order_and_as_it_came() {
    let mut session = session();
    let bytes = lines();
    load(&mut session, 0, &bytes, Keep::Asker);
    let filter = query("severity>=7");
    let window = Window {
        filter: filter.clone(),
        len: 1000,
        sort: vec![Sort { by: Field::Type, ascending: true }],
        fields: vec![Field::Id, Field::Type, Field::Severity],
        ..Window::default()
    };
    let rows = ask(&mut session, window.clone());
    let mark = Mark { note: "=cmd|' /C calc'!A0".into(), ..Mark::default() };
    session.handle(Request::Mark(vec![rows.rows[0].finding], Some(mark)));
    let Response::Numbers(numbers) = session.handle(Request::Numbers(window.clone())) else { panic!() };
    assert_eq!(numbers, rows.rows.iter().map(|row| row.finding).collect::<Vec<_>>());
    let mut table = |form| match session.handle(Request::Table(Reading::default(), window.clone(), form)) {
        Response::Export(text) => text,
        other => panic!("{other:?}"),
    };
    let csv = table(TableForm::Csv);
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines.len(), rows.rows.len() + 1);
    assert!(lines.iter().skip(1).zip(&rows.rows).all(|(line, row)| line.contains(&row.type_string)));
    assert!(lines[1].ends_with(",\"'=cmd|' /C calc'!A0\""), "{}", lines[1]);
    let markdown = table(TableForm::Markdown);
    assert_eq!(markdown.lines().count(), rows.rows.len() + 2);
    assert!(markdown.contains("calc'\\!A0 |"), "{markdown}");

    let question = |from| Request::Lines(filter.clone(), from, 50, Lang::En);
    let mut text = String::new();
    for from in (0..rows.matching).step_by(50) {
        let Response::Export(part) = give(&mut session, question(from), &[&bytes]) else { panic!() };
        text += &part;
    }
    let wanted = samples().into_iter().filter(|one| one["severity"].as_f64().unwrap() >= 7.0);
    assert_eq!(text, wanted.map(|one| one.to_string() + "\n").collect::<String>());
}

#[test]
fn a_finding_stands_in_the_list_that_the_filter_shows_else_in_the_list_of_all() {
    let mut session = session();
    load(&mut session, 0, &lines(), Keep::Engine);
    let sort = vec![Sort { by: Field::Count, ascending: true }];
    let filter = query("severity>=7 -region:us-east-1");
    let shown = |session: &mut Session, filter: &Filter| -> Vec<u32> {
        let window =
            Window { filter: filter.clone(), sort: sort.clone(), len: u32::MAX, ..Window::default() };
        ask(session, window).rows.iter().map(|row| row.finding).collect()
    };
    let around = |session: &mut Session, finding| match session.handle(Request::Around(
        filter.clone(),
        sort.clone(),
        finding,
    )) {
        Response::Around(around) => around,
        other => panic!("{other:?}"),
    };
    let list = shown(&mut session, &filter);
    let all = shown(&mut session, &Filter::default());
    assert!(list.len() > 10 && list.len() < all.len());
    for (at, finding) in list.iter().enumerate() {
        let stands = around(&mut session, *finding);
        assert_eq!((stands.row as usize, stands.total as usize, stands.shown), (at, list.len(), true));
        assert_eq!(stands.previous, at.checked_sub(1).map(|at| list[at]));
        assert_eq!(stands.next, list.get(at + 1).copied());
    }
    let other = all.iter().position(|finding| !list.contains(finding)).unwrap();
    let stands = around(&mut session, all[other]);
    assert_eq!((stands.row as usize, stands.total as usize, stands.shown), (other, all.len(), false));
    assert_eq!((stands.finding, stands.next), (all[other], all.get(other + 1).copied()));
    // One that is not there stands nowhere.
    assert_eq!(around(&mut session, 100_000).total, 0);
}
