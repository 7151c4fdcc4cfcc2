//! An attack sequence: its signals on an axis of time, in lanes by ATT&CK tactic.

use super::{
    Drawn, Plan,
    drawing::{Table, Tone},
    node::{Node, some},
    remote::Remote,
    text,
    timeline::{Event, Lane, MOST, timeline},
};
use crate::{
    explain::{Reader, Subject},
    i18n::Text,
    model::{
        Tactic, Timestamp,
        lens::{self, Sequence, Signal},
    },
};

pub static PLAN: Plan = Plan {
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
    let mut signals: Vec<_> = sequence.signals().collect();
    if signals.is_empty() {
        return None;
    }
    signals.sort_by_key(|signal| began(*signal).map_or(i64::MAX, |at| at.0));
    // Lanes in the order of the matrix; what has no tactic comes last.
    let mut phases: Vec<Phase<'_>> = signals.iter().map(|signal| Phase::of(*signal)).collect();
    let of_signal = phases.clone();
    phases.sort_by_key(Phase::order);
    phases.dedup_by(|a, b| a.same_as(b));
    let lanes: Vec<Lane> = phases.iter().map(|phase| phase.lane(reader)).collect();
    let linked = Linked { sequence };
    let mut events: Vec<Event> = signals
        .iter()
        .zip(&of_signal)
        .map(|(signal, phase)| Event {
            lane: phases.iter().position(|lane| lane.same_as(phase)).unwrap_or(0),
            time: began(*signal).map(|from| (from, ended(*signal).unwrap_or(from).max(from))),
            lozenge: is_finding(*signal),
            node: linked.node(reader, *signal),
        })
        .collect();
    let table = table(reader, &lanes, &events);
    let mut caption = CAPTION.get(reader.lang).to_owned();
    if events.len() > MOST {
        let numbers = [("n", &*MOST.to_string()), ("all", &*events.len().to_string())];
        caption.push_str(&CUT.fill(reader.lang, &numbers));
        events.truncate(MOST);
    }
    Some(Drawn { caption, scene: timeline(reader, &lanes, &events), table })
}

/// When a signal began.
pub fn began(signal: Signal<'_>) -> Option<Timestamp> {
    signal.first_seen_at().or_else(|| signal.created_at()).map(|at| at.value)
}

/// When a signal ended.
pub fn ended(signal: Signal<'_>) -> Option<Timestamp> {
    signal.last_seen_at().map(|at| at.value)
}

fn is_finding(signal: Signal<'_>) -> bool {
    signal.type_().is_some_and(|kind| kind.as_str() == "FINDING")
}

/// The tactics that a sequence names, each once.
pub fn tactics<'f>(sequence: Sequence<'f>) -> Vec<lens::Text<'f>> {
    let of_sequence =
        sequence.sequence_indicators().filter(|i| i.key().is_some_and(|key| key.as_str() == "ATTACK_TACTIC"));
    of_sequence.flat_map(|indicator| indicator.values().filter_map(|value| value.text())).collect()
}

/// The tactic of a signal, as it names it itself, or by the purpose in the name of a finding.
#[derive(Clone)]
struct Phase<'f> {
    named: Option<lens::Text<'f>>,
    tactic: Option<&'static Tactic>,
}

impl<'f> Phase<'f> {
    fn of(signal: Signal<'f>) -> Phase<'f> {
        let named = signal_tactic(signal);
        Phase { tactic: named.as_ref().and_then(|name| Tactic::named(name.as_str())), named }
    }

    fn order(&self) -> (usize, String) {
        let unknown = if self.named.is_some() { usize::MAX - 1 } else { usize::MAX };
        (self.tactic.map_or(unknown, Tactic::order), self.text().to_owned())
    }

    fn text(&self) -> &str {
        self.named.as_ref().map_or("", |name| name.as_str())
    }

    fn same_as(&self, other: &Phase<'_>) -> bool {
        match (self.tactic, other.tactic) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.text() == other.text(),
            _ => false,
        }
    }

    fn lane(&self, reader: &Reader<'_>) -> Lane {
        const NONE: Text = Text::new("No tactic given", "戦術の記載なし");
        match self.tactic {
            Some(tactic) => {
                let label = tactic.label.get(reader.lang);
                let own = (label != tactic.name).then_some(tactic.name);
                let renamed = tactic.renamed.map(|text| text.get(reader.lang));
                let note = own.into_iter().chain(renamed).collect::<Vec<_>>().join(" · ");
                Lane { head: label.to_owned(), note }
            }
            None if self.named.is_none() => {
                Lane { head: NONE.get(reader.lang).to_owned(), note: String::new() }
            }
            None => Lane { head: text::whole(self.text()), note: String::new() },
        }
    }
}

