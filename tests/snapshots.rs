//! Whole explanations in both languages, as files under `tests/snapshots` that are reviewed by reading.
//!
//! `INSTA_UPDATE=always cargo test --test snapshots` writes them anew; read the diff before it is committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    explain::{Reader, Rendered, Span, Surroundings, explain},
    i18n::Lang,
    ingest::{Event, Record, SourceId, read},
    knowledge::Pack,
    model::Finding,
    respond::Plan,
};
use std::{collections::BTreeSet, fs, path::Path};

/// Samples over all resources, response families and action kinds: paths below `knowledge/types`.
const SAMPLES: &[&str] = &[
    "Container/Execution-MaliciousFile",
    "EC2/AttackSequence-CompromisedInstanceGroup",
    "EC2/Backdoor-C-CActivity-B",
    "EC2/Backdoor-C-CActivity-B-DNS",
    "EC2/Backdoor-DenialOfService-UnusualProtocol",
    "EC2/CredentialAccess-UnsecuredCredentials",
    "EC2/DefenseEvasion-UnusualDoHActivity",
    "EC2/Execution-MaliciousFile",
    "EC2/Execution-MaliciousFile-AMI",
    "EC2/Execution-MaliciousFile-RecoveryPoint",
    "EC2/Execution-MaliciousFile-Snapshot",
    "EC2/Impact-BitcoinDomainRequest-Reputation",
    "EC2/LateralMovement-RemoteServices",
    "EC2/Recon-PortProbeEMRUnprotectedPort",
    "EC2/Trojan-BlackholeTraffic-DNS",
    "EC2/Trojan-DriveBySourceTraffic-DNS",
    "EC2/Trojan-DropPoint",
    "EC2/UnauthorizedAccess-MetadataDNSRebind",
    "EC2/UnauthorizedAccess-SSHBruteForce",
    "EC2/UnauthorizedAccess-TorRelay",
    "ECS/AttackSequence-CompromisedCluster",
    "ECS/Execution-MaliciousFile",
    "EKS/AttackSequence-CompromisedCluster",
    "IAM/AttackSequence-CompromisedCredentials",
    "IAM/InitialAccess-ValidAccounts",
    "IAMUser/CredentialAccess-AnomalousBehavior",
    "IAMUser/Impact-AnomalousModelInvocation",
    "IAMUser/InitialAccess-AnomalousBehavior",
    "IAMUser/PrivilegeEscalation-AnomalousBehavior",
    "IAMUser/UnauthorizedAccess-ConsoleLoginSuccess-B",
    "IAMUser/UnauthorizedAccess-InstanceCredentialExfiltration-InsideAWS",
    "IAMUser/UnauthorizedAccess-TorIPCaller",
    "Kubernetes/CredentialAccess-AnomalousBehavior-SecretsAccessed",
    "Kubernetes/DefenseEvasion-TorIPCaller",
    "Kubernetes/Execution-ExecInKubeSystemPod",
    "Kubernetes/Execution-MaliciousFile",
    "Kubernetes/Persistence-SuccessfulAnonymousAccess",
    "Kubernetes/PrivilegeEscalation-AnomalousBehavior-WorkloadDeployed-PrivilegedContainer",
    "Lambda/Backdoor-C-CActivity-B",
    "Lambda/Persistence-AccountManipulation",
    "Lambda/Trojan-DropPoint",
    "Organizations/DefenseImpairment-DisableOrModifyTools",
    "RDS/CredentialAccess-AnomalousBehavior-FailedLogin",
    "RDS/CredentialAccess-AnomalousBehavior-SuccessfulLogin",
    "RDS/CredentialAccess-MaliciousIPCaller-SuccessfulLogin",
    "RDS/CredentialAccess-ModifyAuthenticationProcess",
    "RDS/CredentialAccess-TorIPCaller-SuccessfulLogin",
    "RolesAnywhere/Persistence-AccountManipulation",
    "Route53Resolver/DefenseImpairment-DisableOrModifyTools",
    "Runtime/Backdoor-C-CActivity-B",
    "Runtime/Backdoor-C-CActivity-B-DNS",
    "Runtime/DefenseEvasion-FilelessExecution",
    "Runtime/DefenseEvasion-KernelModuleLoaded",
    "Runtime/DefenseEvasion-PtraceAntiDebugging",
    "Runtime/DefenseEvasion-SuspiciousCommand",
    "Runtime/Execution-ReverseShell",
    "Runtime/Execution-SuspiciousCommand",
    "Runtime/Execution-SuspiciousShellCreated",
    "Runtime/Execution-SuspiciousTool",
    "Runtime/Impact-AbusedDomainRequest-Reputation",
    "Runtime/Impact-BitcoinDomainRequest-Reputation",
    "Runtime/Impact-SuspiciousDomainRequest-Reputation",
    "Runtime/PrivilegeEscalation-CGroupsReleaseAgentModified",
    "Runtime/Trojan-BlackholeTraffic",
    "Runtime/Trojan-BlackholeTraffic-DNS",
    "S3/AttackSequence-CompromisedData",
    "S3/DefenseImpairment-DisableOrModifyTools",
    "S3/Discovery-AnomalousBehavior",
    "S3/Discovery-TorIPCaller",
    "S3/Execution-MaliciousFile-RecoveryPoint",
    "S3/Impact-AnomalousBehavior-Permission",
    "S3/Object-MaliciousFile",
    "S3/PenTest-ParrotLinux",
    "S3/Policy-AccountBlockPublicAccessDisabled",
    "S3/Policy-BucketBlockPublicAccessDisabled",
    "S3/UnauthorizedAccess-TorIPCaller",
    "SES/Impact-ResourceHijacking",
    "SageMaker/Execution-CommandAndScriptingInterpreter",
];

