//! Anomalies: what was unusual, for whom, against what is usual.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    json::{Kind, RowId},
    model::lens::{self, Node},
};

pub static TOPIC: Topic = Topic {
    id: "anomaly",
    action_type: None,
    label: Text::new("Anomaly", "異常"),
    about: Text::new(
        "What GuardDuty's model had not seen before, and what it usually sees, for the user, the account or the bucket. The model has a memory of weeks: a new colleague is an anomaly too.",
        "GuardDuty のモデルがこれまで見たことのない動きと、通常の動きです。ユーザー、アカウント、バケットごとに比較されます。学習期間は数週間程度なので、新しく加わった同僚も異常に見えます。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    let info = service.additional_info();
    if let Some(calls) = info.anomalies().anomalous_apis() {
        out.push(
            say(Text::new(
                "GuardDuty judged these calls anomalous, with the result of each: {calls}",
                "GuardDuty が異常と判断したコールと、それぞれの結果: {calls}",
            ))
            .with("calls", calls)
            .inferred(),
        );
    }
    // Behaviour comes by dimension (APIs, networks, user agents, …) and by whose profile it was held against.
    let unusual = (
        "unusual",
        info.unusual_behavior().node(),
        Text::new("Unusual {whose}, {what}: {value}", "{whose}で通常と異なる項目 ({what}): {value}"),
    );
    let usual = (
        "frequentProfiled",
        info.profiled_behavior().node(),
        Text::new("Usual {whose}, {what}: {value}", "{whose}で通常みられる項目 ({what}): {value}"),
    );
    for (prefix, behaviour, text) in [unusual, usual] {
        let mut told: Vec<(Text, Text, lens::Text<'_>, Vec<RowId>)> = Vec::new();
        for (name, value) in behaviour.entries() {
            let (Some((what, whose)), Some(value)) =
                (name.strip_prefix(prefix).and_then(profile), value.text())
            else {
                continue;
            };
            // What is so for the account and for the identity alike is said once.
            let same = told.iter_mut().find(|(known, of, held, rows)| {
                *known == what
                    && rows.len() == 1
                    && held.value == value.value
                    && of.en != whose.en
                    && BOTH_OF.contains(of)
                    && BOTH_OF.contains(&whose)
            });
            match same {
                Some((_, of, _, rows)) => {
                    *of = BOTH;
                    rows.push(value.row);
                }
                None if is_told(value.as_str()) => {
                    let rows = Vec::from([value.row]);
                    told.push((what, whose, value, rows));
                }
                None => {}
            }
        }
        out.extend(told.into_iter().map(|(what, whose, value, rows)| {
            // Lists are written with a space on both sides of the comma; a comma alone is part of a name.
            let values = value.as_str().split(" , ").map(|one| Value::Raw(one.trim().to_owned())).collect();
            say(text)
                .with("whose", whose)
                .with("what", what)
                .with("value", (Value::List(values), rows))
                .inferred()
        }));
    }
    newer(service.detection().anomaly().unusual().behavior(), out);
    older(info.unusual(), out);
    let recent: Vec<_> = info.recent_api_calls().filter_map(|call| call.api()).collect();
    if !recent.is_empty() {
        out.push(
            say(Text::new("Calls made around that time: {calls}.", "前後に行われたコール: {calls}。"))
                .with("calls", recent)
                .observed(),
        );
    }
    let seen: Vec<_> = info.api_calls().filter_map(|call| call.name()).collect();
    if !seen.is_empty() {
        out.push(
            say(Text::new("Calls in this finding: {calls}.", "この検出結果に含まれるコール: {calls}。"))
                .with("calls", seen)
                .observed(),
        );
    }
}

const IDENTITY: Text = Text::new("for this identity", "このプリンシパル");
const ACCOUNT: Text = Text::new("in this account", "このアカウント");
const BOTH_OF: [Text; 2] = [IDENTITY, ACCOUNT];
const BOTH: Text =
    Text::new("for this identity and in this account", "このプリンシパルとこのアカウントの両方");

/// What was compared and with whose profile, by the end of a key such as `unusualASNsUserIdentityProfiling`.
pub(crate) fn profile(rest: &str) -> Option<(Text, Text)> {
    const WHOSE: [(&str, Text); 3] = [
        ("UserIdentityProfiling", IDENTITY),
        ("AccountProfiling", ACCOUNT),
        ("BucketProfiling", Text::new("for this bucket", "このバケット")),
    ];
    let (name, whose) = WHOSE.into_iter().find_map(|(end, whose)| Some((rest.strip_suffix(end)?, whose)))?;
    Some((words(name)?, whose))
}

/// What was compared, by its name in a key of either form.
pub(crate) fn words(name: &str) -> Option<Text> {
    Some(match name {
        "APIs" | "apis" => Text::new("API calls", "API コール"),
        "ASNs" | "asns" | "asnOrgs" => Text::new("networks (ASN)", "ネットワーク (ASN)"),
        "UserAgents" | "userAgents" => Text::new("user agents", "ユーザーエージェント"),
        "UserNames" | "userNames" => Text::new("user names", "ユーザー名"),
        "UserTypes" | "userTypes" => Text::new("user types", "ユーザータイプ"),
        "Buckets" | "buckets" => Text::new("buckets", "バケット"),
        "hoursOfDay" => Text::new("times of day", "時間帯"),
        "countries" => Text::new("countries", "国"),
        "isps" => Text::new("internet providers", "インターネットプロバイダー"),
        _ => return None,
    })
}

/// Profiles that hold nothing are written as an empty string or as `[]`.
fn is_told(text: &str) -> bool {
    !matches!(text.trim(), "" | "[]" | "{}")
}

/// `detection.anomaly.unusual.behavior`: dimension → feature → observation.
fn newer(behavior: Node<'_>, out: &mut Vec<Statement>) {
    for (dimension, features) in behavior.entries() {
        for (feature, object) in features.entries() {
            let observations: Vec<_> = leaves(object).collect();
            if observations.is_empty() {
                continue;
            }
            let rows: Vec<RowId> = observations.iter().map(|leaf| leaf.row).collect();
            let values = observations.into_iter().map(|leaf| Value::Raw(leaf.text)).collect();
            out.push(
                say(Text::new(
                    "Unusual in {dimension}, {feature}: {values}.",
                    "{dimension} の {feature} が通常と異なります: {values}。",
                ))
                .with("dimension", Value::Raw(dimension.to_string()))
                .with("feature", Value::Raw(feature.into_owned()))
                .with("values", (Value::List(values), rows))
                .inferred(),
            );
        }
    }
}

/// `additionalInfo.unusual`: a port number, a word, or an object of lists, by the type of the finding.
fn older(unusual: Node<'_>, out: &mut Vec<Statement>) {
    let found: Vec<_> = leaves(unusual).collect();
    if found.is_empty() {
        return;
    }
    let rows: Vec<RowId> = found.iter().map(|leaf| leaf.row).collect();
    let values = found.into_iter().map(|leaf| Value::Raw(leaf.text)).collect();
    out.push(
        say(Text::new(
            "GuardDuty found unusual: {values}.",
            "GuardDuty が通常と異なると判断したもの: {values}。",
        ))
        .with("values", (Value::List(values), rows))
        .inferred(),
    );
}

/// A scalar.
pub(crate) struct Leaf {
    /// Its text.
    pub text: String,
    /// Its row.
    pub row: RowId,
}

/// Every text and number at or below a node that is not empty.
pub(crate) fn leaves(node: Node<'_>) -> impl Iterator<Item = Leaf> {
    let doc = node.document();
    node.row().into_iter().flat_map(move |row| doc.subtree(row)).filter_map(move |row| {
        let text = match doc.kind(row) {
            Kind::String => doc.string(row)?.into_owned(),
            Kind::Number => doc.raw(row).to_owned(),
            _ => return None,
        };
        (!text.is_empty() && doc.embedded(row).is_none()).then_some(Leaf { text, row })
    })
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    let row = service
        .additional_info()
        .unusual_behavior()
        .node()
        .row()
        .or_else(|| service.detection().anomaly().node().row());
    if let Some(row) = row {
        out.push(
            say(Text::new(
                "Whether the unusual was wanted. The model knows what is frequent, not what is permitted: a change ticket or the owner tells.",
                "その通常と異なる動きが意図されたものかどうか。モデルが知っているのは頻度であり、許可の有無ではありません。変更管理の記録または担当者に確認してください。",
            ))
            .about([row])
            .unknowable(Settle::OWNER),
        );
    }
}
