//! A finding as the page shows it.

use super::{
    learn::{ARTIFACT, FAMILY, MECHANISM, PURPOSE, RESOURCE, status},
    protocol::{CatalogueFact, Chip, Fact, FieldView, FindingNumber, FindingView, RowNote, SectionView},
};
use crate::{
    explain::{Reader, Surroundings, explain},
    i18n::{Lang, Text},
    ingest::{Dialect, Record},
    json::RowId,
    knowledge::{
        ATTACK_NEXT, ATTACK_VERSION, CATALOGUE_DATE, DIALECT_FIELDS, Meanings, Technique, TypeEntry,
    },
    model::{Band, Finding, FindingType, Meaning, Timestamp, lens, schema::MemberId},
    picture::pictures,
    respond::Plan,
};
use std::collections::HashMap;

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
    let plan = Plan::of(&opened, reader.pack);
    let sections = explain(&opened, reader.pack, around)
        .iter()
        .map(|section| SectionView {
            slug: section.heading.slug().into(),
            label: section.heading.label().get(reader.lang).into(),
            statements: section
                .statements
                .iter()
                .map(|statement| reader.render(statement, known, &plan))
                .collect(),
        })
        .collect();
    let Notes { rows: notes, fields, values } = notes(&opened, reader);
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
        plan,
        references: known.map(|entry| entry.references.clone()).unwrap_or_default(),
        text: record.text.clone(),
        notes,
        fields,
        values,
        ..empty(number)
    }
}

/// A sample beside a text: its JSON, and what its fields mean.
pub fn of_text(opened: &Finding, text: String, reader: &Reader<'_>) -> FindingView {
    let Notes { rows: notes, fields, values } = notes(opened, reader);
    FindingView { text, notes, fields, values, ..empty(0) }
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
        notes: Vec::new(),
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

/// What is known of the rows of the JSON.
#[derive(Default)]
struct Notes {
    rows: Vec<RowNote>,
    /// The fields that occur in it.
    fields: Vec<FieldView>,
    /// What values that occur in it mean.
    values: Vec<String>,
}

/// A field that occurs: its place in the list, and which of its values have meanings.
struct Known<'p> {
    place: u32,
    meanings: Meanings<'p>,
}

fn notes(finding: &Finding, reader: &Reader<'_>) -> Notes {
    let doc = finding.document();
    let mut out = Notes::default();
    // A list repeats its fields in each element.
    let mut met: HashMap<MemberId, Known<'_>> = HashMap::new();
    for id in doc.rows() {
        let Some(member) = finding.field(id) else {
            let about = dialect_field(finding, id, reader);
            let unknown = about.is_none() && finding.meaning(id) == Meaning::Unknown;
            let field = about.map(|about| place(&mut out.fields, about));
            out.rows.push(RowNote { field, means: None, unknown });
            continue;
        };
        let known = met.entry(member).or_insert_with(|| Known {
            place: place(&mut out.fields, field(member, reader)),
            meanings: reader.pack.meanings(&member.key()),
        });
        let means = (doc.children(id).next().is_none() && !known.meanings.is_empty()).then(|| {
            let text = doc.string(id).unwrap_or_else(|| doc.raw(id).into());
            let texts: Vec<&str> =
                known.meanings.of(&text).into_iter().map(|value| value.meaning.as_str()).collect();
            texts.join(" ")
        });
        let means = means.filter(|text| !text.is_empty()).map(|text| place(&mut out.values, text));
        out.rows.push(RowNote { field: Some(known.place), means, unknown: false });
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
