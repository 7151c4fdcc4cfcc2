//! The command line, as it is called.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn call(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_finding-lens"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn sample(path: &str) -> Value {
    let path = format!("{}/knowledge/types/{path}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn ssh() -> Value {
    sample("EC2/UnauthorizedAccess-SSHBruteForce")
}

#[test]
fn a_context_file_is_cited_and_a_faulty_one_is_refused_with_its_faults() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/context.example.json");
    let mut finding = sample("IAMUser/UnauthorizedAccess-TorIPCaller");
    finding["service"]["action"]["awsApiCallAction"]["remoteIpDetails"]["ipAddressV4"] = json!("203.0.113.9");
    let explain = ["explain", "-", "--format", "json", "--context"];
    let output = call(&[&explain[..], &[example]].concat(), &finding.to_string());
    let told = lines(&output);
    let statements: Vec<&Value> = told[0]["sections"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|s| s["statements"].as_array().unwrap())
        .collect();
    let own = statements.iter().find(|s| s["check"]["id"] == "own-network").unwrap();
    assert_eq!(own["kind"], "context");
    assert_eq!(
        (&own["check"]["points"], &own["check"]["strength"]),
        (&json!("harmless"), &json!("moderate"))
    );
    assert!(
        !own["check"]["turn"].as_str().unwrap().is_empty() && !own["evidence"].as_array().unwrap().is_empty()
    );

    let faulty = std::env::temp_dir().join(format!("finding-lens-context-{}.json", std::process::id()));
    std::fs::write(&faulty, r#"{"version": 1, "scanner": [], "accounts": [{"id": "1", "name": "x"}]}"#)
        .unwrap();
    let output = call(&[&explain[..], &[faulty.to_str().unwrap()]].concat(), &finding.to_string());
    std::fs::remove_file(&faulty).unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(told.contains("\"scanner\" is unknown") && told.contains("/accounts/0/id"), "{told}");
}

#[test]
fn findings_of_one_call_are_compared() {
    let mut first = sample("IAMUser/UnauthorizedAccess-TorIPCaller");
    let mut second = sample("IAMUser/Discovery-AnomalousBehavior");
    for finding in [&mut first, &mut second] {
        finding["accountId"] = json!("111122223333");
        finding["resource"]["accessKeyDetails"]["accessKeyId"] = json!("AKIAJFUGAJGMTEXAMPLE");
    }
    let output = call(&["explain", "-"], &format!("{first}\n{second}\n"));
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.matches("appear in other loaded findings").count(), 2);
    assert!(text.contains("Points to an attack (moderate)") && text.contains("What would turn it: "));
}

#[test]
fn list_has_every_occurrence_with_its_place() {
    let finding = ssh().to_string();
    let input = format!("{finding}\n{finding}\n");
    let output = call(&["list", "-", "--format", "jsonl"], &input);
    let rows = lines(&output);
    assert_eq!((rows.len(), output.status.code()), (2, Some(0)));
    let row = &rows[1];
    for key in [
        "id",
        "type",
        "severity",
        "accountId",
        "region",
        "resourceType",
        "count",
        "archived",
        "sample",
        "firstSeen",
        "lastSeen",
        "updatedAt",
        "envelope",
    ] {
        assert!(!row[key].is_null(), "{key}");
    }
    assert_eq!(row["type"], "UnauthorizedAccess:EC2/SSHBruteForce");
    assert_eq!((&row["source"]["file"], &row["source"]["offset"]), (&json!("-"), &json!(finding.len() + 1)));
    assert_eq!(row["source"]["length"], finding.len());
}

#[test]
fn a_csv_cell_is_never_a_formula() {
    let mut finding = ssh();
    finding["region"] = "=cmd|' /C calc'!A0".into();
    let output = call(&["list", "-", "--format", "csv"], &finding.to_string());
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"'=cmd"));
}

