//! Languages, and texts that exist in each of them.
//!
//! A [`Text`] is a template in both languages, side by side, so that neither can be forgotten: leaving one out does not
//! compile. Values enter a template by name (`{count}`); [`Text::fill`] puts them in, and the tests of the modules that
//! own templates check that both languages name the same values.

mod format;
pub mod handoff;
pub mod list;
pub mod report;
mod text;
pub mod ui;
mod visible;

pub use format::{Clock, bytes, count, duration};
pub use text::{Piece, Text, pieces};
pub use visible::{is_hidden, shown, visible};

use serde::{Deserialize, Serialize};

/// A language that the page and the reports are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// Every language, in the order in which menus show them.
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Ja];

    /// The BCP 47 tag, as in the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Ja => "ja",
        }
    }

    /// The language's own name for itself.
    pub const fn endonym(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Ja => "日本語",
        }
    }

    /// The language of a BCP 47 tag such as `ja-JP`, if it is one of ours.
    pub fn of_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }
}
