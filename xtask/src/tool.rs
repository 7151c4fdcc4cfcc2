//! Runs other programs, and says what to do when one fails.

use crate::Result;
use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A program to run, with the advice for when it fails.
pub struct Tool {
    command: Command,
    advice: &'static str,
}

impl Tool {
    pub fn new(program: impl AsRef<OsStr>) -> Tool {
        Tool { command: Command::new(program), advice: "The output above says why." }
    }

    pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, args: I) -> Tool {
        self.command.args(args);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Tool {
        self.command.env(name, value);
        self
    }

    pub fn envs<'a>(mut self, values: impl IntoIterator<Item = &'a (&'a str, &'a str)>) -> Tool {
        self.command.envs(values.into_iter().copied());
        self
    }

    pub fn dir(mut self, folder: &Path) -> Tool {
        self.command.current_dir(folder);
        self
    }

    /// What to do when it fails.
    pub fn advice(mut self, advice: &'static str) -> Tool {
        self.advice = advice;
        self
    }

    /// Runs it; what it prints is seen.
    pub fn run(mut self) -> Result {
        let status = self.command.status();
        self.judge(status.map(|status| status.success()))
    }

    /// Runs it quietly and takes what it prints.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output();
        let text =
            output.as_ref().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
        self.judge(output.map(|output| output.status.success())).map(|()| text)
    }

    /// Whether it runs and succeeds; nothing is seen of it.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Runs it; each line that it prints is seen and given to `line`.
    pub fn watch(mut self, mut line: impl FnMut(&str)) -> Result {
        let watched = self.command.stdout(Stdio::piped()).spawn().and_then(|mut child| {
            for text in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
                let text = text?;
                println!("{text}");
                line(&text);
            }
            child.wait()
        });
        self.judge(watched.map(|status| status.success()))
    }

    fn judge(&self, outcome: std::io::Result<bool>) -> Result {
        let words = [self.command.get_program()].into_iter().chain(self.command.get_args());
        let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
        match outcome {
            Ok(true) => Ok(()),
            Ok(false) => Err(format!("`{}` failed. {}", words.join(" "), self.advice)),
            Err(e) => Err(format!("`{}` could not be run ({e}). {}", words.join(" "), self.advice)),
        }
    }
}

/// Where a program is found on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
