//! The resources of a finding, as ASFF and OCSF list them: an identifier, a type, tags, and details in ASFF's names.

use super::build::{Builder, at, first, is_private, items, same, text_of};
use crate::json::{Kind as Json, RowId};

/// A kind of resource that GuardDuty has a structure for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    AccessKey,
    Instance,
    S3Bucket,
    S3Object,
    EksCluster,
    EcsCluster,
    EcsTask,
    Container,
    Lambda,
    RdsInstance,
}

use Kind::*;

/// The kinds by the ends of ASFF's (`AwsEc2Instance`), CloudFormation's (`AWS::EC2::Instance`) and GuardDuty's names.
const KINDS: [(&str, Kind); 15] = [
    ("iamaccesskey", AccessKey),
    ("accesskey", AccessKey),
    ("ec2instance", Instance),
    ("instance", Instance),
    ("s3bucket", S3Bucket),
    ("s3object", S3Object),
    ("ekscluster", EksCluster),
    ("ecscluster", EcsCluster),
    ("ecstask", EcsTask),
    ("container", Container),
    ("lambdafunction", Lambda),
    ("lambda", Lambda),
    ("rdsdbinstance", RdsInstance),
    ("kubernetescluster", EksCluster),
    ("dbinstance", RdsInstance),
];

impl Kind {
    fn of(text: &str) -> Option<Kind> {
        let letters: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_lowercase();
        let name = letters.strip_prefix("aws").unwrap_or(&letters);
        KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// The value of `resource.resourceType`, where GuardDuty's is known.
    fn resource_type(self) -> Option<&'static str> {
        match self {
            AccessKey => Some("AccessKey"),
            Instance => Some("Instance"),
            S3Bucket => Some("S3Bucket"),
            S3Object => Some("S3Object"),
            EksCluster => Some("EKSCluster"),
            EcsCluster => Some("ECSCluster"),
            Container => Some("Container"),
            Lambda => Some("Lambda"),
            RdsInstance => Some("RDSDBInstance"),
            EcsTask => None,
        }
    }

    /// The structure, without the place in the list of buckets.
    fn place(self) -> &'static str {
        match self {
            AccessKey => "resource.accessKeyDetails",
            Instance => "resource.instanceDetails",
            S3Bucket | S3Object => "resource.s3BucketDetails",
            EksCluster => "resource.eksClusterDetails",
            EcsCluster => "resource.ecsClusterDetails",
            EcsTask => "resource.ecsClusterDetails.taskDetails",
            Container => "resource.containerDetails",
            Lambda => "resource.lambdaDetails",
            RdsInstance => "resource.rdsDbInstanceDetails",
        }
    }

    /// Members of the structure, each with the names that ASFF's details have for it.
    fn members(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            AccessKey => &[
                ("accessKeyId", &["AccessKeyId"]),
                ("principalId", &["PrincipalId"]),
                ("userName", &["PrincipalName", "UserName"]),
                ("userType", &["PrincipalType", "UserType"]),
            ],
            Instance => &[
                ("instanceId", &["InstanceId"]),
                ("instanceType", &["Type", "InstanceType"]),
                ("imageId", &["ImageId"]),
                ("launchTime", &["LaunchedAt", "LaunchTime"]),
                ("iamInstanceProfile.arn", &["IamInstanceProfileArn", "IamInstanceProfile.Arn"]),
                ("iamInstanceProfile.id", &["IamInstanceProfile.Id"]),
                ("availabilityZone", &["AvailabilityZone"]),
                ("instanceState", &["InstanceState"]),
                ("platform", &["Platform"]),
                ("networkInterfaces.[0].subnetId", &["SubnetId"]),
                ("networkInterfaces.[0].vpcId", &["VpcId"]),
            ],
            S3Bucket => {
                &[("name", &["Name"]), ("owner.id", &["OwnerId", "Owner.Id"]), ("createdAt", &["CreatedAt"])]
            }
            S3Object => &[],
            EksCluster => &[
                ("name", &["Name"]),
                ("arn", &["Arn"]),
                ("status", &["ClusterStatus", "Status"]),
                ("vpcId", &["ResourcesVpcConfig.VpcId", "VpcId"]),
                ("createdAt", &["CreatedAt"]),
            ],
            EcsCluster => &[
                ("name", &["ClusterName", "Name"]),
                ("arn", &["ClusterArn", "Arn"]),
                ("status", &["Status"]),
                ("activeServicesCount", &["ActiveServicesCount"]),
                ("registeredContainerInstancesCount", &["RegisteredContainerInstancesCount"]),
                ("runningTasksCount", &["RunningTasksCount"]),
            ],
            EcsTask => &[
                ("definitionArn", &["TaskDefinitionArn"]),
                ("createdAt", &["CreatedAt"]),
                ("startedAt", &["StartedAt"]),
                ("startedBy", &["StartedBy"]),
                ("version", &["Version"]),
                ("group", &["Group"]),
            ],
            Container => &[
                ("name", &["Name", "ContainerName"]),
                ("image", &["ImageName", "Image"]),
                ("containerRuntime", &["ContainerRuntime"]),
            ],
            Lambda => &[
                ("functionName", &["FunctionName"]),
                ("description", &["Description"]),
                ("functionVersion", &["Version", "FunctionVersion"]),
                ("lastModifiedAt", &["LastModified", "LastModifiedAt"]),
                ("revisionId", &["RevisionId"]),
                ("role", &["Role"]),
                ("vpcConfig.vpcId", &["VpcConfig.VpcId"]),
            ],
            RdsInstance => &[
                ("dbInstanceIdentifier", &["DBInstanceIdentifier"]),
                ("engine", &["Engine"]),
                ("engineVersion", &["EngineVersion"]),
                ("dbClusterIdentifier", &["DBClusterIdentifier"]),
                ("dbInstanceArn", &["DBInstanceArn"]),
                ("dbiResourceId", &["DbiResourceId"]),
            ],
        }
    }

    /// What the identifier says: an ARN as a whole, the last part of it.
    fn identity(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            AccessKey => (None, Some("accessKeyId")),
            Instance => (None, Some("instanceId")),
            S3Bucket => (Some("arn"), Some("name")),
            S3Object => (None, None),
            EksCluster | EcsCluster => (Some("arn"), Some("name")),
            EcsTask => (Some("arn"), None),
            Container => (None, Some("id")),
            Lambda => (Some("functionArn"), Some("functionName")),
            RdsInstance => (Some("dbInstanceArn"), Some("dbInstanceIdentifier")),
        }
    }
}

