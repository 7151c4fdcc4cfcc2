//! What to do next: every command of every family, over every sample and over hostile values, is what it says it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use finding_lens::{
    i18n::Lang,
    ingest::Dialect,
    knowledge::{Pack, Response, SAMPLES, StepEntry},
    model::{Finding, Timestamp},
    respond::{Language, Plan, Step, quote, template, values},
};
use proptest::prelude::*;
use serde_json::Value;
use sqlparser::{
    dialect::GenericDialect,
    parser::Parser,
    tokenizer::{Token, Tokenizer, Whitespace},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

fn pack(lang: Lang) -> Pack {
    Pack::embedded(lang).unwrap()
}

fn samples() -> Vec<Value> {
    serde_json::from_slice(SAMPLES).unwrap()
}

fn sample(name: &str) -> Value {
    samples().into_iter().find(|s| s["type"] == name).unwrap_or_else(|| panic!("no sample of {name}"))
}

fn planned(finding: &Value, pack: &Pack) -> Plan {
    Plan::of(&Finding::open(Dialect::Native, &finding.to_string()), pack)
}

fn steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.look_ups.iter().chain(&plan.containment)
}

fn texts<'p>(plan: &'p Plan, languages: &'p [Language]) -> impl Iterator<Item = (&'p str, &'p str)> {
    steps(plan).flat_map(|step| {
        let ours = step.commands.iter().filter(|command| languages.contains(&command.language));
        ours.map(|command| (step.id.as_str(), command.text.as_str()))
    })
}

fn entries(response: &Response) -> impl Iterator<Item = &StepEntry> {
    response.look_up.iter().chain(&response.contain)
}

// The knowledge.

#[test]
fn the_ids_of_a_kubernetes_user_are_sought_under_no_access_key_or_principal() {
    let finding = sample("AttackSequence:EKS/CompromisedCluster");
    let actor = &finding["service"]["detection"]["sequence"]["actors"][1]["user"];
    assert_eq!(actor["type"], "KubernetesUser");
    let plan = format!("{:?}", planned(&finding, &pack(Lang::En)));
    for id in ["uid", "credentialUid"] {
        assert!(!plan.contains(actor[id].as_str().unwrap()), "{id}");
    }
    assert!(plan.contains("ASIAPZU2HOO4UEXAMPLE") && plan.contains("AROAPZU2HOO4UEXAMPLE"));
}

/// The steps of a finding's plan by name, in their order, each with its text in a language.
fn told(finding: &Value, language: Language) -> Vec<(String, String)> {
    let plan = planned(finding, &pack(Lang::En));
    let text = |step: &Step| step.commands.iter().find(|c| c.language == language).map(|c| c.text.clone());
    steps(&plan).map(|step| (step.id.clone(), text(step).unwrap_or_default())).collect()
}

fn step<'t>(told: &'t [(String, String)], id: &str) -> Option<&'t str> {
    told.iter().find(|(known, _)| known == id).map(|(_, text)| text.as_str())
}

#[test]
fn what_is_done_about_a_visitor_is_not_done_where_the_instance_reached_out() {
    const BRUTE: &str = "UnauthorizedAccess:EC2/SSHBruteForce";
    let target = told(&sample(BRUTE), Language::Athena);
    assert!(step(&target, "close-port").is_some() && step(&target, "instance-targets").is_none());
    // A flow record ends after ten minutes at the latest: only records of one source port tell how long a login lasted.
    assert!(step(&target, "instance-remote-who").unwrap().contains("max(\"end\") - min(start) AS seconds"));
    assert!(step(&target, "instance-remote-who").unwrap().contains("srcport"));
    let mut actor = sample(BRUTE);
    actor["service"]["resourceRole"] = "ACTOR".into();
    actor["service"]["action"]["networkConnectionAction"]["connectionDirection"] = "OUTBOUND".into();
    for finding in [actor, sample("Recon:EC2/Portscan"), sample("Impact:EC2/PortSweep")] {
        let told = told(&finding, Language::Athena);
        assert!(step(&told, "instance-remote-who").is_none() && step(&told, "close-port").is_none());
        assert!(step(&told, "instance-targets").unwrap().contains("count(DISTINCT dstaddr)"));
    }
}

#[test]
fn a_dns_tunnel_is_measured_and_blocked_by_its_registered_domain() {
    let finding = sample("Trojan:EC2/DNSDataExfiltration");
    let request = &finding["service"]["action"]["dnsRequestAction"];
    let told = told(&finding, Language::Athena);
    assert_eq!(told[0].0, "instance-dns-tunnel");
    assert!(told[0].1.contains(&format!("'{}'", request["domainWithSuffix"].as_str().unwrap())));
    assert!(!told[0].1.contains(request["domain"].as_str().unwrap()));
    assert!(step(&told, "instance-dns").is_none() && step(&told, "block-domain").is_none());
    assert!(step(&told, "block-tunnel").is_some());
}

#[test]
fn whoever_comes_from_iam_is_taken_out_of_the_cluster_as_no_policy_denies_the_proof_of_identity() {
    let mapped = told(&sample("CredentialAccess:Kubernetes/MaliciousIPCaller"), Language::Bash);
    assert!(step(&mapped, "remove-cluster-access").is_some());
    let account = told(&sample("AttackSequence:EKS/CompromisedCluster"), Language::Bash);
    assert!(step(&account, "remove-cluster-access").is_none());
}

#[test]
fn the_public_endpoint_is_closed_to_public_callers_only() {
    let outside = sample("CredentialAccess:Kubernetes/MaliciousIPCaller");
    assert!(step(&told(&outside, Language::Bash), "close-endpoint").is_some());
    let mut inside = outside;
    inside["service"]["action"]["kubernetesApiCallAction"]["remoteIpDetails"]["ipAddressV4"] =
        "10.0.3.7".into();
    assert!(step(&told(&inside, Language::Bash), "close-endpoint").is_none());
    assert!(
        step(&told(&sample("Execution:Runtime/ReverseShell"), Language::Bash), "close-endpoint").is_none()
    );
}

