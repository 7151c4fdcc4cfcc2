//! Completion: what may come next where the cursor stands.

use super::{
    Value,
    field::{FIELDS, Field, Info, Kind},
};
use crate::{
    i18n::{Lang, Text},
    model::Band,
    order::Order,
    store::{Store, folded},
};
use serde::{Deserialize, Serialize};

/// How many suggestions there are at most.
const MOST: usize = 12;

/// What may stand in the place of some characters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Completion {
    /// The first character to be replaced.
    pub from: u32,
    /// The first character behind them.
    pub to: u32,
    /// What may stand there, the likely first.
    pub suggestions: Vec<Suggestion>,
}

/// Something that may come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The text to put in.
    pub text: String,
    /// What it is, for the reader.
    pub label: String,
    /// How many findings have the value; nothing for what is no value of the findings.
    pub count: Option<u32>,
}

/// What may come next in a query, where the cursor stands behind so many characters.
#[inline(never)]
pub fn complete(text: &str, cursor: usize, store: &Store, lang: Lang) -> Completion {
    let end = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
    let before = text.get(..end).unwrap_or_default();
    let token = token(before);
    let body = token.trim_start_matches('-');
    let (written, suggestions) = match body.split_once([':', '<', '>', '=']) {
        Some((name, rest)) => match Field::named(name) {
            Some(field) => {
                let written = last_value(rest);
                (written, values(field.info(), written, store, lang))
            }
            None => ("", Vec::new()),
        },
        None => (body, fields(body, lang)),
    };
    let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let to = characters(before);
    Completion { from: to - characters(written), to, suggestions }
}

/// What stands before the cursor, back to a blank or a bracket that is not in quotes and does not belong to a field.
fn token(before: &str) -> &str {
    let (mut start, mut quoted, mut listed) = (0, false, false);
    let mut last = ' ';
    for (at, c) in before.char_indices() {
        match c {
            '"' if last != '\\' => quoted = !quoted,
            _ if quoted => {}
            '(' if matches!(last, ':' | '=') => listed = true,
            ')' => {
                listed = false;
                start = at + 1;
            }
            c if !listed && (c.is_whitespace() || c == '(') => start = at + c.len_utf8(),
            _ => {}
        }
        last = c;
    }
    before.get(start..).unwrap_or_default()
}

/// The value that is being written, of a list the last.
fn last_value(rest: &str) -> &str {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' | '(' | '<' | '>' | '=' if !quoted => start = at + 1,
            c if !quoted && c.is_whitespace() => start = at + c.len_utf8(),
            _ => {}
        }
    }
    let value = rest.get(start..).unwrap_or_default();
    value.split_once("..").map_or(value, |(_, to)| to)
}

fn fields(written: &str, lang: Lang) -> Vec<Suggestion> {
    let lower = written.to_lowercase();
    let rank = |info: &Info| {
        let starts = |name: &str| name.to_lowercase().starts_with(&lower);
        match () {
            () if starts(info.name) => Some(0),
            () if info.aliases.iter().any(|alias| starts(alias)) => Some(1),
            () if info.label.get(lang).to_lowercase().contains(&lower) => Some(2),
            () => None,
        }
    };
    let mut found: Vec<_> = FIELDS.iter().filter_map(|info| Some((rank(info)?, info))).collect();
    found.order_by_key(|(rank, _)| *rank);
    let suggestion = |info: &Info| Suggestion {
        text: format!("{}:", info.name),
        label: format!("{} · {}", info.label.get(lang), info.example),
        count: None,
    };
    found.into_iter().take(MOST).map(|(_, info)| suggestion(info)).collect()
}

fn values(info: &Info, written: &str, store: &Store, lang: Lang) -> Vec<Suggestion> {
    const TIMES: [(&str, Text); 7] = [
        ("24h", Text::new("the last 24 hours", "直近 24 時間")),
        ("7d", Text::new("the last 7 days", "直近 7 日間")),
        ("30d", Text::new("the last 30 days", "直近 30 日間")),
        ("today", Text::new("the day of the newest update", "最新の更新があった日")),
        ("yesterday", Text::new("the day before", "その前日")),
        ("now", Text::new("the newest update", "最新の更新時刻")),
        ("now-7d", Text::new("7 days before the newest update", "最新の更新の 7 日前")),
    ];
    let part = folded(written.trim_start_matches('"'));
    let plain = |text: &str, label: &str| Suggestion { text: text.into(), label: label.into(), count: None };
    let known: Vec<Suggestion> = match info.kind {
        Kind::Severity => Band::ALL
            .into_iter()
            .map(|band| plain(band.slug(), &format!("{} · {}", band.label().get(lang), band.limits())))
            .collect(),
        Kind::Flag => {
            vec![
                plain("yes", Text::new("yes", "はい").get(lang)),
                plain("no", Text::new("no", "いいえ").get(lang)),
            ]
        }
        Kind::Time => TIMES.iter().map(|(text, label)| plain(text, label.get(lang))).collect(),
        _ => {
            let Some(column) = info.column else { return Vec::new() };
            let Some(texts) = store.column(column) else { return Vec::new() };
            let (all, _) = store.top(column, store.latest(), texts.dict.len() + 1, &[]);
            let value = |text: String, count| {
                let quoted =
                    text.contains([' ', '\t', '\n', ',', '(', ')', '"', '*', '?', '\\']) || text.is_empty();
                let text = Value { text, quoted };
                Suggestion { text: text.to_string(), label: text.text, count: Some(count) }
            };
            // What begins with what is written before what holds it.
            let (starts, holds): (Vec<_>, Vec<_>) = all
                .into_iter()
                .filter_map(|counted| Some((folded(counted.value.as_ref()?), counted)))
                .filter(|(lower, _)| lower.contains(&part))
                .partition(|(lower, _)| lower.starts_with(&part));
            let both = starts.into_iter().chain(holds).take(MOST);
            return both
                .map(|(_, counted)| value(counted.value.unwrap_or_default(), counted.count))
                .collect();
        }
    };
    known.into_iter().filter(|suggestion| folded(&suggestion.text).starts_with(&part)).collect()
}
