//! `cargo xtask`: everything that is done to the project, as commands.

mod bench;
mod catalogue;
mod chromium;
mod cli;
mod dist;
mod generate;
mod lighthouse;
mod model;
mod node;
mod packs;
mod parts;
mod project;
mod reproduce;
mod run;
mod serve;
mod setup;
mod shell;
mod single;
mod size;
mod test;
mod tool;

use project::Project;
use std::process::ExitCode;

/// What went wrong, for the person who called: what failed, and what to do.
pub type Result<T = ()> = std::result::Result<T, String>;

/// A command: its name, its arguments, what it does.
struct Command {
    name: &'static str,
    arguments: &'static str,
    about: &'static str,
    run: fn(&Project, &[String]) -> Result,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        arguments: "[--open] [--port N]",
        about: "Installs what is missing, builds the page and serves it on 127.0.0.1:8080",
        run: run::command,
    },
    Command {
        name: "test",
        arguments: "[STEP…]",
        about: "Installs what is missing and runs all checks and tests, or the steps named",
        run: test::command,
    },
    Command {
        name: "dist",
        arguments: "[--single-file]",
        about: "Builds the page into dist/, for any path of any static host, or into one file that opens from disk",
        run: dist::command,
    },
    Command {
        name: "reproduce",
        arguments: "",
        about: "Builds the one file here and from a clone elsewhere, and compares them byte for byte",
        run: reproduce::command,
    },
    Command {
        name: "node",
        arguments: "FILE [ARGUMENT…]",
        about: "Runs a script of tests/e2e: run.mjs [PART OF A NAME], shots.mjs FOLDER [FRAGMENT], gallery.mjs",
        run: node::command,
    },
    Command {
        name: "size",
        arguments: "",
        about: "Prints the sizes of dist/ and fails above the limits",
        run: size::command,
    },
    Command {
        name: "gen",
        arguments: "[--findings N] [--seed S] [--gz] [--files K] [--out DIR]",
        about: "Makes N findings of all types, for measuring; the same numbers give the same bytes",
        run: generate::command,
    },
    Command {
        name: "bench",
        arguments: "[--findings N] [--json FILE]",
        about: "Measures the page in Chromium against JSON.parse on the same bytes, and how it answers",
        run: bench::command,
    },
    Command {
        name: "lighthouse",
        arguments: "",
        about: "Rates the page with Lighthouse and fails below 95 for speed, 100 for accessibility and practice",
        run: lighthouse::command,
    },
    Command {
        name: "model",
        arguments: "[FILE] [--check]",
        about: "Compares model/guardduty.json with the official API model, says what changed, and updates it",
        run: model::command,
    },
    Command {
        name: "drift",
        arguments: "[MODEL] [--types FILE]",
        about: "Says what the catalogue lacks of the official model, and of a list of finding types",
        run: catalogue::drift,
    },
    Command {
        name: "new-type",
        arguments: "TYPE",
        about: "Makes the files of a finding type, to be filled in",
        run: catalogue::new_type,
    },
    Command {
        name: "cli",
        arguments: "[FOLDER]",
        about: "Brings model/cli.tsv, the options of the AWS CLI that the responses use, up to botocore",
        run: cli::command,
    },
    Command {
        name: "packs",
        arguments: "",
        about: "Makes packs/ (called by Trunk before it builds)",
        run: packs::command,
    },
    Command {
        name: "parts",
        arguments: "",
        about: "Finishes the built page (called by Trunk after it built)",
        run: parts::command,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let named = arguments.first().and_then(|name| COMMANDS.iter().find(|command| command.name == name));
    let Some(command) = named else {
        eprintln!("usage: cargo xtask COMMAND\n");
        for Command { name, arguments, about, .. } in COMMANDS {
            eprintln!("  {:32}{about}", format!("{name} {arguments}"));
        }
        return ExitCode::from(2);
    };
    match Project::find().and_then(|project| (command.run)(&project, &arguments[1..])) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}
