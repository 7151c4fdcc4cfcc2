//! The command line: the same engine in a terminal or a pipeline.
//!
//! Exit codes: 0, everything was read; 1, something could not be read; 2, nothing was read, or the call is wrong.

mod catalogue;
mod explain;
mod input;
mod list;
mod show;

use clap::{Parser, Subcommand, ValueEnum};
use finding_lens::i18n::Lang;
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
        Command::Types { format } => catalogue::types(format),
        Command::Fields { format } => catalogue::fields(format),
    };
    ExitCode::from(code)
}
