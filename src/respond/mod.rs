//! What to do next: look-ups and containment with the finding's own values.
//!
//! The steps are data (`knowledge/responses`), one file a response family. Here they are chosen for a finding, filled
//! with its values ([`values`]) as literals of each language ([`quote`], [`template`]), and told with what a responder
//! has to know before running them: where, with what permission, on which log, and what it costs.

mod plan;
pub mod quote;
mod script;
pub mod template;
pub mod values;

use crate::{explain::Subject, i18n::Text, json::RowId, knowledge::Pack, model::Finding};
use serde::{Deserialize, Serialize};

/// What to do next, in words of one language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plan {
    /// The questions that decide, by the family. General knowledge.
    pub decides: Vec<String>,
    /// Look-ups that change nothing, the one that decides first.
    pub look_ups: Vec<Step>,
    /// What contains it.
    pub containment: Vec<Step>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// What scripts say of themselves.
    remarks: Remarks,
}

/// What scripts say of themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Remarks {
    /// First: the finding type, and where to run.
    head: String,
    /// What to put in place of names in commands, in SQL, and what to choose for Logs Insights.
    shell: String,
    sql: String,
    insights: String,
    /// Before the containment.
    containment: String,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its name in the knowledge.
    pub id: String,
    /// What is done.
    pub title: String,
    /// What it answers.
    pub why: String,
    /// Where it runs, with what permission; of containment also what it hits, its undo, what it destroys.
    pub facts: Vec<Labelled>,
    /// The same step in each language that has it.
    pub commands: Vec<Command>,
    /// The logs that they read, keys of `knowledge/logs.toml`.
    pub logs: Vec<String>,
    /// The rows that its values were read from.
    pub rows: Vec<RowId>,
    /// What is to be known of the values: others that were left out.
    pub notes: Vec<String>,
}

/// A labelled text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// The label.
    pub label: String,
    /// The text.
    pub text: String,
}

/// A step in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// The language.
    pub language: Language,
    /// The text to copy.
    pub text: String,
    /// The log it reads: whether one has it, how long it is kept, what its silence means.
    pub log: Vec<Labelled>,
}

/// What was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What.
    pub text: String,
    /// The rows of the value that was not used.
    pub rows: Vec<RowId>,
}

/// A language of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// AWS CLI and kubectl in bash.
    #[default]
    Bash,
    /// AWS CLI and kubectl in PowerShell.
    PowerShell,
    /// SQL for Athena.
    Athena,
    /// SQL for CloudTrail Lake.
    Lake,
    /// CloudWatch Logs Insights.
    Insights,
}

impl Language {
    /// Every language, in the order of the switch.
    pub const ALL: [Language; 5] =
        [Language::Bash, Language::PowerShell, Language::Athena, Language::Lake, Language::Insights];

    /// Its name.
    pub const fn label(self) -> Text {
        Text::same(match self {
            Language::Bash => "bash",
            Language::PowerShell => "PowerShell",
            Language::Athena => "Athena",
            Language::Lake => "CloudTrail Lake",
            Language::Insights => "Logs Insights",
        })
    }

    /// The word for style sheets, exports and code blocks.
    pub const fn slug(self) -> &'static str {
        match self {
            Language::Bash => "bash",
            Language::PowerShell => "powershell",
            Language::Athena => "athena",
            Language::Lake => "lake",
            Language::Insights => "insights",
        }
    }

    /// What begins a comment.
    pub const fn comment(self) -> &'static str {
        match self {
            Language::Bash | Language::PowerShell | Language::Insights => "#",
            Language::Athena | Language::Lake => "--",
        }
    }
}

impl Plan {
    /// What to do next about a finding. Its rows are those of the finding as it was loaded.
    pub fn of(finding: &Finding, pack: &Pack) -> Plan {
        let mut plan = plan::plan(&Subject::of(finding, pack), pack);
        let steps = plan.look_ups.iter_mut().chain(&mut plan.containment).map(|step| &mut step.rows);
        for rows in steps.chain(plan.left_out.iter_mut().map(|left| &mut left.rows)) {
            *rows = rows.iter().filter_map(|row| finding.origin(*row)).collect();
        }
        plan
    }

    /// The first look-up of a name, or that reads a log; with its place.
    pub fn look_up(&self, key: &str) -> Option<(u32, &Step)> {
        (0..).zip(&self.look_ups).find(|(_, step)| step.id == key || step.logs.iter().any(|log| log == key))
    }

    /// The languages that at least one step has.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        let steps = || self.look_ups.iter().chain(&self.containment);
        let has = move |language: &Language| {
            steps().flat_map(|step| &step.commands).any(|c| c.language == *language)
        };
        Language::ALL.into_iter().filter(has)
    }
}

impl Step {
    /// The step in a language, or in the first that it has.
    pub fn command(&self, language: Language) -> Option<&Command> {
        self.commands.iter().find(|command| command.language == language).or_else(|| self.commands.first())
    }
}
