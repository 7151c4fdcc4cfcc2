//! The fields: what findings can be filtered, grouped, sorted and listed by. One entry a field; the query line and its
//! completion, facets, columns of the table and the documentation all read this registry.

use crate::{
    i18n::Text,
    model::summary::Fact,
    store::{Column, SortBy},
};
use serde::{Deserialize, Serialize};

/// A field, by its name in the query line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub enum Field {
    Severity,
    Type,
    Purpose,
    Resource,
    Family,
    Kind,
    Account,
    Region,
    Actor,
    Principal,
    AccessKey,
    Ip,
    RemoteIp,
    OwnIp,
    Asn,
    Org,
    Country,
    Instance,
    Bucket,
    Cluster,
    Workload,
    Namespace,
    Domain,
    Port,
    Process,
    Hash,
    Threat,
    Api,
    Tactic,
    Count,
    Confidence,
    Archived,
    Sample,
    First,
    Last,
    Created,
    Updated,
    Day,
    Verdict,
    File,
    Title,
    Id,
}

/// How the values of a field are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that holds the value somewhere: `title:tunnel`.
    Text,
    /// A name, which is the value as a whole: `region:us-east-1`.
    Name,
    /// A severity: a number, or a band by its name.
    Severity,
    /// A number.
    Number,
    /// An IP address, or a range of them.
    Address,
    /// A time.
    Time,
    /// Yes or no.
    Flag,
}

/// Where the values of a field stand in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// In columns of texts: in any of them.
    Texts(&'static [Column]),
    /// A number.
    Number(Fact),
    /// A time.
    Time(Fact),
    /// Yes or no.
    Flag(Fact),
    /// The id.
    Id,
}

/// How the values of a facet are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// The frequent ones first.
    ByCount,
    /// In their own order: the worst band, the newest day first.
    Own,
}

/// A field.
#[derive(Debug)]
pub struct Info {
    /// Which.
    pub field: Field,
    /// Its name in the query line.
    pub name: &'static str,
    /// Other names for it.
    pub aliases: &'static [&'static str],
    /// What it is called.
    pub label: Text,
    /// What it holds.
    pub help: Text,
    /// A term that uses it.
    pub example: &'static str,
    /// How its values are compared.
    pub kind: Kind,
    /// Where they stand.
    pub on: On,
    /// The column that facets, groups and the table go by, where the field has one.
    pub column: Option<Column>,
    /// Whether it is a facet, and how its values are listed.
    pub facet: Option<Facet>,
}

macro_rules! texts {
    ($($column:expr),+) => { On::Texts(&[$($column),+]) };
}

use Column::Of;

const fn info(
    field: Field,
    name: &'static str,
    kind: Kind,
    on: On,
    label: Text,
    help: Text,
    example: &'static str,
) -> Info {
    let column = match on {
        On::Texts([first, ..]) => Some(*first),
        _ => None,
    };
    Info { field, name, aliases: &[], label, help, example, kind, on, column, facet: None }
}

impl Info {
    const fn aliases(self, aliases: &'static [&'static str]) -> Info {
        Info { aliases, ..self }
    }

    const fn facet(self, facet: Facet) -> Info {
        Info { facet: Some(facet), ..self }
    }

    const fn column(self, column: Column) -> Info {
        Info { column: Some(column), ..self }
    }
}

const fn t(en: &'static str, ja: &'static str) -> Text {
    Text::new(en, ja)
}

