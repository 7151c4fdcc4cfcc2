//! What can be taken out: classes to tick, and which field belongs to which.

use crate::{
    i18n::Text,
    knowledge::Sensitivity,
    model::schema::{Member, MemberId, Type},
};
use serde::{Deserialize, Serialize};

/// A class of values that can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Account ids, owner ids, detector ids.
    Accounts,
    /// ARNs, ids and names of resources.
    Names,
    /// IP addresses.
    Addresses,
    /// Host names and domains.
    Hosts,
    /// Key ids, principal ids, users, roles, sessions.
    Principals,
    /// Buckets and objects.
    Buckets,
    /// Tags.
    Tags,
    /// Processes, paths, command lines.
    Processes,
    /// Titles, descriptions, user agents, and all fields that the model does not have.
    Text,
    /// Hashes of files and objects.
    Hashes,
    /// Countries, cities, coordinates and network owners of remote addresses.
    Places,
}

impl Class {
    /// Every class, in the order of the boxes.
    pub const ALL: [Class; 11] = [
        Class::Accounts,
        Class::Names,
        Class::Addresses,
        Class::Hosts,
        Class::Principals,
        Class::Buckets,
        Class::Tags,
        Class::Processes,
        Class::Text,
        Class::Hashes,
        Class::Places,
    ];

    /// The label of its box.
    pub const fn label(self) -> Text {
        match self {
            Class::Accounts => Text::new("Accounts", "アカウント"),
            Class::Names => Text::new("ARNs and resource names", "ARN とリソース名"),
            Class::Addresses => Text::new("IP addresses", "IP アドレス"),
            Class::Hosts => Text::new("Hosts and domains", "ホスト名とドメイン"),
            Class::Principals => Text::new("Keys and principals", "アクセスキーとプリンシパル"),
            Class::Buckets => Text::new("Buckets and objects", "バケットとオブジェクト"),
            Class::Tags => Text::new("Tags", "タグ"),
            Class::Processes => Text::new("Processes and paths", "プロセスとパス"),
            Class::Text => Text::new("Free text and unknown fields", "自由記述と未知のフィールド"),
            Class::Hashes => Text::new("File hashes", "ファイルのハッシュ"),
            Class::Places => Text::new("Places and network owners", "所在地とネットワークの管理者"),
        }
    }

    /// The word on the command line and in the key file.
    pub const fn slug(self) -> &'static str {
        match self {
            Class::Accounts => "accounts",
            Class::Names => "names",
            Class::Addresses => "addresses",
            Class::Hosts => "hosts",
            Class::Principals => "principals",
            Class::Buckets => "buckets",
            Class::Tags => "tags",
            Class::Processes => "processes",
            Class::Text => "text",
            Class::Hashes => "hashes",
            Class::Places => "places",
        }
    }

    /// The class of a word.
    pub fn named(slug: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.slug() == slug)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Classes that are ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classes(u16);

impl Default for Classes {
    /// What names the customer. The rest tells about the other side, and the explanation needs it.
    fn default() -> Classes {
        let kept = [Class::Text, Class::Hashes, Class::Places];
        Class::ALL.into_iter().filter(|class| !kept.contains(class)).collect()
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<I: IntoIterator<Item = Class>>(classes: I) -> Classes {
        Classes(classes.into_iter().fold(0, |bits, class| bits | class.bit()))
    }
}

impl Classes {
    /// All of them.
    pub fn all() -> Classes {
        Class::ALL.into_iter().collect()
    }

    /// None of them: nothing is taken out.
    pub const NONE: Classes = Classes(0);

    /// Whether a class is ticked.
    pub const fn has(self, class: Class) -> bool {
        self.0 & class.bit() != 0
    }

    /// Whether nothing is ticked.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same with one class ticked or not.
    pub const fn with(self, class: Class, ticked: bool) -> Classes {
        if ticked { Classes(self.0 | class.bit()) } else { Classes(self.0 & !class.bit()) }
    }

    /// Those that are ticked.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.has(*class))
    }
}

