//! Values that have a meaning of their own, and how they are recognised in a finding.

use super::Pack;
use crate::model::Band;
use serde::Deserialize;

/// What a value of a field means.
#[derive(Debug, Clone, Deserialize)]
pub struct Value {
    /// What it means, and what an analyst concludes.
    pub meaning: String,
    /// The fields whose value it is, as `Shape.Member`; none for what stands around a finding.
    pub r#where: Vec<String>,
}

/// The kinds under which the fields that ASFF and OCSF add stand among the values, by their paths.
pub const DIALECT_FIELDS: [&str; 2] = ["AsffMember", "OcsfMember"];

/// How a kind of value is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// The whole value.
    Whole,
    /// Its first letters.
    Start,
    /// One of the words in it.
    Word,
    /// The band that a number lies in; ASFF and OCSF write its name.
    Band,
}

/// Kinds that are not compared as a whole. `knowledge/README.md` lists them for those who write values.
const MATCHES: [(&str, Match); 11] = [
    ("IdPrefix", Match::Start),
    ("K8sUserPrefix", Match::Start),
    ("K8sGroupPrefix", Match::Start),
    ("Placeholder", Match::Start),
    ("AnomalousApiResult", Match::Word),
    ("UserAgentCategory", Match::Word),
    ("ProfiledUserType", Match::Word),
    ("LoginCounter", Match::Word),
    ("UnusualKey", Match::Word),
    ("NetworkIndicator", Match::Word),
    ("Severity", Match::Band),
];

impl Match {
    fn of(kind: &str) -> Match {
        MATCHES.iter().find(|(name, _)| *name == kind).map_or(Match::Whole, |(_, how)| *how)
    }

    /// Whether a text is, or holds, a value. Case does not matter: envelopes rewrite it.
    fn is(self, value: &str, text: &str) -> bool {
        match self {
            Match::Whole => value.eq_ignore_ascii_case(text),
            Match::Start => text.get(..value.len()).is_some_and(|start| start.eq_ignore_ascii_case(value)),
            Match::Word => {
                let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                text.split(|c| !part_of_word(c)).any(|word| match value.strip_suffix("XXX") {
                    Some(start) => word.starts_with(start),
                    None => word.eq_ignore_ascii_case(value),
                })
            }
            Match::Band => match scan::number(text) {
                Some(number) => Band::named(value) == Some(Band::of(number)),
                None => value.eq_ignore_ascii_case(text),
            },
        }
    }
}

/// The values of a field that have a meaning.
pub struct Meanings<'p> {
    known: Vec<(Match, &'p str, &'p Value)>,
}

impl Pack {
    /// What the values of a field mean. `field` is `Shape.Member`.
    pub fn meanings(&self, field: &str) -> Meanings<'_> {
        let of_field = self.values.iter().filter(|(_, value)| value.r#where.iter().any(|at| at == field));
        let known = of_field.filter_map(|(name, value)| {
            let (kind, wanted) = name.split_once('.')?;
            Some((Match::of(kind), wanted, value))
        });
        Meanings { known: known.collect() }
    }
}

impl<'p> Meanings<'p> {
    /// Whether no value has one.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What a text means: every value that it is or holds, a whole match alone where there is one.
    pub fn of(&self, text: &str) -> Vec<&'p Value> {
        let mut found: Vec<_> = self.known.iter().filter(|(how, wanted, _)| how.is(wanted, text)).collect();
        if let Some(whole) = found.iter().position(|(_, wanted, _)| wanted.eq_ignore_ascii_case(text)) {
            found = vec![found.swap_remove(whole)];
        }
        found.into_iter().map(|(.., value)| *value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_recognised_by_their_kind() {
        assert!(Match::of("UserType").is("Root", "root"));
        assert!(!Match::of("UserType").is("Root", "Rooted"));
        assert!(Match::of("IdPrefix").is("AKIA", "AKIAIOSFODNN7EXAMPLE"));
        assert!(!Match::of("IdPrefix").is("AKIA", "検AKIA"));
        assert!(
            Match::of("AnomalousApiResult")
                .is("success", "s3.amazonaws.com:[GetObject:success , ListBuckets:x]")
        );
        assert!(!Match::of("AnomalousApiResult").is("success", "unsuccessful"));
        assert!(Match::of("NetworkIndicator").is("OPERATOR_XXX", "VPN, OPERATOR_NORD"));
        assert!(Match::of("Severity").is("Medium", "5") && !Match::of("Severity").is("High", "5"));
        assert!(Match::of("Severity").is("Medium", "MEDIUM"));
    }
}
