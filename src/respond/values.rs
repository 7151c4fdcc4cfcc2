//! The values that a finding can put into a command: a registry of placeholders.
//!
//! Each has a form. A value that does not have the form of its kind is not put into any command; what has no form of its
//! own (an object key, a path, a Kubernetes user) is free text and left to the quoting. The forms are AWS's own.

use crate::{
    explain::Subject,
    i18n::Text,
    json::{Document, RowId},
    model::{
        AddressKind, Arn, IdKind, Timestamp, address_kind, id_kind, is_account_id,
        lens::{self, Node},
    },
    order::{self, Order},
};
use std::{cmp::Reverse, collections::BTreeMap, iter, net::IpAddr};

/// How long before the first event and after the last one look-ups look, in seconds.
pub const PADDING: i64 = 3600;

/// How long before that those look who ask how something came about, in seconds: as far as Event history goes.
pub const HISTORY: i64 = 90 * 86400;

/// A value of the finding with the rows it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The text.
    pub text: String,
    /// The rows; none for what follows from nothing but the Region.
    pub rows: Vec<RowId>,
}

/// A placeholder of the templates.
pub struct Placeholder {
    /// Its name in braces.
    pub name: &'static str,
    /// What it is, for people.
    pub label: Text,
    /// What a value has to look like.
    pub form: Form,
    /// The values in the finding, the nearest to the activity first.
    read: fn(&Subject<'_>) -> Vec<Value>,
}

/// What a value has to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Twelve digits.
    Account,
    /// `us-east-1`: small letters, digits, hyphens.
    Word,
    /// Letters, digits and `-`, `_`: ids that AWS makes.
    Id,
    /// An IAM name: letters, digits and `_+=,.@-` (IAM user guide, "IAM and AWS STS quotas").
    Iam,
    /// A principal id: an IAM id, and behind a colon a session name.
    Principal,
    /// An ARN without blanks and quotes.
    Arn,
    /// An S3 bucket name, older ones in US East with capitals and underscores.
    Bucket,
    /// An IPv4 or IPv6 address.
    Address,
    /// A domain name.
    Domain,
    /// A Kubernetes name: RFC 1123, and the colons that RBAC names may have.
    Kubernetes,
    /// A container image reference.
    Image,
    /// Digits.
    Number,
    /// RFC 3339 in UTC, as made here.
    Time,
    /// Whatever has no controls and hides nothing.
    Free,
}

impl Form {
    /// Whether a text has the form.
    pub fn holds(self, text: &str) -> bool {
        let of = |more: &str, most: usize| {
            let fits = |c: char| c.is_ascii_alphanumeric() || more.contains(c);
            !text.starts_with('-') && text.len() <= most && text.chars().all(fits)
        };
        !text.is_empty()
            && match self {
                Form::Account => is_account_id(text),
                Form::Word => of("-", 40) && !text.contains(|c: char| c.is_ascii_uppercase()),
                Form::Id => of("-_", 255),
                Form::Iam => of("_+=,.@-", 128),
                Form::Principal => of("_+=,.@-:/", 256),
                Form::Arn => {
                    Arn::parse(text).is_some()
                        && text.len() <= 2048
                        && text.chars().all(|c| c.is_ascii_graphic() && !"'\"`\\$;|&<>(){}[]".contains(c))
                }
                Form::Bucket => of(".-_", 255),
                Form::Address => text.parse::<IpAddr>().is_ok(),
                Form::Domain => of("._-", 255),
                Form::Kubernetes => of(".-:", 253),
                Form::Image => of("._-/:@", 512),
                Form::Number => text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 15,
                Form::Time => Timestamp::parse(text).is_some() && of("-:", 20),
                Form::Free => text.len() <= 4096 && !text.contains(crate::i18n::is_hidden),
            }
    }
}

/// A value that stands in the finding and was not used.
pub type Refused = (&'static Placeholder, Vec<RowId>);

/// The values of a finding by placeholder.
pub struct Values<'f> {
    document: &'f Document,
    known: BTreeMap<&'static str, Vec<Value>>,
    /// What was not used because it has not the form of its kind.
    pub refused: Vec<Refused>,
}