#[test]
fn every_statements_evidence_resolves_in_the_input() {
    for path in [
        "EC2/UnauthorizedAccess-SSHBruteForce",
        "IAMUser/CredentialAccess-AnomalousBehavior",
        "Runtime/Execution-ReverseShell",
    ] {
        let event =
            json!({ "detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": sample(path) });
        let input = json!({ "Type": "Notification", "Message": event.to_string() });
        for lang in ["en", "ja"] {
            let output = call(&["explain", "-", "--format", "json", "--lang", lang], &input.to_string());
            let explained = &lines(&output)[0];
            assert_eq!(explained["envelope"], json!(["sns", "eventbridge"]));
            let mut seen = 0;
            for said in explained["sections"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|s| s["statements"].as_array().unwrap())
            {
                let evidence = said["evidence"].as_array().unwrap();
                assert!(!evidence.is_empty() || said["kind"] == "general", "{said}");
                for place in evidence {
                    assert!(resolve(&input, place).is_some(), "{place}");
                    seen += 1;
                }
            }
            assert!(seen > 10);
        }
    }
}

/// The value at a place: from the outermost string inwards.
fn resolve(input: &Value, place: &Value) -> Option<Value> {
    let base = match place.get("within").filter(|within| within.get("pointer").is_some()) {
        Some(within) => serde_json::from_str(resolve(input, within)?.as_str()?).ok()?,
        None => input.clone(),
    };
    base.pointer(place["pointer"].as_str()?).cloned()
}

#[test]
fn exit_codes_tell_all_some_and_nothing() {
    let finding = ssh().to_string();
    let code = |input: &str| call(&["list", "-"], input).status.code();
    assert_eq!(code(&finding), Some(0));
    assert_eq!(code(&format!("{finding}\n{}", &finding[..finding.len() / 2])), Some(1));
    assert_eq!(code("hello"), Some(2));
    assert_eq!(
        code(r#"{"Records":[{"eventVersion":"1","eventSource":"s3","eventName":"x","eventTime":"t"}]}"#),
        Some(0)
    );
    assert_eq!(call(&["list", "/does/not/exist"], "").status.code(), Some(2));
    assert_eq!(call(&["explain", "-", "--id", "nobody"], &finding).status.code(), Some(2));
    assert_eq!(call(&["nonsense"], "").status.code(), Some(2));
}

#[test]
fn problems_go_to_standard_error_with_their_place() {
    let output = call(&["list", "-"], "{'a': None}");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.starts_with("-:1:1: It is a Python dict"), "{told}");
    assert!(output.stdout.is_empty());
}

#[test]
fn markdown_takes_nothing_of_a_finding_for_markup() {
    let mut finding = ssh();
    finding["title"] = "<script>[x](javascript:alert(1)) **b** https://evil.example/".into();
    let output = call(&["explain", "-", "--format", "markdown"], &finding.to_string());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        !text.contains("<script>")
            && !text.contains("[x](")
            && !text.contains("**b**")
            && !text.contains("https://evil"),
        "{text}"
    );
}

#[test]
fn a_plan_has_its_steps_in_every_format_and_its_evidence_resolves() {
    let finding = sample("IAMUser/UnauthorizedAccess-InstanceCredentialExfiltration-InsideAWS");
    let input = json!({ "detail-type": "GuardDuty Finding", "source": "aws.guardduty", "detail": finding });
    let told = &lines(&call(&["explain", "-", "--format", "json"], &input.to_string()))[0];
    let plan = &told["plan"];
    assert_eq!(plan["lookUps"][0]["id"], "instance-session-calls");
    assert_eq!(plan["lookUps"][0]["commands"][0]["language"], "bash");
    for step in plan["lookUps"].as_array().unwrap() {
        let evidence = step["evidence"].as_array().unwrap();
        assert!(
            !evidence.is_empty() && evidence.iter().all(|place| resolve(&input, place).is_some()),
            "{step}"
        );
    }
    // What cannot be known says what settles it: a step of this plan, or who else.
    let unknown = told["sections"].as_array().unwrap().iter().find(|section| section["section"] == "unknown");
    let settled: Vec<&Value> =
        unknown.unwrap()["statements"].as_array().unwrap().iter().map(|said| &said["settled"]).collect();
    for by in &settled {
        let step = by["lookUp"].as_u64().map(|at| &plan["lookUps"][at as usize]["id"]);
        assert!(by["by"].is_string() && step.unwrap_or(&Value::Null) == &by["id"], "{by}");
    }
    assert!(settled.iter().any(|by| by["id"] == "instance-session-calls"), "{settled:?}");
    assert!(settled.iter().any(|by| by["lookUp"].is_null()), "{settled:?}");
    for (format, lang, reference) in [
        ("text", "en", "Settled by: CloudTrail Event history → look-up 1: All calls of this role session"),
        (
            "markdown",
            "ja",
            "確認先: CloudTrail のイベント履歴 → 調査 1: このロールセッションによるすべての呼び出し",
        ),
    ] {
        let output = call(&["explain", "-", "--format", format, "--lang", lang], &input.to_string());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(reference), "{text}");
    }
    for (format, lang, word) in [("text", "en", "Blast radius: "), ("markdown", "ja", "```powershell")] {
        let output = call(&["explain", "-", "--format", format, "--lang", lang], &input.to_string());
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("AttributeValue=i-07b3f58d2c1e9a640") && text.contains(word), "{text}");
        // A log is told once, however many commands read it.
        assert_eq!(text.matches("2026-05-31").count(), usize::from(format == "markdown"), "{text}");
    }
}

