//! The facts of a summary and where they stand in a finding.

use super::super::schema::{MemberId, ShapeId, Type};
use scan::{End, Member, Place, Rank};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A value that findings are filtered, grouped, searched or sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// The finding's id, as it is written.
    Id,
    /// The finding type, as it is written.
    Type,
    /// The account of the finding.
    Account,
    /// The Region of the finding.
    Region,
    /// GuardDuty's title.
    Title,
    /// The kind of resource, in the finding's own word: `Instance`, `AccessKey`.
    ResourceType,
    /// The name of the resource concerned, the one nearest to the activity.
    Resource,
    /// Whose credentials were used, or where that is not told: the process, the remote address, the domain.
    Actor,
    /// Addresses on the other side.
    RemoteIp,
    /// Addresses of the resource.
    OwnIp,
    /// Autonomous systems of the other side, as numbers.
    Asn,
    /// Their names.
    Organization,
    /// Countries of the other side.
    Country,
    /// Users, roles, sessions and their identifiers.
    Principal,
    /// Access keys.
    AccessKey,
    /// EC2 instances.
    Instance,
    /// S3 buckets.
    Bucket,
    /// EKS and ECS clusters.
    Cluster,
    /// Kubernetes workloads, containers, ECS services, Lambda functions.
    Workload,
    /// Kubernetes namespaces.
    Namespace,
    /// Domains that were asked for or reached.
    Domain,
    /// Ports on both sides.
    Port,
    /// Processes by name and path.
    Process,
    /// Hashes of files.
    Hash,
    /// Names of threats and of the lists that had them.
    Threat,
    /// API operations and Kubernetes verbs.
    Api,
    /// ATT&CK tactics that an attack sequence names.
    Tactic,
    /// The severity number.
    Severity,
    /// How often GuardDuty counted it.
    Count,
    /// GuardDuty's confidence.
    Confidence,
    /// When the finding was created.
    Created,
    /// When it was last updated.
    Updated,
    /// When the activity was first seen.
    First,
    /// When the activity was last seen.
    Last,
    /// Whether it is archived.
    Archived,
    /// Whether it is a sample.
    Sample,
}

/// What a fact looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One text.
    One,
    /// Any number of texts.
    Many,
    /// A number.
    Number,
    /// A time.
    Time,
    /// Yes or no.
    Flag,
}

impl Fact {
    /// The facts that have one text.
    pub const ONE: [Fact; 8] = [
        Fact::Id,
        Fact::Type,
        Fact::Account,
        Fact::Region,
        Fact::Title,
        Fact::ResourceType,
        Fact::Resource,
        Fact::Actor,
    ];
    /// The facts that are numbers.
    pub const NUMBERS: [Fact; 3] = [Fact::Severity, Fact::Count, Fact::Confidence];
    /// The facts that are times.
    pub const TIMES: [Fact; 4] = [Fact::Created, Fact::Updated, Fact::First, Fact::Last];
    /// The facts that are yes or no.
    pub const FLAGS: [Fact; 2] = [Fact::Archived, Fact::Sample];

    /// What the fact looks like.
    pub const fn form(self) -> Form {
        match self as u8 {
            at if at <= Fact::Actor as u8 => Form::One,
            at if at <= Fact::Tactic as u8 => Form::Many,
            at if at <= Fact::Confidence as u8 => Form::Number,
            at if at <= Fact::Last as u8 => Form::Time,
            _ => Form::Flag,
        }
    }
}

/// The tactics of MITRE ATT&CK Enterprise, as GuardDuty and the catalogue write them.
pub const TACTICS: [&str; 14] = [
    "Reconnaissance",
    "Resource Development",
    "Initial Access",
    "Execution",
    "Persistence",
    "Privilege Escalation",
    "Defense Evasion",
    "Credential Access",
    "Discovery",
    "Lateral Movement",
    "Collection",
    "Command and Control",
    "Exfiltration",
    "Impact",
];

/// The tactic of a name, if it is one. GuardDuty writes `Defense Evasion` and `DEFENSE_EVASION`.
pub(super) fn tactic(name: &str) -> Option<&'static str> {
    fn letters(text: &str) -> impl Iterator<Item = u8> {
        text.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase())
    }
    TACTICS.into_iter().find(|known| letters(known).eq(letters(name)))
}

