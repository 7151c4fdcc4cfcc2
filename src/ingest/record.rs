//! A finding as it came.

use super::{Envelope, Place};
use crate::json::Pointer;

/// The shape in which a finding is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// GuardDuty's own, in camelCase (wire, EventBridge, S3 export) or PascalCase (CLI, SDKs).
    Native,
    /// AWS Security Finding Format, as Security Hub CSPM writes it.
    Asff,
    /// Open Cybersecurity Schema Framework, as Security Hub and Security Lake write it.
    Ocsf,
}

/// A finding, with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its shape.
    pub dialect: Dialect,
    /// The envelopes that it came in, outermost first. None for a bare finding.
    pub envelopes: Vec<&'static Envelope>,
    /// The exact text of the finding object.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Facts of the envelopes that an explanation can use.
    pub context: Vec<Context>,
}

/// A fact of an envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its key: `account`, `region`, `time`, `detail-type`.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// Where it stands in the document.
    pub pointer: Pointer,
}
