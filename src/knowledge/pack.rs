//! A knowledge pack: all texts of one language.

use super::{Log, Response, TypeEntry, Value};
use crate::i18n::Lang;
use serde::Deserialize;
use std::{collections::BTreeMap, fmt};

/// The knowledge in one language.
#[derive(Debug, Clone, Deserialize)]
pub struct Pack {
    /// The language.
    pub lang: Lang,
    /// Finding types by their string. They come as a pack of their own; see [`Pack::join`].
    #[serde(default)]
    pub types: BTreeMap<String, TypeEntry>,
    /// Fields by `Shape.Member`.
    #[serde(default)]
    pub fields: BTreeMap<String, Field>,
    /// Values by `Kind.VALUE`.
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
    /// Parts of the type string.
    #[serde(default)]
    pub parts: Parts,
    /// Terms, in the order of the file.
    #[serde(default)]
    pub glossary: Vec<Term>,
    /// The guided walk through a finding.
    #[serde(default)]
    pub walk: Walk,
    /// The ATT&CK techniques that types name.
    #[serde(default)]
    pub attack: BTreeMap<String, Technique>,
    /// Response families by their id.
    #[serde(default)]
    pub responses: BTreeMap<String, Response>,
    /// Logs by their key.
    #[serde(default)]
    pub logs: BTreeMap<String, Log>,
}

/// The guided walk: a sample, and what to see in it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Walk {
    /// The type whose sample it is.
    pub sample: String,
    /// The steps in order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// A step of the walk.
#[derive(Debug, Clone, Deserialize)]
pub struct Step {
    /// What it is about.
    pub title: String,
    /// What to see there.
    pub text: String,
    /// Wire paths of the fields to look at.
    pub paths: Vec<String>,
}

/// What a field of the finding means.
#[derive(Debug, Clone, Deserialize)]
pub struct Field {
    /// What it is.
    pub meaning: String,
    /// Its form and unit, where the type does not say it.
    pub form: Option<String>,
    /// What an analyst does with it.
    #[serde(rename = "use")]
    pub use_: Option<String>,
    /// What misleads about it.
    pub trap: Option<String>,
    /// What it gives away when a finding is shared.
    pub sensitivity: Sensitivity,
    /// A value as it looks.
    pub example: Option<String>,
}

/// What a field gives away when a finding is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// An account or organisation id, or an ARN that holds one.
    Account,
    /// An address, host or domain.
    Network,
    /// A principal, key id, user or session name.
    Identity,
    /// Something that opens a door by itself.
    SecretLike,
    /// Names of resources, tags, paths, free text.
    Content,
    /// Nothing.
    None,
}

/// The parts of the type string, each by its text in the string.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Parts {
    /// Before the colon.
    #[serde(default)]
    pub purposes: BTreeMap<String, String>,
    /// Between colon and slash.
    #[serde(default)]
    pub resources: BTreeMap<String, String>,
    /// Between slash and dot, where the family recurs over resources.
    #[serde(default)]
    pub families: BTreeMap<String, String>,
    /// Behind the dot.
    #[serde(default)]
    pub mechanisms: BTreeMap<String, String>,
    /// Behind the exclamation mark.
    #[serde(default)]
    pub artifacts: BTreeMap<String, String>,
}

/// A term of the glossary.
#[derive(Debug, Clone, Deserialize)]
pub struct Term {
    /// The term in this language.
    pub name: String,
    /// What it means, for someone new to AWS security.
    pub meaning: String,
}

/// An ATT&CK technique.
#[derive(Debug, Clone, Deserialize)]
pub struct Technique {
    /// Its name. ATT&CK's names are English.
    pub name: String,
    /// Its tactics, by ATT&CK's short names.
    pub tactics: Vec<String>,
    /// What the version after made of it, where that is something else: another id, or other tactics.
    pub successor: Option<Successor>,
}

/// What a later version of ATT&CK made of a technique.
#[derive(Debug, Clone, Deserialize)]
pub struct Successor {
    /// Its id now.
    pub id: String,
    /// Its name now.
    pub name: String,
    /// Its tactics now.
    pub tactics: Vec<String>,
}

/// Why a pack could not be read.
#[derive(Debug)]
pub struct PackError(serde_json::Error);

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the knowledge pack does not fit this build: {}", self.0)
    }
}

impl std::error::Error for PackError {}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// When the bytes are not a pack of this build's form.
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> Result<Pack, PackError> {
        serde_json::from_slice(bytes).map_err(PackError)
    }

    /// Adds what another pack of the same language holds; adding the same one again changes nothing.
    pub fn join(&mut self, other: Pack) {
        self.types.extend(other.types);
        self.fields.extend(other.fields);
        self.values.extend(other.values);
        self.attack.extend(other.attack);
        if !other.glossary.is_empty() {
            self.glossary = other.glossary;
        }
        if !other.walk.steps.is_empty() {
            self.walk = other.walk;
        }
        self.responses.extend(other.responses);
        self.logs.extend(other.logs);
        self.parts.purposes.extend(other.parts.purposes);
        self.parts.resources.extend(other.parts.resources);
        self.parts.families.extend(other.parts.families);
        self.parts.mechanisms.extend(other.parts.mechanisms);
        self.parts.artifacts.extend(other.parts.artifacts);
    }
}