impl<'f> Values<'f> {
    /// Reads all of them.
    pub fn of(subject: &Subject<'f>) -> Values<'f> {
        let document = subject.finding.node().document();
        let mut out = Values { document, known: BTreeMap::new(), refused: Vec::new() };
        for placeholder in PLACEHOLDERS {
            let mut values: Vec<Value> = Vec::new();
            for value in (placeholder.read)(subject) {
                if !placeholder.form.holds(&value.text) {
                    out.refused.push((placeholder, value.rows));
                } else if let Some(same) = values.iter_mut().find(|known| known.text == value.text) {
                    same.rows.extend(value.rows);
                } else {
                    values.push(value);
                }
            }
            if !values.is_empty() {
                out.known.insert(placeholder.name, values);
            }
        }
        out
    }

    /// The values of a placeholder.
    pub fn get(&self, name: &str) -> &[Value] {
        self.known.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether there is one.
    pub fn has(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// The same with one value of a placeholder alone. Of the others those come first that stand nearest to it in the
    /// JSON: with the key of the second actor the user of the second actor, with an object its bucket.
    pub fn only(&self, name: &'static str, value: &Value) -> Values<'f> {
        let mut known = self.known.clone();
        let above = order::set(value.rows.iter().flat_map(|row| self.above(*row)));
        for values in known.values_mut().filter(|values| values.len() > 1) {
            let shared = |row: &RowId| self.above(*row).find(|row| above.contains(row));
            let nearness = |value: &Value| {
                value
                    .rows
                    .iter()
                    .filter_map(shared)
                    .map(|row| self.document.depth(row))
                    .max()
                    .unwrap_or_default()
            };
            values.order_by_key(|value| Reverse(nearness(value)));
        }
        known.insert(name, vec![value.clone()]);
        Values { document: self.document, known, refused: Vec::new() }
    }

    /// A row and every row that it stands in, from the inside out.
    fn above(&self, row: RowId) -> impl Iterator<Item = RowId> + use<'f> {
        let document = self.document;
        iter::successors(Some(row), move |row| document.parent(*row))
    }

    /// Those of which there is at least one, by name.
    pub fn families(&self) -> impl Iterator<Item = &'static str> {
        FAMILIES.iter().filter(|(name, _)| self.has(name)).map(|(_, family)| *family)
    }
}

/// The response family that a value calls for, in the order in which their steps are offered.
const FAMILIES: &[(&str, &str)] = &[
    ("db_instance", "rds"),
    ("db_cluster", "rds"),
    ("function", "lambda"),
    ("object_key", "s3-object"),
    ("bucket", "s3"),
    ("cluster", "eks"),
    ("ecs_cluster", "ecs"),
    ("image", "container"),
    ("principal", "credentials"),
    ("instance", "ec2"),
];

/// The placeholder of a name.
pub fn placeholder(name: &str) -> Option<&'static Placeholder> {
    PLACEHOLDERS.iter().find(|placeholder| placeholder.name == name)
}

/// The rows and texts at wire paths, in the order of the paths.
fn at(subject: &Subject<'_>, paths: &[&str]) -> Vec<Value> {
    paths.iter().flat_map(|path| subject.nodes_at(path)).filter_map(Node::text).map(value).collect()
}

fn value(text: lens::Text<'_>) -> Value {
    Value { text: text.value.into_owned(), rows: vec![text.row] }
}

/// The same values, each turned into another text; those that cannot be are left out.
fn each(values: Vec<Value>, turn: impl Fn(&str) -> Option<String>) -> Vec<Value> {
    values.into_iter().filter_map(|v| Some(Value { text: turn(&v.text)?, rows: v.rows })).collect()
}

/// The resources of an attack sequence of a kind, by `uid` or `name`.
fn resources(
    subject: &Subject<'_>,
    kind: &str,
    read: fn(lens::ResourceV2<'_>) -> Option<Value>,
) -> Vec<Value> {
    let all = subject.finding.service().detection().sequence().resources();
    all.filter(|r| r.resource_type().is_some_and(|t| t.as_str() == kind)).filter_map(read).collect()
}

fn uid(resource: lens::ResourceV2<'_>) -> Option<Value> {
    resource.uid().map(value)
}

fn name(resource: lens::ResourceV2<'_>) -> Option<Value> {
    resource.name().or_else(|| resource.uid()).map(value).map(|v| match Arn::parse(&v.text) {
        Some(arn) => Value { text: arn.name().to_owned(), rows: v.rows.clone() },
        None => v,
    })
}

/// The last part of an id or ARN: `i-…` of `arn:aws:ec2:…:instance/i-…`.
fn last(text: &str) -> Option<String> {
    Some(text.rsplit(['/', ':']).next().unwrap_or(text).to_owned())
}

/// Access key IDs. The credential of an actor that is a Kubernetes user is none: CloudTrail finds nothing under it.
fn keys(subject: &Subject<'_>) -> Vec<Value> {
    let theirs = at(subject, &["service.detection.sequence.actors[].user.credentialUid"]);
    let is_key = |v: &Value| matches!(id_kind(&v.text), Some(IdKind::LongTermKey | IdKind::SessionKey));
    let own = at(subject, &["resource.accessKeyDetails.accessKeyId"]);
    own.into_iter().chain(theirs.into_iter().filter(is_key)).collect()
}

fn keys_of(subject: &Subject<'_>, kind: IdKind) -> Vec<Value> {
    keys(subject).into_iter().filter(|v| id_kind(&v.text) == Some(kind)).collect()
}

/// Names of principals of some kinds: of the credentials, and of the actors of a sequence.
fn principals(subject: &Subject<'_>, kinds: &[&str]) -> Vec<Value> {
    let key = subject.finding.resource().access_key_details();
    let is = |kind: Option<lens::Text<'_>>| kind.is_some_and(|kind| kinds.contains(&kind.as_str()));
    let own = key.user_name().filter(|_| is(key.user_type()));
    let actors = subject.finding.service().detection().sequence().actors();
    let theirs = actors.filter(|a| is(a.user().type_())).filter_map(|a| a.user().name());
    own.into_iter().chain(theirs).map(value).collect()
}

fn roles(subject: &Subject<'_>) -> Vec<Value> {
    principals(subject, &["AssumedRole", "Role"])
}

/// Principal IDs. The id of an actor that is a Kubernetes user is none either.
fn principal_ids(subject: &Subject<'_>) -> Vec<Value> {
    let theirs = at(subject, &["service.detection.sequence.actors[].user.uid"]);
    // An account's number stands for its root user.
    let is_principal = |v: &Value| {
        let id = v.text.split(':').next().unwrap_or_default();
        id_kind(id).is_some() || is_account_id(id)
    };
    let own = at(subject, &["resource.accessKeyDetails.principalId"]);
    own.into_iter().chain(theirs.into_iter().filter(is_principal)).collect()
}

/// What stands behind `AROA…:` in a principal id.
fn sessions(subject: &Subject<'_>) -> Vec<Value> {
    each(principal_ids(subject), |id| {
        let (principal, session) = id.split_once(':')?;
        principal.starts_with("AROA").then(|| session.to_owned())
    })
}

/// The times of the first and the last event, moved apart.
fn window(subject: &Subject<'_>) -> Option<(Value, Value)> {
    let service = subject.finding.service();
    let parsed = |text: lens::Text<'_>| Some((Timestamp::parse(text.as_str())?, text.row));
    let first = service.event_first_seen().or_else(|| subject.finding.created_at()).and_then(parsed)?;
    let last =
        service.event_last_seen().or_else(|| subject.finding.updated_at()).and_then(parsed).unwrap_or(first);
    let moved = |(at, row): (Timestamp, RowId), by: i64| Value {
        text: Timestamp(at.0.saturating_add(by * 1000)).rfc3339(),
        rows: vec![row],
    };
    let (first, last) = if first.0 <= last.0 { (first, last) } else { (last, first) };
    Some((moved(first, -PADDING), moved(last, PADDING)))
}

fn epoch(value: Value) -> Vec<Value> {
    each(vec![value], |text| Some((Timestamp::parse(text)?.0 / 1000).to_string()))
}

/// The partition: as the finding states it, or by its ARN or Region.
fn partition(subject: &Subject<'_>) -> Vec<Value> {
    let stated = at(subject, &["partition"]);
    if !stated.is_empty() {
        return stated;
    }
    let by_arn = each(at(subject, &["arn"]), |arn| Some(Arn::parse(arn)?.partition.to_owned()));
    if !by_arn.is_empty() {
        return by_arn;
    }
    each(at(subject, &["region"]), |region| Some(of_region(region).to_owned()))
}

/// The partition of a Region (AWS General Reference, "AWS partitions").
fn of_region(region: &str) -> &'static str {
    if region.starts_with("cn-") {
        "aws-cn"
    } else if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}

/// The Region in which CloudTrail records events of IAM and other global services of the partition (CloudTrail user
/// guide, "Global service events"; IAM endpoints of AWS General Reference).
fn global_region(subject: &Subject<'_>) -> Vec<Value> {
    each(partition(subject), |partition| {
        Some(
            match partition {
                "aws-cn" => "cn-north-1",
                "aws-us-gov" => "us-gov-west-1",
                _ => "us-east-1",
            }
            .to_owned(),
        )
    })
}

/// The users of Kubernetes requests: of the request, and those among the actors of a sequence.
fn kubernetes_users(subject: &Subject<'_>) -> Vec<Value> {
    let own = at(subject, &["resource.kubernetesDetails.kubernetesUserDetails.username"]);
    let actors = subject.finding.service().detection().sequence().actors();
    let theirs = actors.map(|actor| actor.user()).filter(|user| {
        user.type_().is_some_and(|kind| kind.as_str() == "KubernetesUser")
            || user.name().is_some_and(|name| name.as_str().starts_with("system:"))
    });
    own.into_iter().chain(theirs.filter_map(|user| user.name()).map(value)).collect()
}

/// The user of a Kubernetes request, taken apart where it is a service account: namespace and name.
fn service_account(subject: &Subject<'_>, namespace: bool) -> Vec<Value> {
    each(kubernetes_users(subject), |user| {
        let (space, account) = user.strip_prefix("system:serviceaccount:")?.split_once(':')?;
        Some(if namespace { space } else { account }.to_owned())
    })
}

/// Where callers of an API stand.
const CALLERS: &[&str] = &[
    "service.action.awsApiCallAction.remoteIpDetails",
    "service.action.kubernetesApiCallAction.remoteIpDetails",
];

/// Where the other ends of a network connection stand.
const PEERS: &[&str] = &[
    "service.action.networkConnectionAction.remoteIpDetails",
    "service.action.portProbeAction.portProbeDetails[].remoteIpDetails",
    "service.action.rdsLoginAttemptAction.remoteIpDetails",
];

/// Addresses of some parts of the finding, and those of a sequence, which does not say what they did.
fn addresses(subject: &Subject<'_>, paths: &[&str]) -> Vec<Value> {
    let mut out = Vec::new();
    for path in paths {
        for version in ["ipAddressV4", "ipAddressV6"] {
            out.extend(at(subject, &[&format!("{path}.{version}")]));
        }
    }
    out.extend(at(subject, &["service.detection.sequence.endpoints[].ip"]));
    out
}

/// Whether the resource itself reached out: the other end is then its target, not a visitor.
fn reaches_out(subject: &Subject<'_>) -> bool {
    let service = subject.finding.service();
    let direction = service.action().network_connection_action().connection_direction();
    direction.is_some_and(|direction| direction.as_str().eq_ignore_ascii_case("OUTBOUND"))
        || service.resource_role().is_some_and(|role| role.as_str() == "ACTOR")
}

/// Remote addresses that came in.
fn visitors(subject: &Subject<'_>) -> Vec<Value> {
    if reaches_out(subject) { Vec::new() } else { addresses(subject, PEERS) }
}

/// Whether an address is of the account's own networks, or of one joined to them.
fn is_inside(value: &Value) -> bool {
    matches!(address_kind(&value.text), Some(AddressKind::Private | AddressKind::Shared))
}

/// What means something on the host alone: of a task on Fargate nobody has the host.
fn on_a_host(subject: &Subject<'_>, paths: &[&str]) -> Vec<Value> {
    let launched = subject.finding.resource().ecs_cluster_details().task_details().launch_type();
    let fargate = launched.is_some_and(|launched| launched.as_str().eq_ignore_ascii_case("FARGATE"));
    if fargate { Vec::new() } else { at(subject, paths) }
}

fn tasks(subject: &Subject<'_>) -> Vec<Value> {
    let mut out = at(subject, &["resource.ecsClusterDetails.taskDetails.arn"]);
    out.extend(resources(subject, "ECS_TASK", uid));
    out
}

/// Images of containers.
fn images(subject: &Subject<'_>) -> Vec<Value> {
    at(
        subject,
        &[
            "resource.containerDetails.image",
            "resource.ecsClusterDetails.taskDetails.containers[].image",
            "resource.kubernetesDetails.kubernetesWorkloadDetails.containers[].image",
            "service.detection.sequence.resources[].data.container.image",
        ],
    )
}

/// Buckets whose public access is in question: not those that GuardDuty found not public, but for a finding about the
/// setting itself, which another setting may still have made up for.
fn open_buckets(subject: &Subject<'_>) -> Vec<Value> {
    let of_setting = subject.finding.type_().is_some_and(|t| t.as_str().starts_with("Policy:S3/"));
    let closed = |name: &str| {
        let own = subject.finding.resource().s3_bucket_details().any(|bucket| {
            bucket.name().is_some_and(|own| own.as_str() == name)
                && bucket.public_access().effective_permission().is_some_and(|is| is.as_str() == "NOT_PUBLIC")
        });
        let all = subject.finding.service().detection().sequence().resources();
        own || all.filter(|r| r.name().is_some_and(|own| own.as_str() == name)).any(|r| {
            r.data().s3_bucket().effective_permission().is_some_and(|is| is.as_str() == "NOT_PUBLIC")
        })
    };
    buckets(subject).into_iter().filter(|bucket| of_setting || !closed(&bucket.text)).collect()
}

fn buckets(subject: &Subject<'_>) -> Vec<Value> {
    let mut out = at(subject, &["resource.s3BucketDetails[].name"]);
    out.extend(resources(subject, "S3_BUCKET", name));
    out
}

/// Infected or malicious files: hashes and paths of a malware scan, of the process, of an object.
const HASHES: &[&str] = &[
    "service.runtimeDetails.process.executableSha256",
    "service.ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames[].filePaths[].hash",
    "service.malwareScanDetails.threats[].itemDetails[].hash",
    "resource.s3BucketDetails[].s3ObjectDetails[].hash",
    "service.additionalInfo.threatFileSha256",
];

macro_rules! placeholders {
    ($($name:literal, $en:literal, $ja:literal, $form:ident, $read:expr;)*) => {
        &[$(Placeholder { name: $name, label: Text::new($en, $ja), form: Form::$form, read: $read }),*]
    };
}

/// Every placeholder.
pub static PLACEHOLDERS: &[Placeholder] = placeholders![
    "account", "account", "アカウント", Account, |s| at(s, &["accountId"]);
    "region", "Region", "リージョン", Word, |s| at(s, &["region"]);
    "global_region", "Region of global services", "グローバルサービスのリージョン", Word, global_region;
    "detector", "detector ID", "ディテクター ID", Id, |s| at(s, &["service.detectorId"]);
    "trigger", "triggering finding", "トリガーとなった検出結果", Id, |s| at(s, &["service.ebsVolumeScanDetails.triggerFindingId"]);
    "signal_finding", "finding of the sequence", "シーケンス内の検出結果", Id, |s| {
        each(at(s, &["service.detection.sequence.signals[].uid"]), |uid| {
            Arn::parse(uid).filter(|arn| arn.service == "guardduty").map(|arn| arn.name().to_owned())
        })
    };
    "from", "start of the window", "期間の開始", Time, |s| window(s).map(|w| w.0).into_iter().collect();
    "to", "end of the window", "期間の終了", Time, |s| window(s).map(|w| w.1).into_iter().collect();
    "earlier", "start of a window that reaches back", "さかのぼる期間の開始", Time, |s| {
        let back = |text: &str| Some(Timestamp(Timestamp::parse(text)?.0.saturating_sub(HISTORY * 1000)).rfc3339());
        window(s).map(|w| each(vec![w.0], back)).unwrap_or_default()
    };
    "from_epoch", "start of the window", "期間の開始", Number, |s| window(s).map(|w| epoch(w.0)).unwrap_or_default();
    "to_epoch", "end of the window", "期間の終了", Number, |s| window(s).map(|w| epoch(w.1)).unwrap_or_default();
    "key", "access key ID", "アクセスキー ID", Id, keys;
    "long_term_key", "long-term access key", "長期アクセスキー", Id, |s| keys_of(s, IdKind::LongTermKey);
    "principal", "principal ID", "プリンシパル ID", Principal, principal_ids;
    "user", "IAM user", "IAM ユーザー", Iam, |s| principals(s, &["IAMUser"]);
    "root", "root user", "ルートユーザー", Free, |s| principals(s, &["Root"]);
    "role", "role", "ロール", Iam, roles;
    "own_role", "role that the account can change", "アカウント内で変更できるロール", Iam, |s| {
        // Nobody but their owners changes the policies of the others.
        let others = ["AWSReservedSSO_", "AWSServiceRoleFor"];
        roles(s).into_iter().filter(|role| !others.iter().any(|name| role.text.starts_with(name))).collect()
    };
    "sso_role", "role of IAM Identity Center", "IAM Identity Center のロール", Iam, |s| {
        roles(s).into_iter().filter(|role| role.text.starts_with("AWSReservedSSO_")).collect()
    };
    "role_session", "role session ID", "ロールセッションの ID", Principal, |s| {
        let ids = principal_ids(s);
        ids.into_iter().filter(|id| id.text.starts_with("AROA") && id.text.contains(':')).collect()
    };
    "session", "role session", "ロールセッション", Iam, sessions;
    "caller_ip", "caller's address", "呼び出し元の IP アドレス", Address, |s| addresses(s, CALLERS);
    "private_caller", "caller's private address", "呼び出し元のプライベート IP アドレス", Address, |s| {
        addresses(s, CALLERS).into_iter().filter(is_inside).collect()
    };
    "public_caller", "caller's public address", "呼び出し元のパブリック IP アドレス", Address, |s| {
        addresses(s, CALLERS).into_iter().filter(|v| !is_inside(v)).collect()
    };
    "visitor_ip", "remote address that came in", "接続してきた側の IP アドレス", Address, visitors;
    "public_visitor", "public address that came in", "接続してきた側のパブリック IP アドレス", Address, |s| {
        visitors(s).into_iter().filter(|v| !is_inside(v)).collect()
    };
    "target_ip", "remote address that was reached out to", "接続先の IP アドレス", Address, |s| if reaches_out(s) { addresses(s, PEERS) } else { Vec::new() };
    "peer_ip", "remote address", "リモート IP アドレス", Address, |s| addresses(s, PEERS);
    "remote_account", "remote account", "リモートアカウント", Account, |s| at(s, &["service.action.awsApiCallAction.remoteAccountDetails.accountId"]);
    "api", "API", "API", Id, |s| {
        at(s, &["service.action.awsApiCallAction.api", "service.detection.sequence.signals[].activities[].api.operation"])
    };
    "instance", "instance ID", "インスタンス ID", Id, |s| {
        let mut out = at(s, &["resource.instanceDetails.instanceId"]);
        // A session that the metadata service issued bears the instance's id.
        out.extend(sessions(s).into_iter().filter(|v| v.text.starts_with("i-")));
        out.extend(each(resources(s, "EC2_INSTANCE", uid), last));
        out
    };
    "instance_profile", "instance profile", "インスタンスプロファイル", Iam, |s| {
        let mut out = each(at(s, &["resource.instanceDetails.iamInstanceProfile.arn"]), last);
        out.extend(resources(s, "IAM_INSTANCE_PROFILE", name));
        out
    };
    "private_ip", "private address", "プライベート IP アドレス", Address, |s| {
        at(s, &[
            "service.action.networkConnectionAction.localIpDetails.ipAddressV4",
            "service.action.portProbeAction.portProbeDetails[].localIpDetails.ipAddressV4",
            "resource.instanceDetails.networkInterfaces[].privateIpAddress",
            "service.detection.sequence.resources[].data.ec2NetworkInterface.privateIpAddresses[].privateIpAddress",
        ])
    };
    "security_group", "security group", "セキュリティグループ", Id, |s| at(s, &["resource.instanceDetails.networkInterfaces[].securityGroups[].groupId", "resource.lambdaDetails.vpcConfig.securityGroups[].groupId"]);
    "vpc", "VPC", "VPC", Id, |s| at(s, &["resource.instanceDetails.networkInterfaces[].vpcId", "resource.lambdaDetails.vpcConfig.vpcId", "resource.eksClusterDetails.vpcId"]);
    "domain", "domain", "ドメイン", Domain, |s| {
        let mut out = at(s, &["service.action.dnsRequestAction.domain", "service.detection.sequence.endpoints[].domain"]);
        out.iter_mut().for_each(|v| v.text = v.text.trim_end_matches('.').to_owned());
        out
    };
    "registered_domain", "registered domain", "登録ドメイン", Domain, |s| at(s, &["service.action.dnsRequestAction.domainWithSuffix"]);
    "bucket", "bucket", "バケット", Bucket, buckets;
    "open_bucket", "bucket that may be public", "公開されている可能性のあるバケット", Bucket, open_buckets;
    "object_key", "object key", "オブジェクトキー", Free, |s| at(s, &["resource.s3BucketDetails[].s3ObjectDetails[].key"]);
    "object_version", "object version", "オブジェクトのバージョン", Free, |s| {
        at(s, &["resource.s3BucketDetails[].s3ObjectDetails[].versionId"]).into_iter().filter(|v| v.text != "null").collect()
    };
    "hash", "file hash", "ファイルハッシュ", Id, |s| {
        // What stands where a hash could not be computed is the hash of an empty file.
        at(s, HASHES).into_iter().filter(|v| !v.text.starts_with("e3b0c44298fc1c14")).collect()
    };
    "cluster", "EKS cluster", "EKS クラスター", Id, |s| {
        let mut out = at(s, &["resource.eksClusterDetails.name"]);
        out.extend(resources(s, "EKS_CLUSTER", name));
        out
    };
    "namespace", "namespace", "Namespace", Kubernetes, |s| {
        at(s, &[
            "resource.kubernetesDetails.kubernetesWorkloadDetails.namespace",
            "service.action.kubernetesApiCallAction.namespace",
            "service.detection.sequence.resources[].data.kubernetesWorkload.namespace",
        ])
    };
    "workload", "workload", "ワークロード", Kubernetes, |s| {
        let mut out = at(s, &["resource.kubernetesDetails.kubernetesWorkloadDetails.name"]);
        out.extend(resources(s, "KUBERNETES_WORKLOAD", name));
        out
    };
    "kubernetes_user", "Kubernetes user", "Kubernetes ユーザー", Free, kubernetes_users;
    "mapped_user", "Kubernetes user from outside of the cluster", "クラスター外の ID に対応する Kubernetes ユーザー", Free, |s| {
        kubernetes_users(s).into_iter().filter(|user| !user.text.starts_with("system:")).collect()
    };
    "account_namespace", "namespace of the service account", "サービスアカウントの Namespace", Kubernetes, |s| service_account(s, true);
    "service_account", "service account", "サービスアカウント", Kubernetes, |s| service_account(s, false);
    "ecs_cluster", "ECS cluster", "ECS クラスター", Id, |s| {
        let mut out = at(s, &["resource.ecsClusterDetails.name"]);
        out.extend(resources(s, "ECS_CLUSTER", name));
        out
    };
    "task", "ECS task", "ECS タスク", Arn, tasks;
    "task_id", "ID of the ECS task", "ECS タスクの ID", Id, |s| each(tasks(s), last);
    "task_definition", "task definition", "タスク定義", Arn, |s| {
        at(s, &["resource.ecsClusterDetails.taskDetails.definitionArn", "service.detection.sequence.resources[].data.ecsTask.taskDefinitionArn"])
    };
    "image", "container image", "コンテナイメージ", Image, images;
    "private_image", "image in ECR", "ECR のイメージ", Image, |s| images(s).into_iter().filter(|v| v.text.contains(".dkr.ecr.")).collect();
    "container", "container", "コンテナ", Id, |s| on_a_host(s, &["resource.containerDetails.id"]);
    "process_path", "path of the process", "プロセスのパス", Free, |s| at(s, &["service.runtimeDetails.process.executablePath", "service.detection.sequence.actors[].process.path"]);
    "pid", "process ID", "プロセス ID", Number, |s| on_a_host(s, &["service.runtimeDetails.process.pid"]);
    "db_instance", "database instance", "DB インスタンス", Id, |s| at(s, &["resource.rdsDbInstanceDetails.dbInstanceIdentifier"]);
    "db_cluster", "database cluster", "DB クラスター", Id, |s| at(s, &["resource.rdsDbInstanceDetails.dbClusterIdentifier", "resource.rdsLimitlessDbDetails.dbClusterIdentifier"]);
    "shard_group", "shard group", "シャードグループ", Id, |s| at(s, &["resource.rdsLimitlessDbDetails.dbShardGroupIdentifier"]);
    "db_user", "database user", "データベースユーザー", Free, |s| at(s, &["resource.rdsDbUserDetails.user", "service.action.rdsLoginAttemptAction.LoginAttributes[].user"]);
    "function", "function", "関数", Id, |s| at(s, &["resource.lambdaDetails.functionName"]);
    "function_role", "role of the function", "関数のロール", Iam, |s| each(at(s, &["resource.lambdaDetails.role"]), last);
    "scan", "scan ID", "スキャン ID", Id, |s| at(s, &["service.ebsVolumeScanDetails.scanId", "service.malwareScanDetails.scanId"]);
    "volume", "EBS volume", "EBS ボリューム", Id, |s| each(at(s, &["resource.ebsVolumeDetails.scannedVolumeDetails[].volumeArn"]), last);
    "snapshot", "EBS snapshot", "EBS スナップショット", Id, |s| each(at(s, &["resource.ebsSnapshotDetails.snapshotArn"]), last);
    "ami", "AMI", "AMI", Id, |s| {
        let mut out = each(at(s, &["resource.ec2ImageDetails.imageArn"]), last);
        out.extend(each(resources(s, "EC2_IMAGE", uid), last));
        out
    };
    "recovery_point", "recovery point", "復旧ポイント", Arn, |s| at(s, &["resource.recoveryPointDetails.recoveryPointArn"]);
    "vault", "backup vault", "バックアップボールト", Id, |s| at(s, &["resource.recoveryPointDetails.backupVaultName"]);
    "model", "model", "モデル", Free, |s| {
        // CloudWatch knows a foundation model by its id alone.
        each(at(s, &["resource.modelDetails[].modelId"]), |id| {
            Some(id.split_once(":foundation-model/").map_or(id, |(_, id)| id).to_owned())
        })
    };
    "guardrail", "guardrail", "ガードレール", Arn, |s| at(s, &["resource.bedrockGuardrailDetails.guardrailArn", "resource.bedrockGuardrailDetails.guardrails[].arn"]);
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        for (at, placeholder) in PLACEHOLDERS.iter().enumerate() {
            assert!(
                PLACEHOLDERS[at + 1..].iter().all(|other| other.name != placeholder.name),
                "{}",
                placeholder.name
            );
        }
        assert!(FAMILIES.iter().all(|(name, _)| placeholder(name).is_some()));
    }

