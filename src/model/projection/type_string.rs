//! The finding type inside an ASFF type.
//!
//! ASFF puts a finding type into a taxonomy: `TTPs/Discovery/Recon:EC2-Portscan` is `Recon:EC2/Portscan`. The rule is
//! to take the last segment and to turn its first `-` into `/`; the user guide's table (GuardDuty user guide,
//! "Integrating with AWS Security Hub") has a handful of rows that do not follow it.

use crate::model::finding_type::FindingType;

/// What a type without a colon can be about; `PCI-DSS` is no resource.
const RESOURCES: [&str; 10] =
    ["IAMUser", "RDS", "EC2", "S3", "Kubernetes", "Runtime", "Lambda", "ECS", "Container", "IAM"];

/// The finding type that an ASFF type stands for, or the text itself where it is a finding type; nothing for others.
pub(super) fn of(text: &str) -> Option<String> {
    let text = text.trim();
    let made = match text.split_once(':') {
        Some((left, right)) => with_colon(left, right)?,
        None => without_colon(text)?,
    };
    // As the table has it.
    let made = if made.ends_with(".Reputatio") { made + "n" } else { made };
    FindingType::parse(&made)?;
    Some(made)
}

fn with_colon(left: &str, right: &str) -> Option<String> {
    let mut before = left.rsplit('/');
    let purpose = before.next()?;
    let category = before.next();
    // `TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver`: the resource stands where the purpose should.
    if RESOURCES.contains(&purpose)
        && let Some(category) = category
    {
        return Some(format!("{}:{purpose}/{}", joined(category), right.replace('-', "")));
    }
    if right.contains('/') {
        return Some(format!("{purpose}:{right}"));
    }
    let (resource, name) = right.split_once('-')?;
    // `TTPs/AnomalousBehavior/Execution:Kubernetes-ExecInPod`: the family stands in the category.
    if resource == "Kubernetes"
        && category == Some("AnomalousBehavior")
        && !name.starts_with("AnomalousBehavior")
    {
        return Some(format!("{purpose}:{resource}/AnomalousBehavior.{name}"));
    }
    Some(format!("{purpose}:{resource}/{name}"))
}

/// `TTPs/Credential Access/IAMUser-AnomalousBehavior`: the purpose is the category's.
fn without_colon(text: &str) -> Option<String> {
    let mut segments = text.rsplit('/');
    let (resource, name) = segments.next()?.split_once('-')?;
    let purpose = segments.next()?;
    segments.next()?;
    RESOURCES.contains(&resource).then(|| format!("{}:{resource}/{name}", joined(purpose)))
}

