//! An attack sequence: its signals on an axis of time, in lanes by ATT&CK tactic.

use super::{
    Drawn, Motif,
    drawing::{Table, Tone},
    node::{Node, some},
    text,
    timeline::{Event, Lane, MOST, timeline},
};
use crate::{
    explain::{
        Reader, Subject,
        signals::{NO_TACTIC, Names, PLACES, Phase, began, ended, is_finding, ordered},
        statement::Value,
    },
    i18n::Text,
    model::lens::Signal,
};

pub static MOTIF: Motif = Motif {
    id: "sequence",
    label: Text::new("The signals in time, by ATT&CK tactic", "時系列のシグナル (ATT&CK の戦術別)"),
    draw,
};

const CAPTION: Text = Text::new(
    "GuardDuty put these signals together. A lozenge is a finding, a dot is activity such as API calls; the bar lasts from the first to the last time it was seen.",
    "GuardDuty が結び付けたシグナルです。ひし形は検出結果、丸は API コールなどの活動を表し、帯は最初から最後の観測までの期間です。",
);

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    const CUT: Text = Text::new(
        " The drawing has the first {n}; the table has all {all}.",
        "図は最初の {n} 件で、表には全 {all} 件があります。",
    );
    let sequence = subject.finding.service().detection().sequence();
    let signals = ordered(sequence);
    if signals.is_empty() {
        return None;
    }
    let of_signal: Vec<Phase<'_>> = signals.iter().map(|signal| Phase::of(*signal)).collect();
    let mut met: Vec<Phase<'_>> = Vec::new();
    for phase in &of_signal {
        if !met.iter().any(|known| known.same_as(phase)) {
            met.push(phase.clone());
        }
    }
    // Lanes stand in the order of the matrix, what it does not have below.
    let at = |place| met.iter().filter(move |phase| phase.place() == place);
    let phases: Vec<&Phase<'_>> = (0..PLACES).flat_map(at).collect();
    let lanes: Vec<Lane> = phases.iter().map(|phase| lane(phase, reader)).collect();
    let names = Names::of(sequence);
    let event = |(signal, phase): (&Signal<'_>, &Phase<'_>)| Event {
        lane: phases.iter().position(|lane| lane.same_as(phase)).unwrap_or(0),
        time: began(*signal).map(|from| (from.value, ended(*signal).unwrap_or(from).value)),
        lozenge: is_finding(*signal),
        node: node(reader, &names, *signal),
    };
    let mut events: Vec<Event> = signals.iter().zip(&of_signal).map(event).collect();
    let table = table(reader, &lanes, &events);
    let mut caption = CAPTION.get(reader.lang).to_owned();
    if events.len() > MOST {
        let numbers = [("n", &*MOST.to_string()), ("all", &*events.len().to_string())];
        caption.push_str(&CUT.fill(reader.lang, &numbers));
        events.truncate(MOST);
    }
    Some(Drawn { caption, scene: timeline(reader, &lanes, &events), table })
}

/// A lane: the tactic in the reader's language, its own name, and what the other version of ATT&CK calls it.
fn lane(phase: &Phase<'_>, reader: &Reader<'_>) -> Lane {
    match phase.tactic {
        Some(tactic) => {
            let label = tactic.label.get(reader.lang);
            let own = (label != tactic.name).then_some(tactic.name);
            let renamed = tactic.renamed.map(|text| text.get(reader.lang));
            let note = own.into_iter().chain(renamed).collect::<Vec<_>>().join(" · ");
            Lane { head: label.to_owned(), note }
        }
        None if phase.named.is_none() => {
            Lane { head: NO_TACTIC.get(reader.lang).to_owned(), note: String::new() }
        }
        None => Lane { head: text::whole(phase.text()), note: String::new() },
    }
}

