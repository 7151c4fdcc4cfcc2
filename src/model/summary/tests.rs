use super::*;
use crate::{
    explain::Subject,
    json::Document,
    model::schema::{MEMBERS, Member, paths},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{fs, path::PathBuf};

/// The samples of the catalogue.
fn samples() -> Vec<Value> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("knowledge/types");
    let inside = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = inside(folder).filter(|path| path.is_dir()).flat_map(inside);
    let samples = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
    samples.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
}

fn through_lens(text: &str) -> Summary<'static> {
    Summary::through_lens(&Finding::open(Dialect::Native, text)).into_owned()
}

/// What the fast reader makes of a text.
fn fast(text: &str, strict: bool) -> Option<Summary<'_>> {
    scan::finding(text, tree(), strict).map(Summary::assemble)
}

/// The same finding with the keys that the CLI writes.
fn pascal(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let upper = |key: &String| {
                let mut letters = key.chars();
                let first = letters.next().map(|first| first.to_ascii_uppercase());
                let plain: String = first.into_iter().chain(letters).collect();
                let named = |m: &&Member| m.wire == key.as_str();
                let exact = MEMBERS.iter().any(|m| m.name == plain);
                let member = if exact { None } else { MEMBERS.iter().find(named) };
                member.map_or(plain, |m| m.name.to_owned())
            };
            object.iter().map(|(key, value)| (upper(key), pascal(value))).collect()
        }
        Value::Array(list) => list.iter().map(pascal).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_path_is_one_of_the_model() {
    let known = paths();
    for (_, path) in PATHS {
        let path = path.strip_suffix("[]").unwrap_or(path);
        assert!(known.iter().any(|known| known.path == path), "{path}");
    }
    // The fast reader keeps book of one member of `additionalInfo`.
    assert_eq!(PATHS.iter().filter(|(_, path)| path.contains("additionalInfo")).count(), 1);
}

#[test]
fn the_fast_reader_gives_what_the_lens_gives() {
    let samples = samples();
    assert!(samples.len() > 200);
    let mut fast_of_cli = 0;
    for sample in &samples {
        for text in [sample.to_string(), format!("{sample:#}")] {
            let fast = fast(&text, true).unwrap_or_else(|| panic!("left to the lens: {text}"));
            assert_eq!(fast, through_lens(&text), "{text}");
        }
        let cli = pascal(sample).to_string();
        fast_of_cli += usize::from(fast(&cli, true).is_some());
        assert_eq!(Summary::of(Dialect::Native, &cli), through_lens(&sample.to_string()), "{cli}");
    }
    // The conversion above does not know that a member of ECS tasks has another name in the CLI.
    assert!(fast_of_cli > samples.len() * 3 / 4, "{fast_of_cli} of {}", samples.len());
}

#[test]
fn what_only_the_lens_can_tell_is_left_to_it() {
    let whole = r#"{"type":"Recon:EC2/Portscan","severity":5,"service":{"count":2}}"#;
    assert!(fast(whole, false).is_some());
    for odd in [
        r#"{"type":"a","type":"b"}"#,
        r#"{"type":"a","x":{"y":1,"y":2}}"#,
        r#"{"type":"a","service":"{\"count\":2}"}"#,
        r#"{"type":"a","service":[{"count":2}]}"#,
        r#"{"TYPE":"a"}"#,
        r#"{"Severity":0,"severity":null}"#,
        r#"{"type":"a","account_id":"111122223333"}"#,
        r#"{"type":"a","resource":{"s3BucketDetails":[[{"name":"b"}]]}}"#,
        r#"{"type":"\ud800"}"#,
        r#"{"ty\u0070e":"a"}"#,
        r#"{"type":{"a":1}}"#,
        r#"{"service":{"additionalInfo":{"value":"words {\"sample\":true}"}}}"#,
        r#"{"service":{"additionalInfo":{"value":"{\"sample\":true}","type":"{\"sample\":true}"}}}"#,
        r#"{"type":"a",}"#,
        "[]",
        "null",
        "3",
        "\"x\"",
        "",
    ] {
        assert!(fast(odd, false).is_none(), "{odd}");
        assert_eq!(Summary::of(Dialect::Native, odd), through_lens(odd), "{odd}");
    }
}

