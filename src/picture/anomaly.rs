//! An anomaly: what GuardDuty's model knows as usual beside what it found unusual.

use super::{
    Drawn, Motif,
    compare::{Facet, compare},
    drawing::Tone,
    node::Node,
};
use crate::{
    explain::{
        Reader, Subject,
        statement::Value,
        topic::anomaly::{Leaf, leaves, profile, words},
    },
    i18n::Text,
    json::RowId,
    model::{Timestamp, lens},
};

pub static MOTIF: Motif =
    Motif {
        id: "anomaly", label: Text::new("Usual and unusual", "通常の動きと通常と異なる動き"), draw
    };

const CAPTION: Text = Text::new(
    "As GuardDuty's model has it. The model knows what is frequent, not what is permitted; an empty side means that the finding names nothing there. What was compared and did not differ is in the table.",
    "GuardDuty のモデルによる比較です。モデルが知っているのは頻度であり、許可の有無ではありません。空欄は、検出結果に記載がないことを表します。差がなかった項目は表にあります。",
);

/// How often a profile saw something, by the beginning of its key.
const PROFILES: [(&str, Option<Text>); 3] = [
    ("frequentProfiled", None),
    ("infrequentProfiled", Some(Text::new("infrequent", "低頻度"))),
    ("rareProfiled", Some(Text::new("rare", "まれ"))),
];

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let mut facets = Facets { reader, list: Vec::new() };
    let service = subject.finding.service();
    let info = service.additional_info();
    if let Some(calls) = info.anomalies().anomalous_apis() {
        facets.calls(&calls);
    }
    for (key, value) in info.unusual_behavior().node().entries() {
        facets.behaviour(&key, value, "unusual", None, true);
    }
    for (key, value) in info.profiled_behavior().node().entries() {
        for (prefix, how_often) in PROFILES {
            facets.behaviour(&key, value, prefix, how_often, false);
        }
    }
    facets.older(info.unusual());
    let anomaly = service.detection().anomaly();
    facets.newer(anomaly.unusual().behavior(), true);
    facets.newer(anomaly.profiles(), false);
    let list: Vec<Facet> = facets
        .list
        .into_iter()
        .map(|(_, facet)| facet)
        .filter(|f| !(f.usual.is_empty() && f.unusual.is_empty()))
        .collect();
    if list.is_empty() {
        return None;
    }
    let (scene, table) = compare(reader, list);
    Some(Drawn { caption: CAPTION.get(reader.lang).to_owned(), scene, table })
}

/// The facets so far, by what tells them apart.
struct Facets<'r> {
    reader: &'r Reader<'r>,
    list: Vec<(String, Facet)>,
}

impl Facets<'_> {
    fn at(&mut self, key: String, what: &str, whose: &str) -> Option<&mut Facet> {
        if !self.list.iter().any(|(known, _)| *known == key) {
            const BARE: Text = Text::new("value", "値");
            let what = if what.is_empty() { BARE.get(self.reader.lang) } else { what };
            let what = if whose.is_empty() { what.to_owned() } else { format!("{what} · {whose}") };
            let facet = Facet { what, usual: Vec::new(), unusual: Vec::new() };
            self.list.push((key.clone(), facet));
        }
        self.list.iter_mut().find(|(known, _)| *known == key).map(|(_, facet)| facet)
    }

    /// `service:[api:result , api:result] , service:[…]`; text of another form stands as it is.
    fn calls(&mut self, calls: &lens::Text<'_>) {
        const WHAT: Text = Text::new(
            "API calls of this finding, with the result of each",
            "この検出結果の API コールと結果",
        );
        const SUCCESS: Text = Text::new("success", "成功");
        let reader = self.reader;
        let nodes: Vec<Node> = parsed_calls(calls.as_str())
            .map(|(service, api, result)| {
                let succeeded = result.eq_ignore_ascii_case("success");
                let tone = if succeeded || result.is_empty() { Tone::Alarm } else { Tone::Calm };
                let mut node = Node::of(String::new(), tone, api.to_owned(), vec![calls.row]);
                let shown = if succeeded { SUCCESS.get(reader.lang) } else { result };
                node.notes.extend(
                    [service, shown].iter().filter(|note| !note.is_empty()).map(|note| (*note).to_owned()),
                );
                node
            })
            .collect();
        if let Some(facet) = self.at("calls".to_owned(), WHAT.get(reader.lang), "") {
            facet.unusual.extend(nodes);
        }
    }

    /// A key such as `rareProfiledASNsUserIdentityProfiling` with its values, joined or listed.
    fn behaviour(
        &mut self,
        key: &str,
        value: lens::Node<'_>,
        prefix: &str,
        how_often: Option<Text>,
        unusual: bool,
    ) {
        let Some(rest) = key.strip_prefix(prefix) else { return };
        let reader = self.reader;
        let (what, whose) = match profile(rest) {
            Some((what, whose)) => (what.get(reader.lang).to_owned(), whose.get(reader.lang).to_owned()),
            // Keys that are newer than this page are shown by their own name.
            None => (rest.to_owned(), String::new()),
        };
        let nodes: Vec<Node> = leaves(value)
            .flat_map(|leaf| joined(&leaf).map(|part| (part, leaf.row)).collect::<Vec<_>>())
            .map(|(part, row)| chip(reader, part, how_often, row, unusual))
            .collect();
        if let Some(facet) = self.at(rest.to_owned(), &what, &whose) {
            if unusual { facet.unusual.extend(nodes) } else { facet.usual.extend(nodes) }
        }
    }

    /// `additionalInfo.unusual`: a port, a word, or an object of lists.
    fn older(&mut self, unusual: lens::Node<'_>) {
        let reader = self.reader;
        let parts: Vec<_> = unusual.entries().collect();
        let parts = if parts.is_empty() { vec![("".into(), unusual)] } else { parts };
        for (name, value) in parts {
            let what = words(&name).map_or_else(|| name.to_string(), |text| text.get(reader.lang).to_owned());
            let nodes: Vec<Node> = leaves(value)
                .map(|leaf| {
                    let text = match (name.as_ref(), scan::number(&leaf.text).and_then(Timestamp::of_epoch)) {
                        ("hoursOfDay", Some(at)) => at.show(reader.offset),
                        _ => leaf.text,
                    };
                    chip(reader, text, None, leaf.row, true)
                })
                .collect();
            if let Some(facet) = self.at(format!("unusual.{name}"), &what, "") {
                facet.unusual.extend(nodes);
            }
        }
    }

    /// `detection.anomaly`: dimension → feature → observations, in a list where they are usual.
    fn newer(&mut self, behavior: lens::Node<'_>, unusual: bool) {
        let reader = self.reader;
        for (dimension, features) in behavior.entries() {
            for (feature, objects) in features.entries() {
                let mut nodes = Vec::new();
                for object in objects.items() {
                    let object = lens::AnomalyObject::from(object);
                    let how = object.profile_subtype().map(|kind| subtype(kind.as_str()));
                    nodes.extend(
                        leaves(object.observations().node())
                            .map(|leaf| chip(reader, leaf.text, how, leaf.row, unusual)),
                    );
                }
                if let Some(facet) = self.at(format!("{dimension}.{feature}"), &feature, &dimension) {
                    if unusual { facet.unusual.extend(nodes) } else { facet.usual.extend(nodes) }
                }
            }
        }
    }
}