#[test]
fn the_requests_of_a_sequences_kubernetes_user_are_looked_up() {
    let told = told(&sample("AttackSequence:EKS/CompromisedCluster"), Language::Insights);
    let user = "system:serviceaccount:media:img-resize";
    assert!(step(&told, "kubernetes-user-requests").unwrap().contains(&format!("user.username = '{user}'")));
    assert!(step(&told, "service-account-rights").is_some());
}

#[test]
fn calls_of_a_key_are_sought_where_global_services_record_as_well() {
    for name in ["AttackSequence:IAM/CompromisedCredentials", "Persistence:IAM/AccountManipulation"] {
        let mut finding = sample(name);
        finding["region"] = "eu-west-1".into();
        let away = told(&finding, Language::Bash);
        finding["region"] = "us-east-1".into();
        let home = told(&finding, Language::Bash);
        for id in ["sequence-key-calls", "rule-actor-calls", "key-writes"] {
            let (Some(away), Some(home)) = (step(&away, id), step(&home, id)) else { continue };
            assert!(away.contains("--region eu-west-1") && away.contains("--region us-east-1"), "{id}");
            assert_eq!(home.matches("lookup-events").count(), 1, "{id}: asked twice");
        }
    }
}

#[test]
fn what_was_changed_read_or_assumed_is_sought_up_to_now() {
    let finding = sample("CredentialAccess:IAMUser/AnomalousBehavior");
    for language in [Language::Bash, Language::Athena] {
        let told = told(&finding, language);
        for id in ["key-writes", "data-reads", "roles-assumed"] {
            let text = step(&told, id).unwrap();
            assert!(!text.contains("--end-time") && !text.contains("eventtime <="), "{id}: {text}");
        }
    }
}

#[test]
fn how_something_came_about_is_sought_before_the_finding() {
    for (name, id) in [
        ("Recon:EC2/Portscan", "instance-changes"),
        ("Execution:EC2/MaliciousFile!AMI", "ami-calls"),
        ("Execution:EC2/MaliciousFile!Snapshot", "snapshot-calls"),
        ("Execution:EC2/MaliciousFile!RecoveryPoint", "restores"),
        ("Backdoor:Lambda/C&CActivity.B", "function-deployed"),
    ] {
        let finding = sample(name);
        let first = finding["service"]["eventFirstSeen"].as_str().unwrap();
        let sql = told(&finding, Language::Athena);
        let text = step(&sql, id).unwrap();
        let from = text.split("eventtime >= '").nth(1).unwrap().split('T').next().unwrap();
        let day = |text: &str| Timestamp::parse(text).unwrap().0 / 86_400_000;
        assert!(day(first) - day(&format!("{from}T00:00:00Z")) >= 89, "{id}: {from} {first}");
        let shell = told(&finding, Language::Bash);
        assert!(!step(&shell, id).unwrap().contains("--start-time"), "{id}");
        assert!(!step(&shell, id).unwrap().contains("--by-created-after"), "{id}");
    }
}

#[test]
fn flow_logs_of_subnets_and_interfaces_count_as_well() {
    let told = told(&sample("Recon:EC2/Portscan"), Language::Bash);
    let text = step(&told, "traffic-logs").unwrap();
    assert!(!text.contains("Name=resource-id"), "{text}");
    assert!(text.contains("list-resolver-query-log-config-associations"), "{text}");
}

#[test]
fn of_a_member_of_a_cluster_the_cluster_is_kept_as_evidence() {
    let told = |name: &str| told(&sample(name), Language::Bash);
    let aurora = told("Discovery:RDS/TorIPCaller");
    assert!(step(&aurora, "snapshot-db-cluster").is_some() && step(&aurora, "snapshot-db").is_none());
    let single = told("CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce");
    assert!(step(&single, "snapshot-db").is_some());
}

#[test]
fn a_bucket_that_is_not_public_is_not_closed_to_the_public_but_for_its_setting() {
    let told = |name: &str| told(&sample(name), Language::Bash);
    assert!(step(&told("Exfiltration:S3/AnomalousBehavior"), "block-public").is_none());
    let sequence = told("AttackSequence:S3/CompromisedData");
    assert!(step(&sequence, "block-public").unwrap().contains("example-claims-exports"));
    assert!(!step(&sequence, "block-public").unwrap().contains("example-claims-archive"));
    assert!(step(&told("Policy:S3/BucketBlockPublicAccessDisabled"), "block-public").is_some());
}

#[test]
fn the_quarantine_tag_keeps_the_tag_that_denies_reads() {
    let told = told(&sample("Object:S3/MaliciousFile"), Language::Bash);
    assert!(
        step(&told, "tag-object").unwrap().contains("{Key=GuardDutyMalwareScanStatus,Value=THREATS_FOUND}")
    );
}

#[test]
fn requiring_imdsv2_is_undone_by_what_it_says() {
    let told = told(&sample("Recon:EC2/Portscan"), Language::Bash);
    assert!(!step(&told, "require-imdsv2").unwrap().contains("hop-limit"));
}

#[test]
fn who_pushed_an_image_is_asked_of_ecr_for_its_own_images_only() {
    let told = |name: &str| told(&sample(name), Language::Bash);
    assert!(step(&told("Execution:Runtime/ReverseShell"), "image-source").is_some());
    let public = told("Execution:Container/MaliciousFile");
    assert!(step(&public, "image-source").is_none() && step(&public, "block-image").is_some());
}

#[test]
fn the_process_is_looked_at_before_it_goes() {
    assert_eq!(told(&sample("Execution:Runtime/ReverseShell"), Language::Bash)[0].0, "process-alive");
}

#[test]
fn whether_rebound_metadata_was_fetched_is_asked_of_the_metric() {
    let told = told(&sample("UnauthorizedAccess:EC2/MetadataDNSRebind"), Language::Bash);
    assert!(step(&told, "instance-metadata-calls").unwrap().contains("MetadataNoToken"));
}

