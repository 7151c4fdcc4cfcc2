//! Every check fires on one fixture and is silent on another, and none clears an attacker.

use super::*;
use crate::{
    context::Context,
    explain::{Reader, Subject},
    i18n::{Lang, pieces},
    ingest::Dialect,
    knowledge::{Pack, SAMPLES},
    model::{Finding, FindingType},
    respond::Plan,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::LazyLock};

const CONTEXT: &[u8] = include_bytes!("../../../docs/context.example.json");

/// A sample of the catalogue with changes: a JSON pointer and the value to put there (null removes). Pointers that begin
/// with `info` lead into the JSON string of `additionalInfo`.
struct Fixture {
    check: &'static str,
    of: &'static str,
    with: Value,
    /// Findings loaded beside it.
    peers: Vec<Peer<'static>>,
    leaning: Leaning,
}

fn samples() -> &'static [Value] {
    static ALL: LazyLock<Vec<Value>> = LazyLock::new(|| serde_json::from_slice(SAMPLES).unwrap());
    &ALL
}

fn put(value: &mut Value, path: &[&str], new: &Value) {
    let [first, rest @ ..] = path else {
        *value = new.clone();
        return;
    };
    let next = match value {
        Value::Array(items) => &mut items[first.parse::<usize>().unwrap()],
        other => {
            if !other.is_object() {
                *other = json!({});
            }
            other.as_object_mut().unwrap().entry(*first).or_insert(Value::Null)
        }
    };
    put(next, rest, new);
}

fn changed(of: &str, with: &Value) -> Value {
    let sample = samples().iter().find(|s| s["type"] == of);
    let mut finding = sample.unwrap_or_else(|| panic!("no sample of {of}")).clone();
    for (pointer, new) in with.as_object().unwrap() {
        let path: Vec<&str> = pointer.split('/').collect();
        if let ["info", rest @ ..] = path.as_slice() {
            let text = finding["service"]["additionalInfo"]["value"].as_str().unwrap();
            let mut info: Value = serde_json::from_str(text).unwrap();
            put(&mut info, rest, new);
            finding["service"]["additionalInfo"]["value"] = info.to_string().into();
        } else {
            put(&mut finding, &path, new);
        }
    }
    finding
}

/// The answers to every check, by id.
fn answers(finding: &Value, around: Surroundings<'_>) -> Vec<(&'static str, Answer)> {
    let opened = Finding::open(Dialect::Native, &finding.to_string());
    let subject = Subject {
        finding: opened.lens(),
        kind: opened.type_string().and_then(FindingType::parse),
        entry: None,
    };
    let case = Case { subject, around };
    CHECKS.iter().filter_map(|check| Some((check.id, (check.evaluate)(&case)?))).collect()
}

fn alone(finding: &Value) -> Vec<(&'static str, Answer)> {
    answers(finding, Surroundings::default())
}

fn leaning(finding: &Value, check: &str) -> Option<Leaning> {
    alone(finding).into_iter().find(|(id, _)| *id == check).map(|(_, answer)| answer.leaning)
}

/// The words of an answer in English.
fn words(finding: &Value, check: &str) -> String {
    let (_, answer) = alone(finding).into_iter().find(|(id, _)| *id == check).unwrap();
    let pack = Pack::embedded(Lang::En).unwrap();
    Reader { lang: Lang::En, offset: None, pack: &pack }
        .render(&answer.statement, None, &Plan::default())
        .text()
}

fn peer(of: &str, with: Value) -> Peer<'static> {
    let mut all = json!({"id": "f".repeat(32), "info/sample": false});
    all.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
    Peer::of(&Finding::open(Dialect::Native, &changed(of, &all).to_string()))
}

use Leaning::*;
use Strength::*;

const CALL: &str = "service/action/awsApiCallAction";
const IP: &str = "service/action/awsApiCallAction/remoteIpDetails/ipAddressV4";
const TOR: &str = "UnauthorizedAccess:IAMUser/TorIPCaller";
const DISCOVERY: &str = "Discovery:IAMUser/AnomalousBehavior";
const INSIDE: &str = "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS";
const SEQUENCE: &str = "AttackSequence:IAM/CompromisedCredentials";
const PROBE: &str = "Recon:EC2/PortProbeUnprotectedPort";

