//! Attack sequences: signals that GuardDuty put together.

use super::Topic;
use crate::{
    explain::{
        Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    model::{
        Timestamp,
        lens::{Sequence, Signal},
    },
};

pub static TOPIC: Topic = Topic {
    id: "sequence",
    action_type: None,
    label: Text::new("Attack sequence", "攻撃シーケンス"),
    about: Text::new(
        "Several signals (API calls and other findings, weak ones included) that GuardDuty joined within 24 hours in one account because they look like one attack. Always Critical.",
        "同じアカウントで 24 時間以内に発生した複数のシグナル (API コールやほかの検出結果。弱いものも含む) を、一連の攻撃として GuardDuty が結び付けたものです。重要度は常に「重大」です。",
    ),
    happened,
    unknown,
};

fn sequence<'f>(subject: &Subject<'f>) -> Option<Sequence<'f>> {
    Some(subject.finding.service().detection().sequence()).filter(|s| s.node().is_present())
}

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(sequence) = sequence(subject) else { return };
    let signals = sequence.signals().count();
    let rows = sequence.signals().filter_map(|s| s.node().row()).collect::<Vec<_>>();
    if signals > 0 {
        let (actors, resources) = (sequence.actors().count(), sequence.resources().count());
        out.push(
            say(Text::new(
                "GuardDuty joined {signals} {signals|signal|signals} into one attack, with {actors} {actors|actor|actors} and {resources} {resources|resource|resources}.",
                "GuardDuty は {signals} 件のシグナルを一連の攻撃として結び付けました。アクターは {actors}、リソースは {resources} です。",
            ))
            .with("signals", (Value::Count(signals as u64), rows))
            .with("actors", Value::Count(actors as u64))
            .with("resources", Value::Count(resources as u64))
            .inferred(),
        );
    }
    let mut ordered: Vec<_> = sequence.signals().collect();
    ordered.sort_by_key(|s| began(*s));
    for signal in ordered {
        out.extend(told(signal));
    }
    for actor in sequence.actors() {
        let user = actor.user();
        let Some(name) = user.name().or_else(|| user.uid()).or_else(|| actor.id()) else { continue };
        let said = match user.credential_uid() {
            Some(key) => say(Text::new(
                "An actor is {name}, with the key {key}.",
                "アクターの 1 つは {name} で、使われたキーは {key} です。",
            ))
            .with("key", key),
            None => say(Text::new("An actor is {name}.", "アクターの 1 つは {name} です。")),
        };
        out.push(said.with("name", name).observed());
        if let Some(mfa) = actor.session().mfa_status().filter(|m| m.as_str() == "DISABLED") {
            out.push(
                say(Text::new("That session shows no MFA.", "そのセッションに MFA の記録はありません。"))
                    .about([mfa.row])
                    .observed(),
            );
        }
    }
    for endpoint in sequence.endpoints() {
        let Some(at) = endpoint.ip().or_else(|| endpoint.domain()) else { continue };
        let place: Vec<_> =
            [endpoint.location().city(), endpoint.location().country(), endpoint.autonomous_system().name()]
                .into_iter()
                .flatten()
                .collect();
        let said = if place.is_empty() {
            say(Text::new("A remote endpoint is {at}.", "リモートのエンドポイントの 1 つは {at} です。"))
        } else {
            say(Text::new(
                "A remote endpoint is {at} ({place}).",
                "リモートのエンドポイントの 1 つは {at} ({place}) です。",
            ))
            .with("place", place)
        };
        out.push(said.with("at", at).observed());
    }
    for indicator in sequence.sequence_indicators() {
        let Some(key) = indicator.key() else { continue };
        let values: Vec<_> = indicator.values().filter_map(|v| v.text()).collect();
        out.push(if values.is_empty() {
            say(Text::new(
                "GuardDuty gives the indicator {key}.",
                "GuardDuty が示すインジケーターは {key} です。",
            ))
            .with("key", key)
            .inferred()
        } else {
            say(Text::new(
                "GuardDuty gives the indicator {key}: {values}.",
                "GuardDuty が示すインジケーター {key}: {values}。",
            ))
            .with("key", key)
            .with("values", values)
            .inferred()
        });
    }
}

fn began(signal: Signal<'_>) -> Option<Timestamp> {
    signal.first_seen_at().or_else(|| signal.created_at()).map(|at| at.value)
}

/// One signal: what it is, when, how often.
fn told(signal: Signal<'_>) -> Option<Statement> {
    let name = signal.name().or_else(|| signal.type_())?;
    let at = signal.first_seen_at().or_else(|| signal.created_at());
    let kind = signal.type_().filter(|kind| kind.row != name.row);
    let said = match (at, signal.count()) {
        (Some(at), Some(count)) => say(Text::new(
            "From {at}: {name}{kind}, {count} {count|time|times}.",
            "{at} から: {name}{kind}、{count} 回。",
        ))
        .with("at", at)
        .with("count", count),
        (Some(at), None) => {
            say(Text::new("From {at}: {name}{kind}.", "{at} から: {name}{kind}。")).with("at", at)
        }
        (None, _) => say(Text::new("At a time not given: {name}{kind}.", "時刻の記載なし: {name}{kind}。")),
    };
    let said = match kind {
        Some(kind) => said.with("kind", (Value::Raw(format!(" ({})", kind.as_str())), kind.row)),
        None => said.with("kind", Text::same("")),
    };
    Some(said.with("name", name).observed())
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(row) = sequence(subject).and_then(|s| s.node().row()) else { return };
    out.push(
        say(Text::new(
            "What happened before and after, and in other accounts. GuardDuty joins signals of one account within 24 hours and leaves archived findings out; CloudTrail of the whole organization tells the rest.",
            "前後の期間や、ほかのアカウントで何が起きたか。GuardDuty が結び付けるのは 1 つのアカウントの 24 時間以内のシグナルで、アーカイブ済みの検出結果は含まれません。残りは組織全体の CloudTrail で確認できます。",
        ))
        .about([row])
        .unknowable(),
    );
}
