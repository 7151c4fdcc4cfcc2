//! The Learn page: the registries, listed.

use super::protocol::{LearnList, LearnType, LearnView};
use crate::{
    explain::{Basis, topic::TOPICS},
    i18n::{Lang, Text},
    knowledge::{Pack, Status},
    model::Band,
};

/// The Learn page in the language of a pack.
pub fn view(pack: &Pack) -> LearnView {
    let lang = pack.lang;
    let topics = |actions: bool| TOPICS.iter().filter(move |topic| topic.action_type.is_some() == actions);
    LearnView {
        parts: vec![
            part(PURPOSE, &pack.parts.purposes, lang),
            part(RESOURCE, &pack.parts.resources, lang),
            part(FAMILY, &pack.parts.families, lang),
            part(MECHANISM, &pack.parts.mechanisms, lang),
            part(ARTIFACT, &pack.parts.artifacts, lang),
        ],
        severity: LearnList {
            label: SEVERITY.get(lang).into(),
            entries: Band::ALL
                .iter()
                .map(|band| (band.label().get(lang).into(), band.limits().into()))
                .collect(),
        },
        actions: LearnList {
            label: ACTIONS.get(lang).into(),
            entries: topics(true)
                .map(|topic| {
                    let name =
                        format!("{} ({})", topic.label.get(lang), topic.action_type.unwrap_or_default());
                    (name, topic.about.get(lang).into())
                })
                .collect(),
        },
        topics: LearnList {
            label: TOPIC.get(lang).into(),
            entries: topics(false)
                .map(|topic| (topic.label.get(lang).into(), topic.about.get(lang).into()))
                .collect(),
        },
        bases: LearnList {
            label: BASES.get(lang).into(),
            entries: Basis::ALL
                .iter()
                .map(|basis| (basis.label().get(lang).into(), basis.meaning().get(lang).into()))
                .collect(),
        },
        types: pack
            .types
            .iter()
            .map(|(name, entry)| {
                let band = Band::named(&entry.severity);
                LearnType {
                    name: name.clone(),
                    severity: band.map_or(VARIES, Band::label).get(lang).into(),
                    band,
                    plan: entry.plan.clone(),
                    status: status(entry.status).get(lang).into(),
                    seen: entry.seen.clone(),
                }
            })
            .collect(),
    }
}

fn part(label: Text, entries: &std::collections::BTreeMap<String, String>, lang: Lang) -> LearnList {
    LearnList {
        label: label.get(lang).into(),
        entries: entries.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
    }
}

/// The status in words.
pub fn status(status: Status) -> Text {
    match status {
        Status::Active => Text::new("active", "有効"),
        Status::CustomRule => Text::new("custom detection rule", "カスタム検出ルール"),
        Status::Retired => Text::new("retired", "廃止"),
        Status::Alias => Text::new("alias or undocumented", "別表記・非公開"),
    }
}

pub const PURPOSE: Text = Text::new("Threat purpose", "脅威の目的");
pub const RESOURCE: Text = Text::new("Resource", "リソース");
pub const FAMILY: Text = Text::new("Threat family", "脅威ファミリー");
pub const MECHANISM: Text = Text::new("Detection mechanism", "検出メカニズム");
pub const ARTIFACT: Text = Text::new("Artifact", "アーティファクト");
const SEVERITY: Text = Text::new("Severity bands", "重要度の区分");
const VARIES: Text = Text::new("varies", "変動");
const ACTIONS: Text = Text::new("Action kinds", "アクションの種類");
const TOPIC: Text = Text::new("Resources and details", "リソースと詳細");
const BASES: Text = Text::new("Kinds of statements", "記述の種類");