#[test]
fn calls_with_a_tasks_role_are_in_event_history_by_the_tasks_id() {
    let told = told(&sample("AttackSequence:ECS/CompromisedCluster"), Language::Bash);
    let text = step(&told, "task-role-calls").unwrap();
    assert!(text.contains("AttributeKey=Username,AttributeValue=08134808e7f179cee76d1fa570b65d59"), "{text}");
}

#[test]
fn a_sign_in_is_followed_by_the_users_name_since_it_has_no_key() {
    let told = told(&sample("UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B"), Language::Bash);
    assert_eq!(told[0].0, "console-logins");
    assert!(told[1].1.contains("AttributeKey=Username,AttributeValue=a.fischer"), "{told:?}");
    let root = self::told(&sample("Policy:IAMUser/RootCredentialUsage"), Language::Bash);
    assert!(step(&root, "root-calls").unwrap().contains("AttributeKey=Username,AttributeValue=root"));
}

#[test]
fn a_stopped_trail_is_looked_at_early_and_started_again_first() {
    let finding = sample("Stealth:IAMUser/CloudTrailLoggingDisabled");
    let plan = planned(&finding, &pack(Lang::En));
    assert!(plan.look_ups[..2].iter().any(|step| step.id == "trail-state"));
    assert_eq!(plan.containment[0].id, "restart-logging");
    let mut former = finding;
    former["type"] = "Stealth:IAMUser/LoggingConfigurationModified".into();
    for (finding, stopped) in [(former, true), (sample("Stealth:IAMUser/PasswordPolicyChange"), false)] {
        let told = told(&finding, Language::Bash);
        assert_eq!(step(&told, "restart-logging").is_some(), stopped);
        assert_eq!(step(&told, "trail-state").is_some(), stopped);
    }
}

#[test]
fn no_policy_is_put_on_a_role_that_the_account_cannot_change() {
    let mut finding = sample("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS");
    assert!(step(&told(&finding, Language::Bash), "deny-session").is_some());
    for (name, by_hand) in
        [("AWSReservedSSO_Admin_0123456789abcdef", true), ("AWSServiceRoleForSupport", false)]
    {
        finding["resource"]["accessKeyDetails"]["userName"] = name.into();
        let told = told(&finding, Language::Bash);
        assert!(!told.iter().any(|(_, text)| text.contains("put-role-policy")), "{name}");
        assert_eq!(step(&told, "identity-center-session").is_some(), by_hand, "{name}");
        assert!(step(&told, "role-state").is_some(), "{name}");
    }
}

#[test]
fn what_stolen_credentials_did_is_sought_up_to_now_and_in_iam() {
    let finding = sample("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS");
    let told = told(&finding, Language::Bash);
    let text = step(&told, "instance-session-calls").unwrap();
    assert!(!text.contains("--end-time") && text.contains("--region us-east-1"), "{text}");
}

#[test]
fn nobody_is_sent_to_the_host_of_a_task_on_fargate() {
    let mut finding = sample("Impact:Runtime/CryptoMinerExecuted");
    let task = &mut finding["resource"]["ecsClusterDetails"]["taskDetails"];
    assert_eq!(task["launchType"], "FARGATE");
    task["launchType"] = "EC2".into();
    assert!(step(&told(&finding, Language::Bash), "freeze-process").is_some());
    finding["resource"]["ecsClusterDetails"]["taskDetails"]["launchType"] = "FARGATE".into();
    assert!(step(&told(&finding, Language::Bash), "freeze-process").is_none());
}

#[test]
fn what_is_usual_is_compared_with_what_was_before() {
    for (name, id) in [
        ("CredentialAccess:IAMUser/AnomalousBehavior", "principal-sources"),
        ("Exfiltration:S3/AnomalousBehavior", "bucket-callers"),
    ] {
        let finding = sample(name);
        let first = Timestamp::parse(finding["service"]["eventFirstSeen"].as_str().unwrap()).unwrap();
        let from = Timestamp(first.0 - 1000 * (values::PADDING + values::HISTORY)).rfc3339();
        assert!(step(&told(&finding, Language::Athena), id).unwrap().contains(&from), "{id}");
    }
}

#[test]
fn findings_since_a_sequence_began_begin_there() {
    let finding = sample("AttackSequence:IAM/CompromisedCredentials");
    let first = Timestamp::parse(finding["service"]["eventFirstSeen"].as_str().unwrap()).unwrap();
    let told = told(&finding, Language::Bash);
    let text = step(&told, "recent-findings").unwrap();
    assert!(
        text.contains(&format!("updatedAt={{GreaterThanOrEqual={}}}", first.0 - 1000 * values::PADDING)),
        "{text}"
    );
}

