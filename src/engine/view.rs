//! A finding as the page shows it.

use super::{
    learn::{ARTIFACT, FAMILY, MECHANISM, PURPOSE, RESOURCE, status},
    protocol::{
        CatalogueFact, Chip, Fact, FieldView, FindingNumber, FindingView, JsonKind, JsonRow, SectionView,
    },
};
use crate::{
    explain::{Reader, Surroundings, explain},
    i18n::{Lang, Text},
    ingest::{Dialect, Record},
    json::{Kind, RowId},
    knowledge::{ATTACK_NEXT, ATTACK_VERSION, CATALOGUE_DATE, DIALECT_FIELDS, Technique, TypeEntry},
    model::{Band, Finding, FindingType, Meaning, Timestamp, lens, schema::MemberId},
    picture::pictures,
    respond::Plan,
};
use std::collections::BTreeMap;

/// Characters of a value that the JSON shows; the rest is a click away.
const SHOWN: usize = 300;

/// Bytes of an object or list that can be copied from its row; larger ones are copied as a part of the whole.
const COPIED: usize = 20_000;

/// The view of a finding.
pub fn finding(
    number: FindingNumber,
    record: &Record,
    reader: &Reader<'_>,
    around: &Surroundings<'_>,
    other: Option<i32>,
) -> FindingView {
    let opened = Finding::open(record.dialect, &record.text);
    let lens = opened.lens();
    let known = opened.type_string().and_then(|name| reader.pack.types.get(name));
    let sections = explain(&opened, reader.pack, around)
        .iter()
        .map(|section| SectionView {
            slug: section.heading.slug().into(),
            label: section.heading.label().get(reader.lang).into(),
            statements: section.statements.iter().map(|statement| reader.render(statement, known)).collect(),
        })
        .collect();
    let Json { rows: json, fields, values } = json(&opened, reader);
    FindingView {
        finding: number,
        title: lens.title().or_else(|| lens.type_()).map(|t| t.value.into_owned()).unwrap_or_default(),
        chips: chips(opened.type_string(), reader),
        known_type: known.is_some(),
        severity: lens.severity().map(|s| opened.read().raw(s.row).trim_matches('"').to_owned()),
        band: lens.severity().map(|s| Band::of(s.value)),
        facts: facts(&opened, reader, other),
        envelopes: record
            .envelopes
            .iter()
            .map(|envelope| envelope.label().get(reader.lang).to_owned())
            .collect(),
        context: context(record),
        sections,
        pictures: pictures(&opened, reader),
        catalogue: known.map(|entry| catalogue(entry, reader)).unwrap_or_default(),
        plan: Plan::of(&opened, reader.pack),
        references: known.map(|entry| entry.references.clone()).unwrap_or_default(),
        whole: whole(&opened, &json),
        text: record.text.clone(),
        json,
        fields,
        values,
        ..empty(number)
    }
}

/// A sample beside a text: its JSON, and what its fields mean.
pub fn of_text(opened: &Finding, text: String, reader: &Reader<'_>) -> FindingView {
    let Json { rows: json, fields, values } = json(opened, reader);
    FindingView { whole: whole(opened, &json), text, json, fields, values, ..empty(0) }
}

fn empty(number: FindingNumber) -> FindingView {
    FindingView {
        finding: number,
        title: String::new(),
        chips: Vec::new(),
        known_type: false,
        severity: None,
        band: None,
        facts: Vec::new(),
        envelopes: Vec::new(),
        context: Vec::new(),
        sections: Vec::new(),
        pictures: Vec::new(),
        plan: Plan::default(),
        catalogue: Vec::new(),
        references: Vec::new(),
        text: String::new(),
        whole: BTreeMap::new(),
        json: Vec::new(),
        fields: Vec::new(),
        values: Vec::new(),
        versions: Vec::new(),
        version: 0,
        mark: None,
    }
}

/// The type string, taken apart.
pub fn chips(type_string: Option<&str>, reader: &Reader<'_>) -> Vec<Chip> {
    const UNKNOWN: Text = Text::new(
        "Not in this catalogue ({date}). It may be newer than the catalogue.",
        "このカタログ ({date} 時点) にはありません。カタログより新しい可能性があります。",
    );
    const NAMES: Text = Text::new("The pattern that was detected.", "検出されたパターンです。");
    let Some(kind) = type_string.and_then(FindingType::parse) else { return Vec::new() };
    let parts = &reader.pack.parts;
    let chip = |label: Text, mark: &str, text: &str, meaning: Option<&String>, otherwise: Text| Chip {
        label: label.get(reader.lang).into(),
        mark: mark.into(),
        text: text.into(),
        meaning: meaning.cloned().unwrap_or_else(|| otherwise.fill(reader.lang, &[("date", CATALOGUE_DATE)])),
    };
    let mut out = vec![
        chip(PURPOSE, "", kind.purpose, parts.purposes.get(kind.purpose), UNKNOWN),
        chip(RESOURCE, ":", kind.resource, parts.resources.get(kind.resource), UNKNOWN),
        chip(FAMILY, "/", kind.family, parts.families.get(kind.family), NAMES),
    ];
    out.extend(kind.mechanism.map(|m| chip(MECHANISM, ".", m, parts.mechanisms.get(m), UNKNOWN)));
    out.extend(kind.artifact.map(|a| chip(ARTIFACT, "!", a, parts.artifacts.get(a), UNKNOWN)));
    out
}

