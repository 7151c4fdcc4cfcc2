#![allow(clippy::string_slice)]

use super::*;
use crate::{
    explain::{Heading, Surroundings, explain},
    i18n::Lang,
    ingest::{Event, SourceId, read},
    knowledge::SAMPLES,
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use proptest::prelude::*;
use std::{env, fs, path::PathBuf};

fn pack() -> Pack {
    Pack::embedded(Lang::En).unwrap()
}

fn records(bytes: &[u8]) -> Vec<Record> {
    let record = |event| if let Event::Record(record) = event { Some(record) } else { None };
    read(SourceId(0), bytes).into_iter().filter_map(record).collect()
}

/// The samples, and the corpus where it is.
fn all() -> Vec<Record> {
    let mut out = records(SAMPLES);
    let named = env::var_os("FINDING_LENS_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    match fs::read_dir(&folder) {
        Ok(files) => files.for_each(|file| out.extend(records(&fs::read(file.unwrap().path()).unwrap()))),
        Err(_) => eprintln!("the corpus is not here: samples only"),
    }
    out
}

struct Done {
    survey: Survey,
    redaction: Redaction,
    redacted: Vec<Record>,
}

fn redact(list: &[Record], ticked: Classes, pack: &Pack) -> Done {
    let mut survey = Survey::new(pack);
    list.iter().for_each(|record| survey.add(record));
    let mut redaction = survey.redaction(ticked);
    let redacted = list.iter().map(|record| redaction.finding(record)).collect();
    Done { survey, redaction, redacted }
}

fn one(text: &str, ticked: Classes) -> String {
    redact(&records(text.as_bytes()), ticked, &pack()).redacted.remove(0).text
}

/// A text decoded in every way that a reader could, each level on its own.
fn levels(text: &str) -> Vec<String> {
    let mut out = vec![text.to_owned()];
    for _ in 0..4 {
        let last = out.last().unwrap();
        let next = crate::json::unescape(last).into_owned();
        if next == *last {
            break;
        }
        out.push(next);
    }
    let percent: Vec<String> = out
        .iter()
        .filter(|text| edit::has_percent(text))
        .map(|text| Decoded::new(Coding::Percent, text).text)
        .collect();
    out.extend(percent);
    out
}

/// Every value of six or more characters of a ticked class that still stands somewhere: as it is, in another case, URL-encoded
/// or in base64, at any level of escapes.
fn survivors(done: &Done, ticked: Classes) -> Vec<String> {
    let text: String = done.redacted.iter().map(|record| format!("{}\n", record.text)).collect();
    let anywhere = |word: &str| done.redacted.iter().any(|record| in_free_field(done, record, word));
    survivors_in(&text, done, ticked, anywhere)
}

/// The same of any text that was made of them. `counts`: whether a word that AWS's own fields and our own sentences can hold as
/// well is one of those values there.
fn survivors_in(text: &str, done: &Done, ticked: Classes, counts: impl Fn(&str) -> bool) -> Vec<String> {
    let levels = levels(text);
    let stand_ins: HashSet<&str> = done.redaction.matcher.made.values().map(String::as_str).collect();
    let sought: Vec<&Seen> = done
        .survey
        .values
        .iter()
        .filter(|seen| {
            let form = seen.of.iter().find(|(class, _)| ticked.has(*class)).map(|(_, form)| *form);
            // What stays by design: system folders, AWS's own names.
            let stays = |form| Namer::new(ticked, HashSet::new()).stand_in(form, &seen.text) == seen.text;
            seen.sought
                && seen.text.chars().count() >= 6
                && form.is_some_and(|form| !stays(form))
                && !stand_ins.contains(&*seen.text)
        })
        .collect();
    let search = |texts: Vec<String>, any_case: bool| {
        let searcher =
            aho_corasick::AhoCorasick::builder().ascii_case_insensitive(any_case).build(&texts).unwrap();
        let mut found: HashSet<usize> = HashSet::new();
        for level in &levels {
            let stands = |m: &aho_corasick::Match| !any_case || stands_by_itself(level, m.start(), m.end());
            found
                .extend(searcher.find_overlapping_iter(level).filter(stands).map(|m| m.pattern().as_usize()));
        }
        found
    };
    let plain = search(sought.iter().map(|seen| seen.text.clone()).collect(), true);
    let core = |text: &str, lead: usize, url_safe: bool| {
        let bytes: Vec<u8> = std::iter::repeat_n(b'x', lead).chain(text.bytes()).collect();
        let coded = if url_safe { URL_SAFE_NO_PAD.encode(&bytes) } else { STANDARD_NO_PAD.encode(&bytes) };
        coded[(lead * 8).div_ceil(6)..bytes.len() * 8 / 6].to_owned()
    };
    // At each of three alignments, in both alphabets, as it is and in lower case.
    let forms = |seen: &&Seen| {
        let texts = [seen.text.clone(), seen.text.to_lowercase()];
        let one = |text: &String| (0..6).map(|form| core(text, form % 3, form >= 3)).collect::<Vec<_>>();
        texts.iter().flat_map(one).collect::<Vec<_>>()
    };
    let coded = search(sought.iter().flat_map(forms).collect(), false);
    let mut out: Vec<String> = coded.iter().map(|at| format!("{} in base64", sought[at / 12].text)).collect();
    for at in plain {
        let value = &sought[at].text;
        let word = value.bytes().all(|b| b.is_ascii_alphabetic());
        if !word || counts(value) {
            out.push(format!("{:?} {value}", sought[at].of));
        }
    }
    out
}

/// Whether an occurrence that is made of digits or an address is not a part of a longer one.
fn stands_by_itself(text: &str, start: usize, end: usize) -> bool {
    let numeric = text[start..end].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    !numeric || !beside(text[..start].chars().next_back()) && !beside(text[end..].chars().next())
}

/// Whether a word stands in a field that is not AWS's own words.
fn in_free_field(done: &Done, record: &Record, word: &str) -> bool {
    let finding = Finding::open(record.dialect, &record.text);
    let doc = finding.document();
    doc.rows().any(|row| {
        doc.kind(row) == Kind::String
            && doc.embedded(row).is_none()
            // Paths, principals and ARNs keep words that every system has.
            && matches!(
                done.survey.planner.plan(&finding, record.dialect, row).rule,
                Rule::Value(_, Form::Name(_) | Form::Prose | Form::List(_)) | Rule::Open
            )
            && !doc.string(row).unwrap().contains("arn:")
            && doc.string(row).unwrap().to_lowercase().contains(&word.to_lowercase())
    })
}

/// All checks over samples and corpus in one, because the redaction is what takes long.
fn promises(ticked: Classes) {
    let (list, pack) = (all(), pack());
    let done = redact(&list, ticked, &pack);
    let left = survivors(&done, ticked);
    assert!(
        left.is_empty(),
        "{} of {}: {:#?}",
        left.len(),
        done.survey.values.len(),
        &left[..left.len().min(20)]
    );
    is_read_and_explained_like_the_original(&list, &done, &pack);
    equal_stays_equal_and_different_stays_different(&list, &done);
    reversing_restores_every_byte(&list, &done);
}

#[test]
fn samples_and_corpus_keep_every_promise() {
    promises(Classes::default());
}

#[test]
fn samples_and_corpus_keep_every_promise_with_all_classes() {
    promises(Classes::all());
}

#[test]
fn the_search_finds_a_value_in_every_form_that_it_is_held_to() {
    let list = records(FINDING.as_bytes());
    let done = redact(&list, Classes::default(), &pack());
    let found = |text: &str| !survivors_in(text, &done, Classes::default(), |_| true).is_empty();
    let value = "ASIAF2XJTTYPV2345678";
    assert!(!found("nothing of it"));
    let nested =
        serde_json::json!({ "a": serde_json::json!({ "b": format!("x\"{value}") }).to_string() }).to_string();
    let percent: String = value.bytes().map(|b| format!("%{b:02X}")).collect();
    for text in [value.to_owned(), value.to_lowercase(), nested, percent] {
        assert!(found(&text), "{text}");
    }
    for lead in ["", "x", "xy"] {
        for value in [value.to_owned(), value.to_lowercase()] {
            assert!(found(&STANDARD_NO_PAD.encode(format!("{lead}{value}"))), "base64 behind {lead:?}");
        }
        // Bytes for which the two alphabets differ.
        assert!(found(&URL_SAFE_NO_PAD.encode(format!("{lead}eve@acme.io?>?>"))));
    }
}

/// Whatever is made of redacted findings: explanations, reports, lists, the hand-off file, the link.
#[test]
fn no_export_holds_what_was_taken_out() {
    use crate::{
        engine::{
            Session,
            protocol::{Form as Export, Reading, Request, Response, Selection},
        },
        handoff::{Given, file::Parts, receive, viewer},
    };
    let mut session = Session::default();
    for pack in crate::knowledge::PACKS.into_iter().flatten() {
        session.handle(Request::Knowledge(pack.to_vec().into()));
    }
    let input: Vec<String> = records(SAMPLES).into_iter().step_by(3).map(|record| record.text).collect();
    let session_len = u32::try_from(input.len() + 1).unwrap();
    let input = format!("{}\n{FINDING}", input.join("\n"));
    session.handle(Request::Begin(
        0,
        "acme-payroll of 123456789012 and 210987654321.json".to_owned(),
        crate::engine::protocol::Keep::Engine,
    ));
    session.handle(Request::Bytes(0, input.clone().into_bytes().into()));
    session.handle(Request::End(0));
    let mark = Mark {
        reason: "Payroll of 210987654322 from 54.1.2.77".to_owned(),
        confirmed_by: "Trudy Mayfield".to_owned(),
        note: "as Trudy Mayfield said, acme-payroll; bW9yZSBvZiBhY21lLXBheXJvbGw=".to_owned(),
        ..Mark::default()
    };
    session.handle(Request::Mark(vec![0, session_len - 1], Some(mark.clone())));
    let (list, ticked, pack) = (records(input.as_bytes()), Classes::default(), pack());
    let mut done = redact(&list, ticked, &pack);
    for text in ["210987654321", "210987654322", "54.1.2.77", "Trudy Mayfield"] {
        let class = if text == "Trudy Mayfield" { Class::Principals } else { Class::Accounts };
        done.survey.note(class, Form::Name("user"), text, true);
    }
    // Explanations say some of these words themselves: `aws-auth`, `php-fpm`.
    let ours = crate::knowledge::PACKS
        .into_iter()
        .flatten()
        .map(|pack| String::from_utf8_lossy(pack).to_lowercase());
    let ours: String = ours.collect();
    done.survey.values.retain(|seen| !ours.contains(&seen.text.to_lowercase()));
    assert!(done.survey.values.len() > 500, "{} values are sought", done.survey.values.len());
    for lang in Lang::ALL {
        let reading = Reading { lang, ..Reading::default() };
        let mut made = Vec::new();
        for form in Export::ALL.into_iter().filter(|form| *form != Export::Key) {
            let ask = Request::Export(Selection::All, form, ticked, reading);
            let Response::Export(text) = session.handle(ask) else { panic!("{form:?}") };
            made.push((format!("{form:?}"), text));
        }
        let shell = format!("<!DOCTYPE html>{}<body></body>", viewer::MANIFEST);
        let parts = Box::new(Parts { shell, version: "0.1.0".to_owned(), pieces: Vec::new() });
        let ask = Request::HandOff(Selection::All, ticked, parts, String::new(), reading);
        let Response::File(file) = session.handle(ask) else { panic!("no file") };
        made.push(("file".to_owned(), String::from_utf8_lossy(&file).into_owned()));
        made.push(("what the file holds".to_owned(), format!("{:?}", receive(&Given::File(file)).unwrap())));
        let Response::Export(link) = session.handle(Request::Link(0, ticked, reading)) else { panic!() };
        made.push(("what the link holds".to_owned(), format!("{:?}", receive(&Given::Link(link)).unwrap())));
        for (what, text) in made {
            let left = survivors_in(&text, &done, ticked, |_| false);
            assert!(left.is_empty(), "{what} in {lang:?}: {:#?}", &left[..left.len().min(20)]);
            assert!(what != "what the file holds" || text.contains("said, bucket-"), "the note is there");
        }
    }
}

#[test]
fn each_class_alone_goes_out() {
    let (list, pack) = (all().into_iter().step_by(6).collect::<Vec<_>>(), pack());
    for class in Class::ALL {
        let ticked = Classes::NONE.with(class, true);
        let done = redact(&list, ticked, &pack);
        let left = survivors(&done, ticked);
        assert!(left.is_empty(), "{class:?}: {:#?}", &left[..left.len().min(20)]);
    }
}

fn is_read_and_explained_like_the_original(list: &[Record], done: &Done, pack: &Pack) {
    for (record, redacted) in list.iter().zip(&done.redacted) {
        let again = records(redacted.text.as_bytes());
        assert_eq!(again.len(), 1, "{}", redacted.text);
        assert_eq!((again[0].dialect, &again[0].text), (record.dialect, &redacted.text));
        let (before, after) =
            (Finding::open(record.dialect, &record.text), Finding::open(record.dialect, &redacted.text));
        assert_eq!(before.type_string(), after.type_string());
        assert_eq!(before.document().len(), after.document().len(), "{}\n{}", record.text, redacted.text);
        for row in before.document().rows() {
            let place = || format!("{} is now {}", before.document().jq_path(row), after.document().raw(row));
            assert_eq!(before.meaning(row), after.meaning(row), "{}", place());
            assert_eq!(before.document().kind(row), after.document().kind(row), "{}", place());
        }
        let count = |finding: &Finding| {
            // The checks judge paths and domains by how they look, which stand-ins do not keep.
            explain(finding, pack, &Surroundings::default())
                .iter()
                .filter(|section| section.heading != Heading::Harmless)
                .map(|s| s.statements.len())
                .collect::<Vec<_>>()
        };
        assert_eq!(count(&before), count(&after), "{}\n{}", record.text, redacted.text);
    }
}

fn reversing_restores_every_byte(list: &[Record], done: &Done) {
    let pairs: Vec<(&str, &str)> =
        list.iter().zip(&done.redacted).map(|(a, b)| (&*a.text, &*b.text)).collect();
    let key = done.redaction.key(&pairs);
    let corrected = serde_json::to_value(&key).unwrap()["exact"].as_object().map_or(0, |exact| exact.len());
    assert!(corrected * 20 < list.len(), "{corrected} of {} needed a correction", list.len());
    let mut restorer = Key::read(key.write().as_bytes()).unwrap().restorer();
    for (original, redacted) in pairs {
        assert_eq!(restorer.text(redacted), original);
    }
}

fn equal_stays_equal_and_different_stays_different(list: &[Record], done: &Done) {
    let mut seen: HashMap<String, String> = HashMap::new();
    let mut back: HashMap<String, String> = HashMap::new();
    for (record, redacted) in list.iter().zip(&done.redacted) {
        let (before, after) = (Document::parse(&*record.text).0, Document::parse(&*redacted.text).0);
        let finding = Finding::open(record.dialect, &record.text);
        for row in
            before.rows().filter(|&row| before.kind(row) == Kind::String && before.embedded(row).is_none())
        {
            let rule = done.survey.planner.plan(&finding, record.dialect, row).rule;
            if !matches!(rule, Rule::Value(..)) {
                continue;
            }
            let (a, b) =
                (before.string(row).unwrap().trim().to_owned(), after.string(row).unwrap().trim().to_owned());
            assert_eq!(seen.entry(a.clone()).or_insert_with(|| b.clone()), &b, "{a}");
            assert_eq!(back.entry(b.clone()).or_insert_with(|| a.clone()), &a, "{b}");
        }
    }
}

const FINDING: &str = r#"{"accountId":"123456789012","arn":"arn:aws:guardduty:eu-west-1:123456789012:detector/5302f9ec474949febc63aff8690f0cc7/finding/f0",
"id":"f0","region":"eu-west-1","severity":5,"schemaVersion":"2.0","type":"CredentialAccess:IAMUser/AnomalousBehavior",
"title":"AssumedRole Payroll read secrets.","description":"payroll of 123456789012 from 54.1.2.3, https:\/\/acme-payroll.s3.amazonaws.com\/a%2Fb?u=Payroll2",
"resource":{"accessKeyDetails":{"accessKeyId":"ASIAF2XJTTYPV2345678","userName":"Payroll","principalId":"AROAJDL27UNNE2345678:eve@acme.io","userType":"AssumedRole"},
"s3BucketDetails":[{"name":"acme-payroll","arn":"arn:aws:s3:::acme-payroll","tags":[{"key":"team","value":"Zebra"}]}],
"instanceDetails":{"instanceId":"i-0123456789abcdef0","networkInterfaces":[{"privateIpAddress":"10.1.2.3","privateDnsName":"ip-10-1-2-3.ec2.internal","publicIp":"54.1.2.4"}]}},
"service":{"action":{"actionType":"AWS_API_CALL","awsApiCallAction":{"api":"Payroll","remoteIpDetails":{"ipAddressV4":"54.1.2.3"},"userAgent":"x/1 (UGF5cm9sbDo1NC4xLjIuMw==)"}},
"additionalInfo":{"value":"{\"note\":\"{\\\"who\\\":\\\"Payroll\\\",\\\"n\\\":123456789012}\",\"recentCredentials\":[{\"ipAddressV4\":\"54.1.2.3\"}]}","type":"default"},
"count":1,"brandNew":"call Mallory"}}"#;