/// What becomes of the values at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// They are values of a fact.
    As(Fact),
    /// They name a resource by its ARN; which, the ARN says.
    ByArn,
    /// They are tactics where they have a tactic's name.
    IfTactic,
}

macro_rules! paths {
    ($($use:expr => [$($path:expr),* $(,)?]),* $(,)?) => { &[$($(($use, $path)),*),*] };
}

/// The paths that `$rest` has behind each place of remote address details.
macro_rules! remote {
    ($rest:literal) => {
        [
            concat!("service.action.networkConnectionAction.remoteIpDetails.", $rest),
            concat!("service.action.portProbeAction.portProbeDetails[].remoteIpDetails.", $rest),
            concat!("service.action.awsApiCallAction.remoteIpDetails.", $rest),
            concat!("service.action.kubernetesApiCallAction.remoteIpDetails.", $rest),
            concat!("service.action.rdsLoginAttemptAction.remoteIpDetails.", $rest),
        ]
    };
}

const IP4: [&str; 5] = remote!("ipAddressV4");
const IP6: [&str; 5] = remote!("ipAddressV6");
const ASN: [&str; 5] = remote!("organization.asn");
const ASN_ORG: [&str; 5] = remote!("organization.asnOrg");
const COUNTRY: [&str; 5] = remote!("country.countryName");

use Fact::*;