/// How a value is built, so that its stand-in is built alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// One name. The word is what its stand-in is called.
    Name(&'static str),
    /// Names parted by commas, as the anomaly profiles hold them.
    List(&'static str),
    /// Parts between slashes; the system's own directories stay.
    Path,
    /// The key of an object: parts between slashes.
    ObjectKey,
    /// The path of a URL: parts between slashes.
    Uri,
    /// A domain name.
    Domain,
    /// Parts between colons, as in `system:serviceaccount:NAMESPACE:NAME` and `AROA…:SESSION`.
    Principal,
    /// A container image, or the registry before it.
    Image,
    /// Hexadecimal or other opaque characters; the length stays.
    Opaque,
    /// `asnNumber: 64500 asnOrg: Example`, several parted by commas.
    Networks,
    /// A number that says where or whose something is: latitude, AS number.
    Number,
    /// Sentences.
    Prose,
}

/// The member that holds the values of an indicator; what they are, its key says.
pub(super) const INDICATOR_VALUES: &str = "Indicator.Values";

/// What redaction does with the values of an indicator.
pub(super) fn rule_of_indicator(key: &str) -> Rule {
    let has = |part: &str| key.contains(part);
    match () {
        () if has("_IP") => Rule::Value(Class::Addresses, Form::Name("address")),
        () if has("DOMAIN") => Rule::Value(Class::Hosts, Form::Domain),
        () if has("FILE") || has("PROCESS") => Rule::Value(Class::Processes, Form::Path),
        () if has("ASN") => Rule::Value(Class::Places, Form::Networks),
        // Tactics, techniques and APIs are MITRE's and AWS's words, without which a sequence tells no story.
        () => Rule::Open,
    }
}

/// What redaction does with the text of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// It is a value of a class.
    Value(Class, Form),
    /// AWS's own words: only what cannot be one of them is taken out.
    Fixed,
    /// Nothing to take out by itself; values of other fields may occur in it.
    Open,
}

/// Members whose values are AWS's own words, or numbers that mean nothing by themselves, whatever their sensitivity.
const FIXED: [&str; 44] = [
    "Action",
    "ActionType",
    "Affiliated",
    "Api",
    "AwsServiceName",
    "CallerType",
    "CloudPartition",
    "Code",
    "ConnectionDirection",
    "ContainerRuntime",
    "DefaultServerSideEncryption",
    "DeviceName",
    "EffectivePermission",
    "EncryptionType",
    "Engine",
    "EngineVersion",
    "Error",
    "ErrorCode",
    "FeatureName",
    "FileSystemType",
    "InstanceState",
    "InstanceType",
    "Kind",
    "LaunchType",
    "ModelId",
    "Operation",
    "Partition",
    "Platform",
    "Port",
    "PortName",
    "Protocol",
    "Region",
    "Resource",
    "ResourceRole",
    "ResourceType",
    "SchemaVersion",
    "Service",
    "ServiceName",
    "Status",
    "Subresource",
    "ToolCategory",
    "Type",
    "UserType",
    "Verb",
];