/// The facts above the explanation; times on the reader's clock, and on the other one beside it.
pub fn facts(finding: &Finding, reader: &Reader<'_>, other: Option<i32>) -> Vec<Fact> {
    let lens = finding.lens();
    let service = lens.service();
    let lang = reader.lang;
    let mut out = Vec::new();
    let mut push = |label: Text, value: Option<(String, Option<String>, RowId)>| {
        if let Some((value, beside, row)) = value {
            let rows = finding.origin(row).into_iter().collect();
            out.push(Fact { label: label.get(lang).into(), value, beside, rows });
        }
    };
    let raw = |n: lens::Number| (finding.read().raw(n.row).trim_matches('"').to_owned(), None, n.row);
    let text = |t: lens::Text<'_>| (t.value.into_owned(), None, t.row);
    let flag = |f: lens::Flag| (yes_no(f.value, lang).to_owned(), None, f.row);
    let time = |t: lens::Text<'_>| match Timestamp::parse(t.as_str()) {
        Some(at) => {
            let beside = other.map(|other| at.show(Some(other).filter(|o| *o != 0)));
            (at.show(reader.offset), beside, t.row)
        }
        None => text(t),
    };
    push(Text::new("Account", "アカウント"), lens.account_id().map(text));
    push(Text::new("Region", "リージョン"), lens.region().map(text));
    push(Text::new("First seen", "最初の観測"), service.event_first_seen().map(time));
    push(Text::new("Last seen", "最後の観測"), service.event_last_seen().map(time));
    push(Text::new("Count", "カウント"), service.count().map(raw));
    push(Text::new("Archived", "アーカイブ済み"), service.archived().map(flag));
    push(Text::new("Sample", "サンプル"), service.additional_info().sample().map(flag));
    push(Text::same("confidence"), lens.confidence().map(raw));
    out
}

pub fn yes_no(value: bool, lang: Lang) -> &'static str {
    let text = if value { Text::new("yes", "はい") } else { Text::new("no", "いいえ") };
    text.get(lang)
}

fn context(record: &Record) -> Vec<Fact> {
    let facts = record.context.iter();
    facts
        .map(|fact| Fact {
            label: fact.name.to_owned(),
            value: fact.value.clone(),
            beside: None,
            rows: Vec::new(),
        })
        .collect()
}

/// What the next version of ATT&CK made of a technique, behind its name: another id, or other tactics.
fn successor(id: &str, technique: &Technique) -> String {
    let Some(next) = &technique.successor else { return String::new() };
    match next.id == id {
        true => format!(" (v{ATTACK_NEXT}: {})", next.tactics.join(", ")),
        false => format!(" (v{ATTACK_NEXT}: {} {})", next.id, next.name),
    }
}

/// What the catalogue says of a type in a word or two.
pub fn catalogue(entry: &TypeEntry, reader: &Reader<'_>) -> Vec<CatalogueFact> {
    let lang = reader.lang;
    let fact = |label: Text, value: String| CatalogueFact { label: label.get(lang).into(), value };
    let techniques: Vec<String> = entry
        .techniques
        .iter()
        .map(|id| match reader.pack.attack.get(id) {
            Some(technique) => format!("{id} {}{}", technique.name, successor(id, technique)),
            None => id.clone(),
        })
        .collect();
    let mut out = vec![
        fact(Text::new("Protection plan", "保護プラン"), entry.plan.clone()),
        fact(Text::new("Data source", "データソース"), entry.source.clone()),
        fact(Text::new("Status", "状態"), status(entry.status).get(lang).into()),
    ];
    if !entry.tactics.is_empty() {
        out.push(fact(Text::new("ATT&CK tactic", "ATT&CK の戦術"), entry.tactics.join(", ")));
    }
    let label = Text::new("ATT&CK technique", "ATT&CK のテクニック");
    match (&entry.no_attack, techniques.is_empty()) {
        (Some(why), true) => out.push(fact(label, why.clone())),
        (_, true) => {}
        (_, false) => out.push(fact(label, format!("{} (v{ATTACK_VERSION})", techniques.join(" · ")))),
    }
    if !entry.replaced_by.is_empty() {
        out.push(fact(Text::new("Replaced by", "後継"), entry.replaced_by.join(", ")));
    }
    if !entry.related.is_empty() {
        out.push(fact(Text::new("Related types", "関連するタイプ"), entry.related.join(" · ")));
    }
    out.extend(
        entry
            .disagreement
            .iter()
            .map(|text| fact(Text::new("Sources disagree", "情報源の相違"), text.clone())),
    );
    out
}

