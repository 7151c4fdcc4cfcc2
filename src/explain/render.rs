//! Statements into words of one language.

use super::{
    check::Weighed,
    settle::Settle,
    statement::{Arg, Basis, Message, Quote, Statement, Value},
};
use crate::{
    i18n::{self, Lang, Piece, Text, pieces},
    json::RowId,
    knowledge::{Pack, TypeEntry},
    respond::Plan,
};
use serde::{Deserialize, Serialize};

/// How the reader reads: language, clock, knowledge.
#[derive(Clone, Copy)]
pub struct Reader<'k> {
    /// The language.
    pub lang: Lang,
    /// The reader's offset from UTC in minutes, where times are to be shown on the reader's clock.
    pub offset: Option<i32>,
    /// The knowledge in that language.
    pub pack: &'k Pack,
}

/// A run of words, or one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is a value rather than words of our own.
    pub value: bool,
    /// The rows that the value was read from.
    pub rows: Vec<RowId>,
}

/// A statement in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// On what it rests.
    pub basis: Basis,
    /// Its runs in order.
    pub spans: Vec<Span>,
    /// All rows it rests on.
    pub rows: Vec<RowId>,
    /// For the answer of a check: which way it points, and what would turn it.
    pub weigh: Option<Weighed>,
    /// For what cannot be known from here: what would settle it.
    pub settled: Option<Settled>,
}

/// What would settle an unknown, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// The log, or who or what else.
    pub by: String,
    /// The look-up of the finding's plan that reads the log, counted from zero.
    pub look_up: Option<u32>,
}

impl Rendered {
    /// The whole as plain text.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Reader<'_> {
    /// A statement in the reader's words. `entry` is the catalogue entry of the finding's type, `plan` has the look-ups that
    /// settle what cannot be known from it.
    pub fn render(&self, statement: &Statement, entry: Option<&TypeEntry>, plan: &Plan) -> Rendered {
        let spans = match &statement.message {
            Message::Template(text, args) => self.fill(*text, args),
            Message::Catalogue(quote) => {
                let words = |text: &str| Span { text: text.to_owned(), value: false, rows: Vec::new() };
                let text = words(entry.and_then(|entry| quote.of(entry)).unwrap_or_default());
                // A field that decides is named before what its value tells.
                match entry.and_then(|entry| quote.field(entry)) {
                    Some(field) => vec![
                        Span { text: field.to_owned(), value: true, rows: Vec::new() },
                        words(": "),
                        text,
                    ],
                    None => vec![text],
                }
            }
        };
        let weigh = statement.weigh.map(|weigh| Weighed {
            check: weigh.check.to_owned(),
            question: weigh.question.get(self.lang).to_owned(),
            leaning: weigh.leaning,
            turn: match &statement.message {
                Message::Template(_, args) => self.fill(weigh.turn, args),
                Message::Catalogue(_) => self.fill(weigh.turn, &[]),
            },
        });
        let settled = statement.settle.map(|settle| self.settled(settle, plan));
        Rendered { basis: statement.basis, spans, rows: statement.rows(), weigh, settled }
    }

    fn settled(&self, settle: Settle, plan: &Plan) -> Settled {
        let keys = match settle {
            Settle::Logs(keys) => keys,
            Settle::Other(other) => {
                return Settled { by: other.label().get(self.lang).to_owned(), look_up: None };
            }
        };
        let found = keys.iter().find_map(|key| plan.look_up(key));
        let read = found.into_iter().flat_map(|(_, step)| step.logs.iter().map(String::as_str));
        // Of the logs that the step reads, the one that was meant; where there is no step, the log alone.
        let named = read.clone().filter(|log| keys.contains(log)).chain(read).chain(keys.iter().copied());
        let by = named.filter_map(|log| self.pack.logs.get(log)).map(|log| log.name.clone()).next();
        Settled { by: by.unwrap_or_default(), look_up: found.map(|(number, _)| number) }
    }

    /// A template with its values.
    fn fill(&self, text: Text, args: &[Arg]) -> Vec<Span> {
        let plain = |name: &str| args.iter().find(|a| a.name == name).map(|a| self.value(&a.value));
        let span = |piece| match piece {
            Piece::Words(words) => Span { text: words.to_owned(), value: false, rows: Vec::new() },
            Piece::Value(name) => match args.iter().find(|a| a.name == name) {
                Some(arg) => Span {
                    text: self.value(&arg.value),
                    value: !matches!(arg.value, Value::Words(_)),
                    rows: arg.rows.clone(),
                },
                None => Span { text: format!("{{{name}}}"), value: false, rows: Vec::new() },
            },
            Piece::Plural(name, one, other) => {
                let chosen = if plain(name).as_deref() == Some("1") { one } else { other };
                Span { text: chosen.to_owned(), value: false, rows: Vec::new() }
            }
        };
        pieces(text.get(self.lang)).map(span).collect()
    }

    /// A value in the reader's format.
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Raw(text) => text.clone(),
            Value::Words(text) => text.get(self.lang).to_owned(),
            Value::Count(n) => i18n::count(*n),
            Value::Number(n) => n.to_string(),
            Value::Bytes(n) => i18n::bytes(*n),
            Value::Time(at) => at.show(self.offset),
            Value::Span(seconds) => i18n::duration(*seconds, self.lang),
            Value::List(values) => {
                let joint = match self.lang {
                    Lang::En => ", ",
                    Lang::Ja => "、",
                };
                values.iter().map(|v| self.value(v)).collect::<Vec<_>>().join(joint)
            }
            Value::Series(values) => values.iter().map(|v| self.value(v)).collect::<Vec<_>>().join("; "),
            Value::Labelled(label, value) => format!("{}: {}", self.value(label), self.value(value)),
        }
    }
}

impl Quote {
    /// The field that the text is about, by its own name.
    fn field(self, entry: &TypeEntry) -> Option<&str> {
        match self {
            Quote::Decides(at) => {
                entry.decides.get(at)?.path.rsplit('.').next().map(|name| name.trim_end_matches("[]"))
            }
            _ => None,
        }
    }

    /// The text in a catalogue entry, if it has one there.
    pub fn of(self, entry: &TypeEntry) -> Option<&str> {
        match self {
            Quote::Seen => Some(&entry.seen),
            Quote::Why => Some(&entry.why),
            Quote::Resource => Some(&entry.resource),
            Quote::SeverityVaries => entry.severity_varies.as_ref(),
            Quote::Harmless(at) => entry.harmless.get(at),
            Quote::Decides(at) => entry.decides.get(at).map(|d| &d.text),
            Quote::Ask(at) => entry.ask.get(at),
            Quote::Respond(at) => entry.respond.get(at),
        }
        .map(String::as_str)
    }
}
