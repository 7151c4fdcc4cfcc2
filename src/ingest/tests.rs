//! The reader against every envelope, every damage and any chunking.
#![allow(clippy::string_slice)] // The inputs are ASCII.

use super::*;
use crate::i18n::Lang;
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;

const FINDING: &str = r#"{"schemaVersion":"2.0","accountId":"111122223333","region":"us-east-1","id":"f1","type":"Recon:EC2/Portscan","severity":5,"resource":{},"service":{"count":1}}"#;

fn event(detail: &str) -> String {
    format!(
        r#"{{"version":"0","id":"e","detail-type":"GuardDuty Finding","source":"aws.guardduty","account":"999988887777","time":"2026-11-24T00:00:00Z","region":"us-east-1","resources":[],"detail":{detail}}}"#
    )
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn pascal() -> String {
    r#"{"SchemaVersion":"2.0","AccountId":"111122223333","Region":"us-east-1","Id":"f1","Type":"Recon:EC2/Portscan","Severity":5,"Resource":{},"Service":{"Count":1}}"#.to_owned()
}

/// The envelopes of each finding in it, by their ids; the test fails where there is an error.
fn chains(input: impl AsRef<[u8]>) -> Vec<Vec<&'static str>> {
    let events = read(SourceId(0), input.as_ref());
    let mut out = Vec::new();
    for event in events {
        match event {
            Event::Record(record) => out.push(record.envelopes.iter().map(|e| e.id).collect()),
            Event::Problem(problem) if problem.severity == Severity::Error => panic!("{problem:?}"),
            _ => {}
        }
    }
    out
}

fn codes(input: impl AsRef<[u8]>) -> Vec<&'static str> {
    let events = read(SourceId(0), input.as_ref());
    events.iter().filter_map(|e| if let Event::Problem(p) = e { Some(p.code.id()) } else { None }).collect()
}