/// Where the values stand: wire paths of the model. Of facts with one value the earlier path goes before the later.
pub(super) static PATHS: &[(Use, &str)] = paths![
    Use::As(Id) => ["id"],
    Use::As(Type) => ["type"],
    Use::As(Account) => ["accountId"],
    Use::As(Region) => ["region"],
    Use::As(Title) => ["title"],
    Use::As(ResourceType) => ["resource.resourceType", "service.detection.sequence.resources[].resourceType"],
    // As `explain::Subject::resource` has it, and then those that it has no words for.
    Use::As(Resource) => [
        "resource.containerDetails.name",
        "resource.kubernetesDetails.kubernetesWorkloadDetails.name",
        "resource.rdsDbInstanceDetails.dbInstanceIdentifier",
        "resource.rdsLimitlessDbDetails.dbShardGroupIdentifier",
        "resource.lambdaDetails.functionName",
        "resource.ecsClusterDetails.name",
        "resource.instanceDetails.instanceId",
        "resource.eksClusterDetails.name",
        "resource.s3BucketDetails[].name",
        "resource.accessKeyDetails.userName",
        "resource.accessKeyDetails.principalId",
        "service.detection.sequence.resources[].name",
        "service.detection.sequence.resources[].uid",
        "resource.ebsSnapshotDetails.snapshotArn",
        "resource.ec2ImageDetails.imageArn",
        "resource.recoveryPointDetails.recoveryPointArn",
        "resource.bedrockGuardrailDetails.guardrails[].arn",
        "resource.modelDetails[].modelId",
    ],
    Use::As(Actor) => [
        "resource.kubernetesDetails.kubernetesUserDetails.username",
        "resource.accessKeyDetails.userName",
        "resource.accessKeyDetails.principalId",
        "resource.rdsDbUserDetails.user",
        "service.action.rdsLoginAttemptAction.LoginAttributes[].user",
        "service.detection.sequence.actors[].user.name",
        "service.runtimeDetails.process.name",
        IP4[0], IP4[1], IP4[2], IP4[3], IP4[4],
        IP6[0], IP6[1], IP6[2], IP6[3], IP6[4],
        "service.action.dnsRequestAction.domain",
        "service.detection.sequence.endpoints[].ip",
    ],
    Use::As(RemoteIp) => [
        IP4[0], IP4[1], IP4[2], IP4[3], IP4[4],
        IP6[0], IP6[1], IP6[2], IP6[3], IP6[4],
        "service.action.kubernetesApiCallAction.sourceIPs[]",
        "service.detection.sequence.endpoints[].ip",
    ],
    Use::As(OwnIp) => [
        "service.action.networkConnectionAction.localIpDetails.ipAddressV4",
        "service.action.networkConnectionAction.localIpDetails.ipAddressV6",
        "service.action.portProbeAction.portProbeDetails[].localIpDetails.ipAddressV4",
        "service.action.portProbeAction.portProbeDetails[].localIpDetails.ipAddressV6",
        "resource.instanceDetails.networkInterfaces[].publicIp",
        "resource.instanceDetails.networkInterfaces[].privateIpAddress",
        "resource.instanceDetails.networkInterfaces[].privateIpAddresses[].privateIpAddress",
        "resource.instanceDetails.networkInterfaces[].ipv6Addresses[]",
        "service.detection.sequence.resources[].data.ec2NetworkInterface.publicIp",
        "service.detection.sequence.resources[].data.ec2NetworkInterface.privateIpAddresses[].privateIpAddress",
        "service.detection.sequence.resources[].data.ec2NetworkInterface.ipv6Addresses[]",
    ],
    Use::As(Asn) => [
        ASN[0], ASN[1], ASN[2], ASN[3], ASN[4],
        "service.detection.sequence.endpoints[].autonomousSystem.number",
    ],
    Use::As(Organization) => [
        ASN_ORG[0], ASN_ORG[1], ASN_ORG[2], ASN_ORG[3], ASN_ORG[4],
        "service.detection.sequence.endpoints[].autonomousSystem.name",
    ],
    Use::As(Country) => [
        COUNTRY[0], COUNTRY[1], COUNTRY[2], COUNTRY[3], COUNTRY[4],
        "service.detection.sequence.endpoints[].location.country",
    ],
    Use::As(Principal) => [
        "resource.accessKeyDetails.userName",
        "resource.accessKeyDetails.principalId",
        "resource.kubernetesDetails.kubernetesUserDetails.username",
        "resource.kubernetesDetails.kubernetesUserDetails.uid",
        "resource.kubernetesDetails.kubernetesUserDetails.sessionName[]",
        "resource.kubernetesDetails.kubernetesUserDetails.impersonatedUser.username",
        "resource.rdsDbUserDetails.user",
        "service.action.rdsLoginAttemptAction.LoginAttributes[].user",
        "service.detection.sequence.actors[].user.name",
        "service.detection.sequence.actors[].user.uid",
        "service.detection.sequence.actors[].session.issuer",
        "service.detection.sequence.resources[].data.accessKey.userName",
        "service.detection.sequence.resources[].data.accessKey.principalId",
    ],
    Use::As(AccessKey) => [
        "resource.accessKeyDetails.accessKeyId",
        "service.detection.sequence.actors[].user.credentialUid",
    ],
    Use::As(Instance) => ["resource.instanceDetails.instanceId"],
    Use::As(Bucket) => ["resource.s3BucketDetails[].name"],
    Use::As(Cluster) => ["resource.eksClusterDetails.name", "resource.ecsClusterDetails.name"],
    Use::ByArn => [
        "service.detection.sequence.resources[].uid",
        "service.detection.sequence.resources[].data.eksCluster.ec2InstanceUids[]",
        "service.detection.sequence.resources[].data.iamInstanceProfile.ec2InstanceUids[]",
        "service.detection.sequence.resources[].data.autoscalingAutoScalingGroup.ec2InstanceUids[]",
        "service.detection.sequence.resources[].data.ec2LaunchTemplate.ec2InstanceUids[]",
        "service.detection.sequence.resources[].data.ec2Image.ec2InstanceUids[]",
        "service.malwareScanDetails.threats[].itemDetails[].resourceArn",
    ],
    Use::As(Workload) => [
        "resource.kubernetesDetails.kubernetesWorkloadDetails.name",
        "resource.containerDetails.name",
        "resource.kubernetesDetails.kubernetesWorkloadDetails.containers[].name",
        "resource.ecsClusterDetails.taskDetails.group",
        "resource.ecsClusterDetails.taskDetails.containers[].name",
        "resource.lambdaDetails.functionName",
    ],
    Use::As(Namespace) => [
        "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace",
        "service.action.kubernetesApiCallAction.namespace",
        "service.detection.sequence.resources[].data.kubernetesWorkload.namespace",
    ],
    Use::As(Domain) => [
        "service.action.dnsRequestAction.domain",
        "service.action.awsApiCallAction.domainDetails.domain",
        "service.detection.sequence.endpoints[].domain",
    ],
    Use::As(Port) => [
        "service.action.networkConnectionAction.localPortDetails.port",
        "service.action.networkConnectionAction.remotePortDetails.port",
        "service.action.portProbeAction.portProbeDetails[].localPortDetails.port",
        "service.detection.sequence.endpoints[].port",
    ],
    Use::As(Process) => [
        "service.runtimeDetails.process.name",
        "service.runtimeDetails.process.executablePath",
        "service.runtimeDetails.context.targetProcess.name",
        "service.runtimeDetails.context.targetProcess.executablePath",
        "service.runtimeDetails.context.modifyingProcess.name",
        "service.runtimeDetails.context.modifyingProcess.executablePath",
        "service.detection.sequence.actors[].process.name",
        "service.detection.sequence.actors[].process.path",
    ],
    Use::As(Hash) => [
        "service.runtimeDetails.process.executableSha256",
        "service.runtimeDetails.context.targetProcess.executableSha256",
        "service.runtimeDetails.context.modifyingProcess.executableSha256",
        "service.runtimeDetails.context.moduleSha256",
        "service.detection.sequence.actors[].process.sha256",
        "service.evidence.threatIntelligenceDetails[].threatFileSha256",
        "service.ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames[].filePaths[].hash",
        "service.malwareScanDetails.threats[].hash",
        "service.malwareScanDetails.threats[].itemDetails[].hash",
        "service.malwareScanDetails.threats[].itemPaths[].hash",
        "resource.s3BucketDetails[].s3ObjectDetails[].hash",
    ],
    Use::As(Threat) => [
        "service.evidence.threatIntelligenceDetails[].threatListName",
        "service.evidence.threatIntelligenceDetails[].threatNames[]",
        "service.ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames[].name",
        "service.malwareScanDetails.threats[].name",
    ],
    Use::As(Api) => [
        "service.action.awsApiCallAction.api",
        "service.action.kubernetesApiCallAction.verb",
        "service.action.kubernetesPermissionCheckedDetails.verb",
        "service.detection.sequence.signals[].activities[].api.operation",
    ],
    Use::IfTactic => ["service.detection.sequence.sequenceIndicators[].values[]"],
    Use::As(Severity) => ["severity"],
    Use::As(Count) => ["service.count"],
    Use::As(Confidence) => ["confidence"],
    Use::As(Created) => ["createdAt"],
    Use::As(Updated) => ["updatedAt"],
    Use::As(First) => ["service.eventFirstSeen"],
    Use::As(Last) => ["service.eventLastSeen"],
    Use::As(Archived) => ["service.archived"],
    Use::As(Sample) => ["service.additionalInfo.sample"],
];

