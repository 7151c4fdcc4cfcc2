//! The fast reader: one pass of serde_json over the text of a finding in GuardDuty's own shape.

use super::{
    Found, Raw, Summary,
    table::{Inner, Place, Rank, hash, tree, wants_text},
};
use crate::model::schema::Type;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, fmt};

/// Keys in one object from which on the lens is left to look for those that occur twice.
const MANY_KEYS: usize = 128;

/// Reads a finding; nothing where the lens might see it otherwise. `strict`: nor where the finding itself has a member that
/// the model does not have.
pub(super) fn finding(text: &str, strict: bool) -> Option<Summary<'_>> {
    let mut state = read(text, tree(), true, strict)?;
    // What stands beside the string goes before what it holds.
    if !state.beside {
        state.found.append(&mut state.within);
    }
    Some(Summary::assemble(state.found))
}

fn read<'t>(text: &'t str, place: &'static Place, root: bool, strict: bool) -> Option<State<'t>> {
    let mut state = State {
        found: Vec::with_capacity(if root { 64 } else { 0 }),
        within: Vec::new(),
        beside: false,
        keys: Vec::with_capacity(64),
        strict,
        inside: !root,
    };
    let mut from = serde_json::Deserializer::from_str(text);
    Value { at: At::Root, place: Some(place), state: &mut state }.deserialize(&mut from).ok()?;
    from.end().ok()?;
    Some(state)
}

struct State<'t> {
    found: Found<'t>,
    /// What a string of `additionalInfo` holds.
    within: Found<'t>,
    /// Whether what is wanted of `additionalInfo` stands in it as a member. It is one thing, whether it is a sample.
    beside: bool,
    /// The hashes of the keys of the objects that are open, one object's behind the other's.
    keys: Vec<u64>,
    /// Whether the outermost object may have members of the model only.
    strict: bool,
    /// Whether this is the JSON inside a string.
    inside: bool,
}

/// A value: at a place that leads to something wanted, or anywhere else, where only its form matters.
struct Value<'s, 't> {
    at: At,
    place: Option<&'static Place>,
    state: &'s mut State<'t>,
}

/// How a value stands in what is around it.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Root,
    Member,
    /// A text of `additionalInfo`, which may hold others of its members as JSON.
    Holder(&'static Place),
    Element,
}

impl PartialEq for Place {
    fn eq(&self, other: &Place) -> bool {
        std::ptr::eq(self, other)
    }
}

impl<'t> DeserializeSeed<'t> for Value<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

/// What the lens has to look at.
fn odd<E: Error>() -> E {
    E::custom("for the lens")
}

impl<'t> Value<'_, 't> {
    fn take<E: Error>(self, raw: impl Fn(Rank) -> Option<Raw<'t>>) -> Result<(), E> {
        let Some(place) = self.place else { return Ok(()) };
        if self.at == At::Root {
            return Err(odd());
        }
        for rank in &place.ends {
            self.state.found.push((*rank, raw(*rank).ok_or_else(odd)?));
        }
        Ok(())
    }

    fn text<E: Error>(self, text: Cow<'t, str>) -> Result<(), E> {
        match self.place {
            _ if text.is_empty() => Ok(()),
            // A string may hold the object that belongs here.
            Some(place) if !place.members.is_empty() => Err(odd()),
            _ => self.take(|_| Some(Raw::Text(text.clone()))),
        }
    }

    fn number<E: Error>(self, number: f64, text: impl Fn() -> Option<String>) -> Result<(), E> {
        self.take(|rank| match wants_text(rank) {
            true => Some(Raw::Text(Cow::Owned(text()?))),
            false => Some(Raw::Number(number)),
        })
    }

    /// Reads the members of `additionalInfo` that a string of it holds.
    fn open<E: Error>(&mut self, text: &str) -> Result<(), E> {
        let At::Holder(around) = self.at else { return Ok(()) };
        if self.state.beside {
            return Ok(());
        }
        let wanted = |name: &str| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some();
        let held = around.members.iter().filter(|inner| inner.place.is_some());
        if !held.map(|inner| inner.member).any(|m| wanted(m.wire) || wanted(m.name)) {
            return Ok(());
        }
        let inner = text.trim_start().starts_with('{').then(|| read(text, around, false, false)).flatten();
        let inner = inner.filter(|_| self.state.within.is_empty()).ok_or_else(odd)?;
        self.state.within.extend(inner.found.into_iter().map(|(rank, raw)| {
            let raw = match raw {
                Raw::Text(text) => Raw::Text(Cow::Owned(text.into_owned())),
                Raw::Number(number) => Raw::Number(number),
                Raw::Flag(flag) => Raw::Flag(flag),
            };
            (rank, raw)
        }));
        Ok(())
    }
}

