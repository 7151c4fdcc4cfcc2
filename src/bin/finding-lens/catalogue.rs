//! `finding-lens types` and `finding-lens fields`: the catalogue, listed.

use crate::out;
use clap::ValueEnum;
use finding_lens::{
    i18n::Lang,
    knowledge::{Pack, PackError, Sensitivity, Status, TypeEntry},
    model::schema::{MemberId, paths},
};
use serde_json::{Map, Value, json};

/// How a list is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// Columns for the eye.
    Table,
    /// One JSON object a line.
    Jsonl,
}

fn packs() -> Result<[Pack; 2], PackError> {
    Ok([Pack::embedded(Lang::En)?, Pack::embedded(Lang::Ja)?])
}

fn listed(rows: Result<Vec<Value>, PackError>, format: Format, columns: &[&str]) -> u8 {
    let rows = match rows {
        Ok(rows) => rows,
        Err(error) => return out::failed(error),
    };
    for row in rows {
        match format {
            Format::Jsonl => out::say!("{row}"),
            Format::Table => {
                let cell = |name: &&str| match row.get(*name) {
                    Some(Value::String(text)) => text.clone(),
                    Some(other) => other.to_string(),
                    None => String::new(),
                };
                let cells: Vec<String> = columns.iter().map(cell).collect();
                out::say!("{}", cells.join("\t"));
            }
        }
    }
    0
}

/// Every finding type.
pub fn types(format: Format) -> u8 {
    let rows = packs().map(|[en, ja]| {
        let row = |(name, entry): (&String, &TypeEntry)| {
            let japanese = ja.types.get(name);
            json!({
                "type": name,
                "status": status(entry.status),
                "severity": entry.severity,
                "plan": entry.plan,
                "dataSource": entry.source,
                "resource": entry.resource_types,
                "attack": entry.techniques,
                "lengths": { "en": lengths(entry), "ja": japanese.map(lengths) },
            })
        };
        en.types.iter().map(row).collect()
    });
    listed(rows, format, &["type", "status", "severity", "plan"])
}

/// The characters of each text of a type.
fn lengths(entry: &TypeEntry) -> Value {
    let count = |text: &str| text.chars().count();
    let all = |texts: &[String]| texts.iter().map(|text| count(text)).sum::<usize>();
    json!({
        "seen": count(&entry.seen),
        "why": count(&entry.why),
        "resource": count(&entry.resource),
        "severityVaries": entry.severity_varies.as_deref().map_or(0, count),
        "noAttack": entry.no_attack.as_deref().map_or(0, count),
        "harmless": all(&entry.harmless),
        "decides": entry.decides.iter().map(|d| count(&d.text)).sum::<usize>(),
        "ask": all(&entry.ask),
        "respond": all(&entry.respond),
        "disagreement": all(&entry.disagreement),
    })
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::CustomRule => "custom-rule",
        Status::Retired => "retired",
        Status::Alias => "alias",
    }
}

/// Every field, with the paths at which it stands.
pub fn fields(format: Format) -> u8 {
    let rows = packs().map(|[en, ja]| {
        let places = paths();
        let row = |id: MemberId| {
            let (key, member) = (id.key(), id.get()?);
            let lengths: Map<String, Value> = [("en", &en), ("ja", &ja)]
                .into_iter()
                .map(|(tag, pack)| (tag.to_owned(), json!(pack.fields.get(&key).map_or(0, |f| f.meaning.chars().count()))))
                .collect();
            Some(json!({
                "shape": member.shape.get().map(|shape| shape.name),
                "member": member.name,
                "wire": member.wire,
                "paths": places.iter().filter(|p| p.member == id).map(|p| p.path.as_str()).collect::<Vec<_>>(),
                "type": format!("{:?}", member.of),
                "sensitivity": en.fields.get(&key).map(|f| sensitivity(f.sensitivity)),
                "besideTheModel": member.beside,
                "lengths": lengths,
            }))
        };
        MemberId::all().filter_map(row).collect()
    });
    listed(rows, format, &["shape", "member", "sensitivity"])
}

fn sensitivity(class: Sensitivity) -> &'static str {
    match class {
        Sensitivity::Account => "account",
        Sensitivity::Network => "network",
        Sensitivity::Identity => "identity",
        Sensitivity::SecretLike => "secret-like",
        Sensitivity::Content => "content",
        Sensitivity::None => "none",
    }
}
