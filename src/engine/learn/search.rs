//! One search over everything the catalogue knows, in every language that is loaded.

use super::holds;
use crate::{
    engine::protocol::{Hit, HitKind},
    i18n::Text,
    knowledge::{Pack, TypeEntry},
    order::Order,
};

/// How many things are shown at most.
const MOST: usize = 40;

impl HitKind {
    fn label(self) -> Text {
        match self {
            HitKind::Type => Text::new("Finding type", "検出結果タイプ"),
            HitKind::Part => Text::new("Part of the type string", "タイプ文字列の要素"),
            HitKind::Field => Text::new("Field", "フィールド"),
            HitKind::Value => Text::new("Value", "値"),
            HitKind::Term => Text::new("Term", "用語"),
        }
    }
}

/// What holds every word; what holds them in its name comes first, then by kind. Words of either language find a thing;
/// it is shown in the reader's.
pub fn hits(words: &str, mine: &Pack, packs: &[Pack]) -> Vec<Hit> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    let all = things(mine);
    let others: Vec<Vec<Thing<'_>>> =
        packs.iter().filter(|pack| pack.lang != mine.lang).map(things).collect();
    let mut found: Vec<(bool, HitKind, &Thing<'_>)> = Vec::new();
    for (at, thing) in all.iter().enumerate() {
        // Packs of one build hold the same things in the same order.
        let same = others.iter().filter_map(|other| other.get(at)).filter(|other| other.kind == thing.kind);
        let versions = || std::iter::once(thing).chain(same.clone());
        let texts: Vec<&str> =
            versions().flat_map(|v| [v.name, v.text].into_iter().chain(v.more.iter().copied())).collect();
        if holds(words, &texts) {
            let names: Vec<&str> = versions().map(|v| v.name).collect();
            found.push((!holds(words, &names), thing.kind, thing));
        }
    }
    found.order_by_key(|(below, kind, _)| (*below, *kind));
    found
        .into_iter()
        .take(MOST)
        .map(|(_, kind, thing)| Hit {
            kind,
            label: kind.label().get(mine.lang).into(),
            key: thing.name.to_owned(),
            text: thing.text.to_owned(),
        })
        .collect()
}

/// A thing of the catalogue.
struct Thing<'p> {
    kind: HitKind,
    name: &'p str,
    /// What is shown of it.
    text: &'p str,
    /// What else is looked into.
    more: Vec<&'p str>,
}

impl<'p> Thing<'p> {
    fn of(kind: HitKind) -> impl Fn((&'p String, &'p String)) -> Thing<'p> {
        move |(name, text)| Thing { kind, name, text, more: Vec::new() }
    }

    fn of_type((name, entry): (&'p String, &'p TypeEntry)) -> Thing<'p> {
        let lists = entry.harmless.iter().chain(&entry.ask).chain(&entry.respond);
        let more = [&entry.why, &entry.resource].into_iter().chain(lists).map(String::as_str);
        Thing { kind: HitKind::Type, name, text: &entry.seen, more: more.collect() }
    }
}

/// Everything, in a fixed order.
fn things(pack: &Pack) -> Vec<Thing<'_>> {
    let parts = [
        &pack.parts.purposes,
        &pack.parts.resources,
        &pack.parts.families,
        &pack.parts.mechanisms,
        &pack.parts.artifacts,
    ];
    let types = pack.types.iter().map(Thing::of_type);
    let fields =
        pack.fields.iter().map(|(name, field)| (name, &field.meaning)).map(Thing::of(HitKind::Field));
    let values =
        pack.values.iter().map(|(name, value)| (name, &value.meaning)).map(Thing::of(HitKind::Value));
    let terms = pack.glossary.iter().map(|term| (&term.name, &term.meaning)).map(Thing::of(HitKind::Term));
    let parts = parts.into_iter().flatten().map(Thing::of(HitKind::Part));
    types.chain(parts).chain(fields).chain(values).chain(terms).collect()
}
