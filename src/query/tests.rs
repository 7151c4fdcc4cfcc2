use super::{check::check, field::On, *};
use crate::{
    i18n::Lang,
    ingest::SourceId,
    model::{Timestamp, summary::Fact},
    store::{Column, Loader, Store, folded},
};
use proptest::prelude::*;
use serde_json::json;

fn store() -> Store {
    let remote = |ip: &str, asn: &str, country: &str| json!({ "ipAddressV4": ip, "organization": { "asn": asn, "asnOrg": "Sample Hosting" }, "country": { "countryName": country } });
    let findings = [
        json!({
            "id": "0123456789abcdef0123456789abcdef", "type": "UnauthorizedAccess:EC2/SSHBruteForce", "severity": 8,
            "accountId": "111122223333", "region": "us-east-1", "title": "SSH brute force against i-0abc.",
            "updatedAt": "2026-10-14T10:00:00Z", "createdAt": "2026-10-01T10:00:00Z",
            "resource": { "resourceType": "Instance", "instanceDetails": { "instanceId": "i-0abc",
                "networkInterfaces": [{ "privateIpAddress": "10.0.0.7" }] } },
            "service": { "count": 40, "archived": false, "eventFirstSeen": "2026-10-01T09:00:00Z",
                "action": { "networkConnectionAction": { "localPortDetails": { "port": 22 }, "remotePortDetails": { "port": 51000 },
                    "remoteIpDetails": remote("203.0.113.9", "64500", "Exampleland") } } },
        }),
        json!({
            "id": "ffff456789abcdef0123456789abcdef", "type": "CredentialAccess:IAMUser/AnomalousBehavior", "severity": 5.3,
            "accountId": "444455556666", "region": "ap-northeast-1", "title": "Unusual calls \"from\" a role",
            "updatedAt": "2026-10-10T10:00:00Z", "confidence": 4,
            "resource": { "resourceType": "AccessKey", "accessKeyDetails": { "accessKeyId": "ASIAEXAMPLE", "userName": "Build-Bot" } },
            "service": { "count": 1, "archived": true,
                "action": { "awsApiCallAction": { "api": "GetSecretValue", "remoteIpDetails": remote("198.51.100.20", "64501", "New Testonia") } } },
        }),
        json!({
            "id": "odd", "type": "Execution:Runtime/NewBinaryExecuted", "severity": 2, "updatedAt": "2026-09-30T23:59:59Z",
            "resource": { "resourceType": "EKSCluster", "eksClusterDetails": { "name": "prod" } },
            "service": { "additionalInfo": { "sample": true }, "runtimeDetails": { "process": { "name": "kswp", "executablePath": "/tmp/kswp" } } },
        }),
    ];
    let mut store = Store::default();
    store.name_source(0, "2026/10/14/export.jsonl".into());
    let mut loader = Loader::new(SourceId(0));
    findings.iter().for_each(|finding| loader.push((finding.to_string() + "\n").as_bytes()));
    store.append(&loader.finish());
    store.note_verdict("odd", Some("false-positive"));
    store
}

