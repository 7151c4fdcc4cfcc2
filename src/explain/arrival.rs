//! How the finding reached the reader, where that can mislead: the event's account, other versions of it that are loaded,
//! a severity of the customer's own, and what this way never brings.

use super::{
    Settle, Subject, Surroundings,
    check::Peer,
    settle::Other,
    statement::{Statement, Value, say},
};
use crate::{
    i18n::Text,
    ingest::Dialect,
    json::{Document, RowId},
    model::{Band, Finding, Timestamp},
    order::Order,
};
use std::borrow::Cow;

/// How many earlier versions are told one by one, the newest of them.
const TOLD: usize = 12;

/// Another version or copy of the finding that is loaded.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Version {
    /// When it was updated.
    updated: Option<Timestamp>,
    /// The remote addresses that it has.
    addresses: Vec<String>,
    /// The severity that the customer set, where it is a copy from Security Hub.
    set: Option<Value>,
}

impl Version {
    /// What is told of a version.
    pub fn of(finding: &Finding) -> Version {
        let Peer { updated, addresses, .. } = Peer::of(finding);
        let addresses = addresses.into_iter().map(Cow::into_owned).collect();
        Version { updated, addresses, set: Set::of(finding).map(|set| set.value) }
    }
}

/// What happened, seen from how it came.
pub fn happened(subject: &Subject<'_>, around: &Surroundings<'_>) -> Vec<Statement> {
    [event(subject, around), earlier(subject, around)].into_iter().flatten().collect()
}

/// An administrator account receives the findings of its members as events of its own: the event's account is then not the
/// one to look things up in.
fn event(subject: &Subject<'_>, around: &Surroundings<'_>) -> Option<Statement> {
    let account = subject.finding.account_id()?;
    let event = around.event_account.filter(|event| *event != account.as_str())?;
    Some(
        say(Text::new(
            "The event came through account {event}, the finding is about account {account}: every look-up runs in {account}.",
            "イベントはアカウント {event} を経由していますが、検出結果はアカウント {account} のものです。調査は {account} で行います。",
        ))
        .with("event", Value::Raw(event.to_owned()))
        .with("account", account)
        .observed(),
    )
}

/// GuardDuty overwrites the remote address when it updates a finding: the earlier ones stand in its earlier versions.
fn earlier(subject: &Subject<'_>, around: &Surroundings<'_>) -> Option<Statement> {
    let own = subject.finding.updated_at().and_then(|at| Some((Timestamp::parse(at.as_str())?, at.row)))?;
    let mut versions: Vec<(Timestamp, &Version)> = around
        .versions
        .iter()
        .filter_map(|version| Some((version.updated?, version)))
        // A copy of this very version, as ASFF say, is no earlier one.
        .filter(|(at, version)| *at < own.0 && !version.addresses.is_empty())
        .collect();
    versions.order_by_key(|(at, _)| *at);
    versions.dedup_by(|a, b| a.0 == b.0 && a.1.addresses == b.1.addresses);
    let left_out = versions.len().saturating_sub(TOLD);
    let told = |(at, version): &(Timestamp, &Version)| {
        let addresses = version.addresses.iter().cloned().map(Value::Raw).collect();
        Value::Labelled(Box::new(Value::Time(*at)), Box::new(Value::List(addresses)))
    };
    let told: Vec<Value> = versions.iter().skip(left_out).map(told).collect();
    if told.is_empty() {
        return None;
    }
    let n = versions.len() as u64 + u64::from(around.unread);
    let text = if n == told.len() as u64 {
        Text::new(
            "Earlier versions loaded: {n}. By time of update they name {versions}. The one shown is of {own}.",
            "読み込まれた以前のバージョンは {n} 件です。更新時刻ごとのアドレスは {versions} です。表示しているのは {own} のものです。",
        )
    } else {
        Text::new(
            "Earlier versions loaded: {n}. By time of update the newest of them name {versions}. The one shown is of {own}.",
            "読み込まれた以前のバージョンは {n} 件です。そのうち新しいもののアドレスは、更新時刻ごとに {versions} です。表示しているのは {own} のものです。",
        )
    };
    let said = say(text).with("n", Value::Count(n)).with("versions", Value::Series(told));
    Some(said.with("own", (Value::Time(own.0), own.1)).observed())
}

/// A severity that the customer set in Security Hub, with its rows in the document as it was loaded.
struct Set {
    value: Value,
    rows: Vec<RowId>,
}

impl Set {
    /// Security Hub keeps what the provider said in `FindingProviderFields`; customers and their automation rules change
    /// the `Severity` beside it (Security Hub user guide, `BatchUpdateFindings` and `FindingProviderFields`).
    fn of(finding: &Finding) -> Option<Set> {
        if finding.dialect() != Dialect::Asff {
            return None;
        }
        let doc = finding.document();
        let set = at(doc, &["Severity", "Label"])?;
        let provided = at(doc, &["FindingProviderFields", "Severity", "Label"])?;
        let label = doc.string(set).filter(|label| doc.string(provided).is_none_or(|own| own != *label))?;
        let value = match Band::named(&label) {
            Some(band) => Value::Words(band.label()),
            None => Value::Raw(label.into_owned()),
        };
        Some(Set { value, rows: vec![set, provided] })
    }
}

fn at(doc: &Document, path: &[&str]) -> Option<RowId> {
    path.iter().try_fold(doc.root()?, |row, key| doc.get(row, key))
}

/// The severity of the customer's own beside GuardDuty's. Its rows are those of the document as it was loaded.
pub fn severity(finding: &Finding, around: &Surroundings<'_>) -> Option<Statement> {
    let own = finding.lens().severity()?;
    let copy = || around.versions.iter().find_map(|version| version.set.clone());
    let set = Set::of(finding).or_else(|| copy().map(|value| Set { value, rows: Vec::new() }))?;
    Some(
        say(Text::new(
            "In Security Hub this finding is set to {set}: by a person or an automation rule of yours, not by GuardDuty, whose own severity is {own} ({band}).",
            "Security Hub 上の重要度は「{set}」です。自組織の担当者または自動化ルールによる設定で、GuardDuty 自身の評価は {own} (「{band}」) です。",
        ))
        .with("set", (set.value, set.rows))
        .with("own", (Value::Number(own.value), finding.origin(own.row).into_iter().collect::<Vec<_>>()))
        .with("band", Band::of(own.value).label())
        .observed(),
    )
}

/// Whoever sorts many findings has to know which ones never come: GuardDuty archives what a suppression rule matches and
/// sends it nowhere (GuardDuty user guide, "Suppression rules").
pub fn unknown(subject: &Subject<'_>, around: &Surroundings<'_>) -> Option<Statement> {
    let several = around.loaded > 1
        || around.peers.iter().any(|peer| around.peers.first().is_some_and(|first| first.id != peer.id));
    let archived = subject.finding.service().archived()?;
    several.then(|| {
        say(Text::new(
            "Which findings were suppressed. What a suppression rule archives cannot be in an S3 export, an EventBridge event or Security Hub; GuardDuty itself lists it, archived, for 90 days.",
            "抑制された検出結果があるかどうか。抑制ルールでアーカイブされた検出結果は、S3 へのエクスポート、EventBridge のイベント、Security Hub には含まれません。GuardDuty 上では、アーカイブ済みとして 90 日間確認できます。",
        ))
        .about([archived.row])
        .unknowable(Settle::Other(Other::Archive))
    })
}
