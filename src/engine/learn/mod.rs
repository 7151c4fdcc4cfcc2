//! The Learn pages: the registries and the catalogue, listed and searched.

mod entries;
mod search;
mod types;
mod walk;

use super::{
    protocol::{LearnList, LearnView, Lesson, Overview},
    view,
};
use crate::{
    explain::{Basis, Reader, topic::TOPICS},
    i18n::{Lang, Text},
    ingest::Dialect,
    knowledge::{Pack, Status},
    model::{Band, Finding},
};

/// A Learn page. Search looks into all packs, the others into the reader's.
#[inline(never)]
pub fn view(lesson: Lesson, reader: &Reader<'_>, packs: &[Pack]) -> LearnView {
    match lesson {
        Lesson::Overview => LearnView::Overview(overview(reader.pack)),
        Lesson::Types(filter) => LearnView::Types(types::list(reader.pack, &filter)),
        Lesson::Type(name, sample) => LearnView::Type(types::page(&name, sample, reader).map(Box::new)),
        Lesson::Fields(words) => LearnView::Entries(entries::fields(&words, reader)),
        Lesson::Values(words) => LearnView::Entries(entries::values(&words, reader.pack)),
        Lesson::Glossary(words) => LearnView::Entries(entries::glossary(&words, reader.pack)),
        Lesson::Walk(sample) => LearnView::Walk(Box::new(walk::view(sample, reader))),
        Lesson::Search(words) => LearnView::Search(search::hits(&words, reader.pack, packs)),
    }
}

/// A sample, explained and opened.
struct Sample {
    text: String,
    opened: Finding,
}

impl Sample {
    fn open(text: String) -> Sample {
        Sample { opened: Finding::open(Dialect::Native, &text), text }
    }
}

/// Whether every word occurs in one of the texts, whatever its case.
fn holds(words: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    words.to_lowercase().split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

/// How findings are made.
fn overview(pack: &Pack) -> Overview {
    let lang = pack.lang;
    let topics = |actions: bool| TOPICS.iter().filter(move |topic| topic.action_type.is_some() == actions);
    let list =
        |label: Text, entries: Vec<(String, String)>| LearnList { label: label.get(lang).into(), entries };
    Overview {
        parts: vec![
            part(PURPOSE, &pack.parts.purposes, lang),
            part(RESOURCE, &pack.parts.resources, lang),
            part(FAMILY, &pack.parts.families, lang),
            part(MECHANISM, &pack.parts.mechanisms, lang),
            part(ARTIFACT, &pack.parts.artifacts, lang),
        ],
        severity: list(
            SEVERITY,
            Band::ALL.iter().map(|band| (band.label().get(lang).into(), band.limits().into())).collect(),
        ),
        bases: list(
            BASES,
            Basis::ALL
                .iter()
                .map(|basis| (basis.label().get(lang).into(), basis.meaning().get(lang).into()))
                .collect(),
        ),
        actions: list(
            ACTIONS,
            topics(true)
                .map(|topic| {
                    let name =
                        format!("{} ({})", topic.label.get(lang), topic.action_type.unwrap_or_default());
                    (name, topic.about.get(lang).into())
                })
                .collect(),
        ),
        topics: list(
            TOPIC,
            topics(false).map(|topic| (topic.label.get(lang).into(), topic.about.get(lang).into())).collect(),
        ),
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