#[test]
fn nothing_is_taken_off_the_internet_because_of_a_private_address() {
    let brute = |ip: &str| {
        let mut finding = sample("UnauthorizedAccess:EC2/SSHBruteForce");
        finding["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["ipAddressV4"] = ip.into();
        step(&told(&finding, Language::Bash), "close-port").is_some()
    };
    assert!(brute("203.0.113.77") && !brute("10.1.2.3"));
    let hides = |name: &str| step(&told(&sample(name), Language::Bash), "hide-db").is_some();
    assert!(hides("CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce"));
    assert!(!hides("CredentialAccess:RDS/AnomalousBehavior.FailedLogin"));
}

#[test]
fn of_generated_names_all_are_looked_up_not_one() {
    for name in ["Trojan:EC2/DGADomainRequest.B", "Trojan:EC2/DGADomainRequest.C!DNS"] {
        let finding = sample(name);
        let instance = finding["resource"]["instanceDetails"]["instanceId"].as_str().unwrap();
        let told = told(&finding, Language::Athena);
        let text = step(&told, "instance-dns-generated").unwrap();
        assert!(text.contains(&format!("srcids.instance = '{instance}'")), "{text}");
    }
}

#[test]
fn every_family_has_questions_look_ups_and_containment_in_both_languages() {
    let [en, ja] = [pack(Lang::En), pack(Lang::Ja)];
    let families: BTreeSet<&str> =
        en.types.values().map(|t| t.family.as_str()).chain(["ecs", "container"]).collect();
    assert_eq!(families.len(), 17);
    assert_eq!(en.responses.keys().map(String::as_str).collect::<BTreeSet<_>>(), families);
    for (family, response) in &en.responses {
        assert!((2..=5).contains(&response.decides.len()), "{family}: {} questions", response.decides.len());
        assert!(!response.look_up.is_empty() && !response.contain.is_empty(), "{family}");
        let other = &ja.responses[family];
        assert_eq!(entries(response).count(), entries(other).count());
        for (step, other) in entries(response).zip(entries(other)) {
            assert_eq!(step.id, other.id);
            assert!(step.title != other.title && step.why != other.why, "{}", step.id);
        }
    }
}

#[test]
fn every_step_names_what_exists_and_says_what_it_must() {
    let pack = pack(Lang::En);
    let mut ids = BTreeSet::new();
    for (family, response) in &pack.responses {
        for (contains, step) in
            response.look_up.iter().map(|s| (false, s)).chain(response.contain.iter().map(|s| (true, s)))
        {
            let id = &step.id;
            assert!(ids.insert(id.clone()), "{id} stands twice");
            let known = |name: &str| values::placeholder(name).is_some();
            let query = step.cloudtrail.as_ref();
            let of_query = query.iter().flat_map(|q| {
                [Some(&q.filter), q.select.as_ref(), q.group.as_ref(), q.order.as_ref()].into_iter().flatten()
            });
            let templates = [&step.title, &step.why].into_iter().chain(&step.run).chain(of_query);
            let templates = templates
                .chain(&step.athena)
                .chain(&step.insights)
                .chain(step.file.as_ref().map(|f| &f.text));
            for template in templates {
                for name in template::names(template).filter(|name| *name != "now") {
                    assert!(known(name), "{family}/{id}: {{{name}}}");
                }
            }
            assert!(step.needs.iter().chain(&step.each).all(|name| known(name)), "{family}/{id}");
            for log in step.log.iter().chain(&step.query_log) {
                assert!(pack.logs.contains_key(log), "{family}/{id}: {log}");
            }
            assert_eq!(step.query_log.is_some(), step.athena.is_some() || step.insights.is_some(), "{id}");
            assert_eq!(step.log_group.is_some(), step.insights.is_some(), "{id}");
            assert_eq!(
                contains,
                step.radius.is_some() && step.undo.is_some() && step.destroys.is_some(),
                "{id}"
            );
            // A look-up changes nothing and says which log answers.
            if !contains {
                assert!(!step.is_by_hand(), "{id}");
                assert!(step.run.is_empty() || step.log.is_some(), "{id}");
                for line in &step.run {
                    let operation =
                        template::words(line)[if line.starts_with("aws ") { 2 } else { 1 }].clone();
                    let reads = ["get", "list", "describe", "lookup", "head", "auth"];
                    assert!(
                        reads.iter().any(|verb| operation.starts_with(verb)),
                        "{id}: {operation} may change something"
                    );
                }
            }
        }
    }
}

#[test]
fn every_placeholder_is_of_use() {
    let pack = pack(Lang::En);
    // Those of the words that say where a step runs, and of every query.
    let mut used: BTreeSet<String> =
        ["account", "region", "global_region", "from", "to", "earlier", "from_epoch", "to_epoch", "cluster"]
            .map(str::to_owned)
            .into();
    for step in pack.responses.values().flat_map(entries) {
        let query =
            step.cloudtrail.iter().flat_map(|q| [Some(&q.filter), q.select.as_ref()].into_iter().flatten());
        let texts =
            [&step.title].into_iter().chain(&step.run).chain(query).chain(&step.athena).chain(&step.insights);
        let texts = texts.chain(&step.log_group).chain(step.file.as_ref().map(|file| &file.text));
        used.extend(texts.flat_map(|text| template::names(text)).map(str::to_owned));
        used.extend(step.needs.iter().chain(&step.each).cloned());
    }
    let unused: Vec<&str> =
        values::PLACEHOLDERS.iter().map(|p| p.name).filter(|name| !used.contains(*name)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn japanese_keeps_to_the_word_list_and_is_set_as_the_knowledge_is() {
    let japanese = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '々');
    let pack = pack(Lang::Ja);
    let mut texts: Vec<String> = Vec::new();
    for response in pack.responses.values() {
        texts.extend(response.decides.clone());
        for step in entries(response) {
            texts.extend([step.title.clone(), step.why.clone()]);
            texts.extend([&step.radius, &step.undo, &step.destroys].into_iter().flatten().cloned());
        }
    }
    for log in pack.logs.values() {
        texts.extend([&log.name, &log.on, &log.kept, &log.empty].into_iter().cloned());
    }
    let words: toml::Table = include_str!("../knowledge/words.toml").parse().unwrap();
    let words = words["word"].as_array().unwrap();
    let banned: Vec<&str> = words
        .iter()
        .flat_map(|word| word["not"].as_array().unwrap())
        .map(|not| not.as_str().unwrap())
        .collect();
    for text in texts {
        assert!(!text.contains("あなた"), "{text}");
        assert!(banned.iter().all(|not| !text.contains(not)), "{text}");
        for (a, b) in text.chars().zip(text.chars().skip(1)) {
            let touching =
                (a.is_ascii_alphanumeric() && japanese(b)) || (japanese(a) && b.is_ascii_alphanumeric());
            assert!(!touching, "no space between {a} and {b}: {text}");
        }
    }
}

// The plan.

#[test]
fn every_sample_gets_look_ups_and_containment_with_all_values_filled() {
    for pack in [pack(Lang::En), pack(Lang::Ja)] {
        for finding in samples() {
            let name = finding["type"].as_str().unwrap();
            let plan = planned(&finding, &pack);
            assert!(plan.look_ups.len() >= 3, "{name}: {} look-ups", plan.look_ups.len());
            assert!(!plan.containment.is_empty() && !plan.decides.is_empty(), "{name}");
            assert_eq!(plan.left_out, [], "{name}");
            for step in steps(&plan) {
                assert!(!step.title.contains('—') && !step.title.contains('{'), "{name}: {}", step.title);
                assert!(!step.why.contains('{'), "{name}: {}", step.why);
                for fact in step.facts.iter().chain(step.commands.iter().flat_map(|c| &c.log)) {
                    assert!(
                        !fact.text.contains('—') && !fact.text.contains('{'),
                        "{name}/{}: {}",
                        step.id,
                        fact.text
                    );
                }
                for command in &step.commands {
                    assert_eq!(
                        template::names(&command.text).count(),
                        0,
                        "{name}/{}: {}",
                        step.id,
                        command.text
                    );
                }
            }
            for step in &plan.look_ups {
                assert!(!step.rows.is_empty(), "{name}/{}", step.id);
            }
        }
    }
}

#[test]
fn the_first_look_up_after_stolen_instance_credentials_is_the_whole_session_in_the_member_account() {
    let mut finding = sample("UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS");
    finding["service"]["action"]["awsApiCallAction"]["remoteAccountDetails"]["affiliated"] = true.into();
    let plan = planned(&finding, &pack(Lang::En));
    let first = &plan.look_ups[0];
    assert_eq!(first.id, "instance-session-calls");
    let bash = &first.command(Language::Bash).unwrap().text;
    assert!(bash.contains("AttributeKey=Username,AttributeValue=i-07b3f58d2c1e9a640"), "{bash}");
    assert!(bash.contains("--start-time 2026-06-12T05:29:13Z"), "{bash}");
    assert!(bash.contains("--region us-east-1"), "{bash}");
    let athena = &first.command(Language::Athena).unwrap().text;
    assert!(
        athena.contains("useridentity.principalid = 'AROAE5AESITBLQEXAMPLE:i-07b3f58d2c1e9a640'"),
        "{athena}"
    );
    assert!(athena.contains("recipientaccountid = '111122223333'"), "{athena}");
    assert!(
        first
            .facts
            .iter()
            .any(|fact| fact.text.contains("111122223333") && fact.text.contains("those of the finding"))
    );
    // The credentials come first, then the machine that they leaked from.
    let place = |id: &str| plan.look_ups.iter().position(|step| step.id == id).unwrap();
    assert!(place("key-calls") < place("instance-state"));
    let revoke = plan.containment.iter().find(|step| step.id == "revoke-sessions").unwrap();
    assert!(revoke.facts.iter().any(|fact| fact.text.contains("Every user of the role")));
    assert!(
        revoke.why.contains("Stops the whole role") && revoke.why.contains("does not stop new credentials")
    );
}

#[test]
fn steps_follow_partition_and_region() {
    for (partition, region, global) in [
        ("aws", "ap-northeast-1", "us-east-1"),
        ("aws-cn", "cn-northwest-1", "cn-north-1"),
        ("aws-us-gov", "us-gov-east-1", "us-gov-west-1"),
    ] {
        let mut finding = sample("UnauthorizedAccess:IAMUser/TorIPCaller");
        finding["partition"] = partition.into();
        finding["region"] = region.into();
        let plan = planned(&finding, &pack(Lang::En));
        let text = |id: &str| {
            let step = plan.look_ups.iter().find(|step| step.id == id).unwrap();
            step.command(Language::Bash).unwrap().text.clone()
        };
        assert!(text("key-calls").contains(&format!("--region {region}")));
        assert!(text("persistence").contains(&format!("--region {global}")));
    }
}

#[test]
fn a_step_whose_value_is_missing_is_left_out_and_several_values_are_taken_in_turn() {
    let pack = pack(Lang::En);
    let mut finding = sample("UnauthorizedAccess:IAMUser/TorIPCaller");
    let has = |finding: &Value, id: &str| planned(finding, &pack).look_ups.iter().any(|step| step.id == id);
    assert!(has(&finding, "key-calls"));
    finding["resource"]["accessKeyDetails"]["accessKeyId"] = Value::Null;
    assert!(!has(&finding, "key-calls"));

    let mut finding = sample("Discovery:S3/MaliciousIPCaller");
    let bucket = finding["resource"]["s3BucketDetails"][0].clone();
    let many = (0..5).map(|n| {
        let mut bucket = bucket.clone();
        bucket["name"] = format!("example-bucket-{n}").into();
        bucket
    });
    finding["resource"]["s3BucketDetails"] = many.collect();
    let plan = planned(&finding, &pack);
    let repeated: Vec<&Step> = plan.look_ups.iter().filter(|step| step.id == "bucket-public").collect();
    assert_eq!(repeated.len(), 3);
    assert!(repeated[2].notes[0].contains("2 more") && repeated[2].notes[0].contains("example-bucket-4"));

    let mut finding = sample("Recon:EC2/PortProbeUnprotectedPort");
    let probes = finding["service"]["action"]["portProbeAction"]["portProbeDetails"].as_array_mut().unwrap();
    let probe = probes[0].clone();
    *probes = (0..12)
        .map(|n| {
            let mut probe = probe.clone();
            probe["remoteIpDetails"]["ipAddressV4"] = format!("198.51.100.{n}").into();
            probe
        })
        .collect();
    let traffic = planned(&finding, &pack).look_ups.remove(0);
    let athena = &traffic.command(Language::Athena).unwrap().text;
    assert!(athena.contains("'198.51.100.9'") && !athena.contains("'198.51.100.10'"), "{athena}");
    assert!(traffic.notes[0].contains("10 of 12"), "{:?}", traffic.notes);
}

#[test]
fn values_that_belong_together_stay_together() {
    let plan = planned(&sample("AttackSequence:IAM/CompromisedCredentials"), &pack(Lang::En));
    let keys: Vec<&str> = plan
        .containment
        .iter()
        .filter(|s| s.id == "deactivate-key")
        .map(|s| s.commands[0].text.as_str())
        .collect();
    assert_eq!(keys.len(), 2);
    assert!(
        keys[0].contains("--user-name deploy-ci") && keys[0].contains("AKIA3NSOWD7GLEXAMPLE"),
        "{keys:?}"
    );
    assert!(
        keys[1].contains("--user-name svc-metrics") && keys[1].contains("AKIAAOSHFPXW2EXAMPLE"),
        "{keys:?}"
    );

    let mut finding = sample("Object:S3/MaliciousFile");
    let mut other = finding["resource"]["s3BucketDetails"][0].clone();
    other["name"] = "example-other".into();
    other["s3ObjectDetails"][0]["key"] = "other.bin".into();
    finding["resource"]["s3BucketDetails"].as_array_mut().unwrap().push(other);
    let plan = planned(&finding, &pack(Lang::En));
    let states: Vec<&str> = plan
        .look_ups
        .iter()
        .filter(|s| s.id == "object-state")
        .map(|s| s.commands[0].text.as_str())
        .collect();
    assert!(states[1].contains("example-other") && states[1].contains("other.bin"), "{states:?}");
}

#[test]
fn a_finding_of_an_unknown_type_gets_the_steps_of_its_resource() {
    let mut finding = sample("Recon:EC2/Portscan");
    finding["type"] = "Recon:EC2/SomethingNew".into();
    let plan = planned(&finding, &pack(Lang::En));
    assert!(plan.look_ups.iter().any(|step| step.id == "instance-state"));
    assert!(!plan.decides.is_empty());
}

#[test]
fn an_empty_finding_has_no_steps_and_breaks_nothing() {
    for text in ["{}", "[]", "null", "\"x\"", "{\"service\":{}}"] {
        let finding: Value = serde_json::from_str(text).unwrap();
        let plan = planned(&finding, &pack(Lang::En));
        assert!(plan.look_ups.is_empty(), "{text}");
        assert!(plan.script(Language::Bash).is_empty(), "{text}");
    }
}

// The commands.

/// A folder of this test run, emptied.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("finding-lens-respond-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn bash(folder: &Path, script: &str, arguments: &[&str]) -> Vec<u8> {
    let mut child = Command::new("bash")
        .args(["--noprofile", "--norc"])
        .args(arguments)
        .current_dir(folder)
        .env("HISTFILE", "/dev/null")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash is installed");
    let mut stdin = child.stdin.take().unwrap();
    let script = script.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(script.as_bytes()));
    let out = child.wait_with_output().unwrap();
    let _ = writer.join();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

/// What bash takes the commands for: the arguments of every `aws` and `kubectl` in them, run with stand-ins.
fn executed(folder: &Path, commands: &str) -> Vec<Vec<String>> {
    const STAND_INS: &str = "aws() { printf '%s\\0' aws \"$@\"; printf '\\n\\0'; }\nkubectl() { printf '%s\\0' kubectl \"$@\"; printf '\\n\\0'; }\n";
    let out = bash(folder, &format!("{STAND_INS}{commands}\n"), &[]);
    let mut calls = vec![Vec::new()];
    for argument in String::from_utf8(out).unwrap().split_terminator('\0') {
        match argument {
            "\n" => calls.push(Vec::new()),
            argument => calls.last_mut().unwrap().push(argument.to_owned()),
        }
    }
    calls.pop();
    calls
}

/// The options of each operation, by `model/cli.tsv`.
fn options() -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut out: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    let table = include_str!("../model/cli.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        out.entry((cells[0].to_owned(), cells[1].to_owned())).or_default().insert(cells[2].to_owned());
    }
    out
}