#[test]
fn a_value_goes_everywhere_it_stands() {
    let out = one(FINDING, Classes::default());
    for (wanted, why) in [
        (r#""userName":"user-1""#, "its own field"),
        (r#""title":"AssumedRole user-1 read secrets.""#, "a title"),
        ("User-1 of 900000000001 from 240.0.0.1", "a description"),
        (r#"\/\/bucket-1.s3.amazonaws.com\/a%2Fb?u=user-1_2"#, "a URL; escapes stay"),
        (r#"{\\\"who\\\":\\\"user-1\\\",\\\"n\\\":900000000001}"#, "JSON in JSON in a string"),
        (r#"\"ipAddressV4\":\"240.0.0.1\""#, "a field of JSON in a string"),
        ("dXNlci0xOjI0MC4wLjAuMQ==", "base64"),
        (r#""publicIp":"240.0.0.5""#, "an address of the same /24"),
        (r#""accessKeyId":"ASIAREDACTED00000001""#, "a key keeps its prefix"),
        (r#""api":"Payroll""#, "AWS's own fields keep their words"),
        (r#""brandNew":"call Mallory""#, "free text was not ticked"),
        (r#""value":"value-1""#, "a tag"),
        (r#""userType":"AssumedRole""#, "AWS's words"),
        ("finding/f0", "the finding's own id"),
    ] {
        assert!(out.contains(wanted), "{why}: {wanted}\n{out}");
    }
    for gone in [
        "123456789012",
        "acme",
        "54.1.2",
        "10.1.2.3",
        "10-1-2-3",
        "Zebra",
        "eve@",
        "i-0123456789abcdef0",
        "5302f9ec",
    ] {
        assert!(!out.contains(gone), "{gone}\n{out}");
    }
    assert!(!one(FINDING, Classes::all()).contains("Mallory"));
    assert_eq!(one(FINDING, Classes::NONE), FINDING);
}

#[test]
fn values_go_however_an_attacker_or_a_colleague_wrote_them() {
    let encode = |text: &str| STANDARD_NO_PAD.encode(text);
    let inside = encode(r#"{"account":"210987654321","ip":"8.8.4.4"}"#);
    for (written, gone) in [
        ("1234-5678-9012", "1234-5678-9012"),
        ("acct_210987654321", "210987654321"),
        ("54[.]1[.]2[.]3", "1[.]2"),
        ("hxxps://portal[.]acme-corp[.]example/", "acme"),
        ("3.2.1.54.in-addr.arpa", "2.1.54"),
        ("https://acme-corp.signin.aws.amazon.com/console", "acme"),
        ("s3://acme-other/k", "acme"),
        ("https://acme-other.s3.eu-west-1.amazonaws.com/a", "acme"),
        ("https://acme-other.s3-us-west-2.amazonaws.com/a", "acme"),
        ("mailto:bob%40acme-corp.com", "acme"),
        ("Bob.Adams@ACME-corp.co.uk", "acme"),
        ("ACME-PAYROLL", "acme"),
        ("arn:aws-cn:iam::210987654321:user/wangwei", "wangwei"),
        ("aws-cli/2 [AKIAQQQQQQQQQQ234567_]", "QQQQQQ"),
        ("2600:1F18:ABCD:1200:0000:0000:0000:A1B2", "ABCD"),
        (r"acme-\\u0070ayroll", "0070ayroll"),
        ("%61cme%2Dpayroll", "cme"),
        (&inside, "MjEwOTg3NjU0Mz"),
    ] {
        let mut finding: serde_json::Value = serde_json::from_str(FINDING).unwrap();
        finding["title"] = written.into();
        finding["service"]["brandNew"] = serde_json::json!({ written: { "in": written } });
        let list = records(finding.to_string().as_bytes());
        let done = redact(&list, Classes::default(), &pack());
        let out = &done.redacted[0].text;
        assert!(
            !levels(out).iter().any(|level| level.to_lowercase().contains(&gone.to_lowercase())),
            "{written} in {out}"
        );
        assert_eq!(done.redaction.key(&[(&list[0].text, out)]).restorer().text(out), list[0].text);
    }
}

#[test]
fn what_was_not_read_is_gone_through_as_well() {
    let cut = format!(
        "{}, \"who\": \"Payroll at 54.1.2.3\" 'acme-payroll' // Payroll",
        &FINDING[..FINDING.len() - 2]
    );
    let record = Record { text: cut, ..records(FINDING.as_bytes()).remove(0) };
    let out = redact(std::slice::from_ref(&record), Classes::default(), &pack()).redacted.remove(0).text;
    assert!(!out.contains("54.1.2.3") && !out.contains("acme") && out.ends_with("// user-1"), "{out}");
}

#[test]
fn envelopes_are_redacted_with_their_findings() {
    let mut survey = Survey::new(&pack());
    survey.add(&records(FINDING.as_bytes())[0]);
    let event = serde_json::json!({ "account": "123456789012", "Message": format!("[x] {}", serde_json::json!({"detail": FINDING})) });
    survey.add_text(&event.to_string());
    let out = survey.redaction(Classes::default()).text(&event.to_string());
    let inner: serde_json::Value = serde_json::from_str(&out).unwrap();
    let message: serde_json::Value = serde_json::from_str(&inner["Message"].as_str().unwrap()[4..]).unwrap();
    let detail: serde_json::Value = serde_json::from_str(message["detail"].as_str().unwrap()).unwrap();
    assert_eq!((&inner["account"], &detail["accountId"]), (&"900000000001".into(), &"900000000001".into()));
    assert!(!out.contains("acme-payroll"));
}

#[test]
fn a_reply_about_stand_ins_is_turned_back() {
    let list = records(FINDING.as_bytes());
    let done = redact(&list, Classes::default(), &pack());
    let key = done.redaction.key(&[]);
    let reply = "Block 240.0.0.1 (not 240.0.0.10) and disable ASIAREDACTED00000001 of user-1.";
    assert_eq!(
        key.restorer().text(reply),
        "Block 54.1.2.3 (not 240.0.0.10) and disable ASIAF2XJTTYPV2345678 of Payroll."
    );
}

#[test]
fn the_preview_counts_and_names_what_is_left() {
    let list = records(FINDING.as_bytes());
    let done = redact(&list, Classes::default(), &pack());
    let preview =
        preview(&done.survey, &done.redaction, &done.redacted, ["asked Mallory_X9 of user-1"].into_iter());
    let count = |class| preview.counts.iter().find(|(c, _)| *c == class).unwrap().1;
    assert_eq!(count(Class::Addresses), 3);
    assert!(count(Class::Accounts) == 2 && count(Class::Tags) == 2, "{:?}", preview.counts);
    assert!(preview.words.iter().any(|word| word == "Mallory_X9"), "of a note: {:?}", preview.words);
    assert!(preview.stays.iter().any(|text| text.en.contains("times")));
    assert!(
        preview.words.iter().all(|word| !word.contains("acme") && !word.contains("user-1")),
        "{:?}",
        preview.words
    );
}

fn pieces() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Payroll".to_owned()),
        Just("payroll".to_owned()),
        Just("54.1.2.3".to_owned()),
        Just("123456789012".to_owned()),
        Just("acme-payroll".to_owned()),
        Just("i-0123456789abcdef0".to_owned()),
        Just("Zebra".to_owned()),
        Just("arn:aws:s3:::acme-payroll/x y".to_owned()),
        "[ -~]{0,6}",
        "\\PC{0,3}",
        Just("\\".to_owned()),
        Just("user-1".to_owned()),
        Just("%41".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_in_any_field_comes_out_and_back(texts in prop::collection::vec(prop::collection::vec(pieces(), 0..5), 5), nest in 0usize..4) {
        let mut finding: serde_json::Value = serde_json::from_str(FINDING).unwrap();
        let texts: Vec<String> = texts.iter().map(|parts| parts.join(" ")).collect();
        finding["description"] = texts[0].clone().into();
        finding["resource"]["accessKeyDetails"]["userName"] = texts[1].clone().into();
        finding["resource"]["s3BucketDetails"][0]["tags"][0]["value"] = texts[2].clone().into();
        finding["service"]["brandNew"] = serde_json::json!({ texts[3].clone(): texts[4].clone() });
        let mut nested = serde_json::json!({ "who": texts[1], "text": texts[0] }).to_string();
        for _ in 0..nest {
            nested = serde_json::json!({ "in": nested }).to_string();
        }
        finding["service"]["additionalInfo"]["value"] = nested.into();
        let list = records(finding.to_string().as_bytes());
        let pack = pack();
        for ticked in [Classes::default(), Classes::all()] {
            let done = redact(&list, ticked, &pack);
            let out = &done.redacted[0].text;
            prop_assert!(serde_json::from_str::<serde_json::Value>(out).is_ok(), "{}", out);
            prop_assert_eq!(Document::parse(&**out).0.len(), Document::parse(&*list[0].text).0.len());
            for gone in ["54.1.2.3", "acme-payroll", "i-0123456789abcdef0"] {
                prop_assert!(!levels(out).iter().any(|level| level.match_indices(gone).any(|(at, _)| stands_by_itself(level, at, at + gone.len()))), "{} in {}", gone, out);
            }
            let key = done.redaction.key(&[(&list[0].text, out)]);
            prop_assert_eq!(key.restorer().text(out), &*list[0].text);
        }
    }
}