fn joined(words: &str) -> String {
    words.split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of the user guide's table, one for each form, and the rows that stand alone.
    const ROWS: [(&str, &str); 38] = [
        ("TTPs/PenTest:S3-KaliLinux", "PenTest:S3/KaliLinux"),
        (
            "TTPs/DefenseEvasion/DefenseEvasion:Kubernetes-TorIPCaller",
            "DefenseEvasion:Kubernetes/TorIPCaller",
        ),
        ("TTPs/Object/Object:S3-MaliciousFile", "Object:S3/MaliciousFile"),
        (
            "Software and Configuration Checks/PrivilegeEscalation:Runtime-SuspiciousCommand",
            "PrivilegeEscalation:Runtime/SuspiciousCommand",
        ),
        (
            "Effects/Resource Consumption/CryptoCurrency:Lambda-BitcoinTool.B",
            "CryptoCurrency:Lambda/BitcoinTool.B",
        ),
        ("TTPs/Discovery/Recon:EC2-Portscan", "Recon:EC2/Portscan"),
        ("TTPs/Command and Control/Backdoor:EC2-C&CActivity.B!DNS", "Backdoor:EC2/C&CActivity.B!DNS"),
        ("TTPs/Credential Access/IAMUser-AnomalousBehavior", "CredentialAccess:IAMUser/AnomalousBehavior"),
        ("TTPs/Defense Evasion/IAMUser-AnomalousBehavior", "DefenseEvasion:IAMUser/AnomalousBehavior"),
        ("TTPs/Discovery/IAMUser-AnomalousBehavior", "Discovery:IAMUser/AnomalousBehavior"),
        ("TTPs/Exfiltration/IAMUser-AnomalousBehavior", "Exfiltration:IAMUser/AnomalousBehavior"),
        ("TTPs/Impact/IAMUser-AnomalousBehavior", "Impact:IAMUser/AnomalousBehavior"),
        ("TTPs/Initial Access/IAMUser-AnomalousBehavior", "InitialAccess:IAMUser/AnomalousBehavior"),
        ("TTPs/Persistence/IAMUser-AnomalousBehavior", "Persistence:IAMUser/AnomalousBehavior"),
        (
            "TTPs/Privilege Escalation/IAMUser-AnomalousBehavior",
            "PrivilegeEscalation:IAMUser/AnomalousBehavior",
        ),
        ("TTPs/Discovery/RDS-MaliciousIPCaller", "Discovery:RDS/MaliciousIPCaller"),
        ("TTPs/Discovery/RDS-TorIPCaller", "Discovery:RDS/TorIPCaller"),
        (
            "TTPs/AnomalousBehavior/Execution:Kubernetes-ExecInPod",
            "Execution:Kubernetes/AnomalousBehavior.ExecInPod",
        ),
        (
            "TTPs/AnomalousBehavior/Persistence:Kubernetes-WorkloadDeployed!ContainerWithSensitiveMount",
            "Persistence:Kubernetes/AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount",
        ),
        ("TTPs/DefenseEvasion/EC2:Unusual-DNS-Resolver", "DefenseEvasion:EC2/UnusualDNSResolver"),
        ("TTPs/DefenseEvasion/EC2:Unusual-DoH-Activity", "DefenseEvasion:EC2/UnusualDoHActivity"),
        ("TTPs/DefenseEvasion/EC2:Unusual-DoT-Activity", "DefenseEvasion:EC2/UnusualDoTActivity"),
        (
            "TTPs/Defense Evasion/DefenseEvasion:EC2-UnusualDNSResolver",
            "DefenseEvasion:EC2/UnusualDNSResolver",
        ),
        ("TTPs/AttackSequence:IAM/CompromisedCredentials", "AttackSequence:IAM/CompromisedCredentials"),
        ("TTPs/AttackSequence:S3/CompromisedData", "AttackSequence:S3/CompromisedData"),
        ("TTPs/PenTest:IAMUser/KaliLinux", "PenTest:IAMUser/KaliLinux"),
        ("TTPs/PenTest:IAMUser/ParrotLinux", "PenTest:IAMUser/ParrotLinux"),
        ("TTPs/PenTest:IAMUser/PentooLinux", "PenTest:IAMUser/PentooLinux"),
        ("TTPs/Discovery:S3-AnomalousBehavior", "Discovery:S3/AnomalousBehavior"),
        ("TTPs/Policy:S3-BucketPublicAccessGranted", "Policy:S3/BucketPublicAccessGranted"),
        ("TTPs/UnauthorizedAccess:IAMUser-MaliciousIPCaller", "UnauthorizedAccess:IAMUser/MaliciousIPCaller"),
        ("TTPs/Impact:EC2-AbusedDomainRequest.Reputation", "Impact:EC2/AbusedDomainRequest.Reputation"),
        ("Unusual Behaviors/VM/Behavior:EC2-NetworkPortUnusual", "Behavior:EC2/NetworkPortUnusual"),
        (
            "Software and Configuration Checks/AWS Security Best Practices/Policy:Kubernetes-ExposedDashboard",
            "Policy:Kubernetes/ExposedDashboard",
        ),
        (
            "Effects/Data Exposure/Policy:S3-BucketBlockPublicAccessDisabled",
            "Policy:S3/BucketBlockPublicAccessDisabled",
        ),
        ("Effects/Resource Consumption/UnauthorizedAccess:EC2-TorClient", "UnauthorizedAccess:EC2/TorClient"),
        (
            "TTPs/Impact/Impact:Runtime-SuspiciousDomainRequest.Reputatio",
            "Impact:Runtime/SuspiciousDomainRequest.Reputation",
        ),
        ("Effects/Data Exfiltration/Trojan:EC2-DropPoint", "Trojan:EC2/DropPoint"),
    ];

    #[test]
    fn every_row_gives_its_finding_type() {
        for (asff, native) in ROWS {
            assert_eq!(of(asff).as_deref(), Some(native), "{asff}");
            assert_eq!(of(native).as_deref(), Some(native), "{native}");
        }
    }

    #[test]
    fn what_is_no_finding_type_gives_nothing() {
        for other in [
            "",
            "Threats",
            "TTPs",
            "TTPs/Discovery",
            "Software and Configuration Checks/Industry and Regulatory Standards/PCI-DSS",
            ":",
            "/:/-",
            "TTPs/:EC2-",
            "TTPs/A:",
            "IAMUser-AnomalousBehavior",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
