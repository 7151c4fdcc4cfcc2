//! The signals of a sequence as both its story and its picture tell them: in order, by phase, with names for ids.

use crate::{
    i18n::Text,
    model::{
        TACTICS, Tactic,
        lens::{self, Sequence, Signal},
    },
    order::{self, Order},
};
use std::collections::BTreeMap;

/// The signals in the order in which they began; those without a time come last.
pub(crate) fn ordered<'f>(sequence: Sequence<'f>) -> Vec<Signal<'f>> {
    let mut signals: Vec<_> = sequence.signals().collect();
    signals.order_by_key(|signal| began(*signal).map_or(i64::MAX, |at| at.value.0));
    signals
}

/// When a signal began.
pub(crate) fn began(signal: Signal<'_>) -> Option<lens::When> {
    signal.first_seen_at().or_else(|| signal.created_at())
}

/// When a signal was last seen, if that is later than it began.
pub(crate) fn ended(signal: Signal<'_>) -> Option<lens::When> {
    let from = began(signal)?.value;
    signal.last_seen_at().filter(|to| to.value > from)
}

/// Whether a signal is a finding of its own rather than activity such as API calls.
pub(crate) fn is_finding(signal: Signal<'_>) -> bool {
    signal.type_().is_some_and(|kind| kind.as_str() == "FINDING")
}

/// The phase that a signal belongs to: its tactic, as it names it itself or by the purpose in the name of a finding.
#[derive(Clone)]
pub(crate) struct Phase<'f> {
    /// The tactic as the finding writes it.
    pub named: Option<lens::Text<'f>>,
    /// The tactic, if ATT&CK has it.
    pub tactic: Option<&'static Tactic>,
}

impl<'f> Phase<'f> {
    /// The phase of a signal.
    pub fn of(signal: Signal<'f>) -> Phase<'f> {
        let tactics = signal
            .signal_indicators()
            .filter(|indicator| indicator.key().is_some_and(|key| key.as_str() == "ATTACK_TACTIC"));
        let named = tactics.flat_map(|indicator| indicator.values().filter_map(|value| value.text())).next();
        let named = named.or_else(|| {
            let name = signal.name()?;
            let purpose = Tactic::named(name.as_str().split_once(':')?.0)?;
            Some(lens::Text { value: purpose.name.into(), row: name.row })
        });
        Phase { tactic: named.as_ref().and_then(|name| Tactic::named(name.as_str())), named }
    }

    /// The tactic's own name, or the text that stands in its place.
    pub fn text(&self) -> &str {
        self.tactic.map_or_else(|| self.named.as_ref().map_or("", lens::Text::as_str), |tactic| tactic.name)
    }

    /// Its place: by the matrix, then tactics that it does not have, then none. Below [`PLACES`].
    pub fn place(&self) -> usize {
        let unknown = if self.named.is_some() { PLACES - 2 } else { PLACES - 1 };
        self.tactic.map_or(unknown, Tactic::order)
    }

    /// Whether both are the same phase.
    pub fn same_as(&self, other: &Phase<'_>) -> bool {
        self.tactic == other.tactic && self.text() == other.text()
    }
}

/// How many places [`Phase::place`] tells apart.
pub(crate) const PLACES: usize = TACTICS.len() + 2;

/// The tactics that a sequence names as a whole.
pub(crate) fn tactics<'f>(sequence: Sequence<'f>) -> Vec<lens::Text<'f>> {
    let indicators = sequence.sequence_indicators();
    let of_tactics = indicators.filter(|i| i.key().is_some_and(|key| key.as_str() == "ATTACK_TACTIC"));
    of_tactics.flat_map(|indicator| indicator.values().filter_map(|value| value.text())).collect()
}

/// Names for the ids by which signals refer to actors, endpoints and resources.
pub(crate) struct Names<'f> {
    actors: BTreeMap<String, lens::Text<'f>>,
    endpoints: BTreeMap<String, lens::Text<'f>>,
    resources: BTreeMap<String, lens::Text<'f>>,
    /// Whether the connection to an endpoint went out, where the finding says.
    outbound: BTreeMap<String, bool>,
}

