//! Pictures keep their promises: they stand on the JSON, stay inside their frame, and their tables say the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    explain::Reader,
    i18n::Lang,
    ingest::{Dialect, Event, SourceId, read},
    json::RowId,
    knowledge::{Pack, SAMPLES},
    model::Finding,
    picture::{Drawing, Lettering, PICTURES, Picture, Shape, Tone, WIDTHS, pictures},
};
use proptest::prelude::*;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

/// Read once: the tests open hundreds of findings.
static KNOWN: LazyLock<[Pack; 2]> = LazyLock::new(|| Lang::ALL.map(|lang| Pack::embedded(lang).unwrap()));
static ALL: LazyLock<Vec<Value>> = LazyLock::new(|| serde_json::from_slice(SAMPLES).unwrap());

fn reader(lang: Lang, offset: Option<i32>) -> Reader<'static> {
    Reader { lang, offset, pack: KNOWN.iter().find(|pack| pack.lang == lang).unwrap() }
}

fn sample(name: &str) -> Value {
    ALL.iter().find(|s| s["type"] == name).cloned().unwrap_or_else(|| panic!("no sample of {name}"))
}

fn drawn(finding: &Value, lang: Lang) -> (Finding, Vec<Picture>) {
    let finding = Finding::open(Dialect::Native, &finding.to_string());
    let pictures = pictures(&finding, &reader(lang, None));
    (finding, pictures)
}

fn picture(finding: &Value, id: &str) -> Option<Picture> {
    drawn(finding, Lang::En).1.into_iter().find(|picture| picture.id == id)
}

/// The text of a table with its heading and caption.
fn told(picture: &Picture) -> String {
    // The space in a cell is the page's to fold.
    let cells = picture.table.head.iter().chain(picture.table.rows.iter().flatten());
    let cells = cells.chain([&picture.title, &picture.caption]).map(String::as_str).collect::<Vec<_>>();
    cells.join("\n").replace(['\n', '\t'], " ")
}