/// Every field, in the order in which they are listed.
pub static FIELDS: [Info; 42] = [
    info(
        Field::Severity,
        "severity",
        Kind::Severity,
        On::Number(Fact::Severity),
        t("Severity", "重要度"),
        t("The severity as a number, or its band: low, medium, high, critical.", "重要度の数値、または区分 (low、medium、high、critical)。"),
        "severity:>=high",
    )
    .column(Column::Band)
    .facet(Facet::Own),
    info(
        Field::Type,
        "type",
        Kind::Text,
        texts!(Of(Fact::Type)),
        t("Finding type", "検出結果タイプ"),
        t("The finding type, or a part of it.", "検出結果タイプ、またはその一部。"),
        "type:SSHBruteForce",
    )
    .facet(Facet::ByCount),
    info(
        Field::Purpose,
        "purpose",
        Kind::Name,
        texts!(Column::Purpose),
        t("Threat purpose", "脅威の目的"),
        t("The first part of the finding type.", "検出結果タイプの最初の部分。"),
        "purpose:CredentialAccess",
    )
    .facet(Facet::ByCount),
    info(
        Field::Resource,
        "resource",
        Kind::Text,
        texts!(Of(Fact::Resource), Column::About, Of(Fact::ResourceType)),
        t("Resource", "リソース"),
        t(
            "The name of the resource concerned, its kind, or the resource in the finding type.",
            "対象リソースの名前、その種類、または検出結果タイプに含まれるリソース。",
        ),
        "resource:i-0123*",
    )
    .facet(Facet::ByCount),
    info(
        Field::Family,
        "family",
        Kind::Name,
        texts!(Column::Family),
        t("Threat family", "脅威ファミリー"),
        t("The pattern that the finding type names.", "検出結果タイプが示すパターン。"),
        "family:C&CActivity",
    ),
    info(
        Field::Kind,
        "kind",
        Kind::Name,
        texts!(Of(Fact::ResourceType)),
        t("Resource kind", "リソースの種類"),
        t("resourceType, in the finding's own word.", "検出結果の resourceType の値。"),
        "kind:AccessKey",
    )
    .aliases(&["resourceType"])
    .facet(Facet::ByCount),
    info(
        Field::Account,
        "account",
        Kind::Name,
        texts!(Of(Fact::Account)),
        t("Account", "アカウント"),
        t("The account that the finding belongs to.", "検出結果が属するアカウント。"),
        "account:111122223333",
    )
    .aliases(&["accountId"])
    .facet(Facet::ByCount),
    info(
        Field::Region,
        "region",
        Kind::Name,
        texts!(Of(Fact::Region)),
        t("Region", "リージョン"),
        t("The Region of the finding.", "検出結果のリージョン。"),
        "region:(us-east-1, ap-*)",
    )
    .facet(Facet::ByCount),
    info(
        Field::Actor,
        "actor",
        Kind::Text,
        texts!(Of(Fact::Actor)),
        t("Actor", "アクター"),
        t(
            "Whose credentials were used; where that is not told, the process, the remote address or the domain.",
            "使用された認証情報の持ち主。分からない場合は、プロセス、リモートアドレス、またはドメイン。",
        ),
        "actor:build-bot",
    )
    .facet(Facet::ByCount),
    info(
        Field::Principal,
        "principal",
        Kind::Text,
        texts!(Of(Fact::Principal)),
        t("Principal", "プリンシパル"),
        t(
            "User, role, session, Kubernetes or database user, or a principal ID.",
            "ユーザー、ロール、セッション、Kubernetes やデータベースのユーザー、またはプリンシパル ID。",
        ),
        "principal:AROA*",
    )
    .aliases(&["user", "role"]),
    info(
        Field::AccessKey,
        "accessKey",
        Kind::Name,
        texts!(Of(Fact::AccessKey)),
        t("Access key", "アクセスキー"),
        t("The access key ID that was used.", "使用されたアクセスキー ID。"),
        "accessKey:AKIA*",
    )
    .aliases(&["accessKeyId"]),
    info(
        Field::Ip,
        "ip",
        Kind::Address,
        texts!(Of(Fact::RemoteIp), Of(Fact::OwnIp)),
        t("IP address", "IP アドレス"),
        t(
            "An address on either side: one, a CIDR range, from..to, or with wildcards.",
            "どちらの側のアドレスでも。単一のアドレス、CIDR 範囲、開始..終了、またはワイルドカード。",
        ),
        "ip:203.0.113.0/24",
    )
    .aliases(&["cidr"]),
    info(
        Field::RemoteIp,
        "remoteIp",
        Kind::Address,
        texts!(Of(Fact::RemoteIp)),
        t("Remote IP address", "リモート IP アドレス"),
        t("An address on the other side.", "相手側のアドレス。"),
        "remoteIp:198.51.100.7",
    ),
    info(
        Field::OwnIp,
        "ownIp",
        Kind::Address,
        texts!(Of(Fact::OwnIp)),
        t("Resource's IP address", "リソースの IP アドレス"),
        t("An address of the resource concerned.", "対象リソースのアドレス。"),
        "ownIp:10.0.0.0/8",
    )
    .aliases(&["localIp"]),
    info(
        Field::Asn,
        "asn",
        Kind::Number,
        texts!(Of(Fact::Asn)),
        t("ASN", "ASN"),
        t("The autonomous system of the other side.", "相手側の自律システム番号。"),
        "asn:64500",
    ),
    info(
        Field::Org,
        "org",
        Kind::Text,
        texts!(Of(Fact::Organization)),
        t("ASN organization", "ASN の組織"),
        t("Who runs the autonomous system of the other side.", "相手側の自律システムを運用する組織。"),
        "org:hosting",
    ),
    info(
        Field::Country,
        "country",
        Kind::Text,
        texts!(Of(Fact::Country)),
        t("Country", "国"),
        t("The country that GuardDuty gives for the other side.", "GuardDuty が示す相手側の国。"),
        "country:japan",
    )
    .facet(Facet::ByCount),
    info(
        Field::Instance,
        "instance",
        Kind::Name,
        texts!(Of(Fact::Instance)),
        t("Instance", "インスタンス"),
        t("The ID of an EC2 instance.", "EC2 インスタンスの ID。"),
        "instance:i-0a1b*",
    )
    .aliases(&["instanceId"]),
    info(
        Field::Bucket,
        "bucket",
        Kind::Text,
        texts!(Of(Fact::Bucket)),
        t("Bucket", "バケット"),
        t("The name of an S3 bucket, or a part of it.", "S3 バケットの名前、またはその一部。"),
        "bucket:backup",
    ),
    info(
        Field::Cluster,
        "cluster",
        Kind::Text,
        texts!(Of(Fact::Cluster)),
        t("Cluster", "クラスター"),
        t("The name of an EKS or ECS cluster.", "EKS または ECS クラスターの名前。"),
        "cluster:prod",
    ),
    info(
        Field::Workload,
        "workload",
        Kind::Text,
        texts!(Of(Fact::Workload)),
        t("Workload", "ワークロード"),
        t(
            "A Kubernetes workload, a container, an ECS task group or a Lambda function.",
            "Kubernetes のワークロード、コンテナ、ECS のタスクグループ、または Lambda 関数。",
        ),
        "workload:checkout",
    ),
    info(
        Field::Namespace,
        "namespace",
        Kind::Name,
        texts!(Of(Fact::Namespace)),
        t("Namespace", "名前空間"),
        t("A Kubernetes namespace.", "Kubernetes の名前空間。"),
        "namespace:kube-system",
    ),
    info(
        Field::Domain,
        "domain",
        Kind::Text,
        texts!(Of(Fact::Domain)),
        t("Domain", "ドメイン"),
        t("A domain that was asked for or reached.", "問い合わせまたは接続の対象になったドメイン。"),
        "domain:example.com",
    ),
    info(
        Field::Port,
        "port",
        Kind::Number,
        texts!(Of(Fact::Port)),
        t("Port", "ポート"),
        t("A port on either side.", "どちらの側のポートでも。"),
        "port:22,3389",
    ),
    info(
        Field::Process,
        "process",
        Kind::Text,
        texts!(Of(Fact::Process)),
        t("Process", "プロセス"),
        t("A process by its name or path.", "プロセスの名前またはパス。"),
        "process:/tmp/",
    ),
    info(
        Field::Hash,
        "hash",
        Kind::Text,
        texts!(Of(Fact::Hash)),
        t("Hash", "ハッシュ"),
        t("The hash of a file, or a part of it.", "ファイルのハッシュ、またはその一部。"),
        "hash:29e23399",
    ),
    info(
        Field::Threat,
        "threat",
        Kind::Text,
        texts!(Of(Fact::Threat)),
        t("Threat", "脅威"),
        t("The name of a threat, or of the list that had it.", "脅威の名前、またはそれを含むリストの名前。"),
        "threat:miner",
    ),
    info(
        Field::Api,
        "api",
        Kind::Text,
        texts!(Of(Fact::Api)),
        t("API", "API"),
        t("An API operation or a Kubernetes verb.", "API オペレーション、または Kubernetes の動詞。"),
        "api:=ListBuckets",
    ),
    info(
        Field::Tactic,
        "tactic",
        Kind::Text,
        texts!(Of(Fact::Tactic)),
        t("ATT&CK tactic", "ATT&CK の戦術"),
        t(
            "The tactics that an attack sequence names; else those that the catalogue has for the type.",
            "攻撃シーケンスが示す戦術。なければ、カタログがそのタイプに示す戦術。",
        ),
        "tactic:exfiltration",
    )
    .facet(Facet::ByCount),
    info(
        Field::Count,
        "count",
        Kind::Number,
        On::Number(Fact::Count),
        t("Count", "カウント"),
        t("How often GuardDuty counted it.", "GuardDuty が数えた回数。"),
        "count:>10",
    ),
    info(
        Field::Confidence,
        "confidence",
        Kind::Number,
        On::Number(Fact::Confidence),
        t("Confidence", "confidence"),
        t("GuardDuty's confidence; most findings have none.", "GuardDuty の confidence。ほとんどの検出結果にはありません。"),
        "confidence:<5",
    ),
    info(
        Field::Archived,
        "archived",
        Kind::Flag,
        On::Flag(Fact::Archived),
        t("Archived", "アーカイブ済み"),
        t("Whether it is archived: yes or no.", "アーカイブ済みかどうか (yes または no)。"),
        "archived:no",
    ),
    info(
        Field::Sample,
        "sample",
        Kind::Flag,
        On::Flag(Fact::Sample),
        t("Sample", "サンプル"),
        t("Whether it is a sample: yes or no.", "サンプルかどうか (yes または no)。"),
        "-sample:yes",
    ),
    info(
        Field::First,
        "first",
        Kind::Time,
        On::Time(Fact::First),
        t("First seen", "最初の観測"),
        t("When the activity was first seen.", "アクティビティが最初に観測された時刻。"),
        "first:2026-10-14",
    )
    .aliases(&["firstSeen"]),
    info(
        Field::Last,
        "last",
        Kind::Time,
        On::Time(Fact::Last),
        t("Last seen", "最後の観測"),
        t("When the activity was last seen.", "アクティビティが最後に観測された時刻。"),
        "last:24h",
    )
    .aliases(&["lastSeen"]),
    info(
        Field::Created,
        "created",
        Kind::Time,
        On::Time(Fact::Created),
        t("Created", "作成時刻"),
        t("When GuardDuty made the finding.", "GuardDuty が検出結果を作成した時刻。"),
        "created:>=2026-10",
    )
    .aliases(&["createdAt"]),
    info(
        Field::Updated,
        "updated",
        Kind::Time,
        On::Time(Fact::Updated),
        t("Updated", "更新時刻"),
        t("When GuardDuty last updated the finding.", "GuardDuty が検出結果を最後に更新した時刻。"),
        "updated:2026-10-01..2026-10-14",
    )
    .aliases(&["updatedAt"]),
    info(
        Field::Day,
        "day",
        Kind::Name,
        texts!(Column::Day),
        t("Day", "日"),
        t("The day of the last update, in UTC.", "最後に更新された日 (UTC)。"),
        "day:2026-10-*",
    )
    .facet(Facet::Own),
    info(
        Field::Verdict,
        "verdict",
        Kind::Name,
        texts!(Column::Verdict),
        t("Verdict", "判定"),
        t(
            "The verdict given here: true-positive, authorised, false-positive, undetermined.",
            "ここで付けた判定 (true-positive、authorised、false-positive、undetermined)。",
        ),
        "-verdict:*",
    )
    .facet(Facet::ByCount),
    info(
        Field::File,
        "file",
        Kind::Text,
        texts!(Column::File),
        t("File", "ファイル"),
        t("The name of the file that it was read from.", "読み込み元のファイルの名前。"),
        "file:2026/10/14",
    ),
    info(
        Field::Title,
        "title",
        Kind::Text,
        texts!(Of(Fact::Title)),
        t("Title", "タイトル"),
        t("GuardDuty's title.", "GuardDuty のタイトル。"),
        "title:\"brute force\"",
    ),
    info(
        Field::Id,
        "id",
        Kind::Text,
        On::Id,
        t("Finding ID", "検出結果 ID"),
        t("The finding's ID, or a part of it.", "検出結果の ID、またはその一部。"),
        "id:76fdff20",
    ),
];

