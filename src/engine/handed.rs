//! What was handed over to the session: where it came from, or why it could not be read.

use super::protocol::{HandedView, ProblemView, SourceNumber};
use crate::{
    export::{redact::Class, report::Source},
    handoff::{Fault, Given, Provenance, receive},
    i18n::{Lang, count, handoff as words},
    store::Marks,
};

/// What was handed over, in the order in which it came.
#[derive(Default)]
pub struct Handed(Vec<One>);

struct One {
    source: SourceNumber,
    link: bool,
    came: Result<Provenance, Fault>,
    /// On how many findings something was noted.
    noted: usize,
}

impl Handed {
    /// Takes what was handed over as the content of a source; gives its findings, as any reader of findings takes them, and
    /// what was noted about them.
    #[inline(never)]
    pub fn take(&mut self, source: SourceNumber, given: &Given) -> Option<(String, Marks)> {
        let link = matches!(given, Given::Link(_));
        let (came, content) = match receive(given) {
            Ok(parcel) => {
                let lines = parcel.lines();
                (Ok(parcel.provenance), Some((lines, parcel.marks)))
            }
            Err(fault) => (Err(fault), None),
        };
        let noted = content.as_ref().map_or(0, |(_, marks)| marks.len());
        self.0.push(One { source, link, came, noted });
        content
    }

    /// The inputs that the findings of a source had been read from, if it was handed over in a file.
    pub fn sources(&self, source: SourceNumber) -> Option<&[Source]> {
        let one = self.0.iter().find(|one| one.source == source)?;
        one.came.as_ref().ok().map(|from| &*from.sources).filter(|sources| !sources.is_empty())
    }

    /// Where it all came from, in words.
    pub fn views(&self, lang: Lang) -> Vec<HandedView> {
        let view = |one: &One| one.came.as_ref().ok().map(|from| view(from, one, lang));
        self.0.iter().filter_map(view).collect()
    }

    /// What could not be read. `name` names a source.
    pub fn problems(&self, name: impl Fn(SourceNumber) -> String, lang: Lang) -> Vec<ProblemView> {
        let problem = |one: &One| {
            let fault = one.came.as_ref().err()?;
            let (message, remedy) = fault.texts();
            Some(ProblemView {
                code: fault.id().to_owned(),
                error: true,
                source: name(one.source),
                line: 1,
                column: 1,
                offset: 0,
                excerpt: String::new(),
                message: message.get(lang).to_owned(),
                remedy: remedy.get(lang).to_owned(),
            })
        };
        self.0.iter().filter_map(problem).collect()
    }
}

fn view(from: &Provenance, one: &One, lang: Lang) -> HandedView {
    let said = if one.link { words::IN_LINK } else { words::IN_FILE };
    let values = [("at", &*from.saved_at), ("version", &*from.made_by), ("date", &*from.catalogue)];
    let joint = if lang == Lang::Ja { "、" } else { ", " };
    let classes: Vec<&str> = from
        .redacted
        .iter()
        .map(|slug| Class::named(slug).map_or(slug.as_str(), |class| class.label().get(lang)))
        .collect();
    let redacted = match classes.is_empty() {
        true => words::AS_LOADED.get(lang).to_owned(),
        false => words::STAND_INS.fill(lang, &[("classes", &classes.join(joint))]),
    };
    let source = |source: &Source| {
        let [bytes, n] = [source.bytes, source.findings].map(count);
        let values = [("name", &*source.name), ("bytes", &bytes), ("n", &n), ("sha256", &source.sha256)];
        words::SOURCE.fill(lang, &values)
    };
    let mut said = format!("{} {redacted}", said.fill(lang, &values));
    if one.noted > 0 {
        said.push(' ');
        said.push_str(&words::NOTED.fill(lang, &[("n", &count(one.noted as u64))]));
    }
    HandedView { said, sources: from.sources.iter().map(source).collect() }
}

#[cfg(all(test, feature = "packs"))]
mod tests {
    #![allow(clippy::panic)]

