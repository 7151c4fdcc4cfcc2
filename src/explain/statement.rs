//! A statement: a message with typed arguments, each with the rows it was read from.
//!
//! Nothing here is in a language yet. A message is a template in both languages or a pointer into the catalogue;
//! [`super::render`] turns it into words, last.

use super::{check::Weigh, settle::Settle};
use crate::{
    i18n::Text,
    json::RowId,
    model::{
        Timestamp,
        lens::{self, Flag, Number, When},
    },
    order::Order,
};
use serde::{Deserialize, Serialize};

/// On what a statement rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Read from this JSON.
    Observed,
    /// Concluded by GuardDuty: its detection, anomaly model, threat list or indicator.
    Inferred,
    /// Cannot be known from this finding; says which log would tell.
    Unknowable,
    /// True of every finding of this kind: from the catalogue, not from this finding.
    General,
    /// The finding's value beside an entry of the reader's own context file.
    Context,
}

impl Basis {
    /// Every basis, in the order of the legend.
    pub const ALL: [Basis; 5] =
        [Basis::Observed, Basis::Inferred, Basis::Unknowable, Basis::General, Basis::Context];

    /// The label.
    pub const fn label(self) -> Text {
        match self {
            Basis::Observed => Text::new("Observed", "観測された事実"),
            Basis::Inferred => Text::new("Inferred by GuardDuty", "GuardDuty の推定"),
            Basis::Unknowable => Text::new("Cannot be known from here", "ここからは分からないこと"),
            Basis::General => Text::new("Not from this finding", "この検出結果以外の知識"),
            Basis::Context => Text::new("From your context file", "コンテキストファイルの情報"),
        }
    }

    /// What the label means, in a sentence.
    pub const fn meaning(self) -> Text {
        match self {
            Basis::Observed => {
                Text::new("Read from this finding's JSON.", "この検出結果の JSON から読み取った内容です。")
            }
            Basis::Inferred => Text::new(
                "Concluded by GuardDuty: by its detection logic, its anomaly model or a threat list.",
                "GuardDuty が検出ロジック、異常検出モデル、脅威リストから導いた内容です。",
            ),
            Basis::Unknowable => Text::new(
                "This finding cannot show it. The log that would is named.",
                "この検出結果からは判断できません。確認できるログを示します。",
            ),
            Basis::General => Text::new(
                "True of findings of this kind. It comes from the catalogue, not from this JSON.",
                "この種類の検出結果に共通する知識です。JSON ではなくカタログに基づきます。",
            ),
            Basis::Context => Text::new(
                "A value of this finding matched against the context file that you loaded. It is as right as that file.",
                "この検出結果の値を、読み込んだコンテキストファイルと照合した内容です。正しさはファイルの内容によります。",
            ),
        }
    }

    /// The word for style sheets and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Basis::Observed => "observed",
            Basis::Inferred => "inferred",
            Basis::Unknowable => "unknowable",
            Basis::General => "general",
            Basis::Context => "context",
        }
    }
}

/// A statement of an explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// On what it rests.
    pub basis: Basis,
    /// What it says.
    pub message: Message,
    /// Rows that it rests on beside those of its arguments.
    pub about: Vec<RowId>,
    /// For the answer of a check: which way it points, and what would turn it.
    pub weigh: Option<Weigh>,
    /// For what cannot be known from here: what would settle it.
    pub settle: Option<Settle>,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A template with its values.
    Template(Text, Vec<Arg>),
    /// A text of the catalogue entry of the finding's type.
    Catalogue(Quote),
}

/// Which text of the type's catalogue entry. List items are counted from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Quote {
    Seen,
    Why,
    Resource,
    SeverityVaries,
    Harmless(usize),
    Decides(usize),
    Ask(usize),
    Respond(usize),
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Arg {
    /// Its name in the template.
    pub name: &'static str,
    /// The value.
    pub value: Value,
    /// The rows it was read from; none for words of our own.
    pub rows: Vec<RowId>,
}

/// A typed value, written out in the reader's format at the end.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text from the finding, shown as it is. Attacker-controlled.
    Raw(String),
    /// Words of our own.
    Words(Text),
    /// A whole number.
    Count(u64),
    /// A number as the JSON writes it.
    Number(f64),
    /// A size in bytes.
    Bytes(u64),
    /// A time.
    Time(Timestamp),
    /// A span in seconds.
    Span(u64),
    /// Several values.
    List(Vec<Value>),
    /// Several values that hold lists of their own.
    Series(Vec<Value>),
    /// A value under another.
    Labelled(Box<Value>, Box<Value>),
}

/// What can stand in a message.
pub trait Argument {
    /// The value and the rows it was read from.
    fn argument(self) -> (Value, Vec<RowId>);
}

