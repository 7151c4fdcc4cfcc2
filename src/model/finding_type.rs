//! The finding type string, taken apart.

use std::fmt;

/// `ThreatPurpose:Resource/Family.Mechanism!Artifact`.
///
/// AWS user guide, "GuardDuty finding format": the purpose of the attack, the resource that was targeted, the family,
/// the detection mechanism that tells variants apart, and the artifact that a tool of the attack owns. Mechanism and
/// artifact are optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FindingType<'t> {
    /// `UnauthorizedAccess`: the tactic, or what the finding is about.
    pub purpose: &'t str,
    /// `EC2`, `IAMUser`, `Runtime`: the kind of resource or of monitoring.
    pub resource: &'t str,
    /// `SSHBruteForce`: the pattern.
    pub family: &'t str,
    /// `Custom`, `Reputation`, `B`: how it was detected, or which variant it is.
    pub mechanism: Option<&'t str>,
    /// `DNS`, `Snapshot`, `PrivilegedContainer`: the artifact.
    pub artifact: Option<&'t str>,
}

impl<'t> FindingType<'t> {
    /// The parts of a type string; nothing where it has no purpose and resource.
    pub fn parse(text: &'t str) -> Option<FindingType<'t>> {
        // Some pipelines write a blank for the slash.
        let (purpose, rest) = text.trim().split_once(':')?;
        let (resource, name) = rest.split_once('/').or_else(|| rest.split_once(' '))?;
        let (name, artifact) = match name.split_once('!') {
            Some((name, artifact)) => (name, Some(artifact)),
            None => (name, None),
        };
        let (family, mechanism) = match name.split_once('.') {
            Some((family, mechanism)) => (family, Some(mechanism)),
            None => (name, None),
        };
        let whole = !purpose.is_empty() && !resource.is_empty() && !family.is_empty();
        whole.then_some(FindingType { purpose, resource, family, mechanism, artifact })
    }
}

impl fmt::Display for FindingType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", self.purpose, self.resource, self.family)?;
        if let Some(mechanism) = self.mechanism {
            write!(f, ".{mechanism}")?;
        }
        if let Some(artifact) = self.artifact {
            write!(f, "!{artifact}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_string_comes_apart_and_together() {
        let t = FindingType::parse("Backdoor:EC2/C&CActivity.B!DNS").unwrap();
        assert_eq!(
            (t.purpose, t.resource, t.family, t.mechanism, t.artifact),
            ("Backdoor", "EC2", "C&CActivity", Some("B"), Some("DNS"))
        );
        for text in [
            "Backdoor:EC2/C&CActivity.B!DNS",
            "Recon:EC2/Portscan",
            "Trojan:EC2/DropPoint!DNS",
            "Impact:S3/AnomalousBehavior.Delete",
        ] {
            assert_eq!(FindingType::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_blank_may_stand_for_the_slash() {
        assert_eq!(
            FindingType::parse("Recon:EC2 PortProbeUnprotectedPort").unwrap().to_string(),
            "Recon:EC2/PortProbeUnprotectedPort"
        );
    }

    #[test]
    fn what_is_no_type_is_none() {
        for text in ["", ":", "a:b", ":EC2/x", "a:/x", "a:b/", "TTPs/Discovery"] {
            assert_eq!(FindingType::parse(text), None, "{text}");
        }
    }
}