    #[test]
    fn a_value_has_the_form_of_its_kind() {
        for (form, good, bad) in [
            (Form::Account, "111122223333", "1111-2222"),
            (Form::Word, "us-gov-west-1", "us east 1"),
            (Form::Id, "AKIAIOSFODNN7EXAMPLE", "AKIA;id"),
            (Form::Iam, "a+b=c,d.e@f-g_h", "$(id)"),
            (Form::Principal, "AROAEXAMPLE:i-0abc", "AROA:${x}"),
            (
                Form::Arn,
                "arn:aws:ecs:eu-west-1:111122223333:task/a/b",
                "arn:aws:ecs:eu-west-1:111122223333:task/$(id)",
            ),
            (Form::Bucket, "example.docs-1", "a b"),
            (Form::Address, "2001:db8::1", "1.2.3"),
            (Form::Domain, "_dmarc.example.com", "example.com;rm"),
            (Form::Kubernetes, "system:node", "-n"),
            (Form::Image, "111122223333.dkr.ecr.eu-west-1.amazonaws.com/a/b:1@sha256:0a", "a b"),
            (Form::Number, "443", "4 43"),
            (Form::Free, "it's a `path` $(x)", "a\nb"),
        ] {
            assert!(form.holds(good), "{form:?} {good}");
            assert!(!form.holds(bad), "{form:?} {bad}");
            assert!(!form.holds(""), "{form:?}");
        }
        assert!(!Form::Free.holds("a\u{202E}b"));
    }

    #[test]
    fn the_partition_decides_where_global_services_record() {
        assert_eq!(
            [of_region("cn-north-1"), of_region("us-gov-east-1"), of_region("eu-west-1")],
            ["aws-cn", "aws-us-gov", "aws"]
        );
    }
}
