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
        redact::{Class, Classes, Key},
        redacted::{Redacted, Shared},
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

/// What the files hold, with the values of the classes taken out.
fn redacted(files: &[String], lang: Lang, classes: Classes, pack: &Pack) -> (Redacted, u8) {
    let (records, outcome) = read(files, lang);
    let code = outcome.code();
    let shared = Shared { records, marks: &outcome.marks, sources: outcome.sources };
    (Redacted::new(shared, classes, pack), code)
}

/// Writes a report over all findings.
pub fn report(files: &[String], lang: Lang, format: Page, classes: Classes) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let (records, outcome) = read(files, lang);
    let code = outcome.code();
    let peers: Vec<Peer> = records.iter().map(peer).collect();
    let around = Surroundings { peers: &peers, ..Surroundings::default() };
    let loaded = Loaded::group(records);
    let records = loaded.iter().map(|one| one.record.clone()).collect();
    let shared = Shared { records, marks: &outcome.marks, sources: outcome.sources };
    let made = Redacted::new(shared, classes, &pack);
    let explained: Vec<Explained> = made
        .noted()
        .zip(&loaded)
        .map(|((record, mark), one)| Explained {
            mark: mark.cloned(),
            ..Explained::handed(record, one, classes, &reader, &around)
        })
        .collect();
    let page = report::page(&explained, &made.sources, classes, &reader);
    match format {
        Page::Html => out::say!("{}", html::write(&page, lang).trim_end()),
        Page::Markdown => out::say!("{}", markdown::write(&page).trim_end()),
        Page::Text => out::say!("{}", text::write(&page).trim_end()),
    }
    code
}

/// Writes every finding with the values of the classes replaced, and the key file if one is asked for.
pub fn redact(files: &[String], lang: Lang, classes: Classes, key: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let (made, code) = redacted(files, lang, classes, &pack);
    if let Some(file) = key
        && let Err(error) = fs::write(file, made.key().write())
    {
        return out::failed(format!("{file}: {error}"));
    }
    made.records.iter().for_each(|record| out::say!("{}", record.text));
    let preview = made.preview();
    for (class, count) in preview.counts {
        let sign = if classes.has(class) { "-" } else { " " };
        eprintln!("{sign} {:>7}  {}", count, class.label().get(lang));
    }
    preview.stays.iter().for_each(|text| eprintln!("{}", text.get(lang)));
    if !preview.words.is_empty() {
        eprintln!("{}", preview.words.join(" "));
    }
    code
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