/// Options that every operation has (AWS CLI user guide, "Command line options"; "Pagination").
const GLOBAL: [&str; 4] = ["--region", "--output", "--query", "--max-items"];

fn check_call(call: &[String], options: &BTreeMap<(String, String), BTreeSet<String>>) {
    match call[0].as_str() {
        "aws" => {
            let known = options.get(&(call[1].clone(), call[2].clone()));
            let known =
                known.unwrap_or_else(|| panic!("not in model/cli.tsv: run cargo xtask cli: {call:?}"));
            for word in call[3..].iter().filter(|word| word.starts_with('-')) {
                let option = word.split('=').next().unwrap();
                assert!(known.contains(option) || GLOBAL.contains(&option), "{option} in {call:?}");
            }
            assert!(
                !call.iter().any(|word| quote::is_loaded(word)
                    && !word.starts_with("file://deny-")
                    && !word.starts_with("file://revoke-")),
                "{call:?}"
            );
        }
        "kubectl" => {
            let options = [
                "--namespace",
                "--output",
                "--sort-by",
                "--list",
                "--as",
                "--as-group",
                "--field-selector",
                "--all-namespaces",
                "--filename",
            ];
            for word in call[1..].iter().filter(|word| word.starts_with('-')) {
                assert!(options.contains(&word.split('=').next().unwrap()), "{word} in {call:?}");
            }
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_command_is_a_command_with_options_that_exist() {
    let (folder, options, pack) = (folder("samples"), options(), pack(Lang::En));
    let mut used = BTreeSet::new();
    for finding in samples() {
        let plan = planned(&finding, &pack);
        for script in [
            plan.script(Language::Bash),
            texts(&plan, &[Language::Bash]).map(|t| format!("{}\n", t.1)).collect(),
        ] {
            bash(&folder, &script, &["-n"]);
            for call in executed(&folder, &script) {
                check_call(&call, &options);
                used.insert(call[..3].to_vec());
            }
        }
    }
    // Every file that a command reads is JSON.
    for file in fs::read_dir(&folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
    }
    assert!(used.len() > 80, "{}", used.len());
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_script_runs_the_look_ups_and_leaves_containment_in_comments() {
    let plan = planned(&sample("UnauthorizedAccess:IAMUser/TorIPCaller"), &pack(Lang::Ja));
    let folder = folder("script");
    let calls = executed(&folder, &plan.script(Language::Bash));
    assert!(calls.iter().any(|call| call[2] == "lookup-events"));
    assert!(calls.iter().all(|call| {
        !["update-access-key", "put-role-policy", "put-user-policy"].contains(&call[2].as_str())
    }));
    assert!(
        plan.script(Language::Bash).contains("update-access-key")
            || plan.script(Language::Bash).contains("put-role-policy")
    );
    let _ = fs::remove_dir_all(folder);
}

/// SQL has one statement, no comment of its own, and only the string literals that belong there.
fn check_sql(id: &str, text: &str) -> Vec<String> {
    let parsed = Parser::parse_sql(&GenericDialect {}, text).unwrap_or_else(|e| panic!("{id}: {e}\n{text}"));
    assert_eq!(parsed.len(), 1, "{id}: {text}");
    let tokens = Tokenizer::new(&GenericDialect {}, text).with_unescape(true).tokenize().unwrap();
    let mut literals = Vec::new();
    for token in tokens {
        match token {
            Token::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)) => {
                panic!("{id}: {text}")
            }
            Token::SingleQuotedString(literal) => literals.push(literal),
            _ => {}
        }
    }
    literals
}

/// A query of Logs Insights by its literal rules: what stands outside of `"…"`, `'…'` and `/…/` is made of words that a
/// query is made of; the literals are given back.
fn check_insights(id: &str, text: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let (mut outside, mut open) = (String::new(), None::<(char, String)>);
    for c in text.chars() {
        match &mut open {
            Some((mark, _)) if c == *mark => literals.push(open.take().unwrap().1),
            Some((_, literal)) => {
                assert!(c != '\n' && c != '\\', "{id}: {text}");
                literal.push(c);
            }
            None if matches!(c, '"' | '\'' | '/') => open = Some((c, String::new())),
            None => outside.push(c),
        }
    }
    assert!(open.is_none(), "{id}: {text}");
    assert!(
        outside.chars().all(|c| c.is_ascii_alphanumeric() || " \n@.,|=[]()*-_".contains(c)),
        "{id}: {outside}"
    );
    literals
}

/// The arguments that PowerShell passes on, by its rules for words and literal strings; a backtick ends a line that goes on.
fn power_shell(text: &str) -> Vec<Vec<String>> {
    let is_quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201B}');
    let text = text.replace(" `\n  ", " ");
    let mut calls = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = Vec::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            let mut word = String::new();
            if c == ' ' {
                continue;
            } else if is_quote(c) {
                loop {
                    let c = chars.next().unwrap_or_else(|| panic!("open string: {line}"));
                    if is_quote(c) {
                        if !chars.peek().is_some_and(|c| is_quote(*c)) {
                            break;
                        }
                        word.push(chars.next().unwrap());
                    } else {
                        word.push(c);
                    }
                }
            } else {
                word.push(c);
                while let Some(c) = chars.next_if(|c| *c != ' ') {
                    word.push(c);
                }
                assert!(
                    word.chars().all(|c| c.is_ascii_alphanumeric() || "_-./:".contains(c)),
                    "{word} in {line}"
                );
            }
            assert!(!word.contains('"'), "{line}");
            words.push(word);
        }
        calls.push(words);
    }
    calls
}