fn count(input: impl AsRef<[u8]>) -> usize {
    read(SourceId(0), input.as_ref()).iter().filter(|e| matches!(e, Event::Record(_))).count()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn findings_are_found_in_every_envelope() {
    let event = event(FINDING);
    let sns = format!(
        r#"{{"Type":"Notification","TopicArn":"arn:aws:sns:us-east-1:1:t","Message":{}}}"#,
        quoted(&event)
    );
    let asff = r#"{"SchemaVersion":"2018-10-08","Id":"arn:x/finding/f1","ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty","GeneratorId":"g","Types":["TTPs/Discovery/Recon:EC2-Portscan"],"Severity":{"Product":5}}"#;
    let ocsf = r#"{"class_uid":2004,"metadata":{"product":{"name":"GuardDuty"}},"finding_info":{"uid":"f1","types":["Recon:EC2/Portscan"]}}"#;
    let cases: [(&str, String, &[&[&str]]); 24] = [
        ("bare", FINDING.into(), &[&[]]),
        ("array", format!("[{FINDING},{FINDING}]"), &[&[], &[]]),
        ("lines", format!("{FINDING}\n{FINDING}\r\n"), &[&[], &[]]),
        ("concatenated", format!("{FINDING}{FINDING}"), &[&[], &[]]),
        ("wire", format!(r#"{{"findings":[{FINDING}]}}"#), &[&["get-findings"]]),
        ("cli", format!(r#"{{"Findings":[{}]}}"#, pascal()), &[&["get-findings"]]),
        ("eventbridge", event.clone(), &[&["eventbridge"]]),
        ("eventbridge with pascal detail", self::event(&pascal()), &[&["eventbridge"]]),
        ("sns", sns.clone(), &[&["sns", "eventbridge"]]),
        (
            "sns in lambda",
            format!(r#"{{"Records":[{{"EventSource":"aws:sns","Sns":{{"Message":{}}}}}]}}"#, quoted(&event)),
            &[&["sns-lambda", "eventbridge"]],
        ),
        (
            "sqs",
            format!(r#"{{"Messages":[{{"Body":{}}}]}}"#, quoted(&event)),
            &[&["sqs-receive", "eventbridge"]],
        ),
        (
            "sqs with sns",
            format!(r#"{{"Messages":[{{"Body":{}}}]}}"#, quoted(&sns)),
            &[&["sqs-receive", "sns", "eventbridge"]],
        ),
        (
            "sqs in lambda",
            format!(r#"{{"Records":[{{"eventSource":"aws:sqs","body":{}}}]}}"#, quoted(&sns)),
            &[&["sqs-lambda", "sns", "eventbridge"]],
        ),
        (
            "cloudwatch",
            format!(r#"{{"events":[{{"timestamp":1,"message":{}}}]}}"#, quoted(&event)),
            &[&["cloudwatch-logs", "eventbridge"]],
        ),
        (
            "insights rows",
            format!(r#"[{{"@timestamp":"t","@message":{}}}]"#, quoted(&event)),
            &[&["logs-insights", "eventbridge"]],
        ),
        (
            "insights cells",
            format!(r#"{{"results":[[{{"field":"@message","value":{}}}]]}}"#, quoted(&event)),
            &[&["logs-insights", "eventbridge"]],
        ),
        ("asff", format!(r#"{{"Findings":[{asff}]}}"#), &[&["get-findings"]]),
        (
            "asff event",
            format!(
                r#"{{"detail-type":"Security Hub Findings - Imported","source":"aws.securityhub","detail":{{"findings":[{asff}]}}}}"#
            ),
            &[&["security-hub-event"]],
        ),
        ("ocsf lines", format!("{ocsf}\n{ocsf}\n"), &[&[], &[]]),
        (
            "ocsf event",
            format!(r#"{{"detail-type":"Findings Imported V2","detail":{{"findings":[{ocsf}]}}}}"#),
            &[&["security-hub-event"]],
        ),
        (
            "pipeline",
            format!(r#"{{"message":{},"host":"h"}}"#, quoted(&event)),
            &[&["log-pipeline", "eventbridge"]],
        ),
        (
            "elastic",
            format!(r#"{{"event":{{"original":{}}},"aws":{{}}}}"#, quoted(FINDING)),
            &[&["log-pipeline"]],
        ),
        ("json in a string", quoted(FINDING), &[&[]]),
        (
            "in a mail",
            format!("Hello,\n> see [1] and {{this}}:\n```json\n{event}\n```\nRegards"),
            &[&["eventbridge"]],
        ),
    ];
    for (name, input, expected) in cases {
        assert_eq!(chains(&input), expected, "{name}");
    }
}

#[test]
fn encodings_and_gzip_members_are_read() {
    let text = format!("{FINDING}\r\n");
    let le: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let bom = format!("\u{FEFF}{text}");
    let mut members = gzip(&text);
    members.extend(gzip(&text));
    let mut padded = members.clone();
    padded.extend([0; 512]);
    for (name, bytes, n) in [
        ("le", le, 1),
        ("be", be, 1),
        ("bom", bom.into_bytes(), 1),
        ("members", members, 2),
        ("padded", padded, 2),
    ] {
        assert_eq!(chains(&bytes).len(), n, "{name}");
    }
}

#[test]
fn every_kind_of_damage_has_its_own_message() {
    let line = format!("{FINDING}\n");
    let whole = gzip(&line);
    let mut crc = whole.clone();
    let at = crc.len() - 6;
    crc[at] ^= 0xFF;
    let big = gzip(
        &(0..400)
            .map(|n| format!("{}\n", FINDING.replace("f1", &format!("f{n}x{}", n * 7919))))
            .collect::<String>(),
    );
    let cases: [(&str, Vec<u8>, &str); 15] = [
        ("last line", format!("{line}{}", &FINDING[..60]).into_bytes(), "truncated-line"),
        ("document", FINDING[..60].into(), "truncated-document"),
        ("gzip", big[..big.len() / 2].to_vec(), "truncated-gzip"),
        ("trailer", whole[..whole.len() - 3].to_vec(), "truncated-gzip-trailer"),
        ("checksum", crc, "bad-gzip-checksum"),
        ("text", b"hello, nothing here".to_vec(), "not-json"),
        ("empty", Vec::new(), "empty"),
        ("blank", b" \n ".to_vec(), "empty"),
        ("binary", vec![0x7F, b'E', b'L', b'F', 0, 1, 2, 3, 0, 0], "binary"),
        ("zip", b"PK\x03\x04rest".to_vec(), "zip"),
        ("nesting", format!("{{\"a\":{}", "[".repeat(5_000)).into_bytes(), "too-deep"),
        ("python", b"{'Findings': [{'Type': 'x', 'Archived': True}]}".to_vec(), "python-dict"),
        ("html", b"<!DOCTYPE html><html><body>Sign in</body></html>".to_vec(), "html"),
        ("other json", br#"{"hello":"world"}"#.to_vec(), "no-finding"),
        (
            "part",
            br#"{"schemaVersion":"2.0","id":"x","resource":{},"service":{}}"#.to_vec(),
            "finding-without-type",
        ),
    ];
    for (name, bytes, code) in cases {
        assert!(codes(&bytes).contains(&code), "{name}: {:?}", codes(&bytes));
    }
    assert_eq!(count(&whole[..whole.len() - 3]), 1, "what came before a missing trailer is read");
}

#[test]
fn leniency_is_told_and_costs_nothing() {
    let input = FINDING.replace("{\"count\":1}", "{\"count\":1,}");
    assert_eq!((codes(&input), count(&input)), (vec!["trailing-comma"], 1));
    let inside = FINDING.replace("{\"count\":1}", "{/* x */\"count\":1}");
    assert_eq!((codes(&inside), count(&inside)), (vec!["comment"], 1));
    let mut bad = FINDING.replace("us-east-1", "us-X-1").into_bytes();
    let at = bad.iter().position(|b| *b == b'X').unwrap();
    bad[at] = 0xFF;
    assert_eq!((codes(&bad), count(&bad)), (vec!["invalid-utf-8"], 1));
}

#[test]
fn a_bad_line_costs_only_itself() {
    let lines = format!("{FINDING}\n{{\"type\":\"Recon:EC2/Ports\n{FINDING}\n{{\"a\":1,\n{FINDING}\n");
    let events = read(SourceId(0), lines.as_bytes());
    assert_eq!(events.iter().filter(|e| matches!(e, Event::Record(_))).count(), 3);
    let lines: Vec<u64> =
        events.iter().filter_map(|e| if let Event::Problem(p) = e { Some(p.line) } else { None }).collect();
    assert_eq!(lines, [2, 5], "each is told where it broke");
}

#[test]
fn a_problem_says_where() {
    let input =
        format!("{FINDING}\n日本{}", r#"{"schemaVersion":"2.0","id":"x","resource":{},"service":{}}"#);
    let events = read(SourceId(3), input.as_bytes());
    let problem = events.iter().find_map(|e| if let Event::Problem(p) = e { Some(p) } else { None }).unwrap();
    assert_eq!((problem.source, problem.line, problem.column), (SourceId(3), 2, 3));
    assert_eq!(problem.offset as usize, FINDING.len() + 1 + "日本".len());
    assert!(problem.excerpt.starts_with(r#"{"schemaVersion""#));
}

#[test]
fn neighbours_are_named_and_are_no_problems() {
    let trail =
        r#"{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventTime":"t"}"#;
    let cases = [
        (r#"{"detail-type":"GuardDuty Malware Protection Object Scan Result","source":"aws.guardduty","detail":{"x":1}}"#.to_owned(), NeighbourKind::ObjectScan, 1),
        (format!(r#"{{"Records":[{trail},{trail}]}}"#), NeighbourKind::CloudTrail, 2),
        (format!("[{trail}]"), NeighbourKind::CloudTrail, 1),
        (r#"{"findings":[]}"#.to_owned(), NeighbourKind::Empty, 0),
        (r#"{"InvestigationId":"1","Indicators":[]}"#.to_owned(), NeighbourKind::DetectiveIndicators, 1),
        (r#"{"detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","detail":{"state":"running"}}"#.to_owned(), NeighbourKind::OtherEvent, 1),
        (r#"{"SchemaVersion":"2018-10-08","ProductArn":"arn:aws:securityhub:::product/aws/inspector","Types":["x"],"Id":"i"}"#.to_owned(), NeighbourKind::OtherProduct, 1),
    ];
    for (input, kind, count) in cases {
        let events = read(SourceId(0), input.as_bytes());
        assert!(
            matches!(&events[..], [Event::Neighbour(n)] if n.kind == kind && n.count == count),
            "{input}: {events:?}"
        );
    }
}

#[test]
fn parsed_copies_beside_the_original_count_once() {
    let input = format!(
        r#"{{"input":{{"message":{}}},"expected":{{"finding":{FINDING}}}}}"#,
        quoted(&event(FINDING))
    );
    assert_eq!(count(&input), 1);
}

#[test]
fn the_envelopes_account_is_kept_beside_the_findings() {
    let events = read(SourceId(0), event(FINDING).as_bytes());
    let Some(Event::Record(record)) = events.first() else { panic!("{events:?}") };
    let account = record.context.iter().find(|c| c.name == "account").unwrap();
    assert_eq!((account.value.as_str(), account.pointer.to_string().as_str()), ("999988887777", "/account"));
    assert_eq!(record.place.pointer.to_string(), "/detail");
}

#[test]
fn every_problem_has_its_words_in_both_languages() {
    for code in Code::ALL {
        let problem = Problem {
            code,
            severity: code.severity(),
            source: SourceId(0),
            offset: 0,
            line: 1,
            column: 1,
            excerpt: String::new(),
            values: Vec::new(),
        };
        for lang in Lang::ALL {
            assert!(!problem.message(lang).is_empty() && !problem.remedy(lang).is_empty());
        }
        assert_ne!(problem.message(Lang::En), problem.message(Lang::Ja));
    }
}

fn in_pieces(bytes: &[u8], size: usize) -> Vec<Event> {
    let mut reader = Reader::new(SourceId(0));
    let mut out: Vec<Event> = bytes.chunks(size.max(1)).flat_map(|piece| reader.push(piece)).collect();
    out.extend(reader.finish());
    out
}

proptest! {
    #[test]
    fn the_pieces_that_bytes_come_in_make_no_difference(size in 1usize..200, zipped: bool, cut in 0usize..60) {
        let text = format!("log {{x}} [INFO] {}\n{FINDING}\n{{\"broken\n// c\n{}\n\"{{\\\"a\\\":1}}\"\n", event(FINDING), pascal());
        let bytes = if zipped { gzip(&text) } else { text.into_bytes() };
        let bytes = &bytes[..bytes.len() - cut];
        prop_assert_eq!(in_pieces(bytes, size), read(SourceId(0), bytes));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>, size in 1usize..64) {
        let _ = in_pieces(&bytes, size);
    }

    #[test]
    fn records_are_found_again_by_their_place(before in "[ -~\n]{0,80}", n in 1usize..4) {
        let text = format!("{before}\n{}", format!("{}\n", event(FINDING)).repeat(n));
        for event in read(SourceId(0), text.as_bytes()) {
            if let Event::Record(record) = event {
                prop_assert_eq!(locate(text.as_bytes(), &record.place), Some(record.text));
            }
        }
    }
}
