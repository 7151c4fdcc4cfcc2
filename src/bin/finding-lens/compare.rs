//! `finding-lens compare`

use crate::{input, out};
use clap::ValueEnum;
use finding_lens::{
    compare::{Difference, compare},
    explain::Reader,
    export::escape,
    i18n::Lang,
    knowledge::Pack,
    model::Finding,
};

/// How differences are written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For the eye.
    Text,
    /// One JSON object a line.
    Jsonl,
}

/// Tells what changed from the first finding of one file to the first of another.
pub fn run(before: &str, after: &str, lang: Lang, format: Format) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let first = |file: &str| {
        let mut first = None;
        let outcome = input::each(&[file.to_owned()], lang, |_, record| {
            first.get_or_insert_with(|| Finding::open(record.dialect, &record.text));
        });
        (first, outcome.code())
    };
    let ((before, one), (after, other)) = (first(before), first(after));
    let (Some(before), Some(after)) = (before, after) else { return 2 };
    for difference in compare(&before, &after, &reader) {
        match format {
            Format::Jsonl => out::say!("{}", serde_json::json!(difference)),
            Format::Text => out::say!("{}", line(&difference, lang)),
        }
    }
    one.max(other)
}

/// `service.count: 14 → 99. GuardDuty counted it 85 more times in between.`
fn line(difference: &Difference, lang: Lang) -> String {
    let value = |side: &Option<finding_lens::compare::Side>| {
        side.as_ref().map_or_else(|| "∅".to_owned(), |side| escape::plain(&side.value))
    };
    let (before, after) = (value(&difference.before), value(&difference.after));
    let label = difference.change.label().get(lang);
    format!("{label}  {}: {before} → {after}  {}", escape::plain(&difference.path), difference.tells)
        .trim_end()
        .to_owned()
}
