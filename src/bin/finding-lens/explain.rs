//! `finding-lens explain`

use crate::{input, out};
use clap::ValueEnum;
use finding_lens::{
    context::Context,
    explain::{Loaded, Peer, Reader, Surroundings},
    export::{
        explained::{Commands, Explained},
        json, markdown,
        redact::Classes,
        text,
    },
    i18n::Lang,
    ingest::Record,
    knowledge::Pack,
    model::Finding,
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

/// Explains every finding, or the one with the id, by its latest version. All are read before the first is explained: checks
/// compare them, and earlier versions are told.
pub fn run(files: &[String], lang: Lang, format: Format, id: Option<&str>, context: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => return out::failed(error),
    };
    let context = match context.map(|name| read_context(name, lang)).transpose() {
        Ok(context) => context,
        Err(why) => {
            eprintln!("{why}");
            return 2;
        }
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let mut records = Vec::new();
    let outcome = input::each(files, lang, |_, record| records.push(record));
    let peers: Vec<Peer> = records.iter().map(peer).collect();
    let around = Surroundings { context: context.as_ref(), peers: &peers, ..Surroundings::default() };
    let mut found = false;
    for one in Loaded::group(records) {
        let record = &one.record;
        let own = record.id();
        if id.is_some_and(|id| own != id) {
            continue;
        }
        found = true;
        let mark = outcome.marks.get(&own).cloned();
        let explained =
            Explained { mark, ..Explained::handed(record, &one, Classes::NONE, &reader, &around) };
        match format {
            Format::Json => out::say!("{}", json::explanation(&explained, record, &reader)),
            Format::Text => out::say!("{}", text::write(&explained.page(&reader, Commands::Bash))),
            Format::Markdown => out::say!("{}", markdown::write(&explained.page(&reader, Commands::All))),
        }
    }
    match id {
        Some(id) if !found => out::failed(format_args!("no finding has the id {id}")),
        _ => outcome.code(),
    }
}

/// What checks compare of a finding.
pub fn peer(record: &Record) -> Peer<'static> {
    Peer::of(&Finding::open(record.dialect, &record.text))
}

/// The reader's context file, or each of its faults on a line.
fn read_context(name: &str, lang: Lang) -> Result<Context, String> {
    let bytes = std::fs::read(name).map_err(|error| format!("{name}: {error}"))?;
    Context::read(&bytes).map_err(|error| {
        let faults = error.message(lang);
        faults.lines().map(|fault| format!("{name}: {fault}")).collect::<Vec<_>>().join("\n")
    })
}