/// Two times, day and zone once where they are the same.
fn span(from: &str, to: &str) -> String {
    let (day, clock) = to.split_once(' ').unwrap_or(("", to));
    let (same_day, zone) = (from.starts_with(day), clock.split_once(' ').map_or("", |(_, zone)| zone));
    match from.strip_suffix(zone) {
        Some(start) if same_day => format!("{} – {clock}", start.trim_end()),
        _ => format!("{from} – {to}"),
    }
}

/// What the list tells of a signal.
fn node<'f>(reader: &Reader<'_>, names: &Names<'f>, signal: Signal<'f>) -> Node {
    const NO_TIME: Text = Text::new("no time given", "時刻の記載なし");
    const PLAIN: Text = Text::same("{x}");
    let finding = is_finding(signal);
    let when = match (began(signal), ended(signal)) {
        (Some(from), Some(to)) => span(&from.value.show(reader.offset), &to.value.show(reader.offset)),
        (Some(from), None) => from.value.show(reader.offset),
        (None, _) => NO_TIME.get(reader.lang).to_owned(),
    };
    let name = signal.name().or_else(|| signal.type_());
    let rows = [signal.node().row(), name.as_ref().map(|name| name.row)].into_iter().flatten().collect();
    let name = name.map_or_else(String::new, |name| name.value.into_owned());
    let mut node = Node::of(when, if finding { Tone::Alarm } else { Tone::Act }, name, rows)
        .note(reader, PLAIN, signal.type_().filter(|_| !finding))
        .note(reader, Text::new("{x} times", "{x} 回"), signal.count().filter(|count| count.value > 1.0));
    let side = match names.is_outbound(signal) {
        Some(true) => Text::new("to {x}", "接続先: {x}"),
        Some(false) => Text::new("from {x}", "接続元: {x}"),
        None => Text::new("remote sides {x}", "接続元・接続先: {x}"),
    };
    for api in signal.activities().map(|activity| activity.api()) {
        let call: Vec<_> = [api.operation(), api.service()].into_iter().flatten().collect();
        node = node.note(reader, Text::new("call {x}", "コール {x}"), some(call)).note(
            reader,
            Text::new("failed: {x}", "失敗: {x}"),
            api.error(),
        );
    }
    node = node
        .note(reader, Text::new("by {x}", "使用: {x}"), some(names.actors(signal)))
        .note(reader, side, some(names.endpoints(signal)))
        .note(reader, Text::new("on {x}", "対象: {x}"), some(names.resources(signal)));
    for indicator in signal.signal_indicators() {
        let Some(key) = indicator.key().filter(|key| key.as_str() != "ATTACK_TACTIC") else { continue };
        let values: Vec<_> = indicator.values().filter_map(|value| value.text()).collect();
        let rows: Vec<_> = [key.row].into_iter().chain(values.iter().map(|value| value.row)).collect();
        let words = [&key].into_iter().chain(&values).map(|part| part.as_str()).collect::<Vec<_>>().join(" ");
        node = node.note(reader, PLAIN, Some((Value::Raw(words), rows)));
    }
    node
}

fn table(reader: &Reader<'_>, lanes: &[Lane], events: &[Event]) -> Table {
    const HEAD: [Text; 5] = [
        Text::same("#"),
        Text::new("Tactic", "戦術"),
        Text::new("When", "時刻"),
        Text::new("Signal", "シグナル"),
        Text::new("Details", "詳細"),
    ];
    let row = |(at, event): (usize, &Event)| {
        let lane = lanes.get(event.lane).map_or_else(String::new, |lane| {
            if lane.note.is_empty() { lane.head.clone() } else { format!("{} ({})", lane.head, lane.note) }
        });
        vec![
            (at + 1).to_string(),
            lane,
            event.node.kind.clone(),
            text::whole(&event.node.value),
            event.node.details(),
        ]
    };
    Table {
        head: HEAD.map(|text| text.get(reader.lang).to_owned()).into(),
        rows: events.iter().enumerate().map(row).collect(),
    }
}
