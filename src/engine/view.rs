//! A finding as the page shows it.

use super::{
    learn::{ARTIFACT, FAMILY, MECHANISM, PURPOSE, RESOURCE, status},
    protocol::{
        CatalogueFact, Chip, Fact, FieldView, FindingNumber, FindingView, JsonKind, JsonRow, SectionView,
    },
    store::Entry,
};
use crate::{
    explain::{Reader, explain},
    i18n::{Lang, Text},
    ingest::Record,
    json::{Kind, RowId},
    knowledge::{ATTACK_VERSION, CATALOGUE_DATE},
    model::{Band, Finding, FindingType, Meaning, Timestamp, lens, schema::MemberId},
};
use std::collections::BTreeMap;

/// Characters of a value that the JSON shows; the rest is a click away.
const SHOWN: usize = 300;

/// Bytes of an object or list that can be copied from its row; larger ones are copied as a part of the whole.
const COPIED: usize = 20_000;

/// The view of a finding.
pub fn finding(number: FindingNumber, entry: &Entry, total: u32, reader: &Reader<'_>) -> FindingView {
    let Some(record) = entry.latest() else { return empty(number) };
    let opened = Finding::open(record.dialect, &record.text);
    let lens = opened.lens();
    let known = opened.type_string().and_then(|name| reader.pack.types.get(name));
    let sections = explain(&opened, reader.pack)
        .iter()
        .map(|section| SectionView {
            slug: section.heading.slug().into(),
            label: section.heading.label().get(reader.lang).into(),
            statements: section.statements.iter().map(|statement| reader.render(statement, known)).collect(),
        })
        .collect();
    let (json, fields) = json(&opened, reader);
    FindingView {
        finding: number,
        position: (number + 1, total),
        versions: entry.versions(),
        title: lens.title().or_else(|| lens.type_()).map(|t| t.value.into_owned()).unwrap_or_default(),
        chips: chips(&opened, reader),
        known_type: known.is_some(),
        severity: lens.severity().map(|s| opened.read().raw(s.row).trim_matches('"').to_owned()),
        band: lens.severity().map(|s| Band::of(s.value)),
        facts: facts(&opened, reader),
        envelopes: record
            .envelopes
            .iter()
            .map(|envelope| envelope.label().get(reader.lang).to_owned())
            .collect(),
        context: context(record),
        sections,
        catalogue: catalogue(&opened, reader),
        references: known.map(|entry| entry.references.clone()).unwrap_or_default(),
        whole: whole(&opened, &json),
        text: record.text.clone(),
        json,
        fields,
    }
}

fn empty(number: FindingNumber) -> FindingView {
    FindingView {
        finding: number,
        position: (0, 0),
        versions: 0,
        title: String::new(),
        chips: Vec::new(),
        known_type: false,
        severity: None,
        band: None,
        facts: Vec::new(),
        envelopes: Vec::new(),
        context: Vec::new(),
        sections: Vec::new(),
        catalogue: Vec::new(),
        references: Vec::new(),
        text: String::new(),
        whole: BTreeMap::new(),
        json: Vec::new(),
        fields: Vec::new(),
    }
}

/// The type string, taken apart.
fn chips(finding: &Finding, reader: &Reader<'_>) -> Vec<Chip> {
    const UNKNOWN: Text = Text::new(
        "Not in this catalogue ({date}). It may be newer than the catalogue.",
        "このカタログ ({date} 時点) にはありません。カタログより新しい可能性があります。",
    );
    const NAMES: Text = Text::new("The pattern that was detected.", "検出されたパターンです。");
    let Some(kind) = finding.type_string().and_then(FindingType::parse) else { return Vec::new() };
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

/// The facts above the explanation.
pub fn facts(finding: &Finding, reader: &Reader<'_>) -> Vec<Fact> {
    let lens = finding.lens();
    let service = lens.service();
    let lang = reader.lang;
    let mut out = Vec::new();
    let mut push = |label: Text, value: Option<(String, RowId)>| {
        if let Some((value, row)) = value {
            out.push(Fact {
                label: label.get(lang).into(),
                value,
                rows: finding.origin(row).into_iter().collect(),
            });
        }
    };
    let text = |t: lens::Text<'_>| (t.value.into_owned(), t.row);
    let time = |t: lens::Text<'_>| {
        let shown =
            Timestamp::parse(t.as_str()).map_or_else(|| t.value.to_string(), |at| at.show(reader.offset));
        (shown, t.row)
    };
    let flag = |f: lens::Flag| (yes_no(f.value, lang).to_owned(), f.row);
    push(Text::new("Account", "アカウント"), lens.account_id().map(text));
    push(Text::new("Region", "リージョン"), lens.region().map(text));
    push(Text::new("First seen", "最初の観測"), service.event_first_seen().map(time));
    push(Text::new("Last seen", "最後の観測"), service.event_last_seen().map(time));
    push(
        Text::new("Count", "カウント"),
        service.count().map(|n| (finding.read().raw(n.row).trim_matches('"').to_owned(), n.row)),
    );
    push(Text::new("Archived", "アーカイブ済み"), service.archived().map(flag));
    push(Text::new("Sample", "サンプル"), service.additional_info().sample().map(flag));
    push(Text::same("confidence"), lens.confidence().map(|n| (finding.read().raw(n.row).to_owned(), n.row)));
    out
}

fn yes_no(value: bool, lang: Lang) -> &'static str {
    let text = if value { Text::new("yes", "はい") } else { Text::new("no", "いいえ") };
    text.get(lang)
}

fn context(record: &Record) -> Vec<Fact> {
    let facts = record.context.iter();
    facts
        .map(|fact| Fact { label: fact.name.to_owned(), value: fact.value.clone(), rows: Vec::new() })
        .collect()
}

fn catalogue(finding: &Finding, reader: &Reader<'_>) -> Vec<CatalogueFact> {
    let Some(entry) = finding.type_string().and_then(|name| reader.pack.types.get(name)) else {
        return Vec::new();
    };
    let lang = reader.lang;
    let fact = |label: Text, value: String| CatalogueFact { label: label.get(lang).into(), value };
    let techniques: Vec<String> = entry
        .techniques
        .iter()
        .map(|id| {
            reader
                .pack
                .attack
                .get(id)
                .map_or_else(|| id.clone(), |technique| format!("{id} {}", technique.name))
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

/// The annotated JSON, and the fields that occur in it.
fn json(finding: &Finding, reader: &Reader<'_>) -> (Vec<JsonRow>, Vec<FieldView>) {
    let doc = finding.document();
    let mut known: Vec<MemberId> = Vec::new();
    let mut out: Vec<JsonRow> = Vec::with_capacity(doc.len());
    let Some(root) = doc.root() else { return (out, Vec::new()) };
    for id in doc.subtree(root) {
        let field = finding.field(id).map(|member| {
            known.iter().position(|k| *k == member).unwrap_or_else(|| {
                known.push(member);
                known.len() - 1
            })
        });
        let children = doc.children(id).count();
        let (value, cut) = shown(doc.kind(id), doc.raw(id), children > 0);
        out.push(JsonRow {
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
            field: field.and_then(|at| u32::try_from(at).ok()),
            unknown: finding.meaning(id) == Meaning::Unknown,
            pointer: doc.pointer(id).to_string(),
            jq: doc.jq_path(id),
        });
    }
    let fields = known.into_iter().map(|member| field(member, reader)).collect();
    (out, fields)
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

fn field(member: MemberId, reader: &Reader<'_>) -> FieldView {
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