/// Whether the values at a path are wanted as text.
fn wants_text(rank: Rank) -> bool {
    match PATHS.get(usize::from(rank)) {
        Some((Use::As(fact), _)) => matches!(fact.form(), Form::One | Form::Many),
        _ => true,
    }
}

/// A place where the model has such a value. A member's number is that of its [`MemberId`].
fn place(of: Type) -> Place {
    let mut out = Place::default();
    match of {
        Type::List(inner) => {
            out = place(*inner);
            out.list = true;
        }
        Type::Structure(shape) => {
            let members = shape.members().map(|(id, member)| Member {
                id: id.0,
                wire: member.wire,
                name: member.name,
                is_text: member.of == Type::String,
                place: None,
            });
            out = Place::of(members.collect());
            out.holds_string = shape.get().is_some_and(|shape| shape.name == "ServiceAdditionalInfo");
        }
        _ => {}
    }
    out
}

/// The paths as a tree, from the finding down.
pub(super) fn tree() -> &'static Place {
    static TREE: OnceLock<Place> = OnceLock::new();
    TREE.get_or_init(|| {
        let mut root = place(Type::Structure(ShapeId::FINDING));
        for (rank, (_, path)) in (0..).zip(PATHS) {
            let mut at = &mut root;
            for name in path.split('.') {
                let name = name.strip_suffix("[]").unwrap_or(name);
                let Some(member) = at.members.iter_mut().find(|member| member.wire == name) else {
                    break;
                };
                let of = MemberId(member.id).get().map_or(Type::Any, |member| member.of);
                at = member.place.get_or_insert_with(|| place(of));
            }
            at.ends.push(End { rank, wants_text: wants_text(rank) });
        }
        root
    })
}
