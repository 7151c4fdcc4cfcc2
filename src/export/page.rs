//! A page to be handed over, before it is written in a format: blocks of runs. What a page says is decided once; Markdown,
//! plain text and HTML only write it.

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; the page's own has level one.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list.
    List(Vec<Vec<Run>>),
    /// A table: its head, then its rows.
    Table(Vec<String>, Vec<Vec<Vec<Run>>>),
    /// Text as it stands, such as JSON.
    Code(&'static str, String),
    /// A new sheet when printed.
    Sheet,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words of our own.
    Words(String),
    /// A value from a finding. Attacker-controlled.
    Value(String),
    /// A value that is a place in the JSON, an id, a hash.
    Code(String),
    /// A remark beside the words.
    Note(String),
}

impl Run {
    /// Words.
    pub fn words(text: impl Into<String>) -> Run {
        Run::Words(text.into())
    }

    /// A value.
    pub fn value(text: impl Into<String>) -> Run {
        Run::Value(text.into())
    }

    /// A place, an id, a hash.
    pub fn code(text: impl Into<String>) -> Run {
        Run::Code(text.into())
    }

    /// A remark.
    pub fn note(text: impl Into<String>) -> Run {
        Run::Note(text.into())
    }

    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Run::Words(text) | Run::Value(text) | Run::Code(text) | Run::Note(text) => text,
        }
    }
}
