//! What differs between two findings, or two versions of one: by field, with what it means.
//!
//! Members are compared by what they are, not by how they are written: `IpAddressV4` and `ipAddressV4`, `5` and `5.0`, an
//! epoch number and the same time in ISO 8601 are equal, and so are a finding and its ASFF copy where they say the same.
//! Lists whose elements have an identity are compared by it; of other lists, what is equal goes first and the order does
//! not count.

use crate::{
    explain::Reader,
    i18n::{Text, count, duration},
    json::{Kind, RowId},
    model::{
        Band, Finding, Timestamp,
        schema::{MemberId, Type},
    },
    order::Order,
};
use serde::{Deserialize, Serialize};

/// Members that tell the elements of a list apart, by their wire names, the surest first.
const IDENTITIES: [&str; 18] = [
    "uid",
    "id",
    "arn",
    "uuid",
    "networkInterfaceId",
    "groupId",
    "volumeArn",
    "accessKeyId",
    "objectArn",
    "modelId",
    "key",
    "name",
    "itemPath",
    "nestedItemPath",
    "filePath",
    "privateIpAddress",
    "user",
    "threatListName",
];

/// From how many pairs on lists are compared place by place: hostile ones would cost the square of their length.
const PAIRS: usize = 250_000;

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is there now.
    Added,
    /// It is no longer there.
    Removed,
    /// It has another value.
    Changed,
}

impl Change {
    /// The label.
    pub const fn label(self) -> Text {
        match self {
            Change::Added => Text::new("Added", "追加"),
            Change::Removed => Text::new("Removed", "削除"),
            Change::Changed => Text::new("Changed", "変更"),
        }
    }

    /// The word for style sheets and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
        }
    }
}

/// A value on one side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The row of the finding as it was loaded.
    pub row: Option<RowId>,
    /// The value: strings without quotes, all else as it is written.
    pub value: String,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What happened.
    pub change: Change,
    /// Where: wire names, and in lists the identity or the place of the element.
    pub path: String,
    /// The field, `Shape.Member`; empty for keys that the model does not have.
    pub field: String,
    /// What the field means. Empty where the catalogue does not say.
    pub meaning: String,
    /// What this difference tells, where it tells more than that the values differ.
    pub tells: String,
    /// The value before.
    pub before: Option<Side>,
    /// The value after.
    pub after: Option<Side>,
}

/// What differs from one finding to another, in the order of the fields.
pub fn compare(before: &Finding, after: &Finding, reader: &Reader<'_>) -> Vec<Difference> {
    let mut walk = Walk { before, after, reader, out: Vec::new() };
    if let (Some(a), Some(b)) = (before.read().root(), after.read().root()) {
        walk.values(a, b, "");
    }
    walk.out
}

struct Walk<'c, 'k> {
    before: &'c Finding,
    after: &'c Finding,
    reader: &'c Reader<'k>,
    out: Vec<Difference>,
}

impl Walk<'_, '_> {
    /// Compares two values. Recursion is as deep as documents are, which the reader limits.
    fn values(&mut self, a: RowId, b: RowId, path: &str) {
        let (left, right) = (self.before.read(), self.after.read());
        match (left.kind(a), right.kind(b)) {
            (Kind::Object, Kind::Object) => self.objects(a, b, path),
            (Kind::Array, Kind::Array) => self.lists(a, b, path),
            (Kind::String, Kind::String) if left.embedded(a).is_some() && right.embedded(b).is_some() => {
                if let (Some(a), Some(b)) = (left.embedded(a), right.embedded(b)) {
                    self.values(a, b, path);
                }
            }
            _ if same(self.before, a, self.after, b) => {}
            _ => self.tell(Some(a), Some(b), path),
        }
    }