/// The severities of the findings that a query finds.
fn found(store: &Store, text: &str) -> Vec<u32> {
    let query = Query::parse(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    let rows = evaluate(&query, store, store.newest().unwrap());
    rows.rows().map(|row| store.number(Fact::Severity, row).unwrap() as u32).collect()
}

#[test]
fn queries_find_what_they_ask_for() {
    let store = store();
    for (text, severities) in [
        ("", &[8, 5, 2][..]),
        ("ssh", &[8]),
        ("SSH brute", &[8]),
        ("\"brute force\"", &[8]),
        ("kswp OR build-bot", &[5, 2]),
        ("-kswp", &[8, 5]),
        ("NOT kswp NOT ssh", &[5]),
        ("-(kswp OR ssh)", &[5]),
        ("ssh AND 203.0.113.9", &[8]),
        ("UnauthorizedAccess:EC2/SSHBruteForce", &[8]),
        ("k?wp", &[2]),
        ("456789abc", &[8, 5]),
        ("456789a", &[]),
        ("type:brute", &[8]),
        ("type:=UnauthorizedAccess:EC2/SSHBruteForce", &[8]),
        ("type=UnauthorizedAccess:EC2", &[]),
        ("type:Cred*", &[5]),
        ("type:Access*", &[]),
        ("purpose:execution", &[2]),
        ("purpose:exec", &[]),
        ("resource:EC2", &[8]),
        ("resource:i-0abc,prod", &[8, 2]),
        ("resource:(i-0abc OR prod)", &[8, 2]),
        ("kind:AccessKey", &[5]),
        ("severity:high", &[8]),
        ("severity:>=medium", &[8, 5]),
        ("severity:<medium", &[2]),
        ("severity:>medium", &[8]),
        ("severity<=medium", &[5, 2]),
        ("severity:low..medium", &[5, 2]),
        ("severity:5.3", &[5]),
        ("severity:4..8", &[8, 5]),
        ("severity:2,8", &[8, 2]),
        ("severity:>5.3", &[8]),
        ("account:111122223333", &[8]),
        ("account:1111*", &[8]),
        ("account:1111", &[]),
        ("region:us-east-1,ap-*", &[8, 5]),
        ("-region:*", &[2]),
        ("ip:203.0.113.0/24", &[8]),
        ("cidr:10.0.0.0/8", &[8]),
        ("remoteIp:10.0.0.0/8", &[]),
        ("ip:198.51.100.1..198.51.100.30", &[5]),
        ("ip:::ffff:203.0.113.9", &[8]),
        ("ip:198.51.*", &[5]),
        ("asn:AS64500", &[8]),
        ("asn:>=64501", &[5]),
        ("org:hosting", &[8, 5]),
        ("country:testonia", &[5]),
        ("principal:build", &[5]),
        ("accessKey:ASIA*", &[5]),
        ("instance:i-0abc", &[8]),
        ("cluster:prod", &[2]),
        ("port:22", &[8]),
        ("port:<1024", &[8]),
        ("port:1024..", &[8]),
        ("port:23..80", &[]),
        ("process:/tmp/", &[2]),
        ("api:getsecret", &[5]),
        ("count:>10", &[8]),
        ("count:..1", &[5]),
        ("confidence:4", &[5]),
        ("archived:yes", &[5]),
        ("archived:no", &[8, 2]),
        ("sample:true", &[2]),
        ("-sample:yes", &[8, 5]),
        ("updated:2026-10", &[8, 5]),
        ("updated:>=2026-10-14", &[8]),
        ("updated:<2026-10", &[2]),
        ("updated:2026-09..2026-10-10", &[5, 2]),
        ("updated:5d", &[8, 5]),
        ("updated:>now-1d", &[8]),
        ("updated:today", &[8]),
        ("updated:2026-10-14T10", &[8]),
        ("first:2026-10-01", &[8]),
        ("day:2026-10-*", &[8, 5]),
        ("verdict:false-positive", &[2]),
        ("-verdict:*", &[8, 5]),
        ("file:10/14", &[8, 5, 2]),
        ("title:\"calls \\\"from\\\"\"", &[5]),
        ("id:0123456789abcdef0123456789abcdef", &[8]),
        ("id:odd", &[2]),
        ("id:FFFF*", &[5]),
        ("arn:aws:iam::1:role/x", &[]),
        ("10:00", &[]),
    ] {
        assert_eq!(found(&store, text), severities, "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_told_at_its_characters() {
    use Trouble::*;
    for (text, span, trouble) in [
        ("sevrity:high", 0..7, UnknownField("sevrity".into(), Some(Field::Severity))),
        ("あ qqqqq:1", 2..7, UnknownField("qqqqq".into(), None)),
        ("a severity:", 2..11, MissingValue(Field::Severity)),
        ("port:22,", 0..8, MissingValue(Field::Port)),
        ("port:()", 5..7, MissingValue(Field::Port)),
        ("severity:>=hgh", 9..14, NotASeverity),
        ("count:many", 6..10, NotANumber(Field::Count)),
        ("updated:soon", 8..12, NotATime(Field::Updated)),
        ("updated:>7d", 8..11, LengthOfTime("7d".into())),
        ("ip:300.1.1.1", 3..12, NotAnAddress(Field::Ip)),
        ("archived:maybe", 9..14, NotAFlag(Field::Archived)),
        ("region:>a", 7..9, NoOrder(Field::Region)),
        ("é \"open", 2..7, OpenQuote),
        ("(a", 0..1, OpenBracket),
        ("region:(a", 7..8, OpenBracket),
        ("a)", 1..2, LooseBracket),
        ("a ()", 2..4, EmptyBrackets),
        ("a OR", 2..4, NothingBeside("OR")),
        ("OR a", 0..2, NothingBeside("OR")),
        ("AND a", 0..3, NothingBeside("AND")),
        ("a AND", 2..5, NothingBeside("AND")),
        ("a AND OR b", 2..5, NothingBeside("AND")),
        ("a - b", 2..3, NothingBehind("-")),
        ("NOT", 0..3, NothingBehind("NOT")),
    ] {
        let error = Query::parse(text).unwrap_err();
        assert_eq!((error.span.clone(), &error.trouble), (span, &trouble), "{text}");
        for lang in Lang::ALL {
            let words = error.message(lang) + &error.remedy(lang);
            assert!(!words.contains('{') && !words.contains('}'), "{words}");
        }
    }
    assert_eq!(Query::parse(&"(".repeat(5000)).unwrap_err().trouble, TooDeep);
    assert_eq!(Query::parse(&"-".repeat(5000)).unwrap_err().trouble, TooDeep);
}

#[test]
fn completion_knows_fields_and_the_values_that_were_loaded() {
    let store = store();
    let texts = |text: &str| {
        let done = complete(text, text.chars().count(), &store, Lang::En);
        let from = done.from as usize;
        let before: String = text.chars().take(from).collect();
        (before, done.suggestions.into_iter().map(|s| s.text).collect::<Vec<_>>())
    };
    let (before, all) = texts("a -sev");
    assert_eq!((before.as_str(), all.first().map(String::as_str)), ("a -", Some("severity:")));
    assert_eq!(texts("severity:>=h"), ("severity:>=".into(), vec!["high".into()]));
    assert_eq!(texts("é region:us-east-1,ap"), ("é region:us-east-1,".into(), vec!["ap-northeast-1".into()]));
    assert_eq!(texts("region:(us-east-1, ap"), ("region:(us-east-1, ".into(), vec!["ap-northeast-1".into()]));
    assert_eq!(texts("country:new"), ("country:".into(), vec!["\"New Testonia\"".into()]));
    assert_eq!(texts("country:\"new t"), ("country:".into(), vec!["\"New Testonia\"".into()]));
    assert_eq!(texts("(ssh OR archived:"), ("(ssh OR archived:".into(), vec!["yes".into(), "no".into()]));
    assert!(texts("nothing:").1.is_empty());
    let counted = complete("account:", 8, &store, Lang::Ja).suggestions;
    assert_eq!(counted.iter().map(|s| s.count).collect::<Vec<_>>(), [Some(1), Some(1)]);
    // Everything that is suggested can be asked.
    for info in FIELDS.iter() {
        for suggestion in complete(&format!("{}:", info.name), 99, &store, Lang::En).suggestions {
            let text = format!("{}:{}", info.name, suggestion.text);
            assert!(Query::parse(&text).is_ok(), "{text}");
            assert!(
                suggestion.count.is_none_or(|count| found(&store, &text).len() >= count as usize),
                "{text}"
            );
        }
    }
}

/// Whether a row passes, by looking at it alone.
fn passes(query: &Query, store: &Store, row: usize, now: Timestamp) -> bool {
    let texts = |column: Column| store.column(column).unwrap().texts(row).map(folded).collect::<Vec<_>>();
    match query {
        Query::All(parts) => parts.iter().all(|part| passes(part, store, row, now)),
        Query::Any(parts) => parts.iter().any(|part| passes(part, store, row, now)),
        Query::Not(inner) => !passes(inner, store, row, now),
        Query::Word(word) => {
            let mut all: Vec<String> = Column::all().flat_map(texts).collect();
            all.retain(|text| !["high", "medium", "low"].contains(&text.as_str()));
            let wild = !word.quoted && word.text.contains(['*', '?']);
            let (part, id) = (folded(&word.text), folded(&store.id(row)));
            match wild {
                true => all.iter().any(|text| check::Check::Fits(format!("*{part}*")).passes_text(text)),
                false => all
                    .iter()
                    .chain(Some(&id).filter(|_| evaluate::is_id_part(&part)))
                    .any(|text| text.contains(&part)),
            }
        }
        Query::Term(field, tests) => tests.iter().any(|test| {
            let check = check(*field, test, now).unwrap();
            match field.info().on {
                On::Texts(columns) => {
                    columns.iter().any(|column| texts(*column).iter().any(|t| check.passes_text(t)))
                }
                On::Number(fact) => store.number(fact, row).is_some_and(|n| check.passes_number(n)),
                On::Time(fact) => store.time(fact, row).is_some_and(|t| check.passes_time(t)),
                On::Flag(fact) if check == check::Check::Some => store.flag(fact, row).is_some(),
                On::Flag(fact) => check.passes_flag(store.flag(fact, row).unwrap_or(false)),
                On::Id => check.passes_text(&folded(&store.id(row))),
            }
        }),
    }
}

/// Texts made of what queries are made of.
fn soup() -> impl Strategy<Value = String> {
    let terms: Vec<String> = FIELDS.iter().map(|info| info.example.to_owned()).collect();
    let names: Vec<String> = FIELDS.iter().map(|info| info.name.to_owned()).collect();
    let piece = prop_oneof![
        4 => proptest::sample::select(terms),
        2 => proptest::sample::select(names),
        3 => proptest::sample::select(vec![
            "(", ")", " ", "-", "OR", "AND", "NOT", ":", ",", "\"", "\\", "*", "?", "=", ">=", "<", "..", "ssh", "prod", "8", "high",
            "2026-10", "7d", "203.0.113.9", "/24", "é", "abc", "build-bot", "yes", "10.*", ":=", ":>", "a b",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec((piece, prop_oneof![Just(" "), Just("")]), 0..9)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

proptest! {
    #[test]
    fn reading_never_panics(text: String, cursor in 0usize..40) {
        let _ = Query::parse(&text);
        complete(&text, cursor, &Store::default(), Lang::En);
    }

    #[test]
    fn what_is_printed_reads_the_same(text in soup()) {
        if let Ok(query) = Query::parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(Query::parse(&printed), Ok(query), "{} as {}", text, printed);
        }
    }

    #[test]
    fn evaluation_agrees_with_looking_at_every_row(text in soup()) {
        let store = store();
        let now = store.newest().unwrap();
        if let Ok(query) = Query::parse(&text) {
            let rows = evaluate(&query, &store, now);
            for row in 0..store.rows() {
                prop_assert_eq!(rows.has(row), passes(&query, &store, row, now), "{} in {}", query, row);
            }
        }
    }

    #[test]
    fn errors_point_into_the_text(text in soup()) {
        if let Err(error) = Query::parse(&text) {
            let length = text.chars().count();
            prop_assert!(error.span.start <= error.span.end && error.span.end <= length.max(error.span.start + 1), "{:?}", error);
        }
    }
}
