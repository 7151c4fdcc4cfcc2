//! Fields, values and terms, listed.

use super::{holds, view};
use crate::{
    engine::protocol::{CatalogueFact, Entries, EntryGroup, EntryView},
    explain::Reader,
    i18n::Text,
    knowledge::{DIALECT_FIELDS, Pack, Sensitivity},
    model::schema::{MemberId, paths},
};

/// Of more than this, the groups are listed without what is in them.
const MOST: u32 = 160;

const FORM: Text = Text::new("Form", "形式");
const USE: Text = Text::new("What to do with it", "使い方");
const TRAP: Text = Text::new("Trap", "注意点");
const EXAMPLE: Text = Text::new("Example", "例");
const STANDS: Text = Text::new("Stands at", "現れる場所");
const GIVES_AWAY: Text = Text::new("Gives away when shared", "共有時に明らかになるもの");

impl Sensitivity {
    fn label(self) -> Text {
        match self {
            Sensitivity::Account => Text::new("account", "アカウント"),
            Sensitivity::Network => Text::new("network", "ネットワーク"),
            Sensitivity::Identity => Text::new("identity", "ID・プリンシパル"),
            Sensitivity::SecretLike => Text::new("secret-like", "秘密情報に準じる値"),
            Sensitivity::Content => Text::new("names and content", "名前・内容"),
            Sensitivity::None => Text::new("nothing", "なし"),
        }
    }
}

/// The fields of the model, by shape.
pub fn fields(words: &str, reader: &Reader<'_>) -> Entries {
    let lang = reader.lang;
    let places = paths();
    let entry = |member: MemberId| {
        let about = view::field(member, reader);
        let known = reader.pack.fields.get(&about.key);
        let at: Vec<&str> = places.iter().filter(|p| p.member == member).map(|p| p.path.as_str()).collect();
        let at = at.join(", ");
        let facts = [
            (FORM, about.form),
            (USE, about.use_),
            (TRAP, about.trap),
            (EXAMPLE, known.and_then(|field| field.example.clone()).unwrap_or_default()),
            (
                GIVES_AWAY,
                known.map(|field| field.sensitivity.label().get(lang).to_owned()).unwrap_or_default(),
            ),
            (STANDS, at),
        ];
        let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
        EntryView {
            name: member.get().map_or("", |m| m.wire).to_owned(),
            key: about.key,
            meaning: about.meaning,
            facts: facts
                .map(|(label, value)| CatalogueFact { label: label.get(lang).into(), value })
                .collect(),
        }
    };
    let group = |member: MemberId| member.get().and_then(|m| m.shape.get()).map_or("", |s| s.name).to_owned();
    let model = MemberId::all().map(|member| (group(member), entry(member)));
    grouped(words, model.chain(listed(reader.pack, true)))
}

/// The values that have a meaning of their own, by kind.
pub fn values(words: &str, pack: &Pack) -> Entries {
    grouped(words, listed(pack, false))
}

/// The values of the catalogue, or the fields of ASFF and OCSF that stand among them.
fn listed(pack: &Pack, dialects: bool) -> impl Iterator<Item = (String, EntryView)> {
    pack.values.iter().filter_map(move |(key, value)| {
        let (kind, name) = key.split_once('.')?;
        if DIALECT_FIELDS.contains(&kind) != dialects {
            return None;
        }
        let stands = CatalogueFact { label: STANDS.get(pack.lang).into(), value: value.r#where.join(", ") };
        let entry = EntryView {
            key: key.clone(),
            name: name.to_owned(),
            meaning: value.meaning.clone(),
            facts: Some(stands).filter(|fact| !fact.value.is_empty()).into_iter().collect(),
        };
        Some((kind.to_owned(), entry))
    })
}

/// The glossary.
pub fn glossary(words: &str, pack: &Pack) -> Entries {
    let entry = |term: &crate::knowledge::Term| {
        let entry = EntryView {
            key: term.name.clone(),
            name: term.name.clone(),
            meaning: term.meaning.clone(),
            facts: Vec::new(),
        };
        (String::new(), entry)
    };
    grouped(words, pack.glossary.iter().map(entry))
}

/// The entries that hold every word, in groups, in the order in which they come.
fn grouped(words: &str, all: impl Iterator<Item = (String, EntryView)>) -> Entries {
    let mut out = Entries { total: 0, found: 0, groups: Vec::new() };
    for (name, entry) in all {
        out.total += 1;
        let facts: Vec<&str> = entry.facts.iter().map(|fact| fact.value.as_str()).collect();
        if !holds(words, &[&[entry.key.as_str(), &entry.name, &entry.meaning], &facts[..]].concat()) {
            continue;
        }
        out.found += 1;
        match out.groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.entries.push(entry),
            None => out.groups.push(EntryGroup { name, count: 0, entries: vec![entry] }),
        }
    }
    for group in &mut out.groups {
        group.count = u32::try_from(group.entries.len()).unwrap_or(u32::MAX);
        if out.found > MOST {
            group.entries.clear();
        }
    }
    out
}