    fn objects(&mut self, a: RowId, b: RowId, path: &str) {
        let mut rest: Vec<RowId> = self.after.read().children(b).collect();
        let olds: Vec<RowId> = self.before.read().children(a).collect();
        for old in olds {
            let name = name(self.before, old);
            let path = joined(path, &name);
            match rest.iter().position(|&new| self::name(self.after, new) == name) {
                Some(at) => {
                    let new = rest.remove(at);
                    self.values(old, new, &path);
                }
                None => self.tell(Some(old), None, &path),
            }
        }
        for new in rest {
            let path = joined(path, &name(self.after, new));
            self.tell(None, Some(new), &path);
        }
    }

    fn lists(&mut self, a: RowId, b: RowId, path: &str) {
        let olds: Vec<RowId> = self.before.read().children(a).collect();
        let mut rest: Vec<RowId> = self.after.read().children(b).collect();
        if olds.len().saturating_mul(rest.len()) > PAIRS {
            let mut news = rest.into_iter();
            for (place, old) in olds.into_iter().enumerate() {
                let path = format!("{path}[{place}]");
                match news.next() {
                    Some(new) => self.values(old, new, &path),
                    None => self.tell(Some(old), None, &path),
                }
            }
            news.for_each(|new| self.tell(None, Some(new), &format!("{path}[]")));
            return;
        }
        if let Some(identity) = identity(self.before, &olds, self.after, &rest) {
            for old in olds {
                let Some(id) = member_text(self.before, old, identity) else { continue };
                let path = format!("{path}[{id}]");
                match rest
                    .iter()
                    .position(|&new| member_text(self.after, new, identity).as_ref() == Some(&id))
                {
                    Some(at) => {
                        let new = rest.remove(at);
                        self.values(old, new, &path);
                    }
                    None => self.tell(Some(old), None, &path),
                }
            }
            for new in rest {
                let id = member_text(self.after, new, identity).unwrap_or_default();
                self.tell(None, Some(new), &format!("{path}[{id}]"));
            }
            return;
        }
        let mut left = Vec::new();
        for (place, old) in olds.into_iter().enumerate() {
            match rest.iter().position(|&new| equal(self.before, old, self.after, new)) {
                Some(at) => {
                    rest.remove(at);
                }
                None => left.push((place, old)),
            }
        }
        // As many gone as come, of the same kind: changed in place. Else some went and some came.
        let structured = left.iter().all(|(_, old)| self.before.read().kind(*old) == Kind::Object);
        if left.len() == rest.len() && structured {
            for ((place, old), new) in left.into_iter().zip(rest) {
                self.values(old, new, &format!("{path}[{place}]"));
            }
            return;
        }
        left.into_iter().for_each(|(_, old)| self.tell(Some(old), None, &format!("{path}[]")));
        rest.into_iter().for_each(|new| self.tell(None, Some(new), &format!("{path}[]")));
    }