/// The first tactic that a signal names.
pub fn signal_tactic<'f>(signal: Signal<'f>) -> Option<lens::Text<'f>> {
    let named = signal
        .signal_indicators()
        .filter(|indicator| indicator.key().is_some_and(|key| key.as_str() == "ATTACK_TACTIC"))
        .find_map(|indicator| indicator.values().find_map(|value| value.text()));
    named.or_else(|| {
        let name = signal.name()?;
        let purpose = Tactic::named(name.as_str().split_once(':')?.0)?;
        Some(lens::Text { value: purpose.name.into(), row: name.row })
    })
}

/// A sequence, to look up what a signal refers to by id.
struct Linked<'f> {
    sequence: Sequence<'f>,
}

impl<'f> Linked<'f> {
    fn node(&self, reader: &Reader<'_>, signal: Signal<'f>) -> Node {
        const TIMES: Text = Text::new("{x} times", "{x} 回");
        let when = match (began(signal), ended(signal)) {
            (Some(from), Some(to)) if to > from => {
                format!("{} – {}", from.show(reader.offset), to.show(reader.offset))
            }
            (Some(from), _) => from.show(reader.offset),
            (None, _) => Text::new("no time given", "時刻の記載なし").get(reader.lang).to_owned(),
        };
        let name = signal.name().or_else(|| signal.type_());
        let row = signal.node().row();
        let tone = if is_finding(signal) { Tone::Alarm } else { Tone::Act };
        let value = name.map_or_else(String::new, |name| name.value.into_owned());
        let mut node = Node::of(when, tone, value, row.into_iter().collect());
        let kind = signal.type_().filter(|_| !is_finding(signal));
        node = node.note(reader, Text::same("{x}"), kind);
        node = node.note(reader, TIMES, signal.count().filter(|count| count.value > 1.0));
        for api in signal.activities().map(|activity| activity.api()) {
            let call = [api.operation(), api.service()].into_iter().flatten().collect::<Vec<_>>();
            // A signal that is called like its one API call says it already; its service and result are news.
            node = node.note(reader, Text::new("call {x}", "コール {x}"), (!call.is_empty()).then_some(call));
            node = node.note(reader, Text::new("failed: {x}", "失敗: {x}"), api.error());
        }
        node = node.note(reader, Text::new("by {x}", "使用: {x}"), some(self.actors(signal)));
        node = node.note(reader, Text::new("from {x}", "接続元・接続先: {x}"), some(self.endpoints(signal)));
        node = node.note(reader, Text::new("on {x}", "対象: {x}"), some(self.resources(signal)));
        for indicator in signal.signal_indicators() {
            let Some(key) = indicator.key() else { continue };
            let values: Vec<_> =
                indicator.values().filter_map(|value| value.text()).map(|v| v.value).collect();
            let said = match values.is_empty() {
                true => key.as_str().to_owned(),
                false => format!("{}: {}", key.as_str(), values.join(", ")),
            };
            if key.as_str() != "ATTACK_TACTIC" {
                node = node.note(
                    reader,
                    Text::same("{x}"),
                    Some((crate::explain::statement::Value::Raw(said), key.row)),
                );
            }
        }
        node
    }

    fn actors(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.actor_ids(), |id| {
            let actor =
                self.sequence.actors().find(|actor| actor.id().is_some_and(|known| known.as_str() == id))?;
            let (user, process) = (actor.user(), actor.process());
            user.name().or_else(|| user.uid()).or_else(|| process.path()).or_else(|| process.name())
        })
    }

    fn endpoints(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.endpoint_ids(), |id| {
            let endpoint =
                self.sequence.endpoints().find(|e| e.id().is_some_and(|known| known.as_str() == id))?;
            Remote::of_endpoint(endpoint).value()
        })
    }

    fn resources(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.resource_uids(), |uid| {
            let resource =
                self.sequence.resources().find(|r| r.uid().is_some_and(|known| known.as_str() == uid))?;
            resource.name().or_else(|| resource.uid())
        })
    }
}

/// References that are looked at in one signal: a hostile finding may hold any number, against any number of things.
const REFERENCES: usize = 40;

/// The names behind ids; an id that leads nowhere stands for itself.
fn named<'f>(
    ids: impl Iterator<Item = lens::Node<'f>>,
    name: impl Fn(&str) -> Option<lens::Text<'f>>,
) -> Vec<lens::Text<'f>> {
    let mut out: Vec<lens::Text<'f>> = Vec::new();
    for id in ids.take(REFERENCES).filter_map(|id| id.text()) {
        let found = name(id.as_str()).unwrap_or(id);
        if !out.iter().any(|known| known.value == found.value) {
            out.push(found);
        }
    }
    out
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