/// Fields by `Shape.Member` whose member name alone would say something else.
const BY_KEY: &[(&str, Rule)] = {
    use {Class::*, Form::*, Rule::*};
    &[
        ("Account.Name", Value(Accounts, Name("account"))),
        ("Account.Uid", Value(Accounts, Name("account"))),
        ("Actor.Id", Open),
        ("AccessKey.UserName", Value(Principals, Name("user"))),
        ("ActorProcess.Name", Value(Processes, Name("process"))),
        ("AutonomousSystem.Name", Value(Places, Name("network"))),
        ("AutonomousSystem.Number", Value(Places, Number)),
        ("Container.Name", Value(Names, Name("container"))),
        ("EcsClusterDetails.Name", Value(Names, Name("cluster"))),
        ("EcsTaskDetails.Group", Value(Names, Principal)),
        ("EksClusterDetails.Name", Value(Names, Name("cluster"))),
        ("Finding.Type", Fixed),
        ("ServiceAdditionalInfo.Unusual", Value(Places, Name("network"))),
        ("KubernetesApiCallAction.Parameters", Value(Text, Prose)),
        ("KubernetesRoleBindingDetails.Name", Value(Names, Name("binding"))),
        ("KubernetesRoleBindingDetails.RoleRefName", Value(Names, Name("role"))),
        ("KubernetesRoleDetails.Name", Value(Names, Name("role"))),
        ("KubernetesUserDetails.Uid", Value(Principals, Principal)),
        ("KubernetesWorkloadDetails.Name", Value(Names, Name("workload"))),
        ("LineageObject.Name", Value(Processes, Name("process"))),
        ("LambdaDetails.Role", Value(Principals, Name("role"))),
        ("NetworkEndpoint.Id", Open),
        ("NetworkGeoLocation.City", Value(Places, Name("city"))),
        ("NetworkGeoLocation.Country", Value(Places, Name("country"))),
        ("NetworkGeoLocation.Latitude", Value(Places, Number)),
        ("NetworkGeoLocation.Longitude", Value(Places, Number)),
        ("Owner.Id", Value(Accounts, Opaque)),
        ("ProcessDetails.Name", Value(Processes, Name("process"))),
        ("ProcessDetails.User", Value(Principals, Name("user"))),
        ("ResourceV2.Name", Value(Names, Name("resource"))),
        ("ResourceV2.Uid", Value(Names, Name("resource"))),
        ("RuntimeContext.ServiceName", Value(Processes, Name("service"))),
        ("S3Bucket.OwnerId", Value(Accounts, Opaque)),
        ("S3BucketDetail.Name", Value(Buckets, Name("bucket"))),
        ("S3Object.Key", Value(Buckets, ObjectKey)),
        ("S3ObjectDetail.Key", Value(Buckets, ObjectKey)),
        ("Session.Issuer", Value(Principals, Name("issuer"))),
        ("Session.Uid", Value(Principals, Name("session"))),
        ("Signal.Description", Value(Text, Prose)),
        ("Tag.Key", Value(Tags, Name("tag"))),
        ("Tag.Value", Value(Tags, Name("value"))),
        ("User.Name", Value(Principals, Name("user"))),
        ("User.Uid", Value(Principals, Principal)),
        ("Volume.Name", Value(Names, Name("volume"))),
        ("VolumeMount.Name", Value(Names, Name("volume"))),
    ]
};

