//! What is wrong with a query, where, and what to do.

use super::Field;
use crate::i18n::{Lang, Text};
use std::ops::Range;

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// At which characters.
    pub span: Range<usize>,
    /// What.
    pub trouble: Trouble,
}

/// The kinds of trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such field; perhaps another one is meant.
    UnknownField(String, Option<Field>),
    /// A field stands without a value.
    MissingValue(Field),
    /// The value is no number.
    NotANumber(Field),
    /// The value is no severity.
    NotASeverity,
    /// The value is no time.
    NotATime(Field),
    /// A length of time stands where a point in time is needed.
    LengthOfTime(String),
    /// The value is no address.
    NotAnAddress(Field),
    /// The value is neither yes nor no.
    NotAFlag(Field),
    /// The field's values have no order.
    NoOrder(Field),
    /// A quote is not closed.
    OpenQuote,
    /// A bracket is not closed.
    OpenBracket,
    /// A bracket closes none.
    LooseBracket,
    /// There is nothing in brackets.
    EmptyBrackets,
    /// `OR` or `AND` has nothing on one side.
    NothingBeside(&'static str),
    /// `-` or `NOT` has nothing behind it.
    NothingBehind(&'static str),
    /// Brackets stand too deep in each other.
    TooDeep,
}

impl QueryError {
    /// What is wrong.
    pub fn message(&self, lang: Lang) -> String {
        let (text, values) = self.words();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        text[0].fill(lang, &values)
    }

    /// What to do.
    pub fn remedy(&self, lang: Lang) -> String {
        let (text, values) = self.words();
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        text[1].fill(lang, &values)
    }

    fn words(&self) -> ([Text; 2], Vec<(&'static str, String)>) {
        let of = |field: Field| {
            let info = field.info();
            vec![("field", info.name.to_owned()), ("example", info.example.to_owned())]
        };
        const EXAMPLE: Text = Text::new("For example: {example}", "例: {example}");
        match &self.trouble {
            Trouble::UnknownField(name, Some(near)) => (
                [
                    Text::new("There is no field {name}.", "{name} というフィールドはありません。"),
                    Text::new(
                        "Perhaps {field}: is meant. To search for the text itself, put it in quotes.",
                        "{field}: の誤りかもしれません。文字列そのものを検索するには、引用符で囲んでください。",
                    ),
                ],
                vec![("name", name.clone()), ("field", near.info().name.to_owned())],
            ),
            Trouble::UnknownField(name, None) => (
                [
                    Text::new("There is no field {name}.", "{name} というフィールドはありません。"),
                    Text::new(
                        "To search for the text itself, put it in quotes.",
                        "文字列そのものを検索するには、引用符で囲んでください。",
                    ),
                ],
                vec![("name", name.clone())],
            ),
            Trouble::MissingValue(field) => {
                ([Text::new("{field}: has no value.", "{field}: の値がありません。"), EXAMPLE], of(*field))
            }
            Trouble::NotANumber(field) => (
                [Text::new("{field}: takes a number.", "{field}: には数値を指定してください。"), EXAMPLE],
                of(*field),
            ),
            Trouble::NotASeverity => (
                [
                    Text::new("This is no severity.", "重要度として読めません。"),
                    Text::new(
                        "Write a number, or low, medium, high, critical.",
                        "数値、または low、medium、high、critical を指定してください。",
                    ),
                ],
                Vec::new(),
            ),
            Trouble::NotATime(field) => (
                [
                    Text::new("{field}: takes a time.", "{field}: には時刻を指定してください。"),
                    Text::new(
                        "Write a date (2026-10-14), a time (2026-10-14T17:22Z), today, yesterday, now-7d, or 7d for the last 7 days.",
                        "日付 (2026-10-14)、時刻 (2026-10-14T17:22Z)、today、yesterday、now-7d、または直近 7 日間を表す 7d を指定してください。",
                    ),
                ],
                of(*field),
            ),
            Trouble::LengthOfTime(length) => (
                [
                    Text::new(
                        "{length} is a length of time and no point in time.",
                        "{length} は期間であり、時点ではありません。",
                    ),
                    Text::new("Write now-{length}.", "now-{length} と指定してください。"),
                ],
                vec![("length", length.clone())],
            ),
            Trouble::NotAnAddress(field) => (
                [
                    Text::new(
                        "{field}: takes an IP address.",
                        "{field}: には IP アドレスを指定してください。",
                    ),
                    Text::new(
                        "Write an address, a range such as 203.0.113.0/24 or 10.0.0.1..10.0.0.9, or use wildcards: 10.0.*",
                        "アドレス、203.0.113.0/24 や 10.0.0.1..10.0.0.9 のような範囲、または 10.0.* のようなワイルドカードを指定してください。",
                    ),
                ],
                of(*field),
            ),
            Trouble::NotAFlag(field) => (
                [
                    Text::new(
                        "{field}: takes yes or no.",
                        "{field}: には yes または no を指定してください。",
                    ),
                    EXAMPLE,
                ],
                of(*field),
            ),
            Trouble::NoOrder(field) => (
                [
                    Text::new(
                        "The values of {field}: have no order.",
                        "{field}: の値は大小を比較できません。",
                    ),
                    EXAMPLE,
                ],
                of(*field),
            ),
            Trouble::OpenQuote => (
                [
                    Text::new("This quote is not closed.", "この引用符が閉じられていません。"),
                    Text::new(
                        "Put a \" at the end. A quote in the text is written \\\".",
                        "末尾に \" を付けてください。文字列中の引用符は \\\" と書きます。",
                    ),
                ],
                Vec::new(),
            ),
            Trouble::OpenBracket => (
                [
                    Text::new("This bracket is not closed.", "この括弧が閉じられていません。"),
                    Text::new("Put a ) at the end.", "末尾に ) を付けてください。"),
                ],
                Vec::new(),
            ),
            Trouble::LooseBracket => (
                [
                    Text::new("This bracket closes none.", "対応する開き括弧がありません。"),
                    Text::new("Take it away, or put it in quotes.", "削除するか、引用符で囲んでください。"),
                ],
                Vec::new(),
            ),
            Trouble::EmptyBrackets => (
                [
                    Text::new("There is nothing in these brackets.", "この括弧の中に何もありません。"),
                    Text::new(
                        "Write something in them, or take them away.",
                        "括弧の中に条件を書くか、括弧を削除してください。",
                    ),
                ],
                Vec::new(),
            ),
            Trouble::NothingBeside(word) => (
                [
                    Text::new("{word} needs something on both sides.", "{word} の両側に条件が必要です。"),
                    Text::new(
                        "To search for the word itself, put it in quotes.",
                        "この語そのものを検索するには、引用符で囲んでください。",
                    ),
                ],
                vec![("word", (*word).to_owned())],
            ),
            Trouble::NothingBehind(word) => (
                [
                    Text::new("{word} needs something behind it.", "{word} の後ろに条件が必要です。"),
                    Text::new(
                        "Write directly behind it what is not wanted.",
                        "除外する条件を、その直後に書いてください。",
                    ),
                ],
                vec![("word", (*word).to_owned())],
            ),
            Trouble::TooDeep => (
                [
                    Text::new("Too much stands in each other here.", "入れ子が深すぎます。"),
                    Text::new("Take some brackets away.", "括弧を減らしてください。"),
                ],
                Vec::new(),
            ),
        }
    }
}
