//! What a response family knows: the questions that decide, look-ups and containment. The keys are explained in
//! `knowledge/README.md`.

use serde::Deserialize;

/// A response family, in one language.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Response {
    /// What decides, in the order in which an analyst asks.
    #[serde(default)]
    pub decides: Vec<String>,
    /// Look-ups that change nothing, the one that decides first.
    #[serde(default)]
    pub look_up: Vec<StepEntry>,
    /// What contains it, what loses least first.
    #[serde(default)]
    pub contain: Vec<StepEntry>,
}

/// A step as it is written down, with placeholders.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntry {
    /// Its name among all families. A step that two families share has one name.
    pub id: String,
    /// What is done.
    pub title: String,
    /// What it answers, or what it is good for.
    pub why: String,
    /// Beginnings of the types that it is for; none for all.
    #[serde(default)]
    pub only: Vec<String>,
    /// Values that the finding must have although no command holds them.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Steps of other families that this one stands for.
    #[serde(default)]
    pub replaces: Vec<String>,
    /// The value that the step is repeated for where the finding has several.
    pub each: Option<String>,
    /// Where it runs.
    #[serde(default)]
    pub place: Place,
    /// The IAM actions that it takes.
    #[serde(default)]
    pub permission: Vec<String>,
    /// The log that the commands read, a key of `knowledge/logs.toml`.
    pub log: Option<String>,
    /// The log that `athena` and `insights` read.
    pub query_log: Option<String>,
    /// A file that the commands read as `file://…`.
    pub file: Option<FileEntry>,
    /// Commands: `aws …` or `kubectl …`, one a line.
    #[serde(default)]
    pub run: Vec<String>,
    /// A query over CloudTrail, for Athena and for CloudTrail Lake.
    pub cloudtrail: Option<TrailQuery>,
    /// A query for Athena over another log.
    pub athena: Option<String>,
    /// A query for Logs Insights.
    pub insights: Option<String>,
    /// The log group that it asks; a name in capitals where only its owner knows it.
    pub log_group: Option<String>,
    /// Whom and what else it hits. Containment only, as are the next two.
    pub radius: Option<String>,
    /// How it is taken back.
    pub undo: Option<String>,
    /// What it destroys as evidence.
    pub destroys: Option<String>,
}

impl StepEntry {
    /// Whether it is done by hand: a step without commands.
    pub fn is_by_hand(&self) -> bool {
        self.run.is_empty() && self.cloudtrail.is_none() && self.athena.is_none() && self.insights.is_none()
    }
}

/// Where a step runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the account and Region of the finding.
    #[default]
    Region,
    /// In the account of the finding, where its partition records the events of global services.
    Global,
    /// In the cluster, with credentials for it.
    Cluster,
    /// In the organization's management account.
    Management,
}

/// A file that a command reads.
#[derive(Debug, Clone, Deserialize)]
pub struct FileEntry {
    /// Its name.
    pub name: String,
    /// JSON with placeholders inside its strings.
    pub text: String,
}

/// The parts of a query over CloudTrail that differ between steps.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailQuery {
    /// The condition beside time and account. `{request:NAME}` is a request parameter.
    pub filter: String,
    /// Columns; none for the usual ones.
    pub select: Option<String>,
    /// Columns to group by.
    pub group: Option<String>,
    /// The order; none for that of time.
    pub order: Option<String>,
    /// Whether it looks on to the present day rather than only around the finding.
    #[serde(default)]
    pub onward: bool,
    /// Whether it looks back as far as Event history does rather than only around the finding.
    #[serde(default)]
    pub backward: bool,
}

/// A log: whether one has it, and what its silence means.
#[derive(Debug, Clone, Deserialize)]
pub struct Log {
    /// Its name.
    pub name: String,
    /// Whether it is on by default.
    pub on: String,
    /// How long it is kept.
    pub kept: String,
    /// What an empty answer does not mean.
    pub empty: String,
}
