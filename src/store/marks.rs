//! Verdicts and notes: what people found out about findings. They live in memory and in a file that somebody saves.

use crate::{i18n::Text, model::Timestamp};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use std::{collections::BTreeMap, fmt};

/// What a finding turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// What GuardDuty reports happened, and nobody had allowed it.
    TruePositive,
    /// It happened and was allowed: a test, an administrator at work.
    Authorised,
    /// It did not happen.
    FalsePositive,
    /// It was looked into and cannot be decided.
    Undetermined,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Verdict; 4] =
        [Verdict::TruePositive, Verdict::Authorised, Verdict::FalsePositive, Verdict::Undetermined];

    /// What it is called.
    pub const fn label(self) -> Text {
        match self {
            Verdict::TruePositive => Text::new("True positive", "正しい検出"),
            Verdict::Authorised => Text::new("Authorised activity", "許可された操作"),
            Verdict::FalsePositive => Text::new("False positive", "誤検出"),
            Verdict::Undetermined => Text::new("Undetermined", "判断できない"),
        }
    }

    /// The word for the query line, the file and style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Verdict::TruePositive => "true-positive",
            Verdict::Authorised => "authorised",
            Verdict::FalsePositive => "false-positive",
            Verdict::Undetermined => "undetermined",
        }
    }
}

/// What was noted about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The verdict; a note can stand without one.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who confirmed it.
    #[serde(default)]
    pub confirmed_by: String,
    /// When it was given. Whoever gives it knows the time; the library has no clock.
    pub at: Timestamp,
    /// A note.
    #[serde(default)]
    pub note: String,
}

/// The marks on findings, by finding id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Marks(BTreeMap<String, Mark>);

/// Why a file of marks could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarksError {
    /// It is not such a file.
    NotMarks,
    /// It was written by a later release, in this version of the form.
    Later(u64),
}

/// The name of the form, in the file.
const FORM: &str = "finding-lens-verdicts";
/// The version of the form that is written. Earlier ones stay readable.
const VERSION: u64 = 1;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    marks: Marks,
}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u64,
    marks: &'a Marks,
}

/// A mark without what is empty: in the file alone, for the page and the engine tell marks by the order of their members.
struct Filled<'a>(&'a Mark);

impl Serialize for Filled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Mark { verdict, reason, confirmed_by, at, note } = self.0;
        let mut map = serializer.serialize_map(None)?;
        if let Some(verdict) = verdict {
            map.serialize_entry("verdict", verdict)?;
        }
        for (key, text) in [("reason", reason), ("confirmedBy", confirmed_by)] {
            if !text.is_empty() {
                map.serialize_entry(key, text)?;
            }
        }
        map.serialize_entry("at", at)?;
        if !note.is_empty() {
            map.serialize_entry("note", note)?;
        }
        map.end()
    }
}

impl Serialize for Marks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(id, mark)| (id, Filled(mark))))
    }
}

/// The head alone, which every version has.
#[derive(Deserialize)]
struct Head {
    format: String,
    version: u64,
}

impl Marks {
    /// The mark on a finding.
    pub fn get(&self, id: &str) -> Option<&Mark> {
        self.0.get(id)
    }

    /// How many findings are marked.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every mark with the finding's id, in the order of the ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Mark)> {
        self.0.iter().map(|(id, mark)| (id.as_str(), mark))
    }

    /// Marks a finding, or takes its mark away.
    pub fn set(&mut self, id: String, mark: Option<Mark>) {
        match mark {
            Some(mark) => self.0.insert(id, mark),
            None => self.0.remove(&id),
        };
    }

    /// Takes marks from elsewhere. Of two on a finding the later counts.
    pub fn join(&mut self, other: Marks) {
        for (id, mark) in other.0 {
            match self.0.get(&id) {
                Some(known) if known.at > mark.at => {}
                _ => self.set(id, Some(mark)),
            }
        }
    }

    /// The marks as a file.
    pub fn save(&self) -> String {
        let file = Written { format: FORM, version: VERSION, marks: self };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The marks in a file.
    ///
    /// # Errors
    /// When it is no such file, or one of a later release.
    #[inline(never)]
    pub fn load(bytes: &[u8]) -> Result<Marks, MarksError> {
        let head: Head = serde_json::from_slice(bytes).map_err(|_| MarksError::NotMarks)?;
        if head.format != FORM {
            return Err(MarksError::NotMarks);
        }
        if head.version > VERSION {
            return Err(MarksError::Later(head.version));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|_| MarksError::NotMarks)?;
        Ok(file.marks)
    }
}

impl MarksError {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: crate::i18n::Lang) -> String {
        match self {
            MarksError::NotMarks => Text::new(
                "This is not a file of verdicts that was saved here.",
                "ここで保存した判定のファイルではありません。",
            )
            .get(lang)
            .to_owned(),
            MarksError::Later(version) => Text::new(
                "This file of verdicts was saved by a later release (form {version}). Open it with that release.",
                "この判定のファイルは、より新しいリリースで保存されています (形式 {version})。そのリリースで開いてください。",
            )
            .fill(lang, &[("version", &version.to_string())]),
        }
    }
}

impl fmt::Display for MarksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(crate::i18n::Lang::En))
    }
}

impl std::error::Error for MarksError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as the first release wrote it. It has to stay readable.
    const FIRST: &str = r#"{
  "format": "finding-lens-verdicts",
  "version": 1,
  "marks": {
    "0123": {
      "verdict": "false-positive",
      "reason": "Scanner of our own",
      "confirmedBy": "m.sato",
      "at": 1793491200000
    },
    "4567": {
      "at": 1793491200001,
      "note": "asked the owner"
    }
  }
}
"#;

    #[test]
    fn a_saved_file_stays_readable_and_is_written_the_same() {
        let marks = Marks::load(FIRST.as_bytes()).unwrap();
        assert_eq!(marks.get("0123").and_then(|mark| mark.verdict), Some(Verdict::FalsePositive));
        assert_eq!(marks.save(), FIRST);
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"format":"other","version":1}"#,
            r#"{"format":"finding-lens-verdicts","version":1,"marks":[]}"#,
        ] {
            assert_eq!(Marks::load(text.as_bytes()), Err(MarksError::NotMarks), "{text}");
        }
        let later = FIRST.replace("\"version\": 1", "\"version\": 2");
        assert_eq!(Marks::load(later.as_bytes()), Err(MarksError::Later(2)));
    }

    #[test]
    fn of_two_marks_the_later_counts() {
        let mark = |at, note: &str| Mark { at: Timestamp(at), note: note.into(), ..Mark::default() };
        let mut marks = Marks::default();
        marks.set("a".into(), Some(mark(5, "old")));
        marks.set("b".into(), Some(mark(5, "new")));
        let mut other = Marks::default();
        other.set("a".into(), Some(mark(6, "new")));
        other.set("b".into(), Some(mark(4, "old")));
        marks.join(other);
        assert!(marks.iter().all(|(_, mark)| mark.note == "new"));
    }
}