#[test]
fn values_are_read_as_leniently_as_the_lens_reads_them() {
    for text in [
        r#"{"severity":"5.3","service":{"count":"7","archived":"TRUE"},"updatedAt":1639010703,"createdAt":"1639010703000"}"#,
        r#"{"severity":"high","service":{"count":-1,"archived":1},"updatedAt":false,"confidence":null,"title":""}"#,
        r#"{"accountId":111122223333,"id":1.50,"region":true,"title":"\u0041\n\ud83d\ude00"}"#,
        r#"{"resource":{"s3BucketDetails":{"name":"alone"}},"service":{"action":null}}"#,
        r#"{"service":{"action":{"kubernetesApiCallAction":{"sourceIPs":"203.0.113.9","parameters":"{\"namespace\":\"x\"}"}}}}"#,
        r#"{"service":{"additionalInfo":{"value":"{\"sample\":true}","type":"default"}}}"#,
        r#"{"service":{"additionalInfo":{"value":"{\"portsScannedSample\":[80]}"}}}"#,
        r#"{"service":{"additionalInfo":{"sample":true,"value":"{}"}}}"#,
        r#"{"service":{"additionalInfo":{"value":"{\"sample\":true}","sample":false}}}"#,
        r#"{"service":{"additionalInfo":{"sample":null,"value":"{\"sample\":true}"}}}"#,
        r#"{"service":{"additionalInfo":{"unusual":"{\"sample\":true}"}}}"#,
    ] {
        let fast = fast(text, false).unwrap_or_else(|| panic!("left to the lens: {text}"));
        assert_eq!(fast, through_lens(text), "{text}");
    }
    let summary =
        Summary::of(Dialect::Native, r#"{"service":{"additionalInfo":{"value":"{\"sample\":true}"}}}"#);
    assert_eq!(summary.flag(Fact::Sample), Some(true));
}

#[test]
fn the_resource_is_the_one_that_the_explanation_names() {
    for sample in samples() {
        let text = sample.to_string();
        let finding = Finding::open(Dialect::Native, &text);
        let subject = Subject { finding: finding.lens(), kind: None, entry: None };
        if let Some(named) = subject.resource() {
            assert_eq!(Summary::through_lens(&finding).text(Fact::Resource), Some(named.as_str()), "{text}");
        }
    }
}

#[test]
fn a_line_counts_only_with_members_of_the_model() {
    assert!(Summary::of_line(r#"{"type":"Recon:EC2/Portscan","severity":5}"#).is_some());
    assert!(Summary::of_line(r#"{"type":"Recon:EC2/Portscan","severity":5,"eventName":"x"}"#).is_none());
    assert!(Summary::of_line(r#"{"type":"Recon:EC2/Portscan","severity":5} x"#).is_none());
}

#[test]
fn an_attack_sequence_is_found_by_what_its_resources_are() {
    let uid = |uid: &str| json!({ "uid": uid, "resourceType": "X" });
    let text = json!({ "service": { "detection": { "sequence": {
        "resources": [
            uid("arn:aws:ec2:eu-west-1:111122223333:instance/i-0"),
            uid("arn:aws:s3:::bucket-0/key"),
            uid("arn:aws:eks:eu-west-1:111122223333:cluster/c-0"),
            uid("other"),
        ],
        "sequenceIndicators": [{ "key": "ATTACK_TACTIC", "values": ["Defense Evasion", "COLLECTION"] },
            { "key": "HIGH_RISK_API", "values": ["s3:GetObject"] }],
    } } } })
    .to_string();
    let summary = Summary::of(Dialect::Native, &text);
    let all = |fact| summary.texts(fact).collect::<Vec<_>>();
    assert_eq!(
        (all(Fact::Instance), all(Fact::Bucket), all(Fact::Cluster)),
        (vec!["i-0"], vec!["bucket-0"], vec!["c-0"])
    );
    assert_eq!(all(Fact::Tactic), ["Defense Evasion", "Collection"]);
    assert_eq!(summary.text(Fact::Resource), Some("arn:aws:ec2:eu-west-1:111122223333:instance/i-0"));
}

/// JSON with the names of the model in places where they may or may not belong.
fn strange() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        prop_oneof![
            Just("true"),
            Just(""),
            Just("5.3"),
            Just("{\"sample\":true}"),
            Just("2026-01-02T03:04:05Z")
        ]
        .prop_map(Value::from),
    ];
    let names = [
        "type",
        "severity",
        "service",
        "resource",
        "additionalInfo",
        "value",
        "sample",
        "action",
        "count",
        "s3BucketDetails",
        "name",
        "kubernetesApiCallAction",
        "sourceIPs",
        "Service",
        "unknown",
        "account_id",
        "remoteIpDetails",
        "ipAddressV4",
        "networkInterfaces",
        "instanceDetails",
        "ipv6Addresses",
        "Severity",
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        let key = proptest::sample::select(names.to_vec());
        prop_oneof![
            3 => proptest::collection::vec((key, inner.clone()), 0..6)
                .prop_map(|all| Value::Object(all.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())),
            1 => proptest::collection::vec(inner, 0..4).prop_map(Value::Array),
        ]
    })
}

/// JSON and what nearly is: a text of it, damaged.
fn damaged() -> impl Strategy<Value = String> {
    let strings = prop_oneof!["[ -~]{0,20}", any::<String>(), Just("\u{7f}é\u{1F600}".to_owned())];
    let value = strange().prop_flat_map(move |value| {
        strings.clone().prop_map(move |text| {
            json!({ "a": value.clone(), "b": [text.clone(), 1.5e3, -0.0, 0], text: null }).to_string()
        })
    });
    let damage = prop_oneof![
        4 => Just(String::new()),
        4 => "[\\[\\]{}\",:\\\\ue0-9.+a\t -]{1,2}",
        1 => any::<String>(),
    ];
    (value, damage, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(text, damage, at, instead)| {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = places[at.index(places.len())];
        let (before, behind) = text.split_at(at);
        let rest = behind.chars().skip(usize::from(instead && !damage.is_empty())).collect::<String>();
        format!("{before}{damage}{rest}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_the_fast_reader_takes_for_json_is(text in damaged()) {
        let (document, faults) = Document::parse(text.as_str());
        let taken = fast(&text, false);
        if let Some(summary) = taken {
            // serde_json refuses numbers that it cannot hold.
            let read = serde_json::from_str::<Value>(&text);
            prop_assert!(read.is_ok() || read.is_err_and(|e| e.to_string().contains("out of range")), "{}", text);
            prop_assert!(faults.is_empty() && document.is_whole(document.root().unwrap()), "{}", text);
            prop_assert_eq!(summary, through_lens(&text), "{}", text);
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_json_the_fast_reader_agrees_with_the_lens(value in strange()) {
        let text = value.to_string();
        if let Some(fast) = fast(&text, false) {
            prop_assert_eq!(fast, through_lens(&text), "{}", text);
        }
    }
}