/// Whether a finding about a resource, by its type's name of it, is about this kind.
fn is_about(resource: &str, kind: Kind) -> bool {
    match resource {
        "IAMUser" => kind == AccessKey,
        "EC2" => kind == Instance,
        "S3" => kind == S3Bucket,
        "Kubernetes" => kind == EksCluster,
        "ECS" => kind == EcsCluster,
        "Container" => kind == Container,
        "Lambda" => kind == Lambda,
        "RDS" => kind == RdsInstance,
        _ => false,
    }
}

/// Writes the resources. `about` is what the finding type names as its resource.
pub(super) fn project(b: &mut Builder, resources: Option<RowId>, about: Option<&str>) {
    let doc = b.original();
    let mut seen: Vec<Kind> = Vec::new();
    let mut types: Vec<(Kind, RowId)> = Vec::new();
    let mut buckets = 0;
    for resource in items(doc, resources) {
        let Some((type_, type_row)) = text_of(doc, first(doc, Some(resource), &["Type", "resource_type"]))
        else {
            continue;
        };
        let Some(kind) = Kind::of(&type_) else { continue };
        types.push((kind, type_row));
        let place = if matches!(kind, S3Bucket | S3Object) {
            buckets += 1;
            format!("{}.[{}]", kind.place(), buckets - 1)
        } else if seen.contains(&kind) {
            // Two resources must not become one.
            continue;
        } else {
            kind.place().to_owned()
        };
        seen.push(kind);
        one(b, kind, &type_, &place, resource);
        b.origin(&place, Some(resource));
    }
    let kinds_agree = types.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
    let named = types.iter().find(|(kind, _)| about.is_some_and(|about| is_about(about, *kind)));
    let chosen = named.or(types.first().filter(|_| kinds_agree));
    if let Some((kind, row)) = chosen
        && let Some(type_) = kind.resource_type()
    {
        b.text("resource.resourceType", type_, *row);
    }
}

fn one(b: &mut Builder, kind: Kind, type_: &str, place: &str, resource: RowId) {
    let doc = b.original();
    let details = first(doc, Some(resource), &["Details", "Data"]);
    // ASFF puts the details under the name of the type.
    let letters: String = type_.chars().filter(char::is_ascii_alphanumeric).collect();
    let details = at(doc, details, &letters).or(details);
    for (member, names) in kind.members() {
        b.put(&format!("{place}.{member}"), first(doc, details, names));
    }
    if let Some((id, row)) = text_of(doc, first(doc, Some(resource), &["Id", "uid"])) {
        identity(b, kind, place, &id, row);
    }
    match kind {
        Instance => interfaces(b, place, details),
        S3Bucket => bucket(b, place, details),
        Lambda => {
            for (n, subnet) in items(doc, at(doc, details, "VpcConfig.SubnetIds")).into_iter().enumerate() {
                b.put(&format!("{place}.vpcConfig.subnetIds.[{n}]"), Some(subnet));
            }
            for (n, group) in
                items(doc, at(doc, details, "VpcConfig.SecurityGroupIds")).into_iter().enumerate()
            {
                b.put(&format!("{place}.vpcConfig.securityGroups.[{n}].groupId"), Some(group));
            }
        }
        _ => {}
    }
    if kind != AccessKey && kind != Container {
        tags(b, place, at(doc, Some(resource), "Tags"));
    }
}