#[test]
fn every_query_of_every_sample_parses() {
    let pack = pack(Lang::En);
    for finding in samples() {
        let plan = planned(&finding, &pack);
        for (id, text) in texts(&plan, &[Language::Athena, Language::Lake]) {
            check_sql(id, text);
        }
        for (id, text) in texts(&plan, &[Language::Insights]) {
            check_insights(id, text);
        }
        Parser::parse_sql(&GenericDialect {}, &plan.script(Language::Athena)).unwrap();
        Parser::parse_sql(&GenericDialect {}, &plan.script(Language::Lake)).unwrap();
    }
}

#[test]
fn bash_and_power_shell_pass_the_same_arguments() {
    let (folder, pack) = (folder("shells"), pack(Lang::En));
    for finding in samples().iter().step_by(3) {
        let plan = planned(finding, &pack);
        let plain = |text: &str| !text.contains("printf") && !text.contains("Set-Content");
        let of = |language| {
            texts(
                &plan,
                match language {
                    Language::Bash => &[Language::Bash],
                    _ => &[Language::PowerShell],
                },
            )
            .filter(|t| plain(t.1))
            .map(|t| format!("{}\n", t.1))
            .collect::<String>()
        };
        assert_eq!(executed(&folder, &of(Language::Bash)), power_shell(&of(Language::PowerShell)));
    }
    let _ = fs::remove_dir_all(folder);
}