#[test]
fn nothing_of_a_finding_ends_a_code_block() {
    let mut finding = sample("S3/Object-MaliciousFile");
    finding["resource"]["s3BucketDetails"][0]["s3ObjectDetails"][0]["key"] = "a ``` ```` b".into();
    let output = call(&["explain", "-", "--format", "markdown"], &finding.to_string());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("\n`````bash\n") && text.contains("'a ``` ```` b'"), "{text}");
}

#[test]
fn the_catalogue_is_listed() {
    let types = lines(&call(&["types", "--format", "jsonl"], ""));
    assert_eq!(types.len(), 255);
    assert!(types.iter().all(|t| t["lengths"]["ja"]["seen"].as_u64().is_some_and(|n| n > 0)));
    let fields = lines(&call(&["fields", "--format", "jsonl"], ""));
    assert_eq!(fields.iter().filter(|f| f["besideTheModel"] == false).count(), 601);
}

#[test]
fn redacted_findings_are_turned_back_by_their_key() {
    let finding = ssh().to_string();
    let key = std::env::temp_dir().join(format!("finding-lens-key-{}", std::process::id()));
    let key = key.to_str().unwrap();
    let output = call(&["redact", "-", "--key", key], &finding);
    let redacted = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !redacted.contains("111122223333"), "{redacted}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("All times"));
    assert_eq!(call(&["restore", "-", "--key", key], &redacted).stdout, format!("{finding}\n").into_bytes());
    std::fs::remove_file(key).unwrap();
    assert_eq!(call(&["redact", "-", "--classes", "colours"], "").status.code(), Some(2));
}

