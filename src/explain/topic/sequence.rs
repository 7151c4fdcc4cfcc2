//! Attack sequences: signals that GuardDuty put together.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        signals::{NO_TACTIC, Names, Phase, began, ended, ordered},
        statement::{Statement, Value, say},
    },
    i18n::Text,
    model::{
        IdKind, id_kind,
        lens::{self, Sequence, Signal, When},
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

/// Whether GuardDuty joined the signals into an attack. A custom detection rule joins nothing, it tells of calls that match.
fn is_joined(subject: &Subject<'_>) -> bool {
    subject.finding.type_().is_some_and(|t| t.as_str().starts_with("AttackSequence:"))
}

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(sequence) = sequence(subject) else { return };
    let signals = sequence.signals().count();
    let rows = sequence.signals().filter_map(|s| s.node().row()).collect::<Vec<_>>();
    if signals > 0 {
        let (actors, resources) = (sequence.actors().count(), sequence.resources().count());
        let text = if !is_joined(subject) {
            Text::new(
                "The finding holds {signals} {signals|signal|signals}, with {actors} {actors|actor|actors} and {resources} {resources|resource|resources}.",
                "検出結果に含まれるシグナルは {signals} 件で、アクターは {actors} 件、リソースは {resources} 件です。",
            )
        } else {
            Text::new(
                "GuardDuty joined {signals} signals into one attack, using {actors} {actors|actor|actors} and {resources} {resources|resource|resources}.",
                "GuardDuty は {signals} 件のシグナルを一連の攻撃として結び付けました。アクターは {actors} 件、リソースは {resources} 件です。",
            )
        };
        out.push(
            say(text)
                .with("signals", (Value::Count(signals as u64), rows))
                .with("actors", Value::Count(actors as u64))
                .with("resources", Value::Count(resources as u64))
                .inferred(),
        );
    }
    story(sequence, out);
    for actor in sequence.actors() {
        let user = actor.user();
        // Its id is a reference within the JSON and says nothing; a process is known by its path.
        let process = actor.process().path().or_else(|| actor.process().name());
        let Some(name) = user.name().or_else(|| user.uid()).or(process).or_else(|| actor.id()) else {
            continue;
        };
        let said = match user.credential_uid() {
            Some(key) => {
                // Not every credential is an access key: service accounts of Kubernetes have tokens.
                let text = match id_kind(key.as_str()) {
                    Some(IdKind::LongTermKey | IdKind::SessionKey) => Text::new(
                        "An actor is {name}, with the key {key}.",
                        "アクターの 1 つは {name} で、使われたキーは {key} です。",
                    ),
                    _ => Text::new(
                        "An actor is {name}, with the credential id {key}.",
                        "アクターの 1 つは {name} で、使われた認証情報の ID は {key} です。",
                    ),
                };
                say(text).with("key", key)
            }
            None if !user.node().is_present() && actor.process().node().is_present() => {
                say(Text::new("An actor is the process {name}.", "アクターの 1 つはプロセス {name} です。"))
            }
            None => say(Text::new("An actor is {name}.", "アクターの 1 つは {name} です。")),
        };
        out.push(said.with("name", name).observed());
        if let Some(mfa) = actor.session().mfa_status().filter(|m| m.as_str() == "DISABLED") {
            let long_term =
                user.credential_uid().and_then(|key| id_kind(key.as_str())) == Some(IdKind::LongTermKey);
            let text = if long_term {
                Text::new(
                    "No MFA is recorded; calls with a long-term key carry none.",
                    "MFA の記録はありません。長期アクセスキーによる呼び出しには MFA の情報が含まれません。",
                )
            } else {
                Text::new("That session shows no MFA.", "そのセッションに MFA の記録はありません。")
            };
            out.push(say(text).about([mfa.row]).observed());
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

/// The phases in order, each with its signals; the gaps between them; what usually comes next.
fn story(sequence: Sequence<'_>, out: &mut Vec<Statement>) {
    /// A pause that is worth a sentence, in seconds.
    const PAUSE: u64 = 30 * 60;
    let signals = ordered(sequence);
    let names = Names::of(sequence);
    let mut phases = 0;
    let mut before: Option<Phase<'_>> = None;
    // The moment until which signals have been seen so far.
    let mut until: Option<When> = None;
    for signal in &signals {
        let pause = began(*signal)
            .zip(until)
            .and_then(|(from, last)| Some((from.value.since(last.value)?, [last.row, from.row])));
        until = ended(*signal).or(began(*signal)).into_iter().chain(until).max_by_key(|at| at.value);
        if let Some((pause, rows)) = pause.filter(|(pause, _)| *pause >= PAUSE) {
            out.push(
                say(Text::new(
                    "Then {pause} pass without a signal.",
                    "その後 {pause} の間、シグナルはありません。",
                ))
                .with("pause", Value::Span(pause))
                .about(rows)
                .observed(),
            );
        }
        let phase = Phase::of(*signal);
        // A single signal is no story with phases.
        if signals.len() > 1 && !before.as_ref().is_some_and(|before| before.same_as(&phase)) {
            phases += 1;
            out.push(opened(phases, &phase, *signal));
        }
        before = Some(phase);
        out.extend(told(*signal, &names));
        calls(*signal, out);
    }
    if let (true, Some(phase)) = (signals.len() > 1, before) {
        out.extend(next(&phase));
    }
}

/// The beginning of a phase.
fn opened(number: u64, phase: &Phase<'_>, signal: Signal<'_>) -> Statement {
    let said = match phase.tactic.and_then(|tactic| tactic.renamed) {
        Some(renamed) => say(Text::new(
            "Phase {n}, by ATT&CK tactic: {tactic} ({renamed}).",
            "段階 {n} (ATT&CK の戦術): {tactic} ({renamed})",
        ))
        .with("renamed", renamed),
        None => {
            say(Text::new("Phase {n}, by ATT&CK tactic: {tactic}.", "段階 {n} (ATT&CK の戦術): {tactic}"))
        }
    };
    let said = match &phase.named {
        Some(named) => said.with("tactic", named),
        None => said.with("tactic", NO_TACTIC).about(signal.node().row()),
    };
    said.with("n", Value::Count(number)).inferred()
}

/// One signal: what it is, when, how often, with what, from where, on what.
fn told<'f>(signal: Signal<'f>, names: &Names<'f>) -> Option<Statement> {
    let name = signal.name().or_else(|| signal.type_())?;
    let kind = signal.type_().filter(|kind| kind.row != name.row);
    let (actors, endpoints) = (names.actors(signal), names.endpoints(signal));
    // The access key of an actor is a resource as well, of the same name.
    let mut resources = names.resources(signal);
    resources.retain(|resource| !actors.iter().any(|actor| actor.value == resource.value));
    let text = match (actors.is_empty(), endpoints.is_empty(), resources.is_empty()) {
        (false, false, false) => Text::new(
            "{at}: {name}{kind}{times}, using {actors}, {side} {endpoints}, on {resources}.",
            "{at}: {name}{kind}{times}。使われたのは {actors}、{side} {endpoints}、対象は {resources} です。",
        ),
        (false, false, true) => Text::new(
            "{at}: {name}{kind}{times}, using {actors}, {side} {endpoints}.",
            "{at}: {name}{kind}{times}。使われたのは {actors}、{side} {endpoints} です。",
        ),
        (false, true, false) => Text::new(
            "{at}: {name}{kind}{times}, using {actors}, on {resources}.",
            "{at}: {name}{kind}{times}。使われたのは {actors}、対象は {resources} です。",
        ),
        (false, true, true) => Text::new(
            "{at}: {name}{kind}{times}, using {actors}.",
            "{at}: {name}{kind}{times}。使われたのは {actors} です。",
        ),
        (true, false, false) => Text::new(
            "{at}: {name}{kind}{times}, {side} {endpoints}, on {resources}.",
            "{at}: {name}{kind}{times}。{side} {endpoints}、対象は {resources} です。",
        ),
        (true, false, true) => Text::new(
            "{at}: {name}{kind}{times}, {side} {endpoints}.",
            "{at}: {name}{kind}{times}。{side} {endpoints} です。",
        ),
        (true, true, false) => Text::new(
            "{at}: {name}{kind}{times}, on {resources}.",
            "{at}: {name}{kind}{times}。対象は {resources} です。",
        ),
        (true, true, true) => Text::new("{at}: {name}{kind}{times}.", "{at}: {name}{kind}{times}。"),
    };
    let mut said = say(text).with("name", name);
    said = match began(signal) {
        Some(at) => said.with("at", at),
        None => said.with("at", Text::new("Time not given", "時刻の記載なし")),
    };
    said = match kind {
        Some(kind) => said.with("kind", (Value::Raw(format!(" ({})", kind.as_str())), kind.row)),
        None => said.with("kind", Text::same("")),
    };
    said = match signal.count().and_then(|count| Some((count.whole().filter(|n| *n > 1)?, count.row))) {
        Some((count, row)) => {
            said.with("times", (Value::Raw(format!(" × {}", crate::i18n::count(count))), row))
        }
        None => said.with("times", Text::same("")),
    };
    if !endpoints.is_empty() {
        said = said.with(
            "side",
            match names.is_outbound(signal) {
                Some(true) => Text::new("to", "接続先は"),
                Some(false) => Text::new("from", "接続元は"),
                None => Text::new("remote sides", "接続元・接続先は"),
            },
        );
    }
    for (name, values) in [("actors", actors), ("endpoints", endpoints), ("resources", resources)] {
        if !values.is_empty() {
            said = said.with(name, values);
        }
    }
    Some(said.observed())
}

/// The API calls of a signal that are called otherwise than it, or failed.
fn calls(signal: Signal<'_>, out: &mut Vec<Statement>) {
    let named = |operation: &lens::Text<'_>| signal.name().is_some_and(|name| name.value == operation.value);
    for api in signal.activities().map(|activity| activity.api()) {
        let Some(operation) = api.operation() else { continue };
        let same = named(&operation);
        let said = match (api.error(), same) {
            (Some(error), _) => say(Text::new(
                "The call {operation} ({service}) failed with {error}.",
                "{operation} ({service}) のコールは {error} で失敗しました。",
            ))
            .with("error", error),
            (None, false) => say(Text::new(
                "The call was {operation} ({service}); no error is recorded.",
                "コールは {operation} ({service}) で、エラーの記録はありません。",
            )),
            (None, true) => continue,
        };
        let said = said.with("operation", operation);
        out.push(match api.service() {
            Some(service) => said.with("service", service).observed(),
            None => said.with("service", Text::new("service not given", "サービスの記載なし")).observed(),
        });
    }
}

/// What attackers usually do after the last phase.
fn next(phase: &Phase<'_>) -> Option<Statement> {
    let tactic = phase.tactic?;
    let said = match tactic.next {
        Some(next) => say(Text::new(
            "After {tactic}, attackers usually go on to {next}. This finding does not show whether that happened.",
            "{tactic} の次に多いのは、{next}です。実際に行われたかどうかは、この検出結果からは分かりません。",
        ))
        .with("next", next),
        None => say(Text::new(
            "{tactic} is usually the last phase. Access that was set up before it stays until somebody removes it.",
            "{tactic} は多くの場合、最後の段階です。それまでに作られた足がかりは、削除しない限り残ります。",
        )),
    };
    Some(said.with("tactic", Text::same(tactic.name)).general())
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(row) = sequence(subject).and_then(|s| s.node().row()) else { return };
    let text = if is_joined(subject) {
        Text::new(
            "What happened before and after, and in other accounts. GuardDuty joins signals of one account within 24 hours and leaves archived findings out; CloudTrail of the whole organization tells the rest.",
            "前後の期間や、ほかのアカウントで何が起きたか。GuardDuty が結び付けるのは 1 つのアカウントの 24 時間以内のシグナルで、アーカイブ済みの検出結果は含まれません。残りは組織全体の CloudTrail で確認できます。",
        )
    } else {
        Text::new(
            "What happened before and after, and in other accounts. A custom detection rule tells of the calls that match it and of no others; CloudTrail of the whole organization tells the rest.",
            "前後の期間や、ほかのアカウントで何が起きたか。カスタム検出ルールが示すのは、ルールに一致したコールだけです。残りは組織全体の CloudTrail で確認できます。",
        )
    };
    out.push(say(text).about([row]).unknowable(Settle::Logs(&[
        "sequence-key-calls",
        "sequence-addresses",
        "trail",
    ])));
}