impl Field {
    /// The field's entry.
    pub fn info(self) -> &'static Info {
        let [first, ..] = &FIELDS;
        FIELDS.get(self as usize).unwrap_or(first)
    }

    /// The field of a name or another name, whatever the case.
    pub fn named(name: &str) -> Option<Field> {
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        FIELDS.iter().find(|info| is(&info.name) || info.aliases.iter().any(is)).map(|info| info.field)
    }
}

impl Info {
    /// What rows are sorted by.
    pub fn sort_by(&self) -> SortBy {
        match self.on {
            On::Texts([first, ..]) => SortBy::Text(*first),
            On::Number(fact) => SortBy::Number(fact),
            On::Time(fact) => SortBy::Time(fact),
            On::Flag(fact) => SortBy::Flag(fact),
            On::Texts([]) | On::Id => SortBy::Id,
        }
    }
}

/// The fields that are facets.
pub fn facets() -> impl Iterator<Item = &'static Info> {
    FIELDS.iter().filter(|info| info.facet.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Query;
    use std::collections::HashSet;

    #[test]
    fn every_field_stands_in_its_place_under_names_of_its_own() {
        let mut names = HashSet::new();
        for (at, info) in FIELDS.iter().enumerate() {
            assert_eq!(info.field as usize, at, "{}", info.name);
            for name in info.aliases.iter().chain([&info.name]) {
                assert!(names.insert(name.to_ascii_lowercase()), "{name}");
                assert_eq!(Field::named(&name.to_uppercase()), Some(info.field));
            }
            assert!(info.facet.is_none() || info.column.is_some(), "{}", info.name);
            assert_eq!(serde_json::to_value(info.field).unwrap(), info.name);
        }
    }

    #[test]
    fn every_example_can_be_asked_and_uses_its_field() {
        for info in &FIELDS {
            assert!(Query::parse(info.example).is_ok(), "{}", info.example);
            assert!(info.example.trim_start_matches('-').starts_with(info.name), "{}", info.example);
        }
    }
}