// Hostile values.

const HOSTILE: [&str; 22] = [
    "'; touch CANARY; '",
    "$(touch CANARY)",
    "`touch CANARY`",
    "\"; touch CANARY; \"",
    "x\ntouch CANARY\n",
    "x\r\ntouch CANARY",
    "a && touch CANARY #",
    "x' OR '1'='1",
    "x'; DROP TABLE cloudtrail_logs; --",
    "x\\",
    "\\' OR 1=1 --",
    "o\u{2019}neill\u{2018}; Remove-Item x",
    "'@\n'@",
    "--profile=admin",
    "-n",
    "file:///etc/passwd",
    "FILEB:///etc/passwd",
    "https://example.com/x",
    "a,Values=b,{c=[d]}",
    "\u{202E}gnp.exe\u{2066}",
    "a\u{0}b",
    "x\" or 1=1 | fields @message #",
];

/// Every string of a finding, by its pointer.
fn strings(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map
            .iter()
            .for_each(|(k, v)| strings(v, format!("{at}/{}", k.replace('~', "~0").replace('/', "~1")), out)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, v)| strings(v, format!("{at}/{n}"), out))
        }
        Value::String(_) => out.push(at),
        _ => {}
    }
}

/// A plan whose commands may hold anything: checked in every language.
fn check_hostile(
    plan: &Plan,
    folder: &Path,
    options: &BTreeMap<(String, String), BTreeSet<String>>,
    script: &mut String,
) {
    for (_, text) in texts(plan, &[Language::Bash]) {
        script.push_str(text);
        script.push('\n');
    }
    script.push_str(&plan.script(Language::Bash));
    for (id, text) in texts(plan, &[Language::Athena, Language::Lake]) {
        check_sql(id, text);
    }
    for (id, text) in texts(plan, &[Language::Insights]) {
        check_insights(id, text);
    }
    for language in [Language::Athena, Language::Lake] {
        let script = plan.script(language);
        let statements =
            Parser::parse_sql(&GenericDialect {}, &script).unwrap_or_else(|e| panic!("{e}\n{script}"));
        assert_eq!(
            statements.len(),
            texts(plan, &[language]).count()
                - plan
                    .containment
                    .iter()
                    .flat_map(|s| &s.commands)
                    .filter(|c| c.language == language)
                    .count()
        );
    }
    for (_, text) in texts(plan, &[Language::PowerShell]).filter(|t| !t.1.contains("Set-Content")) {
        for call in power_shell(text) {
            check_call(&call, options);
        }
    }
    for line in plan.script(Language::PowerShell).lines() {
        assert!(!line.contains("touch CANARY") || line.starts_with('#') || line.contains('\''), "{line}");
    }
    if script.len() > 200_000 {
        for call in executed(folder, script) {
            check_call(&call, options);
        }
        script.clear();
    }
}