    use crate::{
        engine::{
            Session,
            protocol::{Filter, Form, Intake, Reading, Request, Response, Selection, Window},
        },
        export::redact::{Class, Classes},
        handoff::{
            Given,
            file::{Parts, Piece},
            link, viewer,
        },
        knowledge::{PACKS, SAMPLES},
        model::Timestamp,
        store::{Mark, Verdict},
    };
    use serde_bytes::ByteBuf;

    fn session() -> Session {
        let mut session = Session::default();
        for pack in PACKS.into_iter().flatten() {
            assert_eq!(session.handle(Request::Knowledge(ByteBuf::from(pack.to_vec()))), Response::Done);
        }
        session
    }

    fn load(session: &mut Session, number: u32, name: &str, ask: impl FnOnce(u32) -> Request) -> Intake {
        session.handle(Request::Begin(number, name.to_owned(), crate::engine::protocol::Keep::Engine));
        assert_eq!(session.handle(ask(number)), Response::Done);
        session.handle(Request::End(number));
        let Response::Intake(intake) = session.handle(Request::Intake(Reading::default())) else { panic!() };
        intake
    }

    /// The samples, read, and handed over.
    fn handed(classes: Classes) -> (Session, ByteBuf) {
        let mut session = session();
        load(&mut session, 0, "111122223333.json", |n| Request::Bytes(n, ByteBuf::from(SAMPLES.to_vec())));
        let shell = format!("<!DOCTYPE html>{}<body></body>", viewer::MANIFEST);
        let piece =
            Piece { id: "a.ppmd".into(), names: vec!["a".into()], packed: true, bytes: ByteBuf::new() };
        let parts = Box::new(Parts { shell, version: "0.1.0".into(), pieces: vec![piece] });
        let at = "2026-11-24T15:00:00Z".to_owned();
        match session.handle(Request::HandOff(Selection::All, classes, parts, at, Reading::default())) {
            Response::File(file) => (session, file),
            other => panic!("{other:?}"),
        }
    }

    fn lines(session: &mut Session) -> String {
        let ask = Request::Export(Selection::All, Form::Original, Classes::NONE, Reading::default());
        let Response::Export(text) = session.handle(ask) else { panic!() };
        text
    }

    #[test]
    fn a_hand_off_file_brings_the_findings_and_says_where_they_came_from() {
        let (mut first, file) = handed(Classes::NONE);
        let mut second = session();
        let intake = load(&mut second, 0, "handoff.html", |n| Request::Receive(n, Given::File(file)));
        assert!(intake.findings > 200 && intake.problems.is_empty(), "{:?}", intake.problems);
        assert_eq!(lines(&mut first), lines(&mut second));
        let [came] = &intake.handed[..] else { panic!() };
        assert!(
            came.said.contains("2026-11-24T15:00:00Z") && came.said.ends_with("No values were replaced.")
        );
        let hash = {
            use sha2::Digest;
            crate::export::redact::hex(&sha2::Sha256::digest(SAMPLES))
        };
        assert!(came.sources[0].starts_with("111122223333.json: ") && came.sources[0].ends_with(&hash));
        // A report of the receiver names the inputs, not the file they came in.
        let ask = Request::Export(Selection::One(0), Form::ReportMarkdown, Classes::NONE, Reading::default());
        let Response::Export(report) = second.handle(ask) else { panic!() };
        assert!(report.contains(&hash));
        second.handle(Request::Clear);
        let Response::Intake(cleared) = second.handle(Request::Intake(Reading::default())) else { panic!() };
        assert_eq!(cleared, Intake::default());
    }

    #[test]
    fn a_redacted_one_holds_no_value_that_was_taken_out_not_even_in_a_files_name() {
        let (_, file) = handed(Classes::default());
        let parcel = crate::handoff::receive(&Given::File(file)).unwrap();
        assert!(parcel.provenance.redacted.contains(&Class::Accounts.slug().to_owned()));
        let text = format!("{:?}", parcel);
        for gone in ["111122223333", "GeneratedFindingUserName", "198.51.100.0"] {
            assert!(!text.contains(gone), "{gone}");
        }
    }