/// Other forms than the sample's: paths below `tests/fixtures`.
const FORMS: &[&str] = &[
    "forms/anomaly-expanded.sns-lambda",
    "forms/anomaly-port",
    "forms/anomaly-recent-calls",
    "forms/security-hub.ocsf",
    "forms/unknown-type",
    "stories/copy.asff",
    "stories/on-call.eventbridge",
    "stories/workshop.get-findings",
];

fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// A statement as the page shows it.
fn said(one: &Rendered, lang: Lang) -> String {
    match &one.weigh {
        Some(weigh) => format!(
            "<{}> {} | {} || {}",
            weigh.leaning.words(lang),
            weigh.question,
            text(&one.spans),
            text(&weigh.turn)
        ),
        None => text(&one.spans),
    }
}

/// What would settle it.
fn settled(one: &Rendered, plan: &Plan) -> Option<String> {
    let settled = one.settled.as_ref()?;
    let step = settled.look_up.map(|at| format!(" → {}", plan.look_ups[at as usize].title));
    Some(format!("{}{}", settled.by, step.unwrap_or_default()))
}

/// The explanation in both languages, line under line.
fn whole(record: &Record, packs: &[Pack; 2]) -> String {
    let opened = Finding::open(record.dialect, &record.text);
    let around = Surroundings { event_account: record.event_account(), ..Surroundings::default() };
    let mut out = vec![opened.type_string().unwrap_or_default().to_owned()];
    let readers = packs.each_ref().map(|pack| Reader { lang: pack.lang, offset: None, pack });
    let plans = packs.each_ref().map(|pack| Plan::of(&opened, pack));
    for section in explain(&opened, &packs[0], &around) {
        let label = section.heading.label();
        out.push(format!("\n# {} / {}", label.en, label.ja));
        for statement in &section.statements {
            let [en, ja] = [0, 1].map(|at| {
                let (reader, plan) = (readers[at], &plans[at]);
                let entry = opened.type_string().and_then(|name| reader.pack.types.get(name));
                let one = reader.render(statement, entry, plan);
                (one.basis.slug(), said(&one, reader.lang), settled(&one, plan))
            });
            out.push(format!("{}: {}\n  {}", en.0, en.1, ja.1));
            out.extend(en.2.zip(ja.2).map(|(en, ja)| format!("  → {en}\n  → {ja}")));
        }
    }
    let [en, ja] = plans;
    for (label, en, ja) in
        [("Look-ups", &en.look_ups, &ja.look_ups), ("Containment", &en.containment, &ja.containment)]
    {
        out.push(format!("\n# {label}"));
        out.extend(en.iter().zip(ja).map(|(en, ja)| format!("{}\n  {}", en.title, ja.title)));
    }
    out.extend(
        en.left_out.iter().zip(&ja.left_out).map(|(en, ja)| format!("left out: {}\n  {}", en.text, ja.text)),
    );
    out.join("\n")
}

#[test]
fn explanations_are_as_they_were_reviewed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packs = Lang::ALL.map(|lang| Pack::embedded(lang).unwrap());
    let samples = SAMPLES.iter().map(|name| (*name, root.join("knowledge/types").join(name)));
    let forms = FORMS.iter().map(|name| (*name, root.join("tests/fixtures").join(name)));
    let fixtures: Vec<_> = samples.chain(forms).collect();
    assert!(fixtures.len() >= 60);
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut names = BTreeSet::new();
    for (name, path) in fixtures {
        let events = read(SourceId(0), &fs::read(format!("{}.json", path.display())).unwrap());
        let records =
            events.iter().filter_map(|event| if let Event::Record(one) = event { Some(one) } else { None });
        let told: Vec<String> = records.map(|record| whole(record, &packs)).collect();
        assert_eq!(told.len(), 1, "{name}");
        let file = name.replace('/', "-");
        settings.bind(|| insta::assert_snapshot!(file.as_str(), told[0]));
        names.insert(format!("{file}.snap"));
    }
    let held = fs::read_dir(root.join("tests/snapshots")).unwrap();
    let held: BTreeSet<String> = held.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(held, names, "a snapshot without a fixture, or one to be reviewed");
}