/// The annotated JSON.
#[derive(Default)]
struct Json {
    rows: Vec<JsonRow>,
    /// The fields that occur in it.
    fields: Vec<FieldView>,
    /// What values that occur in it mean.
    values: Vec<String>,
}

fn json(finding: &Finding, reader: &Reader<'_>) -> Json {
    let doc = finding.document();
    let mut out = Json::default();
    let Some(root) = doc.root() else { return out };
    for id in doc.subtree(root) {
        let member = finding.field(id);
        let about = member.map(|member| field(member, reader)).or_else(|| dialect_field(finding, id, reader));
        let unknown = about.is_none() && finding.meaning(id) == Meaning::Unknown;
        let field = about.map(|about| place(&mut out.fields, about));
        let children = doc.children(id).count();
        let means = member.filter(|_| children == 0).and_then(|member| {
            let text = doc.string(id).unwrap_or_else(|| doc.raw(id).into());
            let meanings = reader.pack.meanings(&member.key(), &text);
            let texts: Vec<&str> = meanings.iter().map(|value| value.meaning.as_str()).collect();
            Some(texts.join(" ")).filter(|text| !text.is_empty()).map(|text| place(&mut out.values, text))
        });
        let (value, cut) = shown(doc.kind(id), doc.raw(id), children > 0);
        out.rows.push(JsonRow {
            id,
            depth: u32::try_from(doc.depth(id)).unwrap_or_default(),
            key: doc.key(id).map(|key| key.into_owned()),
            value,
            cut,
            children: u32::try_from(children).unwrap_or_default(),
            below: u32::try_from(doc.subtree(id).count() - 1).unwrap_or_default(),
            kind: match doc.kind(id) {
                Kind::Object => JsonKind::Object,
                Kind::Array => JsonKind::Array,
                Kind::String => JsonKind::String,
                Kind::Number => JsonKind::Number,
                Kind::Bool | Kind::Null => JsonKind::Word,
            },
            field,
            means,
            unknown,
            pointer: doc.pointer(id).to_string(),
            jq: doc.jq_path(id),
        });
    }
    out
}

/// What a field of ASFF or OCSF means that GuardDuty's model does not have.
fn dialect_field(finding: &Finding, id: RowId, reader: &Reader<'_>) -> Option<FieldView> {
    let [asff, ocsf] = DIALECT_FIELDS;
    let kind = match finding.dialect() {
        Dialect::Native => return None,
        Dialect::Asff => asff,
        Dialect::Ocsf => ocsf,
    };
    let doc = finding.document();
    let mut names: Vec<_> =
        std::iter::successors(Some(id), |&row| doc.parent(row)).filter_map(|row| doc.key(row)).collect();
    names.reverse();
    let key = format!("{kind}.{}", names.join("."));
    let meaning = reader.pack.values.get(&key)?.meaning.clone();
    Some(FieldView { key, meaning, form: String::new(), use_: String::new(), trap: String::new() })
}

/// The place of a thing in a list, which it enters if it is not there.
fn place<T: PartialEq>(list: &mut Vec<T>, thing: T) -> u32 {
    let at = list.iter().position(|known| *known == thing).unwrap_or_else(|| {
        list.push(thing);
        list.len() - 1
    });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The values that the rows show only in part.
fn whole(finding: &Finding, rows: &[JsonRow]) -> BTreeMap<RowId, String> {
    let doc = finding.document();
    let cut = rows.iter().filter(|row| row.cut > 0 || (row.children > 0 && doc.raw(row.id).len() <= COPIED));
    cut.map(|row| (row.id, doc.raw(row.id).to_owned())).collect()
}

/// A value as the JSON shows it.
fn shown(kind: Kind, raw: &str, has_children: bool) -> (String, u64) {
    match kind {
        Kind::Object => (if has_children { "{" } else { "{}" }.into(), 0),
        Kind::Array => (if has_children { "[" } else { "[]" }.into(), 0),
        _ => match raw.char_indices().nth(SHOWN) {
            Some((at, _)) => (
                raw.get(..at).unwrap_or_default().to_owned(),
                raw.get(at..).unwrap_or_default().chars().count() as u64,
            ),
            None => (raw.to_owned(), 0),
        },
    }
}

pub fn field(member: MemberId, reader: &Reader<'_>) -> FieldView {
    let key = member.key();
    let known = reader.pack.fields.get(&key);
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    FieldView {
        meaning: text(known.map(|f| &f.meaning)),
        form: text(known.and_then(|f| f.form.as_ref())),
        use_: text(known.and_then(|f| f.use_.as_ref())),
        trap: text(known.and_then(|f| f.trap.as_ref())),
        key,
    }
}