#[test]
fn no_value_of_a_finding_becomes_a_command() {
    let (folder, options, pack) = (folder("hostile"), options(), pack(Lang::En));
    let mut script = String::new();
    for (at, finding) in samples().iter().enumerate() {
        let mut places = Vec::new();
        strings(finding, String::new(), &mut places);
        // All values at once, which mostly leaves steps out.
        for hostile in HOSTILE.iter().skip(at % 11).step_by(11) {
            let mut changed = finding.clone();
            for place in places.iter().filter(|place| !place.ends_with("Seen") && *place != "/type") {
                *changed.pointer_mut(place).unwrap() = (*hostile).into();
            }
            check_hostile(&planned(&changed, &pack), &folder, &options, &mut script);
        }
        // One value at a time, those that commands use.
        let plain = planned(finding, &pack);
        let used: String = steps(&plain).flat_map(|step| &step.commands).map(|c| c.text.as_str()).collect();
        let used = places.iter().filter(|place| {
            let value = finding.pointer(place).and_then(Value::as_str).unwrap();
            value.len() > 2 && used.contains(value)
        });
        // A third of them in each sample; together the samples have every field many times.
        for (n, place) in used.enumerate().skip(at % 3).step_by(3) {
            let mut changed = finding.clone();
            *changed.pointer_mut(place).unwrap() = HOSTILE[(at + n) % HOSTILE.len()].into();
            check_hostile(&planned(&changed, &pack), &folder, &options, &mut script);
        }
    }
    for call in executed(&folder, &script) {
        check_call(&call, &options);
    }
    assert!(!folder.join("CANARY").exists());
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_free_value_reaches_the_command_whole_and_a_refused_one_is_told() {
    let (folder, pack) = (folder("free"), pack(Lang::En));
    let mut finding = sample("Object:S3/MaliciousFile");
    let key = "/resource/s3BucketDetails/0/s3ObjectDetails/0/key";
    for free in ["it's $(x) `y`; z", "-rf", "a\\b\u{2019}c", "日本語 と 空白.txt"] {
        *finding.pointer_mut(key).unwrap() = free.into();
        let plan = planned(&finding, &pack);
        let head = plan.look_ups.iter().find(|step| step.id == "object-state").unwrap();
        let calls = executed(&folder, &head.command(Language::Bash).unwrap().text);
        let whole = calls[0].iter().any(|word| word == free) || calls[0].contains(&format!("--key={free}"));
        assert!(whole, "{calls:?}");
        let athena = plan.look_ups.iter().find(|step| step.id == "object-history").unwrap();
        assert!(
            check_sql("object-history", &athena.command(Language::Athena).unwrap().text)
                .contains(&free.to_owned())
        );
    }
    for refused in ["a\nb", "file:///etc/passwd", "a\u{202E}b"] {
        *finding.pointer_mut(key).unwrap() = refused.into();
        let plan = planned(&finding, &pack);
        assert!(plan.look_ups.iter().all(|step| step.id != "object-state"), "{refused:?}");
        assert!(
            plan.left_out.iter().any(|left| left.text.contains("object key")),
            "{refused:?}: {:?}",
            plan.left_out
        );
    }
    let _ = fs::remove_dir_all(folder);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bash_reads_back_what_was_quoted(words in prop::collection::vec("\\PC{0,12}|[ -~\n\t]{0,12}|['\"`$\\\\!;|&<>(){}*?~# \n-]{0,8}", 40)) {
        let folder = folder("words");
        let quoted: Vec<String> = words.iter().map(|word| quote::bash(word).unwrap()).collect();
        let out = bash(&folder, &format!("printf '%s\\0' {}\n", quoted.join(" ")), &[]);
        let back: Vec<String> = String::from_utf8(out).unwrap().split_terminator('\0').map(str::to_owned).collect();
        let _ = fs::remove_dir_all(folder);
        prop_assert_eq!(words, back);
    }

    #[test]
    fn the_other_languages_read_back_what_was_quoted(word in "\\PC{1,24}|[ -~]{1,24}|['\"`\\\\\u{2018}-\u{201B};/ -]{1,8}") {
        let sql = format!("SELECT {}", quote::sql(&word).unwrap());
        prop_assert_eq!(check_sql("quoted", &sql), vec![word.clone()]);
        if let Some(literal) = quote::insights(&word) {
            prop_assert_eq!(check_insights("quoted", &format!("filter x = {literal}")), vec![word.clone()]);
        }
        if let Some(literal) = quote::power_shell(&word) {
            prop_assert_eq!(power_shell(&format!("aws {literal}")), vec![vec!["aws".to_owned(), word.clone()]]);
        }
        let json: String = serde_json::from_str(&format!("\"{}\"", quote::json(&word))).unwrap();
        prop_assert_eq!(json, word);
    }
}