fn chip(reader: &Reader<'_>, text: String, note: Option<Text>, row: RowId, unusual: bool) -> Node {
    let tone = match (unusual, note) {
        (true, _) => Tone::Alarm,
        (false, None) => Tone::Calm,
        (false, Some(_)) => Tone::Faint,
    };
    let node = Node::of(String::new(), tone, network(text), vec![row]);
    node.note(reader, Text::same("{x}"), note.map(Value::Words))
}

/// `asnNumber: 64504 asnOrg: Example` as the other pictures write it: `AS64504 Example`.
fn network(text: String) -> String {
    let parts = text.strip_prefix("asnNumber: ").and_then(|rest| rest.split_once(" asnOrg: "));
    match parts {
        Some((number, owner)) if number.parse::<u32>().is_ok() => format!("AS{number} {owner}"),
        _ => text,
    }
}

/// The model's `ProfileSubtype`.
fn subtype(name: &str) -> Text {
    match name {
        "FREQUENT" => Text::new("frequent", "高頻度"),
        "INFREQUENT" => Text::new("infrequent", "低頻度"),
        "RARE" => Text::new("rare", "まれ"),
        "UNSEEN" => Text::new("never seen before", "初めて"),
        "COUNT" => Text::new("count", "件数"),
        "AVERAGE" => Text::new("average", "平均"),
        _ => Text::new("other measure", "その他の指標"),
    }
}

/// The parts of a text that joins them by ` , `.
fn joined(leaf: &Leaf) -> impl Iterator<Item = String> + '_ {
    leaf.text.split(" , ").map(str::trim).filter(|part| !part.is_empty() && *part != "[]").map(str::to_owned)
}

fn parsed_calls(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    text.split(']').flat_map(|group| {
        let group = group.trim_start_matches([' ', ',']);
        let (service, calls) = group.split_once(":[").unwrap_or(("", group));
        calls.split(" , ").filter_map(move |call| {
            let call = call.trim();
            let (api, result) = call.rsplit_once(':').unwrap_or((call, ""));
            (!api.is_empty()).then_some((service.trim(), api.trim(), result.trim()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_come_apart_with_their_results() {
        let text = "iam.amazonaws.com:[ListUsers:success , GetRolePolicy:AccessDenied] , ec2.amazonaws.com:[DescribeInstances:success]";
        let calls: Vec<_> = parsed_calls(text).collect();
        assert_eq!(
            calls,
            [
                ("iam.amazonaws.com", "ListUsers", "success"),
                ("iam.amazonaws.com", "GetRolePolicy", "AccessDenied"),
                ("ec2.amazonaws.com", "DescribeInstances", "success"),
            ]
        );
        assert_eq!(parsed_calls("something else").collect::<Vec<_>>(), [("", "something else", "")]);
        assert_eq!(parsed_calls("").count(), 0);
    }
}