    fn mark(at: i64, note: &str) -> Mark {
        let verdict = Some(Verdict::Authorised);
        Mark {
            verdict,
            confirmed_by: "m.sato@acme.io".into(),
            at: Timestamp(at),
            note: note.into(),
            ..Mark::default()
        }
    }

    /// The notes on the first findings of a list that shows those with a verdict.
    fn notes(session: &mut Session) -> Vec<Mark> {
        let filter = Filter { query: "verdict:*".into(), ..Filter::default() };
        let window = Window { filter, len: 10, ..Window::default() };
        let Response::Rows(rows) = session.handle(Request::Rows(Reading::default(), window)) else {
            panic!()
        };
        rows.rows.into_iter().filter_map(|row| row.mark).collect()
    }

    fn handed_by(session: &mut Session, selection: Selection, classes: Classes) -> ByteBuf {
        let shell = format!("<!DOCTYPE html>{}<body></body>", viewer::MANIFEST);
        let parts = Box::new(Parts { shell, version: "0.1.0".into(), pieces: Vec::new() });
        let ask = Request::HandOff(selection, classes, parts, String::new(), Reading::default());
        let Response::File(file) = session.handle(ask) else { panic!() };
        file
    }

    #[test]
    fn marks_come_with_the_findings_that_they_are_on_and_the_later_counts() {
        let (mut first, _) = handed(Classes::NONE);
        first.handle(Request::Mark(vec![3], Some(mark(5, "first"))));
        first.handle(Request::Mark(vec![7], Some(mark(5, "second"))));
        let both = handed_by(&mut first, Selection::All, Classes::NONE);
        let one = handed_by(&mut first, Selection::Chosen(vec![3, 4]), Classes::NONE);
        let none = handed_by(&mut first, Selection::Chosen(vec![4]), Classes::NONE);

        let mut second = session();
        let intake = load(&mut second, 0, "a.html", |n| Request::Receive(n, Given::File(both)));
        assert!(intake.handed[0].said.ends_with("came with 2 findings."), "{}", intake.handed[0].said);
        assert_eq!(notes(&mut second).len(), 2);
        // What was noted here since stays; what is older here gives way.
        second.handle(Request::Mark(vec![3], Some(mark(9, "since"))));
        second.handle(Request::Mark(vec![7], Some(mark(1, "before"))));
        let again = handed_by(&mut first, Selection::All, Classes::NONE);
        load(&mut second, 1, "b.html", |n| Request::Receive(n, Given::File(again)));
        let mut texts: Vec<String> = notes(&mut second).into_iter().map(|mark| mark.note).collect();
        texts.sort();
        assert_eq!(texts, ["second", "since"]);

        let mut third = session();
        let intake = load(&mut third, 0, "c.html", |n| Request::Receive(n, Given::File(one)));
        assert_eq!((intake.findings, notes(&mut third)), (2, vec![mark(5, "first")]));
        let intake = load(&mut session(), 0, "d.html", |n| Request::Receive(n, Given::File(none)));
        assert!(intake.findings == 1 && intake.handed[0].said.ends_with("No values were replaced."));
    }