impl Argument for lens::Text<'_> {
    fn argument(self) -> (Value, Vec<RowId>) {
        (Value::Raw(self.value.into_owned()), vec![self.row])
    }
}

impl Argument for &lens::Text<'_> {
    fn argument(self) -> (Value, Vec<RowId>) {
        (Value::Raw(self.value.to_string()), vec![self.row])
    }
}

impl Argument for Number {
    fn argument(self) -> (Value, Vec<RowId>) {
        (self.whole().map_or(Value::Number(self.value), Value::Count), vec![self.row])
    }
}

impl Argument for When {
    fn argument(self) -> (Value, Vec<RowId>) {
        (Value::Time(self.value), vec![self.row])
    }
}

impl Argument for Flag {
    fn argument(self) -> (Value, Vec<RowId>) {
        let word = if self.value { Text::new("yes", "はい") } else { Text::new("no", "いいえ") };
        (Value::Words(word), vec![self.row])
    }
}

impl Argument for Text {
    fn argument(self) -> (Value, Vec<RowId>) {
        (Value::Words(self), Vec::new())
    }
}

impl Argument for Value {
    fn argument(self) -> (Value, Vec<RowId>) {
        (self, Vec::new())
    }
}

impl Argument for (Value, RowId) {
    fn argument(self) -> (Value, Vec<RowId>) {
        (self.0, vec![self.1])
    }
}

impl Argument for (Value, Vec<RowId>) {
    fn argument(self) -> (Value, Vec<RowId>) {
        self
    }
}

impl Argument for Vec<lens::Text<'_>> {
    fn argument(self) -> (Value, Vec<RowId>) {
        let rows = self.iter().map(|text| text.row).collect();
        (Value::List(self.into_iter().map(|text| Value::Raw(text.value.into_owned())).collect()), rows)
    }
}

/// A message in the making.
#[derive(Debug, Clone)]
pub struct Say {
    text: Text,
    args: Vec<Arg>,
    about: Vec<RowId>,
}

/// Starts a message.
pub fn say(text: Text) -> Say {
    Say { text, args: Vec::new(), about: Vec::new() }
}

impl Say {
    /// Puts in a value.
    pub fn with(mut self, name: &'static str, value: impl Argument) -> Say {
        let (value, rows) = value.argument();
        self.args.push(Arg { name, value, rows });
        self
    }

    /// Names a row that the statement rests on without showing its value.
    pub fn about(mut self, row: impl IntoIterator<Item = RowId>) -> Say {
        self.about.extend(row);
        self
    }

    /// Read from this JSON.
    pub fn observed(self) -> Statement {
        self.on(Basis::Observed)
    }

    /// Concluded by GuardDuty.
    pub fn inferred(self) -> Statement {
        self.on(Basis::Inferred)
    }

    /// Not to be known from here, and what would settle it.
    pub fn unknowable(self, by: Settle) -> Statement {
        Statement { settle: Some(by), ..self.on(Basis::Unknowable) }
    }

    /// True of findings of this kind.
    pub fn general(self) -> Statement {
        self.on(Basis::General)
    }

    /// From the reader's context file.
    pub fn from_context(self) -> Statement {
        self.on(Basis::Context)
    }

    fn on(self, basis: Basis) -> Statement {
        Statement {
            basis,
            message: Message::Template(self.text, self.args),
            about: self.about,
            weigh: None,
            settle: None,
        }
    }
}

impl Statement {
    /// A text of the type's catalogue entry, resting on the type.
    pub fn catalogue(quote: Quote, basis: Basis, about: impl IntoIterator<Item = RowId>) -> Statement {
        let about = about.into_iter().collect();
        Statement { basis, message: Message::Catalogue(quote), about, weigh: None, settle: None }
    }

    /// Turns every row into another; rows without a counterpart are dropped.
    pub(crate) fn map_rows(&mut self, map: impl Fn(RowId) -> Option<RowId>) {
        let mapped = |rows: &mut Vec<RowId>| *rows = rows.iter().filter_map(|row| map(*row)).collect();
        if let Message::Template(_, args) = &mut self.message {
            args.iter_mut().for_each(|arg| mapped(&mut arg.rows));
        }
        mapped(&mut self.about);
    }

    /// All rows that the statement rests on, each once, in order.
    pub fn rows(&self) -> Vec<RowId> {
        let of_args = match &self.message {
            Message::Template(_, args) => args.as_slice(),
            Message::Catalogue(_) => &[],
        };
        let mut rows: Vec<RowId> = of_args
            .iter()
            .flat_map(|arg| arg.rows.iter().copied())
            .chain(self.about.iter().copied())
            .collect();
        rows.order();
        rows.dedup();
        rows
    }
}