fn identity(b: &mut Builder, kind: Kind, place: &str, id: &str, row: RowId) {
    let is_arn = id.starts_with("arn:");
    if kind == S3Object {
        let Some((bucket, key)) = id.rsplit_once(":::").and_then(|(_, path)| path.split_once('/')) else {
            return;
        };
        b.text(&format!("{place}.s3ObjectDetails.[0].objectArn"), id, row);
        b.text(&format!("{place}.s3ObjectDetails.[0].key"), key, row);
        b.text(&format!("{place}.name"), bucket, row);
        return;
    }
    let (arn, name) = kind.identity();
    if let Some(arn) = arn.filter(|_| is_arn) {
        b.text(&format!("{place}.{arn}"), id, row);
    }
    if let Some(name) = name {
        // A Lambda ARN can end in a version: arn:aws:lambda:r:a:function:name:version.
        let part = match kind {
            Lambda if is_arn => id.split(':').nth(6),
            _ => id.rsplit([':', '/']).next(),
        };
        b.text(&format!("{place}.{name}"), part.unwrap_or(id), row);
    }
}

fn interfaces(b: &mut Builder, place: &str, details: Option<RowId>) {
    let doc = b.original();
    let interfaces = items(doc, at(doc, details, "NetworkInterfaces"));
    for (n, interface) in interfaces.iter().enumerate() {
        let id = at(doc, Some(*interface), "NetworkInterfaceId");
        b.put(&format!("{place}.networkInterfaces.[{n}].networkInterfaceId"), id);
    }
    let first = format!("{place}.networkInterfaces.[0]");
    // The addresses are the instance's: with several interfaces it is not said whose.
    if interfaces.len() > 1 {
        return;
    }
    let mut private = 0;
    for row in items(doc, at(doc, details, "IpV4Addresses")) {
        let Some((address, _)) = text_of(doc, Some(row)) else { continue };
        match is_private(&address) {
            Some(true) => {
                b.put(&format!("{first}.privateIpAddress"), Some(row));
                b.put(&format!("{first}.privateIpAddresses.[{private}].privateIpAddress"), Some(row));
                private += 1;
            }
            Some(false) => {
                b.put(&format!("{first}.publicIp"), Some(row));
            }
            None => {}
        }
    }
    for (n, row) in items(doc, at(doc, details, "IpV6Addresses")).into_iter().enumerate() {
        b.put(&format!("{first}.ipv6Addresses.[{n}]"), Some(row));
    }
}

fn bucket(b: &mut Builder, place: &str, details: Option<RowId>) {
    let doc = b.original();
    let rules = at(doc, details, "ServerSideEncryptionConfiguration.Rules");
    if let Some(rule) = items(doc, rules).first() {
        let default = at(doc, Some(*rule), "ApplyServerSideEncryptionByDefault");
        let place = format!("{place}.defaultServerSideEncryption");
        b.put(&format!("{place}.encryptionType"), at(doc, default, "SSEAlgorithm"));
        b.put(&format!("{place}.kmsMasterKeyArn"), at(doc, default, "KMSMasterKeyID"));
    }
    b.copy(
        &format!("{place}.publicAccess.permissionConfiguration.bucketLevelPermissions.blockPublicAccess"),
        at(doc, details, "PublicAccessBlockConfiguration"),
    );
}

/// Tags are a map in ASFF and a list of names or keys with values in OCSF.
fn tags(b: &mut Builder, place: &str, tags: Option<RowId>) {
    let doc = b.original();
    let Some(tags) = tags.map(|tags| doc.embedded(tags).unwrap_or(tags)) else { return };
    for (n, tag) in doc.children(tags).enumerate() {
        let place = format!("{place}.tags.[{n}]");
        match (doc.kind(tags), doc.key(tag)) {
            (Json::Object, Some(key)) => {
                b.text(&format!("{place}.key"), &key, tag);
                b.put(&format!("{place}.value"), Some(tag));
            }
            (Json::Array, _) => {
                b.put(&format!("{place}.key"), first(doc, Some(tag), &["key", "name"]));
                b.put(&format!("{place}.value"), at(doc, Some(tag), "value"));
            }
            _ => {}
        }
    }
    b.origin(&format!("{place}.tags"), Some(tags));
}

/// Whether a row's key has this name.
pub(super) fn is_named(doc: &crate::json::Document, row: RowId, name: &str) -> bool {
    doc.key(row).is_some_and(|key| same(&key, name))
}