impl<'f> Names<'f> {
    /// The names of a sequence.
    pub fn of(sequence: Sequence<'f>) -> Names<'f> {
        let actors = sequence.actors().filter_map(|actor| {
            let (user, process) = (actor.user(), actor.process());
            let name =
                user.name().or_else(|| user.uid()).or_else(|| process.path()).or_else(|| process.name())?;
            Some((actor.id()?.value.into_owned(), name))
        });
        let endpoints = sequence.endpoints().filter_map(|endpoint| {
            Some((endpoint.id()?.value.into_owned(), endpoint.domain().or_else(|| endpoint.ip())?))
        });
        let resources = sequence.resources().filter_map(|resource| {
            let uid = resource.uid()?;
            Some((uid.value.to_string(), resource.name().unwrap_or(uid)))
        });
        let outbound = sequence.endpoints().filter_map(|endpoint| {
            let direction = endpoint.connection().direction();
            // Nobody calls from a name: it was asked for, or connected to.
            let outbound = direction.map(|direction| direction.as_str() == "OUTBOUND");
            let outbound = outbound.or_else(|| endpoint.domain().map(|_| true))?;
            Some((endpoint.id()?.value.into_owned(), outbound))
        });
        Names {
            outbound: order::map(outbound),
            actors: order::map(actors),
            endpoints: order::map(endpoints),
            resources: order::map(resources),
        }
    }

    /// Whose credentials or which processes took part in a signal.
    pub fn actors(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.actor_ids(), &self.actors)
    }

    /// The remote sides of a signal.
    pub fn endpoints(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.endpoint_ids(), &self.endpoints)
    }

    /// Whether the connections of a signal went out to its endpoints, rather than came from them as calls do; nothing
    /// where both occur.
    pub fn is_outbound(&self, signal: Signal<'f>) -> Option<bool> {
        let ids = signal.endpoint_ids().filter_map(|id| id.text()).take(REFERENCES);
        let outbound: Vec<bool> =
            ids.map(|id| self.outbound.get(id.as_str()).copied().unwrap_or(false)).collect();
        let first = outbound.first().copied().unwrap_or(false);
        outbound.iter().all(|other| *other == first).then_some(first)
    }

    /// From where an actor was seen to act: the endpoints of its signals that no connection went out to.
    pub fn origins(&self, sequence: Sequence<'f>, actor: &str) -> Vec<lens::Text<'f>> {
        let acts = |signal: &Signal<'f>| {
            signal.actor_ids().filter_map(|id| id.text()).any(|id| id.as_str() == actor)
        };
        let inbound = |id: &lens::Node<'f>| {
            id.text().is_some_and(|id| self.outbound.get(id.as_str()).is_none_or(|outbound| !outbound))
        };
        let ids = sequence.signals().filter(acts).flat_map(|signal| signal.endpoint_ids()).filter(inbound);
        named(ids, &self.endpoints)
    }

    /// What a signal was about.
    pub fn resources(&self, signal: Signal<'f>) -> Vec<lens::Text<'f>> {
        named(signal.resource_uids(), &self.resources)
    }
}

/// References of one signal that are told. The JSON has all.
const REFERENCES: usize = 20;

/// The names behind ids, each once; an id that leads nowhere stands for itself.
fn named<'f>(
    ids: impl Iterator<Item = lens::Node<'f>>,
    names: &BTreeMap<String, lens::Text<'f>>,
) -> Vec<lens::Text<'f>> {
    let mut out: Vec<lens::Text<'f>> = Vec::new();
    for id in ids.filter_map(|id| id.text()).take(REFERENCES) {
        let found = names.get(id.as_str()).cloned().unwrap_or(id);
        if !out.iter().any(|known| known.value == found.value) {
            out.push(found);
        }
    }
    out
}

/// What stands where a phase has no tactic.
pub(crate) const NO_TACTIC: Text = Text::new("no tactic given", "戦術の記載なし");
