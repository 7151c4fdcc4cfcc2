//! `finding-lens report`, `redact`, `restore` and `indicators`: what is handed over.

use crate::{
    explain::peer,
    input::{self, Outcome},
    out,
};
use clap::ValueEnum;
use finding_lens::{
    explain::{Loaded, Peer, Reader, Surroundings},
    export::{
        explained::Explained,
        html,
        indicators::{self, indicators},
        markdown,
        redact::{Class, Classes, Key, Redaction, Survey, preview},
        report, text,
    },
    i18n::Lang,
    ingest::Record,
    knowledge::Pack,
};
use std::fs;

/// How a report is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Page {
    /// One file without scripts, for the browser and the printer.
    Html,
    /// For a ticket or a wiki.
    Markdown,
    /// For the eye.
    Text,
}

/// How indicators are written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum List {
    /// One value a line.
    Lines,
    /// Comma-separated values with a head.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// Reads `accounts,names,…`, `default`, `all` or `none`.
pub fn classes(words: &str) -> Result<Classes, String> {
    match words {
        "all" => Ok(Classes::all()),
        "default" => Ok(Classes::default()),
        "none" => Ok(Classes::NONE),
        words => words
            .split(',')
            .map(|word| {
                Class::named(word.trim()).ok_or_else(|| {
                    let known: Vec<&str> = Class::ALL.iter().map(|class| class.slug()).collect();
                    format!(
                        "no class is called {word:?}; there are: all, default, none, {}",
                        known.join(", ")
                    )
                })
            })
            .collect(),
    }
}

fn read(files: &[String], lang: Lang) -> (Vec<Record>, Outcome) {
    let mut records = Vec::new();
    let outcome = input::each(files, lang, |_, record| records.push(record));
    (records, outcome)
}

fn redaction(records: &[Record], pack: &Pack, classes: Classes) -> (Survey, Redaction) {
    let mut survey = Survey::new(pack);
    records.iter().for_each(|record| survey.add(record));
    let redaction = survey.redaction(classes);
    (survey, redaction)
}

/// Writes a report over all findings.
pub fn report(files: &[String], lang: Lang, format: Page, classes: Classes) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let (records, outcome) = read(files, lang);
    let (_, mut redaction) = redaction(&records, &pack, classes);
    let peers: Vec<Peer> = records.iter().map(peer).collect();
    let around = Surroundings { peers: &peers, ..Surroundings::default() };
    let explain =
        |one: &Loaded| Explained::handed(&redaction.finding(&one.record), one, classes, &reader, &around);
    let explained: Vec<Explained> = Loaded::group(records).iter().map(explain).collect();
    let mut sources = outcome.sources.clone();
    sources.iter_mut().for_each(|source| source.name = redaction.text(&source.name));
    let page = report::page(&explained, &sources, classes, &reader);
    match format {
        Page::Html => out::say!("{}", html::write(&page, lang).trim_end()),
        Page::Markdown => out::say!("{}", markdown::write(&page).trim_end()),
        Page::Text => out::say!("{}", text::write(&page).trim_end()),
    }
    outcome.code()
}

/// Writes every finding with the values of the classes replaced, and the key file if one is asked for.
pub fn redact(files: &[String], lang: Lang, classes: Classes, key: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let (records, outcome) = read(files, lang);
    let (survey, mut redaction) = redaction(&records, &pack, classes);
    let redacted: Vec<Record> = records.iter().map(|record| redaction.finding(record)).collect();
    if let Some(file) = key {
        let pairs: Vec<(&str, &str)> =
            records.iter().zip(&redacted).map(|(a, b)| (&*a.text, &*b.text)).collect();
        if let Err(error) = fs::write(file, redaction.key(&pairs).write()) {
            return out::failed(format!("{file}: {error}"));
        }
    }
    redacted.iter().for_each(|record| out::say!("{}", record.text));
    let preview = preview(&survey, &redaction, &redacted);
    for (class, count) in preview.counts {
        let sign = if classes.has(class) { "-" } else { " " };
        eprintln!("{sign} {:>7}  {}", count, class.label().get(lang));
    }
    preview.stays.iter().for_each(|text| eprintln!("{}", text.get(lang)));
    if !preview.words.is_empty() {
        eprintln!("{}", preview.words.join(" "));
    }
    outcome.code()
}

/// Turns redacted findings back with their key.
pub fn restore(files: &[String], lang: Lang, key: &str) -> u8 {
    let key = match fs::read(key) {
        Ok(bytes) => Key::read(&bytes),
        Err(error) => return out::failed(format!("{key}: {error}")),
    };
    let mut restorer = match key {
        Ok(key) => key.restorer(),
        Err(error) => return out::failed(error),
    };
    input::each(files, lang, |_, record| out::say!("{}", restorer.text(&record.text))).code()
}

/// Lists the indicators of all findings.
pub fn indicate(files: &[String], lang: Lang, format: List, defang: bool) -> u8 {
    let (records, outcome) = read(files, lang);
    let found = indicators(&records);
    match format {
        List::Lines => out::say!("{}", indicators::list(&found, defang, lang).trim_end()),
        List::Csv => out::say!("{}", indicators::csv(&found, defang).trim_end()),
        List::Jsonl => {
            for mut one in found {
                if defang {
                    one.value = one.defanged();
                }
                out::say!("{}", serde_json::json!(one));
            }
        }
    }
    outcome.code()
}
