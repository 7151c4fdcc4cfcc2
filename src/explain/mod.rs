//! A finding and the knowledge in, statements with their evidence out.
//!
//! A [`topic`] is a part of the finding that can be spoken about: an action kind, the credentials, the time, a malware
//! scan. Each stands in a file of its own and in the registry [`topic::TOPICS`]; an explanation is what the topics that
//! apply have to say, section by section, in the order of the registry.

mod arrival;
pub mod check;
mod composed;
mod harmless;
mod loaded;
mod next;
mod rating;
pub mod render;
pub mod settle;
pub(crate) mod signals;
pub mod statement;
mod subject;
pub mod topic;
mod why;

pub use arrival::Version;
pub use check::{Peer, Surroundings};
pub use loaded::Loaded;
pub use render::{Reader, Rendered, Settled, Span};
pub use settle::Settle;
pub use statement::{Basis, Statement};
pub use subject::Subject;

use crate::{i18n::Text, knowledge::Pack, model::Finding};
use check::Case;
use serde::{Deserialize, Serialize};

/// A section of an explanation, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// What happened.
    Happened,
    /// Why it matters.
    Why,
    /// Could it be harmless?
    Harmless,
    /// What this finding cannot tell.
    Unknown,
    /// What to do next.
    Next,
}

impl Heading {
    /// Every section.
    pub const ALL: [Heading; 5] =
        [Heading::Happened, Heading::Why, Heading::Harmless, Heading::Unknown, Heading::Next];

    /// The heading.
    pub const fn label(self) -> Text {
        match self {
            Heading::Happened => Text::new("What happened", "何が起きたか"),
            Heading::Why => Text::new("Why it matters", "なぜ問題か"),
            Heading::Harmless => Text::new("Could it be harmless?", "正当な操作・誤検出の可能性"),
            Heading::Unknown => {
                Text::new("What this finding cannot tell", "この検出結果だけでは分からないこと")
            }
            Heading::Next => Text::new("What to do next", "次に行うこと"),
        }
    }

    /// The word for addresses and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Heading::Happened => "happened",
            Heading::Why => "why",
            Heading::Harmless => "harmless",
            Heading::Unknown => "unknown",
            Heading::Next => "next",
        }
    }
}

/// A section with its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Which section.
    pub heading: Heading,
    /// What it says, the most telling first.
    pub statements: Vec<Statement>,
}

/// Explains a finding by itself or with what stands around it.
pub fn explain(finding: &Finding, pack: &Pack, around: &Surroundings<'_>) -> Vec<Section> {
    let subject = Subject::of(finding, pack);
    let section = |heading| {
        let mut statements: Vec<Statement> = match heading {
            Heading::Happened => topic::statements(&subject, heading)
                .into_iter()
                .chain(arrival::happened(&subject, around))
                .collect(),
            Heading::Unknown => topic::statements(&subject, heading)
                .into_iter()
                .chain(arrival::unknown(&subject, around))
                .collect(),
            Heading::Why => why::statements(&subject),
            Heading::Harmless => harmless::statements(&Case { subject, around: *around }),
            Heading::Next => next::statements(&subject),
        };
        // Evidence is shown in the JSON that was loaded, not in a projection of it.
        for statement in &mut statements {
            finding.to_origin(statement);
        }
        if heading == Heading::Why {
            statements.extend(arrival::severity(finding, around));
        }
        Section { heading, statements }
    };
    Heading::ALL.into_iter().map(section).collect()
}