#[test]
fn reports_and_indicators_are_written() {
    let finding = ssh().to_string();
    let report = call(&["report", "-", "--classes", "addresses", "--lang", "ja"], &finding);
    let text = String::from_utf8(report.stdout).unwrap();
    assert!(
        text.starts_with("<!doctype html>") && text.contains("保全した証拠") && text.contains("248.0.0.1"),
        "{text}"
    );
    let address =
        ssh()["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["ipAddressV4"].clone();
    let address = address.as_str().unwrap();
    let list = call(&["indicators", "-", "--defang"], &finding);
    assert!(String::from_utf8_lossy(&list.stdout).contains(&address.replace('.', "[.]")));
    let rows = lines(&call(&["indicators", "-", "--format", "jsonl"], &finding));
    assert!(rows.iter().any(|row| row["value"] == address && row["side"] == "remote"), "{rows:?}");
}

#[test]
fn a_hand_off_file_is_read_as_the_page_reads_it() {
    use finding_lens::{
        export::report::Source,
        handoff::{
            Parcel, Provenance,
            file::{Parts, write},
            viewer::MANIFEST,
        },
        model::Timestamp,
        store::{Mark, Marks, Verdict},
    };
    let (first, second) = (ssh(), sample("S3/Policy-BucketPublicAccessGranted"));
    let mut marks = Marks::default();
    let note = "asked the owner".to_owned();
    let mark = Mark { verdict: Some(Verdict::Authorised), at: Timestamp(1), note, ..Mark::default() };
    marks.set(second["id"].as_str().unwrap().to_owned(), Some(mark));
    let source = Source { name: "export.jsonl".into(), sha256: "ab12".into(), bytes: 7, findings: 2 };
    let provenance = Provenance::new("2026-11-24T15:00:00Z".into(), vec![source], Vec::new());
    let parcel = Parcel::new(provenance, vec![first.to_string(), second.to_string()], marks);
    let shell = format!("<!DOCTYPE html>{MANIFEST}<body></body>");
    let parts = Parts { shell, version: "0.1.0".into(), pieces: Vec::new() };
    let file = write(&parts, &parcel.pack()).unwrap();
    let path = std::env::temp_dir().join(format!("finding-lens-handoff-{}.html", std::process::id()));
    let path = path.to_str().unwrap();
    std::fs::write(path, &file).unwrap();

    let rows = lines(&call(&["list", path, "--format", "jsonl"], ""));
    let ids: Vec<&Value> = rows.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, [&first["id"], &second["id"]]);
    let told = lines(&call(&["explain", path, "--format", "json"], ""));
    assert_eq!((&told[0]["mark"], &told[1]["mark"]["verdict"]), (&Value::Null, &json!("authorised")));
    let report = call(&["report", path, "--format", "markdown"], "");
    let report = String::from_utf8_lossy(&report.stdout).into_owned();
    assert!(report.contains("export.jsonl") && report.contains("ab12") && report.contains("asked the owner"));
    let redacted = call(&["redact", path], "");
    assert!(redacted.status.success() && !String::from_utf8_lossy(&redacted.stdout).contains("111122223333"));

    // A part of a file beside one that is whole.
    std::fs::write(path, &file[..file.len() - 40]).unwrap();
    let output = call(&["list", path, "-"], &first.to_string());
    std::fs::remove_file(path).unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains(".html:1:1: What was handed over is cut off"), "{told}");
}

#[test]
fn two_findings_are_compared_by_field() {
    let file =
        format!("{}/knowledge/types/EC2/UnauthorizedAccess-SSHBruteForce.json", env!("CARGO_MANIFEST_DIR"));
    let mut after = ssh();
    after["service"]["count"] = 99.into();
    let output = call(&["compare", &file, "-"], &after.to_string());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("Changed  service.count: 14 → 99  GuardDuty counted it 85 more times"),
        "{text}"
    );
    let rows = lines(&call(&["compare", &file, "-", "--format", "jsonl"], &after.to_string()));
    assert_eq!((rows.len(), &rows[0]["field"]), (1, &json!("Service.Count")));
    assert_eq!(call(&["compare", &file, "-"], "nothing").status.code(), Some(2));
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    use std::io::{BufRead, BufReader, Read};
    let mut child = Command::new(env!("CARGO_BIN_EXE_finding-lens"))
        .args(["types", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!((child.wait().unwrap().code(), errors.as_str()), (Some(0), ""));
}

/// An export may hold several versions of a finding: it is explained once, by the latest, with what the others named.
#[test]
fn a_finding_in_several_versions_is_explained_once() {
    let input = include_str!("fixtures/stories/export.jsonl");
    const TOLD: &str = "Earlier versions loaded: 2. By time of update they name 2026-10-14 17:20:09 UTC: 198.51.100.201; 2026-10-14 19:25:40 UTC: 203.0.113.77. The one shown is of 2026-10-14 20:58:21 UTC.";
    let explained = lines(&call(&["explain", "-", "--format", "json"], input));
    let kinds: Vec<&str> = explained.iter().filter_map(|one| one["type"].as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| kind.ends_with("SSHBruteForce")).count(), 1, "{kinds:?}");
    let brute =
        explained.iter().find(|one| one["type"].as_str().unwrap().ends_with("SSHBruteForce")).unwrap();
    let mut said = brute["sections"][0]["statements"].as_array().unwrap().iter();
    let told = said.find(|said| said["text"] == TOLD).unwrap();
    assert_eq!(told["evidence"][0]["pointer"], "/updatedAt");
    let report = call(&["report", "-", "--format", "text", "--classes", "none"], input);
    let unwrapped =
        String::from_utf8(report.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(unwrapped.contains(TOLD), "{unwrapped}");
}