    fn tell(&mut self, a: Option<RowId>, b: Option<RowId>, path: &str) {
        let side =
            |finding: &Finding, row: RowId| Side { row: finding.origin(row), value: text(finding, row) };
        let field = b
            .and_then(|row| self.after.read_field(row))
            .or_else(|| a.and_then(|row| self.before.read_field(row)));
        let before = a.map(|row| side(self.before, row));
        let after = b.map(|row| side(self.after, row));
        let key = field.map(MemberId::key).unwrap_or_default();
        let value = |side: &Option<Side>| side.as_ref().map(|side| side.value.clone());
        self.out.push(Difference {
            change: match (a, b) {
                (None, _) => Change::Added,
                (_, None) => Change::Removed,
                _ => Change::Changed,
            },
            path: path.to_owned(),
            meaning: self.reader.pack.fields.get(&key).map(|field| field.meaning.clone()).unwrap_or_default(),
            tells: tells(&key, value(&before).as_deref(), value(&after).as_deref(), self.reader),
            field: key,
            before,
            after,
        });
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The name of a member: the model's, whatever the casing; the key itself where the model has none.
fn name(finding: &Finding, row: RowId) -> String {
    let doc = finding.read();
    let key = doc.key(row).unwrap_or_default();
    let wire = finding.read_field(row).and_then(MemberId::get).map(|member| member.wire);
    // An entry of a map belongs to the map's member and keeps its own key.
    match wire {
        Some(wire) if wire.eq_ignore_ascii_case(&key.replace('_', "")) => wire.to_owned(),
        Some(wire)
            if doc.parent(row).and_then(|parent| finding.read_field(parent)) != finding.read_field(row) =>
        {
            wire.to_owned()
        }
        _ => key.into_owned(),
    }
}

/// The value of a row as text.
fn text(finding: &Finding, row: RowId) -> String {
    let doc = finding.read();
    doc.string(row).map_or_else(|| doc.raw(row).to_owned(), |text| text.into_owned())
}

/// The member by which all elements of both lists can be told apart.
fn identity(a: &Finding, olds: &[RowId], b: &Finding, news: &[RowId]) -> Option<&'static str> {
    let distinct = |finding: &Finding, rows: &[RowId], name: &str| {
        let mut ids: Vec<Option<String>> = rows.iter().map(|&row| member_text(finding, row, name)).collect();
        let all = ids.iter().all(Option::is_some);
        ids.order();
        let before = ids.len();
        ids.dedup();
        all && ids.len() == before
    };
    if olds.is_empty() && news.is_empty() {
        return None;
    }
    IDENTITIES.into_iter().find(|name| distinct(a, olds, name) && distinct(b, news, name))
}

fn member_text(finding: &Finding, row: RowId, wanted: &str) -> Option<String> {
    let doc = finding.read();
    (doc.kind(row) == Kind::Object)
        .then(|| doc.children(row).find(|&child| name(finding, child) == wanted))
        .flatten()
        .filter(|&child| matches!(doc.kind(child), Kind::String | Kind::Number))
        .map(|child| text(finding, child))
}

/// Whether two values say the same, with all that is inside them.
fn equal(a: &Finding, old: RowId, b: &Finding, new: RowId) -> bool {
    let (left, right) = (a.read(), b.read());
    match (left.kind(old), right.kind(new)) {
        (Kind::Object, Kind::Object) => {
            let news: Vec<RowId> = right.children(new).collect();
            left.children(old).count() == news.len()
                && left.children(old).all(|child| {
                    let name = name(a, child);
                    news.iter().any(|&other| self::name(b, other) == name && equal(a, child, b, other))
                })
        }
        (Kind::Array, Kind::Array) => {
            left.children(old).count() == right.children(new).count()
                && left.children(old).zip(right.children(new)).all(|(x, y)| equal(a, x, b, y))
        }
        _ => same(a, old, b, new),
    }
}

/// Whether two values without parts say the same: as text, as a number, and where the field is a time, as one.
fn same(a: &Finding, old: RowId, b: &Finding, new: RowId) -> bool {
    let (left, right) = (text(a, old), text(b, new));
    let container = |kind| matches!(kind, Kind::Object | Kind::Array);
    if container(a.read().kind(old)) || container(b.read().kind(new)) {
        return false;
    }
    let of = a.read_field(old).and_then(MemberId::get).map(|member| member.of);
    let numbers = || Some(scan::number(&left)? == scan::number(&right)?);
    let times = || Some(Timestamp::parse(&left)? == Timestamp::parse(&right)?);
    left == right
        || match of {
            Some(Type::Timestamp) => times().unwrap_or(false),
            Some(Type::Double | Type::Integer | Type::Long) => numbers().unwrap_or(false),
            Some(Type::Boolean) => left.eq_ignore_ascii_case(&right),
            // Strings to the model, but times: `2026-01-01T00:00:00Z` and `2026-01-01T00:00:00.000Z`.
            _ => left.contains('T') && right.contains('T') && times().unwrap_or(false),
        }
}

/// What a difference tells beyond the values.
fn tells(key: &str, before: Option<&str>, after: Option<&str>, reader: &Reader<'_>) -> String {
    let numbers = || Some((scan::number(before?)?, scan::number(after?)?));
    let say = |text: Text, values: &[(&str, &str)]| text.fill(reader.lang, values);
    match key {
        "Service.Count" => match numbers() {
            Some((old, new)) if new > old => say(
                Text::new(
                    "GuardDuty counted it {n} more {n|time|times} in between.",
                    "その間に GuardDuty が {n} 回追加で検出しました。",
                ),
                &[("n", &count((new - old) as u64))],
            ),
            _ => String::new(),
        },
        "Finding.Severity" => match numbers() {
            Some((old, new)) if Band::of(old) != Band::of(new) => say(
                Text::new("The band went from {old} to {new}.", "重要度が {old} から {new} に変わりました。"),
                &[
                    ("old", Band::of(old).label().get(reader.lang)),
                    ("new", Band::of(new).label().get(reader.lang)),
                ],
            ),
            _ => String::new(),
        },
        "Service.EventLastSeen" => {
            match (before.and_then(Timestamp::parse), after.and_then(Timestamp::parse)) {
                (Some(old), Some(new)) if new > old => say(
                    Text::new(
                        "The activity was seen again, {span} later.",
                        "{span}後に再びアクティビティが観測されました。",
                    ),
                    &[("span", &duration(u64::try_from((new.0 - old.0) / 1000).unwrap_or(0), reader.lang))],
                ),
                _ => String::new(),
            }
        }
        "RemoteIpDetails.IpAddressV4" | "RemoteIpDetails.IpAddressV6"
            if before.is_some() && after.is_some() =>
        {
            say(
                Text::new(
                    "Another remote address. A finding keeps only the latest; the earlier one is in the older version alone.",
                    "リモートアドレスが変わりました。検出結果に残るのは最新のアドレスだけで、以前のものは古い版にしかありません。",
                ),
                &[],
            )
        }
        "Service.Archived" => match after {
            Some("true") => say(
                Text::new(
                    "It was archived: by a person, a suppression rule or a tool. That says nothing about its cause.",
                    "アーカイブされました。人、抑制ルール、ツールのいずれかによるもので、原因については何も示しません。",
                ),
                &[],
            ),
            _ => String::new(),
        },
        "Finding.Confidence" if after == Some("0") || after == Some("0.0") => {
            say(Text::new("AWS now takes it for a false positive.", "AWS が誤検出と判断しました。"), &[])
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Lang, ingest::Dialect, knowledge::Pack};
    use serde_json::{Value, json};

    fn differences(dialects: [Dialect; 2], before: &str, after: &str) -> Vec<Difference> {
        let pack = Pack::embedded(Lang::En).unwrap();
        let reader = Reader { lang: Lang::En, offset: None, pack: &pack };
        compare(&Finding::open(dialects[0], before), &Finding::open(dialects[1], after), &reader)
    }

    fn native(before: &Value, after: &Value) -> Vec<(Change, String)> {
        let found = differences([Dialect::Native; 2], &before.to_string(), &after.to_string());
        found.into_iter().map(|difference| (difference.change, difference.path)).collect()
    }

    fn sample() -> Value {
        serde_json::from_str(include_str!("../knowledge/types/EC2/UnauthorizedAccess-SSHBruteForce.json"))
            .unwrap()
    }

    #[test]
    fn a_finding_does_not_differ_from_itself_however_it_is_written() {
        let finding = sample();
        assert_eq!(native(&finding, &finding), []);
        fn pascal(value: &Value) -> Value {
            match value {
                Value::Object(map) => {
                    let member = |(key, value): (&String, &Value)| {
                        (key.get(..1).unwrap().to_uppercase() + key.get(1..).unwrap(), pascal(value))
                    };
                    map.iter().rev().map(member).collect::<serde_json::Map<_, _>>().into()
                }
                Value::Array(items) => items.iter().map(pascal).collect(),
                Value::Number(n) if n.as_f64() == Some(2.0) => json!(2.0),
                other => other.clone(),
            }
        }
        assert_eq!(native(&finding, &pascal(&finding)), []);
    }

    #[test]
    fn changes_are_told_by_field_with_what_they_mean() {
        let before = sample();
        let mut after = before.clone();
        after["service"]["count"] = json!(before["service"]["count"].as_u64().unwrap() + 3);
        after["severity"] = json!(8);
        after["service"]["action"]["networkConnectionAction"]["remoteIpDetails"]["ipAddressV4"] =
            json!("203.0.113.99");
        after["service"]["brandNew"] = json!({"x": 1});
        after["resource"]["instanceDetails"].as_object_mut().unwrap().remove("platform");
        let found = differences([Dialect::Native; 2], &before.to_string(), &after.to_string());
        let of = |path: &str| {
            found.iter().find(|d| d.path == path).unwrap_or_else(|| panic!("{path}: {found:#?}"))
        };
        assert!(
            of("service.count").tells.contains("3 more times") && !of("service.count").meaning.is_empty()
        );
        assert!(of("severity").tells.contains("Low to High"));
        let address = of("service.action.networkConnectionAction.remoteIpDetails.ipAddressV4");
        assert!(address.tells.contains("latest") && address.field == "RemoteIpDetails.IpAddressV4");
        assert_eq!(address.after.as_ref().unwrap().value, "203.0.113.99");
        let added = of("service.brandNew");
        assert_eq!((added.change, added.field.as_str(), added.before.as_ref()), (Change::Added, "", None));
        let rows: Vec<_> = found.iter().filter_map(|d| d.after.as_ref()?.row).collect();
        assert!(!rows.is_empty());
    }

    #[test]
    fn lists_are_compared_by_identity_and_without_order() {
        let with = |tags: Value, ips: Value| json!({"resource": {"instanceDetails": {"tags": tags, "networkInterfaces": [{"networkInterfaceId": "eni-1", "ipv6Addresses": ips}]}}});
        let tag = |key: &str, value: &str| json!({"key": key, "value": value});
        let before = with(json!([tag("a", "1"), tag("b", "2")]), json!(["2001:db8::1", "2001:db8::2"]));
        let after =
            with(json!([tag("b", "3"), tag("c", "4"), tag("a", "1")]), json!(["2001:db8::2", "2001:db8::3"]));
        let at = "resource.instanceDetails";
        assert_eq!(
            native(&before, &after),
            [
                (Change::Changed, format!("{at}.tags[b].value")),
                (Change::Added, format!("{at}.tags[c]")),
                (Change::Removed, format!("{at}.networkInterfaces[eni-1].ipv6Addresses[]")),
                (Change::Added, format!("{at}.networkInterfaces[eni-1].ipv6Addresses[]")),
            ]
        );
    }

    #[test]
    fn json_inside_strings_is_compared_by_its_members() {
        let with = |sample: bool| json!({"service": {"additionalInfo": {"value": json!({"sample": sample, "inBytes": "7"}).to_string()}}});
        assert_eq!(
            native(&with(true), &with(false)),
            [(Change::Changed, "service.additionalInfo.value.sample".to_owned())]
        );
    }

    #[test]
    fn any_two_texts_can_be_compared() {
        let texts = [
            "",
            "null",
            "[]",
            "{}",
            "{\"a\":",
            "{\"resource\":[{\"id\":1}]}",
            "{\"resource\":{\"tags\":[1,{}]}}",
        ];
        for a in texts {
            for b in texts {
                differences([Dialect::Native, Dialect::Asff], a, b);
                let found = differences([Dialect::Native; 2], a, b);
                assert!(a != b || found.is_empty(), "{a} {b} {found:?}");
            }
        }
    }
}
