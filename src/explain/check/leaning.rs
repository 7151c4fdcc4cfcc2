//! Which way a check points, how strongly, and what would turn it.

use crate::{
    explain::Span,
    i18n::{Lang, Text},
};
use serde::{Deserialize, Serialize};

/// Which way a check points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaning {
    /// It speaks for a harmless cause.
    Harmless(Strength),
    /// It speaks for an attack.
    Attack(Strength),
    /// It fits both: it neither clears nor convicts.
    Neither,
    /// It cannot be evaluated on what is loaded.
    Open,
}

/// How strongly a check points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// One hint among others.
    Weak,
    /// Enough to set the order of work by.
    Moderate,
    /// Enough to act on unless something else speaks against it.
    Strong,
}

impl Strength {
    /// Every strength, the weakest first.
    pub const ALL: [Strength; 3] = [Strength::Weak, Strength::Moderate, Strength::Strong];

    /// The word.
    pub const fn label(self) -> Text {
        match self {
            Strength::Weak => Text::new("weak", "弱い"),
            Strength::Moderate => Text::new("moderate", "中程度"),
            Strength::Strong => Text::new("strong", "強い"),
        }
    }

    /// The word for style sheets and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Moderate => "moderate",
            Strength::Strong => "strong",
        }
    }
}

impl Leaning {
    /// Whether it points either way.
    pub fn decides(self) -> bool {
        self.strength().is_some()
    }

    /// The direction in words.
    pub const fn label(self) -> Text {
        match self {
            Leaning::Harmless(_) => Text::new("Points to harmless", "無害の可能性を示唆"),
            Leaning::Attack(_) => Text::new("Points to an attack", "攻撃の可能性を示唆"),
            Leaning::Neither => Text::new("Neither clears nor convicts", "どちらとも言えない"),
            Leaning::Open => Text::new("Cannot be judged from here", "ここからは判断できない"),
        }
    }

    /// Direction and strength in words: `Points to an attack (weak)`.
    pub fn words(self, lang: Lang) -> String {
        let label = self.label().get(lang);
        match self.strength() {
            Some(strength) => format!("{label} ({})", strength.label().get(lang)),
            None => label.to_owned(),
        }
    }

    /// What the direction means, in a sentence.
    pub const fn meaning(self) -> Text {
        match self {
            Leaning::Harmless(_) => Text::new(
                "Makes a harmless cause more likely. No such check clears a finding by itself, except a sample mark and confidence 0.",
                "無害な原因である可能性を高めます。サンプルの印と confidence 0 を除き、これだけで問題なしとは言えません。",
            ),
            Leaning::Attack(_) => Text::new("Makes an attack more likely.", "攻撃である可能性を高めます。"),
            Leaning::Neither => Text::new(
                "Occurs with attacks and without; listed because it is often taken for an answer.",
                "攻撃でもそうでない場合でも見られます。答えと誤解されやすいため記載しています。",
            ),
            Leaning::Open => Text::new(
                "The finding does not hold what this question needs. The log that does is named.",
                "この問いに必要な情報が検出結果にありません。確認できるログを示します。",
            ),
        }
    }

    /// The word for style sheets and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Leaning::Harmless(_) => "harmless",
            Leaning::Attack(_) => "attack",
            Leaning::Neither => "neither",
            Leaning::Open => "open",
        }
    }

    /// How strongly it points; nothing where it does not point.
    pub const fn strength(self) -> Option<Strength> {
        match self {
            Leaning::Harmless(strength) | Leaning::Attack(strength) => Some(strength),
            Leaning::Neither | Leaning::Open => None,
        }
    }

    /// The place in the section: the most telling first.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Leaning::Harmless(Strength::Strong) => 0,
            Leaning::Attack(Strength::Strong) => 1,
            Leaning::Harmless(Strength::Moderate) | Leaning::Attack(Strength::Moderate) => 2,
            Leaning::Harmless(Strength::Weak) | Leaning::Attack(Strength::Weak) => 3,
            Leaning::Open => 4,
            Leaning::Neither => 5,
        }
    }
}

/// What a check adds to its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weigh {
    /// The id of the check.
    pub check: &'static str,
    /// Its question.
    pub question: Text,
    /// Which way it points.
    pub leaning: Leaning,
    /// What would turn it: a template over the statement's own values.
    pub turn: Text,
}

/// The same in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// The id of the check.
    pub check: String,
    /// Its question.
    pub question: String,
    /// Which way it points.
    pub leaning: Leaning,
    /// What would turn it.
    pub turn: Vec<Span>,
}