impl<'t> Visitor<'t> for Value<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a finding")
    }

    fn visit_borrowed_str<E: Error>(mut self, text: &'t str) -> Result<(), E> {
        self.open(text)?;
        self.text(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        self.open(text)?;
        match self.place {
            Some(_) => self.text(Cow::Owned(text.to_owned())),
            None => Ok(()),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.number(number as f64, || Some(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.number(number as f64, || Some(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        // How it was written, only the lens knows.
        self.number(number, || None)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<(), E> {
        self.take(|rank| match wants_text(rank) {
            true => Some(Raw::Text(Cow::Borrowed(if flag { "true" } else { "false" }))),
            false => Some(Raw::Flag(flag)),
        })
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.at == At::Root { Err(odd()) } else { Ok(()) }
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        // A list where the model has none, and a list in a list.
        if self.place.is_some_and(|place| !place.list || self.at == At::Element) {
            return Err(odd());
        }
        let Value { place, state, .. } = self;
        while list.next_element_seed(Value { at: At::Element, place, state: &mut *state })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Value { at, place, state } = self;
        if place.is_some_and(|place| place.members.is_empty()) {
            return Err(odd());
        }
        let first = state.keys.len();
        while let Some(inner) = map.next_key_seed(Key { place, first, state: &mut *state })? {
            if state.strict && at == At::Root && inner.is_none() {
                return Err(odd());
            }
            let (mut at, mut within) = (At::Member, None);
            if let (Some(inner), Some(around)) = (inner, place) {
                within = inner.place.as_ref();
                if around.holds_string {
                    state.beside |= within.is_some();
                    if inner.member.of == Type::String && !state.inside {
                        at = At::Holder(around);
                    }
                }
            }
            map.next_value_seed(Value { at, place: within, state: &mut *state })?;
        }
        state.keys.truncate(first);
        Ok(())
    }
}

struct Key<'s, 't> {
    place: Option<&'static Place>,
    /// Where the keys of this object start among those that are open.
    first: usize,
    state: &'s mut State<'t>,
}

impl<'t> DeserializeSeed<'t> for Key<'_, 't> {
    type Value = Option<&'static Inner>;

    fn deserialize<D: Deserializer<'t>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Key<'_, 't> {
    type Value = Option<&'static Inner>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let hash = hash(key);
        let before = self.state.keys.get(self.first..).unwrap_or_default();
        if before.contains(&hash) || before.len() > MANY_KEYS {
            return Err(odd());
        }
        self.state.keys.push(hash);
        let Some(place) = self.place else { return Ok(None) };
        let member = place.member(key, hash);
        // The lens takes names without regard to case and underscores; a finding with such is its own.
        let almost = || place.members.iter().any(|m| alike(key, m.member.wire) || alike(key, m.member.name));
        if member.is_none() && almost() { Err(odd()) } else { Ok(member) }
    }
}

/// Whether a key is a name but for case and underscores.
fn alike(key: &str, name: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<u8> { text.bytes().filter(|b| *b != b'_').collect() };
    match memchr::memchr(b'_', key.as_bytes()) {
        None => key.eq_ignore_ascii_case(name),
        Some(_) => letters(key).eq_ignore_ascii_case(&letters(name)),
    }
}