    #[test]
    fn what_a_filter_shows_is_shared_in_the_order_in_which_it_was_read() {
        let (mut first, _) = handed(Classes::NONE);
        let filter = Filter { query: "type:Recon:*".into(), ..Filter::default() };
        let file = handed_by(&mut first, Selection::Shown(filter), Classes::NONE);
        let all = lines(&mut first);
        let wanted: Vec<&str> = all.lines().filter(|line| line.contains(r#""type":"Recon:"#)).collect();
        assert!(wanted.len() > 3);
        assert_eq!(crate::handoff::receive(&Given::File(file)).unwrap().findings, wanted);
    }

    #[test]
    fn a_redacted_file_keeps_marks_without_their_values() {
        let (mut first, _) = handed(Classes::NONE);
        first.handle(Request::Mark(vec![0], Some(mark(5, "198.51.100.0 of 111122223333, says m.sato"))));
        let file = handed_by(&mut first, Selection::All, Classes::default());
        let mut second = session();
        load(&mut second, 0, "a.html", |n| Request::Receive(n, Given::File(file)));
        let [came] = &notes(&mut second)[..] else { panic!() };
        assert_eq!((came.verdict, came.at), (Some(Verdict::Authorised), Timestamp(5)));
        assert!(came.note.contains(" of 9") && came.note.contains(", says "), "{came:?}");
        for gone in ["198.51", "111122223333", "sato", "acme"] {
            assert!(!format!("{came:?}").contains(gone), "{gone}: {came:?}");
        }
        // As free text the note goes out as a whole.
        let file = handed_by(&mut first, Selection::One(0), Classes::all());
        let parcel = crate::handoff::receive(&Given::File(file)).unwrap();
        let (_, came) = parcel.marks.iter().next().unwrap();
        assert!(
            came.note.starts_with("text-") && parcel.provenance.sources[0].name == "source-1",
            "{parcel:?}"
        );
    }

    #[test]
    fn what_is_damaged_is_told_in_place_of_its_findings() {
        let (_, file) = handed(Classes::NONE);
        let cut = ByteBuf::from(file[..file.len() - 100].to_vec());
        let mut session = session();
        let intake = load(&mut session, 3, "cut.html", |n| Request::Receive(n, Given::File(cut)));
        let [problem] = &intake.problems[..] else { panic!("{:?}", intake.problems) };
        assert_eq!((&*problem.code, &*problem.source), ("handoff-damaged", "cut.html"));
        assert_eq!((intake.findings, intake.handed.len()), (0, 0));
    }

    #[test]
    fn a_link_is_made_and_read_and_one_that_is_too_long_is_refused_with_its_length() {
        let (mut first, _) = handed(Classes::NONE);
        let Response::Export(fragment) =
            first.handle(Request::Link(0, Classes::default(), Reading::default()))
        else {
            panic!()
        };
        let mut second = session();
        let intake = load(&mut second, 0, "link", |n| Request::Receive(n, Given::Link(fragment)));
        assert!(intake.findings == 1 && intake.handed[0].said.contains("came in the link"));
        assert!(intake.handed[0].said.contains("Accounts") && !lines(&mut second).contains("111122223333"));

        let noise: String =
            (0..9_000_u32).map(|n| format!("{:08x}", n.wrapping_mul(2_654_435_761))).collect();
        let long = format!(r#"{{"type":"Recon:EC2/Portscan","id":"x","severity":5,"title":"{noise}"}}"#);
        load(&mut second, 1, "long", |n| Request::Bytes(n, ByteBuf::from(long.into_bytes())));
        let Response::Refused(why) = second.handle(Request::Link(1, Classes::NONE, Reading::default()))
        else {
            panic!()
        };
        assert!(why.contains(&crate::i18n::count(link::MOST as u64)), "{why}");
    }

    #[test]
    fn a_key_turns_a_text_back() {
        let (mut session, _) = handed(Classes::NONE);
        let ask = Request::Export(Selection::All, Form::Key, Classes::default(), Reading::default());
        let Response::Export(key) = session.handle(ask) else { panic!() };
        let key = ByteBuf::from(key.into_bytes());
        let restore = |session: &mut Session, key| {
            session.handle(Request::Restore(key, "It was 900000000001.".to_owned(), Reading::default()))
        };
        let Response::Export(back) = restore(&mut session, key) else { panic!() };
        assert!(!back.contains("900000000001") && back.starts_with("It was "), "{back}");
        assert!(matches!(restore(&mut session, ByteBuf::from(b"{}".to_vec())), Response::Refused(_)));
    }
}
