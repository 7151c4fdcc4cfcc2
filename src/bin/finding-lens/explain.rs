//! `finding-lens explain`

use crate::input;
use clap::ValueEnum;
use finding_lens::{
    explain::Reader,
    export::{explained::Explained, json, markdown, text},
    i18n::Lang,
    knowledge::Pack,
};

/// How the explanation is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For the eye.
    Text,
    /// For a ticket.
    Markdown,
    /// One JSON object a finding.
    Json,
}

/// Explains every finding, or the one with the id.
pub fn run(files: &[String], lang: Lang, format: Format, id: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => {
            eprintln!("finding-lens: {error}");
            return 2;
        }
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let mut found = false;
    let outcome = input::each(files, lang, |_, record| {
        let explained = Explained::new(&record, &reader);
        let own = explained.finding.lens().id().map(|id| id.value.into_owned());
        if id.is_some_and(|id| own.as_deref() != Some(id)) {
            return;
        }
        found = true;
        match format {
            Format::Json => println!("{}", json::explanation(&explained, &record, &reader)),
            Format::Text => println!("{}", text::write(&explained.page(&reader))),
            Format::Markdown => println!("{}", markdown::write(&explained.page(&reader))),
        }
    });
    match id {
        Some(id) if !found => {
            eprintln!("finding-lens: no finding has the id {id}");
            2
        }
        _ => outcome.code(),
    }
}