/// At least one fixture on which each check fires.
fn fixtures() -> Vec<Fixture> {
    let at = |check, of, with, leaning| Fixture { check, of, with, peers: Vec::new(), leaning };
    let beside = |check, of, with, peers, leaning| Fixture { check, of, with, peers, leaning };
    let call = |member: &str, value: Value| json!({ (format!("{CALL}/{member}")): value });
    let process = |path: &str| json!({"service/runtimeDetails/process/executablePath": path});
    let key =
        json!({"resource/accessKeyDetails/accessKeyId": "AKIAJFUGAJGMTEXAMPLE", "accountId": "111122223333"});
    vec![
        at("sample", TOR, json!({}), Harmless(Strong)),
        at("confidence", TOR, json!({"confidence": 0}), Harmless(Strong)),
        at(
            "placeholder-names",
            TOR,
            json!({"info/sample": null, "resource/accessKeyDetails/userName": "GeneratedFindingUserName"}),
            Neither,
        ),
        at(
            "test-domain",
            "Backdoor:EC2/C&CActivity.B!DNS",
            json!({"service/action/dnsRequestAction/domain": "C2.GuardDutyC2ActivityB.com."}),
            Neither,
        ),
        at(
            "eicar",
            "Object:S3/MaliciousFile",
            json!({"service/malwareScanDetails/threats": [{"name": "EICAR-Test-File"}]}),
            Harmless(Moderate),
        ),
        at("archived", TOR, json!({"service/archived": true}), Neither),
        beside(
            "judged-before",
            PROBE,
            json!({"info/sample": false}),
            vec![peer(PROBE, json!({"service/archived": true}))],
            Harmless(Weak),
        ),
        at(
            "sequence-member",
            TOR,
            json!({"associatedAttackSequenceArn": "arn:aws:guardduty:x:111122223333:detector/d/finding/f"}),
            Attack(Strong),
        ),
        beside(
            "same-credentials",
            TOR,
            key.clone().tap("info/sample", json!(false)),
            vec![peer(DISCOVERY, key.clone())],
            Attack(Moderate),
        ),
        beside(
            "same-address",
            TOR,
            json!({"info/sample": false, IP: "198.51.100.7"}),
            vec![peer(
                PROBE,
                json!({"service/action/portProbeAction/portProbeDetails/0/remoteIpDetails/ipAddressV4": "198.51.100.7"}),
            )],
            Attack(Moderate),
        ),
        beside(
            "same-resource",
            PROBE,
            json!({"info/sample": false, "accountId": "111122223333", "resource/instanceDetails/instanceId": "i-1"}),
            vec![peer(
                "Recon:EC2/Portscan",
                json!({"accountId": "111122223333", "resource/instanceDetails/instanceId": "i-1"}),
            )],
            Attack(Moderate),
        ),
        beside(
            "two-countries",
            TOR,
            key.clone()
                .tap("info/sample", json!(false))
                .tap("service/eventLastSeen", json!("2026-10-01T10:00:00Z")),
            vec![peer(
                DISCOVERY,
                key.clone()
                    .tap("service/eventLastSeen", json!("2026-10-02T09:00:00Z"))
                    .tap(&format!("{CALL}/remoteIpDetails/country/countryName"), json!("Elsewhere")),
            )],
            Attack(Moderate),
        ),
        at("private-remote", TOR, json!({IP: "10.1.2.3"}), Neither),
        at("documentation-remote", TOR, json!({"info/sample": false}), Neither),
        at(
            "amazon-network",
            TOR,
            json!({"service/action/awsApiCallAction/remoteIpDetails/organization/asnOrg": "AMAZON-02"}),
            Neither,
        ),
        at(
            "amazon-network",
            TOR,
            json!({"service/action/awsApiCallAction/remoteIpDetails/organization/asn": "16509"}),
            Neither,
        ),
        at("tor", TOR, json!({}), Attack(Strong)),
        at("tor", SEQUENCE, json!({}), Attack(Strong)),
        at("tor", "UnauthorizedAccess:EC2/TorClient", json!({}), Attack(Moderate)),
        at("threat-list", "UnauthorizedAccess:IAMUser/MaliciousIPCaller", json!({}), Attack(Moderate)),
        at("threat-list", "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom", json!({}), Attack(Moderate)),
        at("threat-list", PROBE, json!({}), Attack(Weak)),
        at("unusual-network", SEQUENCE, json!({}), Attack(Moderate)),
        at("unusual-network", "Exfiltration:S3/AnomalousBehavior", json!({}), Attack(Moderate)),
        at(
            "familiar-network",
            DISCOVERY,
            json!({"info/profiledBehavior/frequentProfiledASNsUserIdentityProfiling": "asnNumber: 64999 asnOrg: Example", "service/action/awsApiCallAction/remoteIpDetails/organization/asn": "64999"}),
            Harmless(Weak),
        ),
        at("new-place", "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", json!({}), Attack(Moderate)),
        at(
            "service-caller",
            TOR,
            call("remoteAccountDetails/awsServiceName", json!("athena.amazonaws.com")),
            Neither,
        ),
        at(
            "affiliated-account",
            INSIDE,
            call("remoteAccountDetails/affiliated", json!(true)),
            Harmless(Weak),
        ),
        at("outside-account", INSIDE, json!({}), Attack(Moderate)),
        at("root", "Policy:IAMUser/RootCredentialUsage", json!({}), Attack(Weak)),
        at("root", TOR, json!({"resource/accessKeyDetails/userType": "Root"}), Attack(Moderate)),
        at("anonymous", "Impact:Kubernetes/SuccessfulAnonymousAccess", json!({}), Attack(Strong)),
        at(
            "anonymous",
            "Impact:Kubernetes/SuccessfulAnonymousAccess",
            json!({"service/action/kubernetesApiCallAction/statusCode": 403}),
            Attack(Weak),
        ),
        at("anonymous", "Discovery:S3/MaliciousIPCaller", json!({}), Attack(Weak)),
        at(
            "anonymous",
            "Discovery:S3/MaliciousIPCaller",
            json!({"service/action/awsApiCallAction/errorCode": null}),
            Attack(Weak),
        ),
        at(
            "anonymous",
            "Discovery:S3/MaliciousIPCaller",
            json!({"service/action/awsApiCallAction/errorCode": null, "service/action/awsApiCallAction/api": "PutObject"}),
            Attack(Moderate),
        ),
        at(
            "foreign-principal",
            SEQUENCE,
            json!({"service/detection/sequence/actors/0/user/account/uid": "999999999999"}),
            Attack(Weak),
        ),
        at(
            "foreign-principal",
            TOR,
            json!({"resource/accessKeyDetails/userType": "AWSAccount"}),
            Attack(Weak),
        ),
        at(
            "service-linked-role",
            "AttackSequence:S3/CompromisedData",
            json!({"service/detection/sequence/actors/0/session/issuer": "arn:aws:iam::444455556666:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"}),
            Harmless(Weak),
        ),
        at(
            "service-linked-role",
            TOR,
            json!({"resource/accessKeyDetails/userName": "AWSServiceRoleForSupport"}),
            Neither,
        ),
        // A long-term key carries no second factor, whoever holds it.
        at("mfa", SEQUENCE, json!({}), Neither),
        at(
            "mfa",
            SEQUENCE,
            json!({"service/detection/sequence/actors/0/user/credentialUid": "ASIA3NSOWD7GLEXAMPLE"}),
            Attack(Weak),
        ),
        at("mfa", "AttackSequence:S3/CompromisedData", json!({}), Neither),
        at("mfa", "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B", json!({}), Open),
        at("credentials-left", INSIDE, json!({}), Attack(Moderate)),
        at(
            "credentials-left",
            "UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration.OutsideAWS",
            json!({}),
            Attack(Strong),
        ),
        at("credentials-left", "CredentialAccess:IAMUser/AnomalousBehavior", json!({}), Attack(Weak)),
        at("key-kind", TOR, json!({}), Attack(Weak)),
        at("key-kind", INSIDE, json!({}), Neither),
        at("user-agent", "PenTest:IAMUser/KaliLinux", json!({}), Attack(Moderate)),
        at(
            "user-agent",
            DISCOVERY,
            json!({"info/unusualBehavior/unusualUserAgentsUserIdentityProfiling": "aws-sdk-go"}),
            Attack(Weak),
        ),
        at("cluster-admin", "Execution:Kubernetes/ExecInKubeSystemPod", json!({}), Attack(Weak)),
        at(
            "cluster-admin",
            "PrivilegeEscalation:Kubernetes/AnomalousBehavior.RoleBindingCreated",
            json!({}),
            Attack(Weak),
        ),
        at(
            "node-identity",
            "Discovery:Kubernetes/TorIPCaller",
            json!({"resource/kubernetesDetails/kubernetesUserDetails/username": "system:node:ip-10-0-0-1"}),
            Attack(Weak),
        ),
        at(
            "node-identity",
            "Discovery:Kubernetes/TorIPCaller",
            json!({"resource/kubernetesDetails/kubernetesUserDetails/username": "system:node:x", "service/action/kubernetesApiCallAction/remoteIpDetails/ipAddressV4": "10.0.0.1"}),
            Neither,
        ),
        at(
            "pod-token-outside",
            "CredentialAccess:Kubernetes/MaliciousIPCaller.Custom",
            json!({}),
            Attack(Moderate),
        ),
        at("calls-succeeded", DISCOVERY, json!({}), Attack(Moderate)),
        at("calls-failed", "PrivilegeEscalation:IAMUser/AnomalousBehavior", json!({}), Neither),
        at(
            "calls-failed",
            DISCOVERY,
            json!({"info/anomalies": null, "service/action/awsApiCallAction/errorCode": null}),
            Open,
        ),
        at("persistence-calls", "Persistence:IAMUser/AnomalousBehavior", json!({}), Attack(Moderate)),
        at("persistence-calls", "PrivilegeEscalation:IAMUser/AnomalousBehavior", json!({}), Attack(Weak)),
        at("persistence-calls", SEQUENCE, json!({}), Attack(Weak)),
        at("blinding-calls", "DefenseEvasion:IAMUser/AnomalousBehavior", json!({}), Attack(Moderate)),
        at("repetition", TOR, json!({"service/count": 1}), Neither),
        at("repetition", TOR, json!({"service/count": 500}), Neither),
        beside(
            "recency",
            TOR,
            json!({"info/sample": false}),
            vec![Peer { updated: crate::model::Timestamp::parse("2026-12-01T00:00:00Z"), ..Peer::default() }],
            Neither,
        ),
        at("public-bucket", "Policy:S3/BucketAnonymousAccessGranted", json!({}), Neither),
        at(
            "public-bucket",
            "Policy:S3/BucketAnonymousAccessGranted",
            json!({"resource/s3BucketDetails/0/publicAccess/permissionConfiguration/bucketLevelPermissions/bucketPolicy/allowsPublicWriteAccess": true}),
            Attack(Moderate),
        ),
        at(
            "exposed-instance",
            PROBE,
            json!({"resource/instanceDetails/networkInterfaces/0/publicIp": "203.0.113.5"}),
            Attack(Weak),
        ),
        at(
            "privileged-container",
            "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer",
            json!({}),
            Attack(Weak),
        ),
        at(
            "host-access",
            "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount",
            json!({}),
            Attack(Weak),
        ),
        at("acting-resource", "Impact:EC2/WinRMBruteForce", json!({}), Attack(Moderate)),
        at("blocked", PROBE, json!({"service/action/portProbeAction/blocked": true}), Neither),
        at("domain-reputation", "Impact:EC2/SuspiciousDomainRequest.Reputation", json!({}), Attack(Weak)),
        at("generated-domain", "Trojan:EC2/DGADomainRequest.B", json!({}), Attack(Moderate)),
        at(
            "generated-domain",
            "Backdoor:EC2/C&CActivity.B!DNS",
            json!({"service/action/dnsRequestAction/domain": "kqzvtwpxrhbm.example"}),
            Attack(Weak),
        ),
        at("tunnel-domain", "Trojan:EC2/DNSDataExfiltration", json!({}), Attack(Strong)),
        at(
            "tunnel-domain",
            "Backdoor:EC2/C&CActivity.B!DNS",
            json!({"service/action/dnsRequestAction/domain": "mfzwizltoqqgk3tfon2a.t1.example.com"}),
            Attack(Weak),
        ),
        at("remote-login", "UnauthorizedAccess:EC2/SSHBruteForce", json!({}), Open),
        at(
            "database-login",
            "CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce",
            json!({}),
            Attack(Strong),
        ),
        at("database-login", "CredentialAccess:RDS/AnomalousBehavior.FailedLogin", json!({}), Neither),
        at(
            "database-login",
            "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
            json!({"service/action/rdsLoginAttemptAction/LoginAttributes": [{"user": "x", "successfulLoginAttempts": 2, "failedLoginAttempts": 0}]}),
            Attack(Moderate),
        ),
        at("writable-path", "Execution:Runtime/NewBinaryExecuted", json!({}), Attack(Moderate)),
        at("writable-path", "AttackSequence:EC2/CompromisedInstanceGroup", json!({}), Attack(Moderate)),
        at("deleted-binary", "DefenseEvasion:Runtime/FilelessExecution", json!({}), Attack(Strong)),
        at(
            "deleted-binary",
            "Execution:Runtime/NewBinaryExecuted",
            process("/usr/bin/x (deleted)"),
            Attack(Moderate),
        ),
        at(
            "deleted-binary",
            "Execution:Runtime/NewBinaryExecuted",
            process("/memfd:runc_cloned:/proc/self/exe (deleted)"),
            Neither,
        ),
        at("server-shell", "DefenseEvasion:Runtime/KernelModuleLoaded", json!({}), Attack(Strong)),
        at("server-shell", "Execution:Runtime/SuspiciousShellCreated", json!({}), Attack(Moderate)),
        at("server-shell", "Execution:Runtime/NewBinaryExecuted", json!({}), Attack(Moderate)),
        at("known-tool", "Execution:Runtime/SuspiciousTool", json!({}), Attack(Moderate)),
        at("known-tool", "Execution:Runtime/NewBinaryExecuted", process("/opt/x/xmrig"), Attack(Moderate)),
        at("known-tool", "Execution:Runtime/NewBinaryExecuted", process("/usr/bin/nmap"), Attack(Weak)),
        at("disguised-process", "Backdoor:Runtime/C&CActivity.B!DNS", json!({}), Attack(Moderate)),
        at("login-session", "PrivilegeEscalation:Runtime/UserfaultfdUsage", json!({}), Neither),
        at(
            "unreadable-hash",
            "Object:S3/MaliciousFile",
            json!({"service/malwareScanDetails/threats/0/hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}),
            Neither,
        ),
        at("own-network", TOR, json!({IP: "203.0.113.9"}), Harmless(Moderate)),
        at(
            "allowed-scanner",
            PROBE,
            json!({"service/action/portProbeAction/portProbeDetails": [{"remoteIpDetails": {"ipAddressV4": "198.51.100.40"}}]}),
            Harmless(Moderate),
        ),
        at("own-account", INSIDE, json!({}), Harmless(Moderate)),
        at("account-owner", TOR, json!({"accountId": "111122223333"}), Neither),
        at(
            "pipeline-role",
            TOR,
            json!({"resource/accessKeyDetails/userName": "ci-deploy", IP: "203.0.113.97"}),
            Harmless(Moderate),
        ),
        at(
            "pipeline-role",
            TOR,
            json!({"resource/accessKeyDetails/userName": "ci-deploy", IP: "192.0.2.1"}),
            Attack(Moderate),
        ),
        at(
            "pipeline-role",
            TOR,
            json!({"resource/accessKeyDetails/userName": "ci-deploy", "service/action/awsApiCallAction/remoteIpDetails": null}),
            Neither,
        ),
        at(
            "emergency-role",
            TOR,
            json!({"resource/accessKeyDetails/userName": "break-glass-admin"}),
            Neither,
        ),
        at(
            "change-window",
            TOR,
            json!({"accountId": "111122223333", "service/eventFirstSeen": "2026-11-24T13:10:00Z", "service/eventLastSeen": "2026-11-24T13:20:00Z"}),
            Harmless(Weak),
        ),
    ]
}

trait Tap {
    fn tap(self, key: &str, value: Value) -> Value;
}

impl Tap for Value {
    fn tap(mut self, key: &str, value: Value) -> Value {
        self[key] = value;
        self
    }
}

/// The answers to a fixture, the context file loaded.
fn fired(fixture: &Fixture) -> Vec<(&'static str, Answer)> {
    let context = Context::read(CONTEXT).unwrap();
    let around = Surroundings { context: Some(&context), peers: &fixture.peers, ..Surroundings::default() };
    answers(&changed(fixture.of, &fixture.with), around)
}

#[test]
fn ids_are_unique_and_there_are_enough() {
    let ids: BTreeSet<_> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(ids.len(), CHECKS.len());
    assert!(CHECKS.len() >= 60);
}

#[test]
fn each_check_fires_on_one_fixture_and_is_silent_on_another() {
    let mut wrong = Vec::new();
    let context = Context::read(CONTEXT).unwrap();
    let fixtures = fixtures();
    for fixture in &fixtures {
        let all = fired(fixture);
        let found = all.iter().find(|(id, _)| *id == fixture.check).map(|(_, answer)| answer.leaning);
        if found != Some(fixture.leaning) {
            wrong.push(format!(
                "{} on {} {}: {found:?}, not {:?}",
                fixture.check, fixture.of, fixture.with, fixture.leaning
            ));
        }
    }
    // A finding of another product's making: nothing that any check could read.
    let bare = json!({"type": "Recon:EC2/Portscan", "confidence": 5});
    let silent: BTreeSet<_> = alone(&bare).into_iter().map(|(id, _)| id).collect();
    for check in CHECKS {
        if !fixtures.iter().any(|fixture| fixture.check == check.id) {
            wrong.push(format!("{}: no fixture", check.id));
        }
        if silent.contains(check.id) {
            wrong.push(format!("{}: fires on a finding that holds nothing", check.id));
        }
        // Silence on real neighbours, too, with a context file that knows none of them; but all samples bear the mark.
        let around = Surroundings { context: Some(&context), ..Surroundings::default() };
        let quiet = |sample: &Value| !answers(sample, around).iter().any(|(id, _)| *id == check.id);
        let on_all = check.id == "sample";
        if !on_all && !samples().iter().step_by(3).any(quiet) {
            wrong.push(format!("{}: fires on every sample", check.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn answers_speak_both_languages_with_values_they_have_and_evidence() {
    let fixtures = fixtures();
    for fixture in &fixtures {
        for (id, answer) in fired(fixture) {
            let super::super::statement::Message::Template(text, args) = &answer.statement.message else {
                panic!("{id}: no template")
            };
            for text in [*text, answer.turn] {
                let names = |lang| {
                    let named = pieces(text.get(lang)).filter_map(|piece| match piece {
                        crate::i18n::Piece::Value(name) => Some(name),
                        _ => None,
                    });
                    named.collect::<BTreeSet<_>>()
                };
                assert_eq!(names(Lang::En), names(Lang::Ja), "{id}");
                assert!(names(Lang::En).iter().all(|name| args.iter().any(|arg| arg.name == *name)), "{id}");
            }
            assert!(!answer.statement.rows().is_empty(), "{id}: no evidence");
        }
    }
}

#[test]
fn the_most_telling_comes_first() {
    let finding = changed(TOR, &json!({"info/sample": false}));
    let opened = Finding::open(Dialect::Native, &finding.to_string());
    let kind = opened.type_string().and_then(FindingType::parse);
    let case = Case {
        subject: Subject { finding: opened.lens(), kind, entry: None },
        around: Surroundings::default(),
    };
    let order: Vec<_> = statements(&case).iter().map(|s| s.weigh.unwrap().leaning.rank()).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!((order.first(), order.last()), (Some(&Attack(Strong).rank()), Some(&Neither.rank())));
}

// A check must not clear an attacker.

#[test]
fn only_guardduty_itself_points_strongly_to_harmless() {
    for fixture in fixtures() {
        for (id, answer) in fired(&fixture) {
            let strong = answer.leaning == Harmless(Strong);
            assert!(!strong || matches!(id, "sample" | "confidence"), "{id} on {}", fixture.of);
        }
    }
}

/// The ids of what points to harmless.
fn clearing(finding: &Value) -> BTreeSet<&'static str> {
    let all = alone(finding).into_iter();
    all.filter(|(_, answer)| matches!(answer.leaning, Harmless(_))).map(|(id, _)| id).collect()
}

#[test]
fn what_the_caller_writes_never_lowers() {
    // Whatever stands in these fields, no check comes to point to harmless that did not before.
    let harmless_looking = [
        "aws-cli/2.15.0 Python/3.11",
        "Boto3/1.34",
        "AWS Internal",
        "athena.amazonaws.com",
        "kubelet",
        "terraform",
        "/usr/sbin/sshd",
        "/opt/runner/bin/Runner.Worker",
        "nessus",
        "GeneratedFindingUserName",
        "aws-sdk",
        "guarddutyc2activityb.com",
        "amazonaws.com",
        "EICAR-Test-File",
        "AROAEXAMPLE:AWSServiceRoleForSupport",
    ];
    let written = [
        "service/action/awsApiCallAction/userAgent",
        "service/action/kubernetesApiCallAction/userAgent",
        "service/action/dnsRequestAction/domain",
        "service/action/dnsRequestAction/domainWithSuffix",
        "service/action/awsApiCallAction/domainDetails/domain",
        "resource/accessKeyDetails/principalId",
        "resource/kubernetesDetails/kubernetesUserDetails/sessionName/0",
        "service/runtimeDetails/process/executablePath",
        "service/runtimeDetails/process/name",
        "service/runtimeDetails/process/lineage/0/executablePath",
        "service/runtimeDetails/context/commandLineExample",
        "resource/instanceDetails/tags/0/value",
    ];
    for finding in samples().iter().step_by(5) {
        let of = finding["type"].as_str().unwrap();
        let before = clearing(finding);
        for field in written {
            let pointer = format!("/{field}");
            if finding.pointer(&pointer).is_none() {
                continue;
            }
            for words in harmless_looking {
                let after = clearing(&changed(of, &json!({ field: words })));
                assert!(after.is_subset(&before), "{of}: {field} = {words} clears: {after:?}");
            }
        }
    }
}

#[test]
fn amazons_own_network_is_never_harmless_evidence() {
    for organization in
        [json!({"asn": "16509", "asnOrg": "x"}), json!({"asn": "64999", "asnOrg": "Amazon.com, Inc."})]
    {
        let asn = organization["asn"].as_str().unwrap().to_owned();
        let finding = changed(
            DISCOVERY,
            &json!({
                "info/sample": false,
                "service/action/awsApiCallAction/remoteIpDetails/organization": organization,
                "info/profiledBehavior/frequentProfiledASNsUserIdentityProfiling": format!("asnNumber: {asn} asnOrg: x"),
            }),
        );
        assert_eq!(leaning(&finding, "amazon-network"), Some(Neither));
        assert_eq!(leaning(&finding, "familiar-network"), None);
        assert!(clearing(&finding).is_empty());
    }
}

#[test]
fn trusted_lists_are_said_to_be_unreadable() {
    let all = alone(&changed("UnauthorizedAccess:IAMUser/MaliciousIPCaller", &json!({})));
    let (_, list) = all.iter().find(|(id, _)| *id == "threat-list").unwrap();
    assert!(list.turn.en.contains("trusted lists cannot be seen here"));
    let all = alone(&changed("Recon:EC2/Portscan", &json!({"info/sample": false})));
    assert!(all.iter().all(|(_, answer)| !matches!(answer.leaning, Harmless(_))));
}

#[test]
fn each_calls_result_is_read_whatever_its_shape() {
    let told = "iam.amazonaws.com:[ListUsers:AccessDenied , CreateUser:success]";
    let shapes = [
        json!({"info/anomalies/anomalousAPIs": told}),
        json!({"info/anomalies": json!({"anomalousAPIs": told}).to_string()}),
        json!({"info/anomalies/anomalousAPIs": ["ListUsers:AccessDenied", "CreateUser:success"]}),
        json!({"info/anomalies/anomalousAPIs": {"iam.amazonaws.com": ["ListUsers:AccessDenied", "CreateUser:success"]}}),
        json!({"info/anomalies/anomalousAPIs": {"iam.amazonaws.com": {"ListUsers": "AccessDenied", "CreateUser": "success"}}}),
        json!({"info/anomalies/anomalousAPIs": [{"api": "ListUsers", "errorCode": "AccessDenied"}, {"name": "CreateUser", "result": "success"}]}),
        json!({"info/anomalies/anomalousAPIs": json!([{"api": "ListUsers", "result": "AccessDenied"}, {"api": "CreateUser", "result": "success"}]).to_string()}),
        json!({"service/additionalInfo/anomalies/anomalousAPIs": told}),
    ];
    for mut with in shapes {
        // The one call shown failed: that says nothing about the others.
        with["service/action/awsApiCallAction/errorCode"] = "AccessDenied".into();
        let finding = changed(DISCOVERY, &with);
        assert_eq!(leaning(&finding, "calls-succeeded"), Some(Attack(Moderate)), "{with}");
        assert_eq!(leaning(&finding, "calls-failed"), None, "{with}");
        let said = words(&finding, "calls-succeeded");
        assert!(said.contains("1 of the 2") && said.ends_with("succeeded: CreateUser."), "{with}: {said}");
    }
}

#[test]
fn refusals_may_be_probing() {
    // The result of the one call shown is no answer; what it does not say stands with the call itself.
    let finding = changed(TOR, &json!({"service/action/awsApiCallAction/errorCode": "AccessDenied"}));
    assert_eq!(leaning(&finding, "calls-failed"), None);
    let finding = changed("PrivilegeEscalation:IAMUser/AnomalousBehavior", &json!({}));
    assert_eq!(leaning(&finding, "calls-failed"), Some(Neither));
    assert!(words(&finding, "calls-failed").contains("finding out what the key can do"));
}

#[test]
fn not_blocked_proves_nothing_and_blocked_does_not_clear() {
    let blocked = |blocked: bool| {
        leaning(&changed(PROBE, &json!({"service/action/portProbeAction/blocked": blocked})), "blocked")
    };
    assert_eq!((blocked(true), blocked(false)), (Some(Neither), None));
}

#[test]
fn a_missing_confidence_confirms_nothing_and_only_zero_clears() {
    let confidence = |value: Value| leaning(&changed(TOR, &json!({"confidence": value})), "confidence");
    assert_eq!(confidence(Value::Null), None);
    assert_eq!(confidence(json!(0)), Some(Harmless(Strong)));
    assert_eq!(confidence(json!("0.0")), Some(Harmless(Strong)));
    assert_eq!((confidence(json!(3)), confidence(json!(99))), (None, None));
}

#[test]
fn affiliated_lowers_and_never_clears() {
    let finding =
        changed(INSIDE, &json!({"service/action/awsApiCallAction/remoteAccountDetails/affiliated": true}));
    assert_eq!(leaning(&finding, "affiliated-account"), Some(Harmless(Weak)));
    assert_eq!(leaning(&finding, "outside-account"), None);
    // What GuardDuty saw still points the other way, and more strongly.
    assert_eq!(leaning(&finding, "credentials-left"), Some(Attack(Moderate)));
    let said = words(&finding, "affiliated-account");
    assert!(said.contains("does not clear it") && !said.contains("organi"), "{said}");
}

#[test]
fn silence_is_no_end_and_age_is_judged_at_a_stated_time() {
    let with = json!({"info/sample": false, "service/eventLastSeen": "2026-10-01T00:00:00Z", "updatedAt": "2026-10-01T00:10:00Z"});
    let finding = changed(TOR, &with);
    let pack = Pack::embedded(Lang::En).unwrap();
    let reader = Reader { lang: Lang::En, offset: None, pack: &pack };
    let said = |updated: &str, at: Option<&str>| {
        let time = crate::model::Timestamp::parse;
        let peers = [Peer { updated: time(updated), ..Peer::default() }];
        let around = Surroundings { peers: &peers, at: at.and_then(time), ..Surroundings::default() };
        let (_, answer) = answers(&finding, around).into_iter().find(|(id, _)| *id == "recency")?;
        assert_eq!(answer.leaning, Neither);
        Some(reader.render(&answer.statement, None, &Plan::default()).text())
    };
    // By default the newest update among what is loaded; the finding's own says nothing new.
    assert_eq!(said("2026-09-01T00:00:00Z", None), None);
    let near = said("2026-10-01T02:00:00Z", None).unwrap();
    assert!(
        near.contains("2 hours before 2026-10-01 02:00:00 UTC") && near.contains("may well be going on"),
        "{near}"
    );
    let far = said("2026-10-01T02:00:00Z", Some("2026-11-01T00:00:00Z")).unwrap();
    assert!(far.contains("2026-11-01 00:00:00 UTC") && far.contains("Silence is no end"), "{far}");
}

#[test]
fn a_shortened_or_mixed_list_of_threats_is_not_cleared_by_the_test_file() {
    let of = "Object:S3/MaliciousFile";
    let threats = |names: &[&str]| {
        let named: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
        changed(of, &json!({"service/malwareScanDetails/threats": named}))
    };
    assert_eq!(leaning(&threats(&["EICAR-Test-File"]), "eicar"), Some(Harmless(Moderate)));
    assert_eq!(leaning(&threats(&["EICAR-Test-File", "Trojan.X"]), "eicar"), None);
    let path = changed(
        of,
        &json!({"service/malwareScanDetails/threats/0/itemDetails": [{"itemPath": "eicar.com"}]}),
    );
    assert_eq!(leaning(&path, "eicar"), None);
}

#[test]
fn a_name_alone_makes_no_service_linked_role() {
    let finding = changed(TOR, &json!({"resource/accessKeyDetails/userName": "AWSServiceRoleForSupport"}));
    assert_eq!(leaning(&finding, "service-linked-role"), Some(Neither));
    let issuer = "arn:aws:iam::444455556666:role/evil/role/aws-service-role/AWSServiceRoleForX";
    let with = json!({"service/detection/sequence/actors/0/session/issuer": issuer});
    assert_eq!(leaning(&changed("AttackSequence:S3/CompromisedData", &with), "service-linked-role"), None);
}

#[test]
fn samples_and_real_findings_are_not_compared() {
    let real = peer(
        DISCOVERY,
        json!({"resource/accessKeyDetails/accessKeyId": "AKIAJFUGAJGMTEXAMPLE", "accountId": "111122223333"}),
    );
    let peers = [real];
    let around = Surroundings { peers: &peers, ..Surroundings::default() };
    let sample = changed(
        TOR,
        &json!({"resource/accessKeyDetails/accessKeyId": "AKIAJFUGAJGMTEXAMPLE", "accountId": "111122223333"}),
    );
    assert!(answers(&sample, around).iter().all(|(id, _)| *id != "same-credentials"));
}

#[test]
fn without_a_context_file_nothing_is_said_of_one() {
    for fixture in fixtures() {
        let finding = changed(fixture.of, &fixture.with);
        let all = answers(&finding, Surroundings { peers: &fixture.peers, ..Surroundings::default() });
        let from_file = |answer: &Answer| answer.statement.basis == crate::explain::Basis::Context;
        assert!(all.iter().all(|(_, answer)| !from_file(answer)));
    }
}

/// The ids of what points to harmless with the context file loaded.
fn cleared_by_context(of: &str, with: Value) -> BTreeSet<&'static str> {
    let context = Context::read(CONTEXT).unwrap();
    let around = Surroundings { context: Some(&context), ..Surroundings::default() };
    let all = answers(&changed(of, &with), around).into_iter();
    all.filter(|(_, answer)| matches!(answer.leaning, Harmless(_))).map(|(id, _)| id).collect()
}

#[test]
fn one_address_of_their_own_among_others_clears_nothing() {
    let ips = |first: &str, second: &str| {
        let probe =
            |ip: &str| json!({"remoteIpDetails": {"ipAddressV4": ip}, "localPortDetails": {"port": 22}});
        json!({"info/sample": false, "service/action/portProbeAction/portProbeDetails": [probe(first), probe(second)]})
    };
    assert!(cleared_by_context(PROBE, ips("203.0.113.9", "203.0.113.10")).contains("own-network"));
    assert!(cleared_by_context(PROBE, ips("203.0.113.9", "192.0.2.1")).is_empty());
    assert!(cleared_by_context(PROBE, ips("192.0.2.1", "198.51.100.40")).is_empty());
    // Of a Kubernetes request all addresses but the last are what the client wrote into X-Forwarded-For.
    let call = "service/action/kubernetesApiCallAction";
    let with = json!({
        "info/sample": false,
        (format!("{call}/remoteIpDetails/ipAddressV4")): "203.0.113.9",
        (format!("{call}/sourceIPs")): ["203.0.113.9", "192.0.2.1"],
    });
    assert!(cleared_by_context("Discovery:Kubernetes/TorIPCaller", with).is_empty());
}

#[test]
fn a_session_named_like_a_pipeline_clears_nothing() {
    let kubernetes = json!({
        "info/sample": false,
        "resource/accessKeyDetails": null,
        "resource/kubernetesDetails/kubernetesUserDetails/username": "ci-deploy",
    });
    assert!(cleared_by_context("Discovery:Kubernetes/TorIPCaller", kubernetes).is_empty());
    let of_another_account = json!({
        "info/sample": false,
        "resource/accessKeyDetails/userType": "AWSAccount",
        "resource/accessKeyDetails/userName": "ci-deploy",
    });
    assert!(cleared_by_context(TOR, of_another_account).is_empty());
}

/// The finding without the value at a pointer; the second hop leads into the JSON that the string at the first holds.
fn without(finding: &Value, hops: &[String]) -> Value {
    fn remove(value: &mut Value, pointer: &str) {
        let (parent, last) = pointer.rsplit_once('/').unwrap();
        match value.pointer_mut(parent).unwrap() {
            Value::Object(map) => {
                map.shift_remove(&last.replace("~1", "/").replace("~0", "~")).unwrap();
            }
            Value::Array(items) => {
                items.remove(last.parse().unwrap());
            }
            _ => panic!("{pointer}"),
        }
    }
    let mut out = finding.clone();
    match hops {
        [pointer] => remove(&mut out, pointer),
        [string, pointer] => {
            let held = out.pointer_mut(string).unwrap();
            let mut inner: Value = serde_json::from_str(held.as_str().unwrap()).unwrap();
            remove(&mut inner, pointer);
            *held = inner.to_string().into();
        }
        _ => panic!("{hops:?}"),
    }
    out
}

#[test]
fn an_answer_does_not_outlive_what_it_rests_on() {
    let context = Context::read(CONTEXT).unwrap();
    let pack = Pack::embedded(Lang::En).unwrap();
    let reader = Reader { lang: Lang::En, offset: None, pack: &pack };
    let said = |answer: &Answer| reader.render(&answer.statement, None, &Plan::default()).text();
    let fixtures = fixtures();
    let changed = fixtures.iter().map(|f| (changed(f.of, &f.with), f.peers.as_slice()));
    let plain = samples().iter().step_by(4).map(|sample| (sample.clone(), &[][..]));
    let mut wrong = Vec::new();
    for (finding, peers) in changed.chain(plain) {
        let around = Surroundings { context: Some(&context), peers, ..Surroundings::default() };
        let opened = Finding::open(Dialect::Native, &finding.to_string());
        for (id, answer) in answers(&finding, around) {
            for row in answer.statement.rows() {
                let hops = opened.document().pointer(row).hops;
                if hops.last().is_none_or(String::is_empty) {
                    continue;
                }
                let rest = without(&finding, &hops);
                // The same value in a second place keeps the answer true.
                let value = opened.document().string(row).unwrap_or_default();
                if value.len() > 3 && rest.to_string().contains(value.as_ref()) {
                    continue;
                }
                let left = answers(&rest, around);
                let same = |left: &Answer| left.leaning == answer.leaning && said(left) == said(&answer);
                if left.iter().any(|(other, left)| *other == id && same(left)) {
                    wrong.push(format!(
                        "{id}: {hops:?} was removed from {}, and still: {}",
                        finding["type"],
                        said(&answer)
                    ));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup_by_key(|line| line.split(':').next().map(str::to_owned));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_many_share_is_no_tie() {
    let probe = |ip: &str| json!({"info/sample": false, "service/action/portProbeAction/portProbeDetails": [{"remoteIpDetails": {"ipAddressV4": ip}}]});
    let context = Context::read(CONTEXT).unwrap();
    let tied = |ip: &str, context: Option<&Context>| {
        let peers = [peer(TOR, json!({IP: ip}))];
        let all = answers(
            &changed(PROBE, &probe(ip)),
            Surroundings { context, peers: &peers, ..Surroundings::default() },
        );
        all.iter().any(|(id, _)| *id == "same-address")
    };
    assert!(tied("203.0.113.9", None) && !tied("203.0.113.9", Some(&context)));
    assert!(!tied("10.0.0.9", None));
    let anonymous = "Impact:Kubernetes/SuccessfulAnonymousAccess";
    let peers =
        [peer("Discovery:Kubernetes/SuccessfulAnonymousAccess", json!({"accountId": "111122223333"}))];
    let around = Surroundings { peers: &peers, ..Surroundings::default() };
    let all =
        answers(&changed(anonymous, &json!({"info/sample": false, "accountId": "111122223333"})), around);
    assert!(all.iter().all(|(id, _)| *id != "same-credentials"));
}

#[test]
fn a_machine_met_from_inside_is_not_called_exposed() {
    let with = json!({
        "resource/instanceDetails/networkInterfaces/0/publicIp": "203.0.113.5",
        "service/action/portProbeAction/portProbeDetails": [{"remoteIpDetails": {"ipAddressV4": "10.0.0.9"}}],
    });
    assert_eq!(leaning(&changed(PROBE, &with), "exposed-instance"), None);
}

/// The leaning of a check on a process at a path.
fn of_process(path: &str, check: &str) -> Option<Leaning> {
    let with = json!({"service/runtimeDetails/process/executablePath": path});
    leaning(&changed("Execution:Runtime/ReverseShell", &with), check)
}

#[test]
fn whoever_asks_for_what_is_not_there_was_let_in() {
    let status = |code: u64| {
        let with = json!({"service/action/kubernetesApiCallAction/statusCode": code});
        leaning(&changed("Impact:Kubernetes/SuccessfulAnonymousAccess", &with), "anonymous")
    };
    assert_eq!((status(401), status(403)), (Some(Attack(Weak)), Some(Attack(Weak))));
    assert_eq!((status(200), status(404)), (Some(Attack(Strong)), Some(Attack(Strong))));
}

#[test]
fn servers_that_call_programs_by_trade_are_told_from_those_that_do_not() {
    let server = |server: &str, shell: &str| {
        let with = json!({
            "service/runtimeDetails/process/executablePath": shell,
            "service/runtimeDetails/process/lineage": [{"executablePath": server}],
        });
        leaning(&changed("Execution:Runtime/ReverseShell", &with), "server-shell")
    };
    assert_eq!(server("/usr/sbin/nginx", "/bin/sh"), Some(Attack(Strong)));
    assert_eq!(server("/usr/sbin/php-fpm8.2", "/usr/bin/python3.11"), Some(Attack(Moderate)));
    assert_eq!(server("/usr/lib/jvm/bin/java", "/bin/bash"), Some(Attack(Moderate)));
    // A name that only begins like a server's.
    assert_eq!(server("/usr/bin/node_exporter", "/bin/sh"), None);
    assert_eq!(server("/usr/bin/javac", "/bin/sh"), None);
}

#[test]
fn folders_of_development_tools_are_weaker_than_a_hidden_file_of_the_system() {
    let path = |path: &str| of_process(path, "writable-path");
    assert_eq!(path("/tmp/x"), Some(Attack(Moderate)));
    assert_eq!(path("/usr/lib/.sys/syslogd"), Some(Attack(Moderate)));
    assert_eq!(path("/home/dev/.local/bin/uv"), Some(Attack(Weak)));
    assert_eq!(path("/opt/app/bin/app"), None);
}

#[test]
fn tools_with_honest_uses_are_weaker_and_other_programs_names_are_no_tools() {
    let tool = |path: &str| of_process(path, "known-tool");
    assert_eq!(tool("/dev/shm/linpeas.sh"), Some(Attack(Moderate)));
    assert_eq!(tool("/usr/bin/socat"), Some(Attack(Weak)));
    // Ory Hydra is a login server.
    assert_eq!(tool("/usr/bin/hydra"), None);
}

#[test]
fn lambdas_dated_calls_are_known_by_their_names() {
    let call = |api: &str| {
        let with = json!({ (format!("{CALL}/api")): api, (format!("{CALL}/errorCode")): null });
        leaning(&changed(TOR, &with), "persistence-calls")
    };
    for api in
        ["AddPermission20150331v2", "CreateFunction20150331", "UpdateFunctionCode20150331v2", "CreateUser"]
    {
        assert_eq!(call(api), Some(Attack(Moderate)), "{api}");
    }
    assert_eq!(call("GetFunction20150331v2"), None);
}

#[test]
fn calls_without_a_result_are_not_said_to_have_had_an_effect() {
    let said = words(&changed(SEQUENCE, &json!({})), "persistence-calls");
    assert!(said.contains("without their results") && !said.contains("succeeded"), "{said}");
    let said = words(&changed(SEQUENCE, &json!({})), "blinding-calls");
    assert!(said.contains("without their results") && !said.contains("missing"), "{said}");
}

#[test]
fn the_threat_list_is_said_to_hold_what_it_holds() {
    let said = |of: &str| words(&changed(of, &json!({})), "threat-list");
    assert!(said("Execution:Runtime/MaliciousFileExecuted").starts_with("The file is on"));
    assert!(said("Backdoor:EC2/C&CActivity.B!DNS").starts_with("The domain is on"));
    assert!(said("UnauthorizedAccess:IAMUser/MaliciousIPCaller").starts_with("The remote address is on"));
    // The list of Tor exits adds nothing to what is said of Tor.
    assert_eq!(leaning(&changed("UnauthorizedAccess:S3/TorIPCaller", &json!({})), "threat-list"), None);
}

#[test]
fn a_role_in_two_countries_may_be_two_people() {
    let at = |kind: &str, country: &str, time: &str| {
        json!({
            "info/sample": false,
            "accountId": "111122223333",
            "resource/accessKeyDetails/userType": kind,
            "resource/accessKeyDetails/userName": "reader",
            "resource/accessKeyDetails/accessKeyId": format!("AKIA{country}"),
            "service/eventLastSeen": time,
            (format!("{CALL}/remoteIpDetails/country/countryName")): country,
        })
    };
    let met = |kind: &str| {
        let peers = [peer(DISCOVERY, at(kind, "Elsewhere", "2026-10-02T09:00:00Z"))];
        let around = Surroundings { peers: &peers, ..Surroundings::default() };
        let all = answers(&changed(TOR, &at(kind, "Here", "2026-10-01T10:00:00Z")), around);
        all.iter().any(|(id, _)| *id == "two-countries")
    };
    assert!(met("IAMUser") && !met("AssumedRole"));
}

#[test]
fn providers_on_the_river_are_not_amazon() {
    let network = |name: &str| {
        let with =
            json!({ (format!("{CALL}/remoteIpDetails/organization")): {"asn": "64999", "asnOrg": name} });
        leaning(&changed(TOR, &with), "amazon-network")
    };
    assert_eq!(network("Amazonas Telecom"), None);
    assert_eq!(network("Amazon.com, Inc."), Some(Neither));
    assert_eq!(network("AMAZON-AES"), Some(Neither));
}

#[test]
fn a_private_hop_before_a_public_caller_is_not_taken_for_inside() {
    let call = "service/action/kubernetesApiCallAction";
    let inside = |hops: Value| {
        let first = hops[0].clone();
        let with = json!({ (format!("{call}/remoteIpDetails/ipAddressV4")): first, (format!("{call}/sourceIPs")): hops });
        leaning(&changed("Discovery:Kubernetes/TorIPCaller", &with), "private-remote")
    };
    assert_eq!(inside(json!(["10.0.0.1"])), Some(Neither));
    assert_eq!(inside(json!(["10.0.0.1", "198.51.100.7"])), None);
    assert_eq!(inside(json!(["198.51.100.7", "10.0.0.1"])), None);
}

#[test]
fn a_blocked_machine_is_not_called_open() {
    let open = |blocked: bool| {
        let with = json!({
            "service/action/networkConnectionAction/connectionDirection": "INBOUND",
            "service/action/networkConnectionAction/blocked": blocked,
            "service/action/networkConnectionAction/remoteIpDetails/ipAddressV4": "198.51.100.7",
            "resource/instanceDetails/networkInterfaces/0/publicIp": "203.0.113.5",
        });
        leaning(&changed("UnauthorizedAccess:EC2/SSHBruteForce", &with), "exposed-instance")
    };
    assert_eq!((open(false), open(true)), (Some(Attack(Weak)), None));
}

#[test]
fn stolen_credentials_inside_a_service_are_not_lowered() {
    let with = json!({ (format!("{CALL}/remoteAccountDetails")): {
        "accountId": "999999999999", "affiliated": false, "awsServiceName": "lambda.amazonaws.com",
    }});
    let finding = changed(INSIDE, &with);
    assert_eq!(leaning(&finding, "service-caller"), Some(Neither));
    // The account is AWS's, not a stranger's.
    assert_eq!(leaning(&finding, "outside-account"), None);
}

#[test]
fn a_pipelines_name_without_an_address_clears_nothing() {
    let with = json!({
        "info/sample": false,
        "resource/accessKeyDetails/userName": "ci-deploy",
        (format!("{CALL}/remoteIpDetails")): null,
    });
    assert!(!cleared_by_context(TOR, with).contains("pipeline-role"));
}

#[test]
fn a_mistyped_password_is_not_called_guessing() {
    let logins = |failed: u64| {
        let with = json!({"service/action/rdsLoginAttemptAction/LoginAttributes":
            [{"user": "x", "successfulLoginAttempts": 5, "failedLoginAttempts": failed}]});
        leaning(&changed("CredentialAccess:RDS/TorIPCaller.SuccessfulLogin", &with), "database-login")
    };
    assert_eq!((logins(1), logins(300)), (Some(Attack(Moderate)), Some(Attack(Strong))));
}

#[test]
fn distributions_for_tests_are_told_from_words_that_hold_their_names() {
    let agent =
        |agent: &str| leaning(&changed(TOR, &json!({ (format!("{CALL}/userAgent")): agent })), "user-agent");
    assert_eq!(agent("aws-cli/2.1 Linux/6.6.9-kali1-amd64"), Some(Attack(Moderate)));
    assert_eq!(agent("Boto3/1.34 os/linux#6.5.0-13parrot1-amd64"), Some(Attack(Moderate)));
    assert_eq!(agent("alkaline-exporter/1.0"), None);
}

#[test]
fn what_is_mounted_of_a_node_leads_out_or_does_not() {
    let mount = |path: &str| {
        let with = json!({"resource/kubernetesDetails/kubernetesWorkloadDetails/volumes": [{"hostPath": {"path": path}}]});
        let of = "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount";
        leaning(&changed(of, &with), "host-access")
    };
    for path in ["/", "/etc/", "/root/.ssh", "/var/run/docker.sock", "/var/lib/kubelet/pods"] {
        assert_eq!(mount(path), Some(Attack(Weak)), "{path}");
    }
    for path in ["/var/log", "/etc/localtime", "/etcetera"] {
        assert_eq!(mount(path), Some(Neither), "{path}");
    }
}

#[test]
fn one_slip_is_spoken_of_for_calls_only() {
    let once = |of: &str| leaning(&changed(of, &json!({"service/count": 1})), "repetition");
    assert_eq!((once(TOR), once("Execution:EC2/MaliciousFile")), (Some(Neither), None));
    // Counted once, and five calls all the same.
    assert_eq!(once(DISCOVERY), None);
}

#[test]
fn who_tries_every_address_is_met_everywhere() {
    let ip = "198.51.100.7";
    let probe = json!({"info/sample": false, "service/action/portProbeAction/portProbeDetails": [{"remoteIpDetails": {"ipAddressV4": ip}}]});
    let peers = [peer(TOR, json!({IP: ip}))];
    let around = Surroundings { peers: &peers, ..Surroundings::default() };
    let all = answers(&changed(PROBE, &probe), around);
    let met = all.iter().find(|(id, _)| *id == "same-address").map(|(_, answer)| answer.leaning);
    assert_eq!(met, Some(Attack(Weak)));
}

#[test]
fn a_finding_alone_is_answered_in_eight_lines_at_most() {
    for sample in samples() {
        let count = alone(sample).len();
        assert!(count <= 8, "{}: {count}", sample["type"]);
    }
}

#[test]
fn tor_is_weighed_by_what_came_through_it() {
    let tor = |of: &str| leaning(&changed(of, &json!({})), "tor");
    let inbound = changed(
        "UnauthorizedAccess:EC2/SSHBruteForce",
        &json!({"type": "UnauthorizedAccess:EC2/TorIPCaller"}),
    );
    assert_eq!(leaning(&inbound, "tor"), Some(Attack(Weak)));
    assert_eq!(tor("CredentialAccess:RDS/TorIPCaller.FailedLogin"), Some(Attack(Moderate)));
    assert_eq!(tor("CredentialAccess:RDS/TorIPCaller.SuccessfulLogin"), Some(Attack(Strong)));
    assert_eq!(tor(TOR), Some(Attack(Strong)));
    let with = json!({"resource/accessKeyDetails/userName": "ANONYMOUS_PRINCIPAL"});
    assert_eq!(leaning(&changed("UnauthorizedAccess:S3/TorIPCaller", &with), "tor"), Some(Attack(Moderate)));
}

#[test]
fn a_neighbour_as_the_target_clears_nothing() {
    let scan = |role: &str, direction: &str| {
        let with = json!({
            "info/sample": false,
            "service/resourceRole": role,
            "service/action/networkConnectionAction/connectionDirection": direction,
            "service/action/networkConnectionAction/remoteIpDetails/ipAddressV4": "203.0.113.9",
        });
        cleared_by_context("UnauthorizedAccess:EC2/SSHBruteForce", with).contains("own-network")
    };
    assert!(scan("TARGET", "INBOUND"));
    assert!(!scan("ACTOR", "OUTBOUND") && !scan("ACTOR", "UNKNOWN") && !scan("TARGET", "OUTBOUND"));
}

#[test]
fn an_allowed_scanner_that_does_more_than_scan_clears_nothing() {
    let scanner = "198.51.100.40";
    let call = json!({"info/sample": false, IP: scanner});
    assert!(!cleared_by_context(DISCOVERY, call).contains("allowed-scanner"));
    let login = |done: u64| {
        let with = json!({
            "info/sample": false,
            "service/action/rdsLoginAttemptAction/remoteIpDetails/ipAddressV4": scanner,
            "service/action/rdsLoginAttemptAction/LoginAttributes":
                [{"user": "x", "successfulLoginAttempts": done, "failedLoginAttempts": 3}],
        });
        cleared_by_context("CredentialAccess:RDS/AnomalousBehavior.FailedLogin", with)
            .contains("allowed-scanner")
    };
    assert!(login(0) && !login(1));
}

#[test]
fn a_machine_inside_is_a_weaker_reason_than_the_way_out() {
    let from = |ip: &str| {
        let context =
            json!({"version": 1, "networks": [{"name": "all", "cidrs": ["10.0.0.0/8", "203.0.113.9"]}]});
        let context = Context::read(context.to_string().as_bytes()).unwrap();
        let around = Surroundings { context: Some(&context), ..Surroundings::default() };
        let with = json!({"service/action/networkConnectionAction/remoteIpDetails/ipAddressV4": ip,
            "service/resourceRole": "TARGET", "service/action/networkConnectionAction/connectionDirection": "INBOUND"});
        let all = answers(&changed("UnauthorizedAccess:EC2/SSHBruteForce", &with), around);
        all.into_iter().find(|(id, _)| *id == "own-network").map(|(_, answer)| answer.leaning)
    };
    assert_eq!(from("203.0.113.9"), Some(Harmless(Moderate)));
    assert_eq!(from("10.1.2.3"), Some(Harmless(Weak)));
}