/// Fields by the member's name, in whatever shape it stands.
const BY_NAME: &[(&str, Rule)] = {
    use {Class::*, Form::*, Rule::*};
    &[
        ("AccessKeyId", Value(Principals, Name("key"))),
        ("AccountId", Value(Accounts, Name("account"))),
        ("AgentId", Value(Names, Opaque)),
        ("Application", Value(Names, Name("application"))),
        ("Asn", Value(Places, Number)),
        ("AsnOrg", Value(Places, Name("network"))),
        ("BackupVaultName", Value(Names, Name("vault"))),
        ("CityName", Value(Places, Name("city"))),
        ("CommandLineExample", Value(Processes, Prose)),
        ("ContainerUids", Value(Names, Name("container"))),
        ("Context", Value(Text, Prose)),
        ("CountryCode", Value(Places, Name("country"))),
        ("CountryName", Value(Places, Name("country"))),
        ("CredentialUid", Value(Principals, Name("key"))),
        ("CustomDetectionRuleName", Value(Names, Name("rule"))),
        ("Database", Value(Names, Name("database"))),
        ("DbClusterIdentifier", Value(Names, Name("db-cluster"))),
        ("DbInstanceIdentifier", Value(Names, Name("db"))),
        ("DbShardGroupIdentifier", Value(Names, Name("db-group"))),
        ("DbShardGroupResourceId", Value(Names, Name("db-resource"))),
        ("DbiResourceId", Value(Names, Name("db-resource"))),
        ("Description", Value(Text, Prose)),
        ("DetectorId", Value(Accounts, Opaque)),
        ("Domain", Value(Hosts, Form::Domain)),
        ("DomainWithSuffix", Value(Hosts, Form::Domain)),
        ("ETag", Value(Hashes, Opaque)),
        ("ExecutablePath", Value(Processes, Path)),
        ("ExecutableSha256", Value(Hashes, Opaque)),
        ("FileName", Value(Processes, Path)),
        ("FilePath", Value(Processes, Path)),
        ("FilePaths", Value(Processes, Path)),
        ("FullUserAgent", Value(Text, Prose)),
        ("FunctionName", Value(Names, Name("function"))),
        ("GroupName", Value(Names, Name("group"))),
        ("Groups", Value(Principals, Principal)),
        ("Hash", Value(Hashes, Opaque)),
        ("Image", Value(Names, Form::Image)),
        ("ImageDescription", Value(Text, Prose)),
        ("ImagePrefix", Value(Names, Form::Image)),
        ("ImageUid", Value(Names, Form::Image)),
        ("IpAddressV4", Value(Addresses, Name("address"))),
        ("IpAddressV6", Value(Addresses, Name("address"))),
        ("Ipv6Addresses", Value(Addresses, Name("address"))),
        ("Isp", Value(Places, Name("network"))),
        ("ItemPath", Value(Processes, Path)),
        ("Lat", Value(Places, Number)),
        ("LdPreloadValue", Value(Processes, Path)),
        ("LibraryPath", Value(Processes, Path)),
        ("Lon", Value(Places, Number)),
        ("ModuleFilePath", Value(Processes, Path)),
        ("ModuleName", Value(Processes, Name("module"))),
        ("ModuleSha256", Value(Hashes, Opaque)),
        ("MountPath", Value(Processes, Path)),
        ("MountSource", Value(Processes, Path)),
        ("MountTarget", Value(Processes, Path)),
        ("Namespace", Value(Names, Name("namespace"))),
        ("NestedItemPath", Value(Processes, Path)),
        ("Org", Value(Places, Name("network"))),
        ("Path", Value(Processes, Path)),
        ("PrincipalId", Value(Principals, Principal)),
        ("PrivateDnsName", Value(Hosts, Form::Domain)),
        ("PrivateIpAddress", Value(Addresses, Name("address"))),
        ("PublicDnsName", Value(Hosts, Form::Domain)),
        ("PublicIp", Value(Addresses, Name("address"))),
        ("Pwd", Value(Processes, Path)),
        ("RelatedFilePaths", Value(Processes, Path)),
        ("ReleaseAgentPath", Value(Processes, Path)),
        ("RequestUri", Value(Names, Uri)),
        ("ResourceName", Value(Names, Name("resource"))),
        ("RevisionId", Value(Names, Opaque)),
        ("RuncBinaryPath", Value(Processes, Path)),
        ("S3ObjectUids", Value(Buckets, Name("object"))),
        ("ScriptPath", Value(Processes, Path)),
        ("ServiceAccountName", Value(Principals, Name("service-account"))),
        ("SessionName", Value(Principals, Name("session"))),
        ("Sha256", Value(Hashes, Opaque)),
        ("ShellHistoryFilePath", Value(Processes, Path)),
        ("SocketPath", Value(Processes, Path)),
        ("SourceIps", Value(Addresses, Name("address"))),
        ("StartedBy", Value(Names, Name("starter"))),
        ("ThreatFilePath", Value(Processes, Path)),
        ("ThreatFileSha256", Value(Hashes, Opaque)),
        ("Title", Value(Text, Prose)),
        ("User", Value(Principals, Name("user"))),
        ("UserAgent", Value(Text, Prose)),
        ("UserFeedback", Open),
        ("UserName", Value(Principals, Name("user"))),
        ("Username", Value(Principals, Principal)),
        ("VersionId", Value(Buckets, Opaque)),
        ("VpcOwnerAccountId", Value(Accounts, Name("account"))),
    ]
};

