//! The command line: the same engine in a terminal or a pipeline.
//!
//! Exit codes: 0, everything was read; 1, something could not be read; 2, nothing was read, or the call is wrong.

mod catalogue;
mod compare;
mod explain;
mod input;
mod list;
mod out;
mod share;

use clap::{Parser, Subcommand, ValueEnum};
use finding_lens::{export::redact::Classes, i18n::Lang};
use std::process::ExitCode;

/// Reads Amazon GuardDuty findings in any form and explains them.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists every finding in the files, in order; `-` is standard input.
    List {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// How to write it.
        #[arg(long, value_enum, default_value = "table")]
        format: list::Format,
    },
    /// Explains every finding in the files.
    Explain {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// The language.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// How to write it.
        #[arg(long, value_enum, default_value = "text")]
        format: explain::Format,
        /// Only the finding with this id.
        #[arg(long)]
        id: Option<String>,
        /// Your own networks, accounts and routines: a JSON file, see docs/context.md.
        #[arg(long, value_name = "FILE")]
        context: Option<String>,
    },
    /// Writes a report over all findings in the files.
    Report {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// The language.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// How to write it.
        #[arg(long, value_enum, default_value = "html")]
        format: share::Page,
        /// What to take out: `default`, `all`, `none`, or classes parted by commas.
        #[arg(long, value_parser = share::classes, default_value = "none")]
        classes: Classes,
    },
    /// Writes the findings with sensitive values replaced by stand-ins; what was taken out and what stays goes to standard error.
    Redact {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// The language of what goes to standard error.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// What to take out: `default`, `all`, or classes parted by commas.
        #[arg(long, value_parser = share::classes, default_value = "default")]
        classes: Classes,
        /// Where to write the key that turns it back. It holds every value that was taken out.
        #[arg(long)]
        key: Option<String>,
    },
    /// Turns redacted findings back with their key.
    Restore {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// The key file.
        #[arg(long)]
        key: String,
    },
    /// Tells what changed from the first finding of one file to the first of another, by field.
    Compare {
        /// The file with the earlier finding.
        before: String,
        /// The file with the later one.
        after: String,
        /// The language.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// How to write it.
        #[arg(long, value_enum, default_value = "text")]
        format: compare::Format,
    },
    /// Lists addresses, domains, hashes, keys and ARNs of the findings, those of the other side first.
    Indicators {
        /// The files.
        #[arg(required = true)]
        files: Vec<String>,
        /// The language.
        #[arg(long, value_enum, default_value = "en")]
        lang: Language,
        /// How to write it.
        #[arg(long, value_enum, default_value = "lines")]
        format: share::List,
        /// As `hxxp` and `[.]`, so that nothing follows them by accident.
        #[arg(long)]
        defang: bool,
    },
    /// Lists the catalogue of finding types.
    Types {
        /// How to write it.
        #[arg(long, value_enum, default_value = "table")]
        format: catalogue::Format,
    },
    /// Lists the fields of the finding model.
    Fields {
        /// How to write it.
        #[arg(long, value_enum, default_value = "table")]
        format: catalogue::Format,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    En,
    Ja,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::En => Lang::En,
            Language::Ja => Lang::Ja,
        }
    }
}

fn main() -> ExitCode {
    let code = match Arguments::parse().command {
        Command::List { files, format } => list::run(&files, format),
        Command::Explain { files, lang, format, id, context } => {
            explain::run(&files, lang.into(), format, id.as_deref(), context.as_deref())
        }
        Command::Report { files, lang, format, classes } => {
            share::report(&files, lang.into(), format, classes)
        }
        Command::Redact { files, lang, classes, key } => {
            share::redact(&files, lang.into(), classes, key.as_deref())
        }
        Command::Restore { files, key } => share::restore(&files, Lang::En, &key),
        Command::Indicators { files, lang, format, defang } => {
            share::indicate(&files, lang.into(), format, defang)
        }
        Command::Compare { before, after, lang, format } => {
            compare::run(&before, &after, lang.into(), format)
        }
        Command::Types { format } => catalogue::types(format),
        Command::Fields { format } => catalogue::fields(format),
    };
    ExitCode::from(code)
}
