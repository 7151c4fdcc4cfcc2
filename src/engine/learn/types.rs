//! The index of finding types, and the page of one.

use super::{PURPOSE, RESOURCE, Sample, VARIES, holds, status, view};
use crate::{
    engine::protocol::{
        Facet, FacetView, FindingView, LearnType, TypeItem, TypeSection, TypeView, Types, TypesFilter,
    },
    explain::{Heading, Reader, Subject},
    i18n::{Lang, Text},
    knowledge::{Pack, TypeEntry},
    model::{Band, FindingType},
};
use std::collections::BTreeMap;

impl Facet {
    fn label(self) -> Text {
        match self {
            Facet::Purpose => PURPOSE,
            Facet::Resource => RESOURCE,
            Facet::Plan => Text::new("Protection plan", "保護プラン"),
            Facet::Severity => Text::new("Severity", "重要度"),
            Facet::Tactic => Text::new("ATT&CK tactic", "ATT&CK の戦術"),
            Facet::Status => Text::new("Status", "状態"),
        }
    }

    /// The values of a type: one of most, none or several of the tactics.
    fn values(self, name: &str, entry: &TypeEntry) -> Vec<String> {
        let kind = FindingType::parse(name);
        match self {
            Facet::Purpose => kind.map(|kind| kind.purpose.to_owned()).into_iter().collect(),
            Facet::Resource => kind.map(|kind| kind.resource.to_owned()).into_iter().collect(),
            Facet::Plan => vec![entry.plan.clone()],
            Facet::Severity => vec![entry.severity.clone()],
            Facet::Tactic => entry.tactics.clone(),
            Facet::Status => vec![status(entry.status).en.to_owned()],
        }
    }

    /// A value in words. AWS's and MITRE's names are not translated.
    fn words(self, value: &str, pack: &Pack) -> String {
        match self {
            Facet::Severity => severity(value, pack.lang),
            Facet::Status => {
                let known = pack.types.values().map(|entry| status(entry.status));
                known
                    .into_iter()
                    .find(|text| text.en == value)
                    .map_or(value, |text| text.get(pack.lang))
                    .to_owned()
            }
            _ => value.to_owned(),
        }
    }
}

/// The types that a filter lets through.
pub fn list(pack: &Pack, filter: &TypesFilter) -> Types {
    // A facet's own choice does not narrow what can be chosen of it.
    let passes = |name: &str, entry: &TypeEntry, but: Option<Facet>| {
        let chosen = Facet::ALL.into_iter().zip(&filter.chosen);
        holds(&filter.words, &[name, &entry.plan, &entry.source, &entry.seen, &entry.why])
            && chosen
                .filter(|(facet, value)| Some(*facet) != but && !value.is_empty())
                .all(|(facet, value)| facet.values(name, entry).contains(value))
    };
    let facets = Facet::ALL.map(|facet| {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for (name, entry) in &pack.types {
            let counted = u32::from(passes(name, entry, Some(facet)));
            for value in facet.values(name, entry) {
                *counts.entry(value).or_default() += counted;
            }
        }
        let options = counts.into_iter().map(|(value, n)| {
            let words = facet.words(&value, pack);
            (value, words, n)
        });
        FacetView { label: facet.label().get(pack.lang).into(), options: options.collect() }
    });
    let found = pack.types.iter().filter(|(name, entry)| passes(name, entry, None));
    Types {
        total: u32::try_from(pack.types.len()).unwrap_or(u32::MAX),
        facets: facets.into(),
        types: found
            .map(|(name, entry)| LearnType {
                name: name.clone(),
                severity: severity(&entry.severity, pack.lang),
                band: Band::named(&entry.severity),
                plan: entry.plan.clone(),
                status: status(entry.status).get(pack.lang).into(),
                seen: entry.seen.clone(),
            })
            .collect(),
    }
}

fn severity(name: &str, lang: Lang) -> String {
    Band::named(name).map_or(VARIES, Band::label).get(lang).into()
}

/// The page of a type, if the catalogue has it.
pub fn page(name: &str, sample: Option<String>, reader: &Reader<'_>) -> Option<TypeView> {
    let entry = reader.pack.types.get(name)?;
    let lang = reader.lang;
    let sample = sample.map(Sample::open);
    let rows = |path: &str| {
        sample.as_ref().map_or_else(Vec::new, |sample| {
            let subject = Subject { finding: sample.opened.lens(), kind: None, entry: None };
            subject.rows_at(path)
        })
    };
    let plain = |text: &String| TypeItem { field: None, text: text.clone(), rows: Vec::new() };
    let section = |label: Text, items: Vec<TypeItem>| TypeSection { label: label.get(lang).into(), items };
    let all = [
        section(Text::new("What GuardDuty saw", "GuardDuty が観測したこと"), vec![plain(&entry.seen)]),
        section(Heading::Why.label(), vec![plain(&entry.why)]),
        section(Text::new("How the resource is meant", "リソースの位置づけ"), vec![plain(&entry.resource)]),
        section(
            Text::new("On what the severity depends", "重要度が変わる条件"),
            entry.severity_varies.iter().map(plain).collect(),
        ),
        section(Heading::Harmless.label(), entry.harmless.iter().map(plain).collect()),
        section(
            Text::new("The fields that decide", "判断の決め手になるフィールド"),
            entry
                .decides
                .iter()
                .map(|decides| TypeItem {
                    field: Some(decides.path.clone()),
                    text: decides.text.clone(),
                    rows: rows(&decides.path),
                })
                .collect(),
        ),
        section(Text::new("What to ask first", "最初に確認すること"), entry.ask.iter().map(plain).collect()),
        section(
            Text::new("Particular to this type", "このタイプに特有の対応"),
            entry.respond.iter().map(plain).collect(),
        ),
    ];
    Some(TypeView {
        name: name.to_owned(),
        chips: view::chips(Some(name), reader),
        severity: severity(&entry.severity, lang),
        band: Band::named(&entry.severity),
        facts: view::catalogue(entry, reader),
        sections: all.into_iter().filter(|section| !section.items.is_empty()).collect(),
        replaced_by: entry.replaced_by.clone(),
        related: entry.related.clone(),
        references: entry.references.clone(),
        sample: sample.map(|sample| Box::new(shown(sample, reader))),
    })
}

/// A sample as the JSON view shows it.
pub fn shown(sample: Sample, reader: &Reader<'_>) -> FindingView {
    view::of_text(&sample.opened, sample.text, reader)
}