/// What redaction does with a field. The tables above know the fields one by one; a field that they do not know goes by its
/// sensitivity in the knowledge, so that none that the knowledge calls sensitive is passed over.
pub(super) fn rule(id: MemberId, sensitivity: Option<Sensitivity>) -> Rule {
    let Some(member) = id.get() else { return Rule::Open };
    let key = id.key();
    if let Some((_, rule)) = BY_KEY.iter().find(|(known, _)| *known == key) {
        return *rule;
    }
    if FIXED.contains(&member.name) || !holds_text(member.of) && !is_number_of_note(member) {
        return Rule::Fixed;
    }
    if let Some(rule) = profiled(member) {
        return rule;
    }
    if let Some((_, rule)) = BY_NAME.iter().find(|(name, _)| *name == member.name) {
        return *rule;
    }
    match sensitivity {
        Some(Sensitivity::Account) => Rule::Value(Class::Names, Form::Name("resource")),
        Some(Sensitivity::Network) => Rule::Value(Class::Hosts, Form::Name("host")),
        Some(Sensitivity::Identity | Sensitivity::SecretLike) => {
            Rule::Value(Class::Principals, Form::Name("principal"))
        }
        Some(Sensitivity::Content) => Rule::Value(Class::Names, Form::Name("name")),
        Some(Sensitivity::None) | None => Rule::Open,
    }
}

/// The class of a field's values, where it has one of its own.
pub(crate) fn field_class(id: MemberId) -> Option<Class> {
    match rule(id, None) {
        Rule::Value(class, _) => Some(class),
        Rule::Fixed | Rule::Open => None,
    }
}

/// Whether a member holds text of its own, at whatever depth of lists and maps.
fn holds_text(of: Type) -> bool {
    match of {
        Type::String | Type::Any => true,
        Type::List(inner) | Type::Map(inner) => holds_text(*inner),
        _ => false,
    }
}

/// Whether a member is a number that says where or whose something is.
fn is_number_of_note(member: &Member) -> bool {
    BY_NAME.iter().any(|(name, rule)| *name == member.name && matches!(rule, Rule::Value(_, Form::Number)))
}

/// The members of an anomaly's profile: lists of what an account, a bucket or a user usually does.
fn profiled(member: &Member) -> Option<Rule> {
    if !member.name.contains("Profil") {
        return None;
    }
    let is = |what: &str| member.name.contains(what);
    Some(if is("UserNames") {
        Rule::Value(Class::Principals, Form::List("user"))
    } else if is("ProfiledBuckets") || is("UnusualBuckets") {
        Rule::Value(Class::Buckets, Form::List("bucket"))
    } else if is("ASNs") {
        Rule::Value(Class::Places, Form::Networks)
    } else if is("UserAgents") {
        Rule::Open
    } else {
        Rule::Fixed
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_word_and_its_bit() {
        for class in Class::ALL {
            assert_eq!(Class::named(class.slug()), Some(class));
            assert!(
                Classes::NONE.with(class, true).has(class) && !Classes::all().with(class, false).has(class)
            );
        }
        assert!(Classes::default().has(Class::Accounts) && !Classes::default().has(Class::Text));
    }

    #[test]
    fn the_tables_name_only_members_that_exist() {
        let keys: Vec<String> = MemberId::all().map(MemberId::key).collect();
        let names: Vec<&str> = MemberId::all().filter_map(MemberId::get).map(|m| m.name).collect();
        for (key, _) in BY_KEY {
            assert!(keys.iter().any(|known| known == key), "{key}");
        }
        for name in BY_NAME.iter().map(|(name, _)| name).chain(&FIXED) {
            assert!(names.contains(name), "{name}");
        }
    }

    #[test]
    fn what_the_knowledge_calls_sensitive_has_a_rule() {
        let pack = crate::knowledge::Pack::embedded(crate::i18n::Lang::En).unwrap();
        for id in MemberId::all() {
            let key = id.key();
            let Some(field) = pack.fields.get(&key) else { continue };
            let member = id.get().unwrap();
            if field.sensitivity != Sensitivity::None
                && holds_text(member.of)
                && !FIXED.contains(&member.name)
            {
                let found = rule(id, Some(field.sensitivity));
                assert!(
                    matches!(found, Rule::Value(..))
                        || BY_KEY.iter().any(|(k, _)| *k == key)
                        || member.name.contains("Profil"),
                    "{key}: {found:?}"
                );
            }
        }
    }
}