/// The straight parts of a path of `M` and `L`.
fn segments(d: &str) -> Vec<((i32, i32), (i32, i32))> {
    let point = |text: &str| {
        let (x, y) = text.split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    let strokes = d.split('M').filter(|stroke| !stroke.is_empty());
    strokes
        .flat_map(|stroke| {
            let points: Vec<(i32, i32)> = stroke.split('L').map(point).collect();
            points.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        })
        .collect()
}

/// What is wrong with a drawing.
fn faults(drawing: &Drawing) -> Vec<String> {
    let mut out = Vec::new();
    let solids: Vec<_> = drawing
        .marks
        .iter()
        .enumerate()
        .flat_map(|(at, mark)| mark.shapes.iter().filter_map(move |shape| Some((at, shape.area()?))))
        .collect();
    for (at, area) in &solids {
        if area.x < 0 || area.y < 0 || area.right() > drawing.width || area.bottom() > drawing.height {
            out.push(format!("{area:?} is outside of {} × {}", drawing.width, drawing.height));
        }
        for (other, theirs) in &solids {
            if at < other && area.overlaps(*theirs) {
                out.push(format!("{area:?} lies on {theirs:?}"));
            }
        }
    }
    for line in drawing.lines.iter().filter(|line| line.tone != Tone::Faint) {
        for (from, to) in segments(&line.d) {
            let crossed = solids.iter().find(|(_, area)| {
                let within =
                    |from: i32, to: i32, low: i32, high: i32| from.min(to) < high && low < from.max(to);
                let across = from.1 == to.1 && area.y < from.1 && from.1 < area.bottom();
                let along = from.0 == to.0 && area.x < from.0 && from.0 < area.right();
                across && within(from.0, to.0, area.x, area.right())
                    || along && within(from.1, to.1, area.y, area.bottom())
            });
            if let Some((_, area)) = crossed {
                out.push(format!("the line {} runs through {area:?}", line.d));
            }
        }
    }
    for shape in drawing.marks.iter().flat_map(|mark| &mark.shapes) {
        if let Shape::Text { x, y, text, .. } = shape
            && (*x < 0 || *x > drawing.width || *y < 0 || *y > drawing.height || text.is_empty())
        {
            out.push(format!("{text:?} stands outside at {x}, {y}"));
        }
    }
    out
}

/// Everything that is promised of every picture of every finding.
fn hold(finding: &Finding, pictures: &[Picture], about: &str) {
    for picture in pictures {
        let about = format!("{about}, {}", picture.id);
        let told = told(picture);
        assert!(!picture.title.is_empty() && !picture.caption.is_empty(), "{about}: no words");
        assert!(!picture.table.rows.is_empty(), "{about}: an empty table");
        for row in &picture.table.rows {
            assert_eq!(row.len(), picture.table.head.len(), "{about}: {row:?}");
        }
        for (drawing, width) in picture.scene.drawings().into_iter().zip(WIDTHS) {
            assert_eq!(drawing.width, width, "{about}");
            assert_eq!(faults(drawing), Vec::<String>::new(), "{about} at {width}");
            assert!(drawing.height > 20, "{about}: {}", drawing.height);
            for mark in &drawing.marks {
                for row in &mark.rows {
                    assert!((row.0 as usize) < finding.document().len(), "{about}: {row:?} does not resolve");
                }
                assert!(!mark.label.is_empty(), "{about}: a mark without a label");
                for shape in &mark.shapes {
                    let Shape::Text { text, lettering, .. } = shape else { continue };
                    let cut = text.contains('…');
                    if *lettering != Lettering::Axis && *lettering != Lettering::Number && !cut {
                        assert!(
                            told.contains(text.trim())
                                || mark.label.contains("in the table")
                                || mark.label.contains("表を参照"),
                            "{about}: the table does not say {text:?}\n{told}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_sample_says_who_did_what_to_what() {
    for finding in ALL.iter() {
        for lang in Lang::ALL {
            let (opened, pictures) = drawn(finding, lang);
            let name = finding["type"].as_str().unwrap();
            assert_eq!(pictures.first().map(|picture| picture.id.as_str()), Some("who"), "{name}");
            let cited = pictures[0].scene.wide.marks.iter().any(|mark| !mark.rows.is_empty());
            assert!(cited, "{name}: nothing of the picture leads to the JSON");
            hold(&opened, &pictures, name);
        }
    }
}

#[test]
fn each_picture_is_drawn_for_its_family_and_only_for_it() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in ALL.iter() {
        for picture in drawn(finding, Lang::En).1 {
            *seen.entry(picture.id).or_default() += 1;
        }
    }
    for motif in PICTURES {
        assert!(seen.contains_key(motif.id), "no sample has the picture {}: {seen:?}", motif.id);
    }
    for (name, ids) in [
        ("CredentialAccess:IAMUser/AnomalousBehavior", vec!["who", "anomaly", "places"]),
        ("UnauthorizedAccess:EC2/SSHBruteForce", vec!["who", "network", "places"]),
        ("Execution:Runtime/NewBinaryExecuted", vec!["who", "process"]),
        ("Execution:EC2/MaliciousFile", vec!["who", "malware"]),
        ("Object:S3/MaliciousFile", vec!["who", "malware"]),
        ("Policy:S3/BucketAnonymousAccessGranted", vec!["who", "bucket", "places"]),
        ("AttackSequence:S3/CompromisedData", vec!["who", "sequence", "bucket", "places"]),
    ] {
        let drawn: Vec<String> = drawn(&sample(name), Lang::En).1.into_iter().map(|p| p.id).collect();
        assert_eq!(drawn, ids, "{name}");
    }
}

#[test]
fn marks_lead_to_the_values_that_they_show() {
    let finding = sample("UnauthorizedAccess:EC2/SSHBruteForce");
    let (opened, pictures) = drawn(&finding, Lang::En);
    let ip = finding["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["ipAddressV4"]
        .as_str()
        .unwrap();
    let mark = pictures[0].scene.wide.marks.iter().find(|mark| mark.label.contains(ip)).unwrap();
    let rows: Vec<String> = mark.rows.iter().map(|row| opened.document().raw(*row).to_owned()).collect();
    assert!(rows.contains(&format!("{ip:?}")), "{rows:?}");
}

#[test]
fn the_direction_decides_which_way_the_arrows_point() {
    let mut finding = sample("UnauthorizedAccess:EC2/SSHBruteForce");
    let first = |finding: &Value| picture(finding, "who").unwrap().table.rows[0][1].clone();
    finding["service"]["action"]["networkConnectionAction"]["connectionDirection"] = "INBOUND".into();
    assert_eq!(first(&finding), "Remote address");
    finding["service"]["action"]["networkConnectionAction"]["connectionDirection"] = "OUTBOUND".into();
    assert_eq!(first(&finding), "EC2 instance");
    finding["service"]["action"]["networkConnectionAction"]["connectionDirection"] = "UNKNOWN".into();
    let unknown = picture(&finding, "who").unwrap();
    assert!(unknown.caption.contains("does not say which side"), "{}", unknown.caption);
    assert!(unknown.scene.wide.lines.iter().all(|line| line.d.matches('L').count() == 1), "no arrow heads");
}

#[test]
fn a_call_comes_from_its_remote_side_and_a_connection_goes_to_it() {
    let finding = sample("AttackSequence:EKS/CompromisedCluster");
    let who = picture(&finding, "who").unwrap();
    let row =
        |value: &str| who.table.rows.iter().find(|row| row[2] == value).unwrap_or_else(|| panic!("{value}"));
    assert_eq!(row("pool.example.org")[0], "To what");
    assert_eq!(row("img-resize-pod-role")[0], "With what");
    assert!(row("img-resize-pod-role")[3].contains("from 192.0.2.88"), "{:?}", row("img-resize-pod-role"));
    assert!(!who.table.rows.iter().any(|row| row[2] == "192.0.2.88"), "it stands with the credentials");
    assert!(row("203.0.113.92")[3].contains("port 4444"), "ports have no separators");
}

#[test]
fn usual_stands_beside_unusual_in_every_shape_the_model_has_had() {
    let beside = |info: &str| {
        let finding = serde_json::json!({"type": "Discovery:IAMUser/AnomalousBehavior", "service": {"additionalInfo": serde_json::from_str::<Value>(info).unwrap()}});
        picture(&finding, "anomaly").map(|picture| picture.table.rows)
    };
    let profiled = r#"{"profiledBehavior":{"frequentProfiledASNsUserIdentityProfiling":"asnNumber: 64504 asnOrg: Example","rareProfiledASNsUserIdentityProfiling":""},"unusualBehavior":{"unusualASNsUserIdentityProfiling":"asnNumber: 64497 asnOrg: Other"}}"#;
    let expected = vec![vec![
        "networks (ASN) · for this identity".to_owned(),
        "AS64504 Example".into(),
        "AS64497 Other".into(),
    ]];
    assert_eq!(beside(profiled), Some(expected.clone()));
    // The same as the command line gives it: a string of JSON.
    let value = serde_json::json!({"type": "default", "value": profiled}).to_string();
    assert_eq!(beside(&value), Some(expected));
    let rows = beside(r#"{"unusual":{"hoursOfDay":[1513609200000],"userNames":["alice"]}}"#).unwrap();
    assert_eq!(rows[0][0], "times of day");
    assert_eq!(rows[0][2], "2017-12-18 15:00:00 UTC");
    assert_eq!(rows[1][2], "alice");
    assert_eq!(beside(r#"{"unusual":"80"}"#).unwrap()[0][2], "80");
    assert_eq!(beside(r#"{"unusual":22}"#).unwrap()[0][2], "22");
    let listed = beside(r#"{"unusualBehavior":{"unusualBucketsAccountProfiling":["a","b"]}}"#).unwrap();
    assert_eq!(listed[0][2], "a · b");
    let nested = beside(r#"{"unusualBehavior":{"unusualBucketsAccountProfiling":"[\"a\",\"b\"]"}}"#).unwrap();
    assert_eq!(nested[0][2], "a · b");
    assert_eq!(
        beside(r#"{"unusualBehavior":{"unusualBucketsAccountProfiling":""},"profiledBehavior":{}}"#),
        None
    );
}

#[test]
fn the_bucket_picture_names_the_setting_that_opens_it() {
    let name = "Policy:S3/BucketAnonymousAccessGranted";
    let mut finding = sample(name);
    let access = |block: bool, by_acl: bool, by_policy: bool, effective: &str| {
        let block = serde_json::json!({"ignorePublicAcls": block, "restrictPublicBuckets": block});
        serde_json::json!({"effectivePermission": effective, "permissionConfiguration": {
            "accountLevelPermissions": {"blockPublicAccess": block},
            "bucketLevelPermissions": {"blockPublicAccess": {"ignorePublicAcls": false, "restrictPublicBuckets": false},
                "accessControlList": {"allowsPublicReadAccess": by_acl, "allowsPublicWriteAccess": false},
                "bucketPolicy": {"allowsPublicReadAccess": by_policy, "allowsPublicWriteAccess": by_policy}}}})
    };
    let mut says = |access: Value| {
        finding["resource"]["s3BucketDetails"][0]["publicAccess"] = access;
        let picture = picture(&finding, "bucket").unwrap();
        let open = picture.scene.wide.lines.iter().filter(|line| line.tone == Tone::Alarm).count();
        (picture.table.rows.last().unwrap()[2].clone(), open)
    };
    let (words, open) = says(access(false, false, true, "PUBLIC"));
    assert!(words.contains("open through the bucket policy") && !words.contains("ACL"), "{words}");
    assert_eq!(open, 4, "one way is open from end to end");
    let (words, open) = says(access(false, true, true, "PUBLIC"));
    assert!(words.contains("through the ACL, through the bucket policy"), "{words}");
    assert_eq!(open, 8);
    let (words, open) = says(access(true, true, true, "NOT_PUBLIC"));
    assert!(!words.contains("open through"), "{words}");
    assert_eq!(open, 0);
    let (words, _) = says(access(true, true, true, "PUBLIC"));
    assert!(words.contains("none of the settings"), "{words}");
    let sequence = picture(&sample("AttackSequence:S3/CompromisedData"), "bucket").unwrap().scene.wide;
    let foot = |name: &str| {
        let mark = sequence.marks.iter().find(|mark| mark.label.contains(name)).unwrap();
        mark.shapes[0].area().unwrap().y
    };
    let reached = |y: i32| sequence.lines.iter().any(|line| segments(&line.d)[0].1.1 == y);
    assert!(!reached(foot("example-claims-archive")), "nothing leads into a bucket that is not public");
    assert!(reached(foot("example-claims-exports")));
    let (words, _) = says(access(false, true, false, "NOT_PUBLIC"));
    assert!(words.contains("GuardDuty records it as not public"), "{words}");
}

#[test]
fn null_island_is_no_place() {
    let mut finding = sample("UnauthorizedAccess:EC2/SSHBruteForce");
    assert!(picture(&finding, "places").is_some());
    finding["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["geoLocation"] =
        serde_json::json!({"lat": 0, "lon": 0.0});
    assert!(picture(&finding, "places").is_none());
    finding["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["geoLocation"] =
        serde_json::json!({"lat": 400, "lon": "7"});
    assert!(picture(&finding, "places").is_none());
}

#[test]
fn a_sequence_stands_in_lanes_of_the_matrix_by_old_and_new_names() {
    let finding = sample("AttackSequence:IAM/CompromisedCredentials");
    let picture = picture(&finding, "sequence").unwrap();
    let lanes: Vec<&str> = picture
        .scene
        .wide
        .marks
        .iter()
        .flat_map(|mark| &mark.shapes)
        .filter_map(|shape| match shape {
            Shape::Text { text, lettering: Lettering::Head, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        lanes,
        ["Initial Access", "Persistence", "Privilege Escalation", "Defense Evasion", "Discovery"]
    );
    assert!(told(&picture).contains("Defense Impairment"), "the new name stands beside the old");
    let linked = &picture.table.rows[0][4];
    assert!(linked.contains("by deploy-ci") && linked.contains("from 203.0.113.178"), "{linked}");
}

#[test]
fn a_finding_in_another_dialect_leads_to_its_own_rows() {
    let action = "aws/guardduty/service/action";
    let asff = serde_json::json!({
        "SchemaVersion": "2018-10-08",
        "Id": "arn:aws:guardduty:us-east-1:111122223333:detector/d/finding/f",
        "ProductArn": "arn:aws:securityhub:us-east-1::product/aws/guardduty",
        "Types": ["TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce"],
        "Resources": [{"Type": "AwsEc2Instance", "Id": "arn:aws:ec2:us-east-1:111122223333:instance/i-0c1d2e3f4a5b60718"}],
        "ProductFields": {
            format!("{action}/actionType"): "NETWORK_CONNECTION",
            format!("{action}/networkConnectionAction/connectionDirection"): "INBOUND",
            format!("{action}/networkConnectionAction/remoteIpDetails/ipAddressV4"): "203.0.113.7",
        },
    });
    let finding = Finding::open(Dialect::Asff, &asff.to_string());
    let pictures = pictures(&finding, &reader(Lang::En, None));
    hold(&finding, &pictures, "ASFF");
    let mark = pictures[0].scene.wide.marks.iter().find(|mark| mark.label.contains("203.0.113.7")).unwrap();
    assert_eq!(finding.document().raw(mark.rows[0]), "\"203.0.113.7\"");
}

#[test]
fn real_findings_keep_the_promises() {
    let named = env::var_os("FINDING_LENS_CORPUS").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    let Ok(files) = fs::read_dir(&folder) else {
        eprintln!("skipped: no corpus at {}", folder.display());
        return;
    };
    let mut without = Vec::new();
    for path in files.map(|file| file.unwrap().path()) {
        for event in read(SourceId(0), &fs::read(&path).unwrap()) {
            let Event::Record(record) = event else { continue };
            let finding = Finding::open(record.dialect, &record.text);
            let pictures = pictures(&finding, &reader(Lang::Ja, Some(540)));
            hold(&finding, &pictures, &path.display().to_string());
            if pictures.is_empty() {
                without.push(path.display().to_string());
            }
        }
    }
    // Alerts cut down to a severity and a title name nothing that could be drawn.
    assert!(without.iter().all(|name| name.contains("guardduty_finding")), "{without:?}");
}

/// Every text of a finding replaced.
fn filled(value: &mut Value, with: &str) {
    match value {
        Value::String(text) => *text = with.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| filled(item, with)),
        Value::Object(map) => {
            map.iter_mut().filter(|(key, _)| *key != "type").for_each(|(_, item)| filled(item, with))
        }
        _ => {}
    }
}

const KINDS: [&str; 9] = [
    "AttackSequence:EKS/CompromisedCluster",
    "CredentialAccess:IAMUser/AnomalousBehavior",
    "Execution:Runtime/NewBinaryExecuted",
    "Execution:EC2/MaliciousFile",
    "Policy:S3/BucketAnonymousAccessGranted",
    "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
    "Backdoor:EC2/Spambot",
    "Recon:EC2/PortProbeUnprotectedPort",
    "UnauthorizedAccess:EC2/SSHBruteForce",
];

#[test]
fn hostile_text_neither_breaks_the_layout_nor_hides() {
    for text in [
        "<script>alert(1)</script>",
        "\u{202E}gnp.exe\u{202C}",
        "&quot;'\"><svg onload=x>",
        "\u{0}\u{7}\n\t",
        "侵害された可能性のある長い名前のリソースです。",
    ] {
        for name in KINDS {
            let mut finding = sample(name);
            filled(&mut finding, text);
            let (opened, pictures) = drawn(&finding, Lang::En);
            hold(&opened, &pictures, &format!("{name} of {text:?}"));
            let shown = serde_json::to_string(&pictures).unwrap();
            assert!(
                !shown.contains('\u{202E}') && !shown.contains("\\u0000"),
                "{name}: hidden characters are shown"
            );
        }
    }
}

#[test]
fn a_megabyte_in_one_field_is_drawn_at_once() {
    let long = "a/b-".repeat(1 << 18);
    for name in KINDS {
        let mut finding = sample(name);
        // One long text in each place would be a hundred megabytes: the values of the first few objects will do.
        finding["resource"]["accessKeyDetails"] = serde_json::json!({"userName": long, "principalId": long});
        for action in ["networkConnectionAction", "awsApiCallAction", "kubernetesApiCallAction"] {
            if finding["service"]["action"].get(action).is_some() {
                finding["service"]["action"][action]["remoteIpDetails"]["ipAddressV4"] = long.clone().into();
                finding["service"]["action"][action]["remoteIpDetails"]["city"]["cityName"] =
                    long.clone().into();
            }
        }
        let (opened, pictures) = drawn(&finding, Lang::En);
        hold(&opened, &pictures, name);
        assert!(serde_json::to_string(&pictures).unwrap().len() < 200_000, "{name}");
    }
}

#[test]
fn thousands_of_things_are_counted_not_drawn() {
    let mut finding = sample("AttackSequence:S3/CompromisedData");
    for list in ["signals", "actors", "resources", "endpoints"] {
        let items = finding["service"]["detection"]["sequence"][list].as_array_mut().unwrap();
        let first = items[0].clone();
        items.extend(std::iter::repeat_n(first, 1_000));
    }
    let (opened, pictures) = drawn(&finding, Lang::En);
    for picture in &pictures {
        assert!(picture.scene.wide.marks.len() < 60, "{}: {}", picture.id, picture.scene.wide.marks.len());
        assert_eq!(faults(&picture.scene.narrow), Vec::<String>::new(), "{}", picture.id);
    }
    let sequence = pictures.iter().find(|picture| picture.id == "sequence").unwrap();
    assert_eq!(sequence.table.rows.len(), 1_008);
    assert!(sequence.caption.contains("all 1008"), "{}", sequence.caption);
    assert!(opened.document().len() > 1_000);
}

#[test]
fn a_long_lineage_keeps_its_ends() {
    let mut finding = sample("Execution:Runtime/NewBinaryExecuted");
    let process = &mut finding["service"]["runtimeDetails"]["process"];
    let ancestor = process["lineage"][0].clone();
    let lineage = (0..40).map(|n| {
        let mut one = ancestor.clone();
        one["executablePath"] = format!("/bin/ancestor-{n}").into();
        one["uuid"] = format!("{n}").into();
        one
    });
    process["lineage"] = lineage.collect();
    let (opened, pictures) = drawn(&finding, Lang::En);
    hold(&opened, &pictures, "a long lineage");
    let tree = pictures.iter().find(|picture| picture.id == "process").unwrap();
    assert!(tree.table.rows.len() > 40);
    let shown: Vec<&str> = tree.scene.wide.marks.iter().map(|mark| mark.label.as_str()).collect();
    assert!(shown[0].contains("/bin/ancestor-39"), "the oldest stays: {}", shown[0]);
    assert!(shown.iter().any(|label| label.contains("/bin/ancestor-0")), "the nearest stays");
    assert!(shown.len() <= 14, "{}", shown.len());
}

/// Every place of a finding.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            places(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), out)
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, item)| places(item, &format!("{at}/{n}"), out))
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_of_a_finding_breaks_a_picture(
        kind in 0..KINDS.len(),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        values in prop::collection::vec(prop_oneof![
            Just(Value::Null), Just(Value::Bool(true)), any::<i64>().prop_map(Value::from), any::<f64>().prop_map(Value::from),
            "\\PC{0,80}".prop_map(Value::from), Just(serde_json::json!([])), Just(serde_json::json!({})), Just(serde_json::json!([1, "x", {"a": []}])),
        ], 6),
    ) {
        let mut finding = sample(KINDS[kind]);
        for (pick, value) in picks.iter().zip(values) {
            let mut all = Vec::new();
            places(&finding, "", &mut all);
            if let Some(place) = finding.pointer_mut(&all[pick.index(all.len())]) {
                *place = value;
            }
        }
        let (opened, pictures) = drawn(&finding, Lang::Ja);
        hold(&opened, &pictures, KINDS[kind]);
    }
}

#[test]
fn rows_stand_once_and_the_value_leads() {
    for picture in drawn(&sample("AttackSequence:EC2/CompromisedInstanceGroup"), Lang::En).1 {
        for mark in picture.scene.wide.marks {
            let mut rows: Vec<RowId> = mark.rows.clone();
            rows.sort();
            rows.dedup();
            assert_eq!(rows.len(), mark.rows.len(), "{}", mark.label);
        }
    }
    let finding = sample("UnauthorizedAccess:EC2/SSHBruteForce");
    let (opened, pictures) = drawn(&finding, Lang::En);
    let leads = |at: usize| opened.document().raw(pictures[0].scene.wide.marks[at].rows[0]).to_owned();
    assert_eq!([leads(0), leads(2)], ["\"203.0.113.77\"", "\"i-0c1d2e3f4a5b60718\""]);
}
