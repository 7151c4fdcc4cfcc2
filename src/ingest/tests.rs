//! The reader against every envelope, every damage and any chunking.
#![allow(clippy::string_slice)] // The inputs are ASCII.

use super::*;
use crate::i18n::Lang;
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::{io::Write, time::Instant};

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
    let cases: [(&str, Vec<u8>, &str); 16] = [
        ("last line", format!("{line}{}", &FINDING[..60]).into_bytes(), "truncated-line"),
        ("document", FINDING[..60].into(), "truncated-document"),
        ("short document", b"[{\"typ".into(), "truncated-document"),
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

fn records(input: impl AsRef<[u8]>) -> Vec<Record> {
    let only = |event| if let Event::Record(record) = event { Some(record) } else { None };
    read(SourceId(0), input.as_ref()).into_iter().filter_map(only).collect()
}

fn near(input: impl AsRef<[u8]>) -> Vec<(NeighbourKind, u64)> {
    let only = |event| if let Event::Neighbour(n) = event { Some((n.kind, n.count)) } else { None };
    read(SourceId(0), input.as_ref()).into_iter().filter_map(only).collect()
}

fn numbered(n: usize) -> String {
    FINDING.replace("f1", &format!("f{n}"))
}

#[test]
fn what_is_whole_in_a_document_that_breaks_off_is_read() {
    let list = (0..5).map(numbered).collect::<Vec<_>>().join(",\n");
    let whole = format!("{{\"Findings\":[{list}]}}");
    let cut = &whole[..whole.len() - 20];
    assert_eq!(codes(cut), ["truncated-document"]);
    let found = records(cut);
    assert_eq!(found.len(), 4);
    for record in &found {
        assert_eq!(record.envelopes[0].id, "get-findings");
        assert_eq!(locate(cut.as_bytes(), &record.place).as_ref(), Some(&record.text));
    }
}

#[test]
fn a_finding_that_is_not_json_costs_only_itself_among_others() {
    let bad = numbered(2).replace("\"severity\":5", "\"severity\":five");
    let list = [numbered(1), bad, numbered(3), numbered(4).replace(":5", ":NO"), numbered(5)].join(",");
    let whole = format!("{{\"Findings\":[{list}]}}");
    for end in [whole.len(), whole.len() - 2] {
        let input = &whole[..end];
        let ids: Vec<_> = records(input)
            .iter()
            .map(|record| {
                assert_eq!(locate(input.as_bytes(), &record.place).as_ref(), Some(&record.text));
                record.text.split("\"id\":\"").nth(1).unwrap()[..2].to_owned()
            })
            .collect();
        assert_eq!(ids, ["f1", "f3", "f5"]);
    }
    assert_eq!(codes(&whole), ["malformed-json", "malformed-json"]);
}

#[test]
fn a_line_that_ends_in_a_bracket_does_not_swallow_the_next() {
    let broken =
        [r#"{"schemaVersion":"2.0","type":"Recon:EC2/Portscan","service":{"action":["#, r#"{"detail":"#];
    for line in broken {
        let input = format!("{}\n{line}\n{}\n{}\n", numbered(1), numbered(3), numbered(4));
        assert_eq!(count(&input), 3, "{line}");
        assert_eq!(codes(&input).len(), 1, "{line}");
    }
}

#[test]
fn hostile_nesting_of_faults_costs_no_more_than_its_length() {
    for unit in ["{\"a\":x,\"b\":", "[{\"a\":", "[x,", "{\"a\":\"{\\\"a\\\":", "/*", "\"["] {
        let _ = read(SourceId(0), unit.repeat(30_000).as_bytes());
        let closed = format!("{}0{}", unit.repeat(20_000), "}".repeat(20_000));
        let _ = read(SourceId(0), closed.as_bytes());
    }
}

#[test]
fn a_document_is_read_once_for_all_findings_that_are_reopened_in_it() {
    let findings: Vec<String> = (0..2_000).map(|n| FINDING.replace("f1", &format!("f{n}"))).collect();
    let array = format!("[{}]", findings.join(","));
    let zipped = gzip(&array);
    for bytes in [array.as_bytes(), &zipped] {
        let begun = Instant::now();
        let records: Vec<Record> = read(SourceId(0), bytes)
            .into_iter()
            .filter_map(|event| match event {
                Event::Record(record) => Some(record),
                _ => None,
            })
            .collect();
        let once = begun.elapsed();
        let places: Vec<&Place> = records.iter().rev().map(|record| &record.place).collect();
        let begun = Instant::now();
        let again: Vec<Record> = reopen_all(bytes, &places).into_iter().flatten().collect();
        assert!(begun.elapsed() < once * 30, "{:?} for {once:?}", begun.elapsed());
        assert!(again.iter().rev().eq(&records) && records.len() == findings.len());
    }
}

#[test]
fn a_fault_and_a_cut_behind_it_are_both_told_once() {
    let input = format!("{{\"Findings\":[oops,{FINDING},{{\"b\":\"x");
    assert_eq!((codes(&input), count(&input)), (vec!["malformed-json", "truncated-document"], 1));
}

#[test]
fn notices_come_once_a_source_where_nothing_is_at_stake() {
    let comment = FINDING.replace("{\"count\"", "{/* x */\"count\"");
    assert_eq!(codes(format!("{comment}\n{comment}\n")), ["comment"]);
    let twice = FINDING.replace("{\"count\"", "{\"count\":2,\"count\"");
    assert_eq!(codes(format!("{twice}\n{twice}\n")), ["duplicate-key", "duplicate-key"]);
}

#[test]
fn a_finding_is_told_by_its_keys() {
    let odd = r#"{"type":"Canary","schemaVersion":"2.0","accountId":"1","region":"r","id":"i","severity":1,"createdAt":"t","resource":{}}"#;
    let old_ocsf = r#"{"class_uid":2001,"metadata":{"product":{"name":"GuardDuty"}},"finding":{"uid":"f1"}}"#;
    let wrapped = (0..12).fold(FINDING.to_owned(), |inner, n| format!("{{\"w{n}\":[{inner}]}}"));
    for input in [odd, old_ocsf, &wrapped] {
        assert_eq!(count(input), 1, "{input}");
    }
    for other in [r#"{"type":"see: http/x","severity":1}"#, r#"{"class_uid":3005,"api":{}}"#] {
        assert_eq!((count(other), codes(other)), (0, vec!["no-finding"]), "{other}");
    }
    let copy = format!(r#"{{"original":{FINDING},"parsed":{{"resource":{{"resourceType":"x"}}}}}}"#);
    assert_eq!((count(&copy), codes(&copy)), (1, vec![]), "a copy that lost its type");
}

#[test]
fn an_event_is_believed_when_it_says_that_it_holds_a_finding() {
    assert_eq!(count(event(r#"{"type":"UnauthorizedAccess:IAMUser","title":"t"}"#)), 1, "a type by hand");
    let input = event(r#"{"Id":"i","Title":"t","Severity":9.0}"#);
    assert_eq!((count(&input), codes(&input)), (0, vec!["finding-without-type"]));
}

#[test]
fn every_message_counts_though_all_hold_the_same_finding() {
    let body = quoted(&event(FINDING));
    let input = format!(r#"{{"Messages":[{{"Body":{body}}},{{"Body":{body}}},{{"Body":{body}}}]}}"#);
    assert_eq!(count(&input), 3);
    let updated = FINDING.replace("\"severity\"", "\"updatedAt\":\"2\",\"severity\"");
    let earlier = updated.replace("\"2\"", "\"1\"");
    assert_eq!(count(format!(r#"{{"now":{updated},"before":{earlier}}}"#)), 2, "two states of one finding");
    assert_eq!(count(format!(r#"{{"now":{updated},"copy":{updated}}}"#)), 1);
    assert_eq!(count(format!(r#"{{"now":[{updated},{updated}]}}"#)), 2, "a list holds no copies");
}

#[test]
fn json_behind_other_words_of_a_string_is_read() {
    let line = quoted(&format!("<14>Nov 24 00:00:00 host app[1]: {}", event(FINDING)));
    let input = format!(r#"{{"type":"syslog","message":{line}}}"#);
    assert_eq!(chains(&input), [["log-pipeline", "eventbridge"]]);
    let record = &records(&input)[0];
    assert_eq!(record.place.pointer.to_string(), "/message → /detail");
    assert_eq!(locate(input.as_bytes(), &record.place).as_ref(), Some(&record.text));
}

#[test]
fn more_wrappers_are_known() {
    let event = event(FINDING);
    let cases: [(String, &[&str]); 7] = [
        (
            format!(r#"[{{"field":"@message","value":{}}}]"#, quoted(&event)),
            &["logs-insights", "eventbridge"],
        ),
        (format!(r#"{{"Type":"Notification","Message":{}}}"#, quoted(&event)), &["sns", "eventbridge"]),
        (format!(r#"{{"time":1,"host":"h","event":{event}}}"#), &["log-pipeline", "eventbridge"]),
        (format!(r#"{{"results":[{{"_raw":{}}}]}}"#, quoted(&event)), &["log-pipeline", "eventbridge"]),
        (format!(r#"{{"@message":{},"@ptr":"p"}}"#, quoted(&event)), &["logs-insights", "eventbridge"]),
        (format!(r#"{{"message":"{{\"a\":1}}","event":{event}}}"#), &["log-pipeline", "eventbridge"]),
        (format!(r#"{{"source":"s3://bucket","detail":{FINDING}}}"#), &[]),
    ];
    for (input, expected) in cases {
        assert_eq!(chains(&input), [expected], "{input}");
    }
}

#[test]
fn a_custom_action_is_kept_with_its_event() {
    let asff =
        r#"{"ProductArn":"arn:aws:securityhub:us-east-1::product/aws/guardduty","Types":["x"],"Id":"i"}"#;
    let input = format!(
        r#"{{"detail-type":"Security Hub Findings - Custom Action","detail":{{"actionName":"Isolate","findings":[{asff}]}}}}"#
    );
    let context = &records(&input)[0].context;
    let action = context.iter().find(|fact| fact.name == "actionName").unwrap();
    assert_eq!(
        (action.value.as_str(), action.pointer.to_string().as_str()),
        ("Isolate", "/detail/actionName")
    );
}

#[test]
fn more_neighbours_are_named() {
    use NeighbourKind as Kind;
    let scan =
        |kind: &str| format!(r#"{{"detail-type":"GuardDuty Malware Protection {kind}","detail":{{}}}}"#);
    let ocsf = r#"{"class_uid":2004,"metadata":{"product":{"name":"Inspector"}},"finding_info":{"title":"not GuardDuty","types":["CVE"]}}"#;
    let mapped = ocsf.replace("CVE", "Recon:EC2/Portscan");
    let flow = "version account-id interface-id srcaddr dstaddr srcport\n2 1 eni-1 10.0.0.1 10.0.0.2 1\n2 1 eni-1 - - 1\n";
    let plain = "2 123456789010 eni-1235b8ca1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK\n";
    let cases: [(String, &[(Kind, u64)]); 12] = [
        (
            r#"{"class_uid":6003,"metadata":{"product":{"name":"CloudTrail"}},"api":{}}"#.into(),
            &[(Kind::OtherOcsf, 1)],
        ),
        (scan("Post Scan Action Failed"), &[(Kind::PostScanAction, 1)]),
        (scan("Resource Status Active"), &[(Kind::MalwareProtectionStatus, 1)]),
        (r#"{"Investigation":{"Summary":"{}"}}"#.into(), &[(Kind::Investigation, 1)]),
        (
            r#"{"ActivityType":"Recon:EC2/Portscan","Severity":5,"ResourceDetails":{}}"#.into(),
            &[(Kind::SentinelRow, 1)],
        ),
        (r#"{"ecs":{},"aws":{"guardduty":{"title":"t"}}}"#.into(), &[(Kind::ElasticDocument, 1)]),
        (flow.into(), &[(Kind::FlowLogs, 2)]),
        (plain.repeat(3), &[(Kind::FlowLogs, 3)]),
        (ocsf.into(), &[(Kind::OtherProduct, 1)]),
        (format!("{FINDING}\n{{\"a\":1}}\n{{\"a\":2}}\n[7]\n"), &[(Kind::OtherJson, 2)]),
        (
            scan("Object Scan Result") + &scan("Object Scan Result") + r#"{"a":1}"#,
            &[(Kind::ObjectScan, 2), (Kind::OtherJson, 1)],
        ),
        (r#"{"findings":[]}{"findings":[]}"#.into(), &[(Kind::Empty, 0)]),
    ];
    for (input, expected) in cases {
        assert_eq!(near(&input), expected, "{input}");
        assert_eq!(codes(&input), [""; 0], "{input}");
    }
    assert_eq!(count(mapped), 1, "a mapping by somebody else keeps GuardDuty's type");
}

#[test]
fn brackets_of_a_log_line_are_no_broken_json() {
    let input =
        format!("[true story] [note: \"x\"] [1 of 3] [user \"bob\" left] [2026-11-24] {{\"x\"}} {FINDING}\n");
    assert_eq!((codes(&input), near(&input), count(&input)), (vec![], vec![], 1));
}

#[test]
fn json_without_findings_is_told_once() {
    let events = read(SourceId(0), "{\"a\":1}\n".repeat(1000).as_bytes());
    let [Event::Problem(problem)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(problem.code, Code::NoFinding);
    assert!(problem.message(Lang::En).contains("1000 values"), "{}", problem.message(Lang::En));
    assert!(problem.message(Lang::Ja).contains("1000"));
}

#[test]
fn what_a_source_is_does_not_hang_on_the_json_in_it() {
    let cases = [
        ("<html><script>var x = {\"a\": [1]};</script></html>", "html"),
        (
            "[{'Type': 'x', 'AdditionalInfo': {'Value': '{\"sample\": true}'}, 'Tags': [\"it's\"]}]",
            "python-dict",
        ),
        ("{\"type\": \"x\", \"archived\": False}", "python-dict"),
        ("\u{0}\u{1}\u{2}{\"a\":1}", "binary"),
    ];
    for (input, code) in cases {
        assert_eq!(codes(input), [code], "{input}");
    }
}

#[test]
fn utf_16_loses_nothing() {
    let text = FINDING.replace("us-east-1", "\u{FEFF}é😀");
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for mark in [&[][..], &[0xFF, 0xFE]] {
        let bytes = [mark, &units].concat();
        let found = records(&bytes);
        assert_eq!(found[0].text, text);
        assert_eq!((found[0].place.column, &found[0].place.steps[..]), (1, &[Step::Utf16Le][..]));
        assert_eq!(locate(&bytes, &found[0].place).as_ref(), Some(&text));
    }
    let lone = FINDING.replace("us-east-1", "X");
    let mut units: Vec<u16> = lone.encode_utf16().collect();
    let at = units.iter().position(|unit| *unit == u16::from(b'X')).unwrap();
    units[at] = 0xD800;
    let bytes: Vec<u8> = units.into_iter().flat_map(u16::to_be_bytes).collect();
    assert_eq!((codes(&bytes), count(&bytes)), (vec!["invalid-utf-8"], 1));
}

#[test]
fn a_byte_order_mark_is_no_column_but_counts_as_bytes() {
    let input = format!("\u{FEFF}{FINDING}");
    let place = &records(&input)[0].place;
    assert_eq!((place.offset, place.line, place.column), (3, 1, 1));
}

#[test]
fn places_hold_where_bytes_are_not_utf_8() {
    let mut bytes =
        format!("{{\"Findings\":[{},{}]}}", numbered(1).replace("us-east-1", "X"), numbered(2)).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'X').unwrap();
    bytes[at] = 0xFF;
    bytes.extend(b"\n{\"y\":\"");
    bytes.extend([0xFF, 0xFE]);
    bytes.extend(format!("\",\"x\":oops,\"w\":{}}}\n", numbered(3)).as_bytes());
    let found = records(&bytes);
    assert_eq!(found.len(), 3);
    for record in found {
        assert_eq!(locate(&bytes, &record.place), Some(record.text));
    }
    let events = read(SourceId(0), &bytes);
    let oops = events.iter().find_map(|e| {
        if let Event::Problem(p) = e
            && p.code == Code::Malformed
        {
            Some(p)
        } else {
            None
        }
    });
    assert!(bytes[oops.unwrap().offset as usize..].starts_with(b"oops"));
}

#[test]
fn what_came_before_damage_in_gzip_is_read() {
    let text: String =
        (0..2000).map(|n| format!("{}\n", FINDING.replace("f1", &format!("f{}", n * 7919)))).collect();
    let mut bytes = gzip(&text);
    let middle = bytes.len() / 2;
    bytes[middle..middle + 40].fill(0xFF);
    let (found, told) = (count(&bytes), codes(&bytes));
    assert!((500..2000).contains(&found), "{found}");
    assert!(told.contains(&"bad-gzip") || told.contains(&"bad-gzip-checksum"), "{told:?}");
    let mut padded = [gzip(FINDING), vec![0; 100], gzip(&numbered(2)), vec![0; 7]].concat();
    assert_eq!((codes(&padded), count(&padded)), (vec![], 2), "padding between members");
    let second = padded.len();
    let mut second_damaged = [gzip(FINDING), gzip(&numbered(2))].concat();
    let at = second_damaged.len() - 5;
    second_damaged[at] ^= 0xFF;
    let events = read(SourceId(0), &second_damaged);
    let Some(Event::Problem(problem)) = events.last() else { panic!("{events:?}") };
    assert_eq!((problem.code, problem.offset as usize), (Code::BadCrc, gzip(FINDING).len()));
    padded.extend(b"rest");
    let events = read(SourceId(0), &padded);
    let Some(Event::Problem(problem)) = events.last() else { panic!("{events:?}") };
    assert_eq!(problem.offset as usize, second, "told where it starts");
    assert_eq!((codes(&padded), count(&padded)), (vec!["bad-gzip"], 2));
}

#[test]
fn an_excerpt_shows_what_would_not_show() {
    let input = "\u{202E}\u{7}\u{200B}hello";
    let events = read(SourceId(0), input.as_bytes());
    let Some(Event::Problem(problem)) = events.first() else { panic!("{events:?}") };
    assert_eq!(problem.excerpt, "\u{FFFD}\u{FFFD}\u{FFFD}hello");
}

#[test]
fn words_name_only_values_that_problems_have() {
    let given = |code| match code {
        Code::TooDeep => vec!["limit"],
        Code::NoFinding => vec!["count"],
        _ => vec![],
    };
    for code in Code::ALL {
        for text in [code.texts().0, code.texts().1] {
            for lang in Lang::ALL {
                for piece in crate::i18n::pieces(text.get(lang)) {
                    if let crate::i18n::Piece::Value(name) | crate::i18n::Piece::Plural(name, ..) = piece {
                        assert!(given(code).contains(&name), "{code:?} {lang:?}: {name}");
                    }
                }
            }
        }
    }
}

#[test]
fn ids_of_problems_and_envelopes_are_their_own() {
    let mut ids: Vec<_> = Code::ALL.iter().map(|c| c.id()).chain(ENVELOPES.iter().map(|e| e.id)).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

fn in_pieces(bytes: &[u8], size: usize) -> Vec<Event> {
    let mut reader = Reader::new(SourceId(0));
    let mut out: Vec<Event> = bytes.chunks(size.max(1)).flat_map(|piece| reader.push(piece)).collect();
    out.extend(reader.finish());
    out
}

#[test]
fn exported_lines_are_read_on_their_own_way_wherever_the_bytes_part() {
    #[derive(Default)]
    struct Lines(usize, usize);
    impl Sink for Lines {
        fn record(&mut self, _: Record) {
            self.1 += 1;
        }
        fn line(&mut self, text: &str, _: Place, _: crate::model::Summary<'_>) {
            assert_eq!(text, FINDING);
            self.0 += 1;
        }
        fn neighbour(&mut self, _: Neighbour) {}
        fn problem(&mut self, problem: Problem) {
            panic!("{problem:?}");
        }
    }
    let text = format!("{FINDING}\n").repeat(1000);
    for bytes in [text.clone().into_bytes(), gzip(&text)] {
        for size in [100, 4096, 1 << 20] {
            let (mut reader, mut lines) = (Reader::new(SourceId(0)), Lines::default());
            bytes.chunks(size).for_each(|part| reader.push_to(part, &mut lines));
            reader.finish_to(&mut lines);
            assert_eq!((lines.0, lines.1), (1000, 0), "in pieces of {size}");
        }
    }
}

/// Lines as exports have them, and what else may stand between them.
fn lines() -> impl Strategy<Value = String> {
    let finding = r#"{"accountId":"1","type":"Recon:EC2/Portscan","severity":2.0,"title":"\u0041 } é","resource":{},"service":{"additionalInfo":{"value":"{\"sample\":true}"}}}"#;
    let line = prop_oneof![
        8 => Just(FINDING.to_owned()),
        4 => Just(finding.to_owned()),
        2 => Just(pascal()),
        1 => Just(event(FINDING)),
        1 => Just(format!("{FINDING} {FINDING}")),
        1 => Just(format!("prefix {FINDING}")),
        1 => Just(FINDING.replacen('{', "{\n", 1)),
        1 => Just(FINDING.replace("\"id\"", "\"region\"")),
        1 => Just(FINDING.replace("\"id\"", "\"eventName\"")),
        1 => Just(FINDING.replace("Recon:EC2/Portscan", "other")),
        1 => Just(FINDING.replace("\"severity\":5,", "")),
        1 => Just(FINDING.replace("5,", "5,,")),
        1 => Just(FINDING.replace("us-east-1", "\\ud800")),
        1 => (0..FINDING.len()).prop_map(|at| FINDING[..at].to_owned()),
        1 => Just("[".to_owned()),
        1 => Just(String::new()),
    ];
    let end = prop_oneof![6 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n\n  "), 1 => Just(" ")];
    let mark = prop_oneof![4 => Just(""), 1 => Just("\u{FEFF}")];
    (mark, proptest::collection::vec((line, end), 0..8)).prop_map(|(mark, lines)| {
        mark.to_owned() + &lines.into_iter().map(|(line, end)| line + end).collect::<String>()
    })
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
    fn nor_do_they_where_gzip_is_damaged(size in 1usize..300, at in 2usize..400, value: u8, cut in 0usize..40, padding in 0usize..9) {
        let text: String = (0..4).map(|n| format!("{}\n{{\"a\":x}}\n", event(&numbered(n)))).collect();
        let mut bytes = [gzip(&text), vec![0; padding], gzip(&text)].concat();
        let at = at % bytes.len();
        bytes[at] = value;
        bytes.truncate(bytes.len() - cut);
        prop_assert_eq!(in_pieces(&bytes, size), read(SourceId(0), &bytes));
    }

    #[test]
    fn nor_do_they_where_json_is_damaged(size in 1usize..60, at in 0usize..2000, with in "[{}\\[\\]\",:\\\\/*x\n]{0,4}", wide: bool) {
        let text = format!("\u{FEFF}// c\n{{\"Findings\":[{FINDING},{}]}}\n\"{{\\\"a\\\":1}}\"\n{}\n", pascal(), event(FINDING));
        let mut text = text;
        let at = at % text.len();
        if text.is_char_boundary(at) {
            text.insert_str(at, &with);
        }
        let bytes = if wide { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.into_bytes() };
        let events = read(SourceId(0), &bytes);
        for event in &events {
            if let Event::Record(record) = event {
                prop_assert_eq!(locate(&bytes, &record.place), Some(record.text.clone()));
            }
        }
        prop_assert_eq!(in_pieces(&bytes, size), events);
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

    #[test]
    fn reading_by_lines_makes_no_difference(text in lines(), zipped: bool, size in 1usize..400, bad in proptest::option::of(0usize..900)) {
        let mut bytes = if zipped { gzip(&text) } else { text.into_bytes() };
        if let Some(byte) = bad.and_then(|at| bytes.get_mut(at)) {
            *byte = 0xFF;
        }
        let mut whole = Reader::without_lines(SourceId(0));
        let mut expected = whole.push(&bytes);
        expected.extend(whole.finish());
        prop_assert_eq!(in_pieces(&bytes, size), expected);
    }
}
