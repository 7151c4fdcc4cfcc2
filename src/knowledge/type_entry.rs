//! The catalogue entry of a finding type.

use serde::Deserialize;

/// Whether GuardDuty still raises a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Raised today.
    Active,
    /// Raised today where the customer enabled the custom detection rule.
    CustomRule,
    /// No longer raised; old findings have it.
    Retired,
    /// Another spelling, or undocumented.
    Alias,
}

/// What `resource.resourceRole` says for a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The resource is what the activity was aimed at.
    Target,
    /// The resource carried the activity out.
    Actor,
    /// Either, by the finding.
    Either,
    /// Not populated.
    None,
}

/// A text that stands for a field of the finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stated {
    /// The wire path of the field.
    pub path: String,
    /// What its value tells.
    pub text: String,
}

/// All that the catalogue says of a finding type, in one language. The keys are explained in `knowledge/README.md`.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
pub struct TypeEntry {
    pub status: Status,
    pub severity: String,
    pub plan: String,
    pub source: String,
    pub resource_types: Vec<String>,
    pub role: Role,
    pub family: String,
    pub tactics: Vec<String>,
    pub techniques: Vec<String>,
    #[serde(default)]
    pub related: Vec<String>,
    pub references: Vec<String>,
    pub retired_on: Option<String>,
    #[serde(default)]
    pub replaced_by: Vec<String>,
    pub alias_of: Option<String>,
    pub seen: String,
    pub why: String,
    pub resource: String,
    pub severity_varies: Option<String>,
    pub no_attack: Option<String>,
    #[serde(default)]
    pub harmless: Vec<String>,
    #[serde(default)]
    pub decides: Vec<Stated>,
    #[serde(default)]
    pub ask: Vec<String>,
    #[serde(default)]
    pub respond: Vec<String>,
    #[serde(default)]
    pub disagreement: Vec<String>,
}
