//! What is not a finding but stands near one: recognised and named, not reported as broken.

use super::{
    Place,
    envelope::{get, text_of},
    record::{Dialect, dialect, is_type},
};
use crate::{
    i18n::Text,
    json::{Document, Kind, RowId},
};
use serde::{Deserialize, Serialize};

/// Things that were recognised and are no findings: all of one kind in a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// What.
    pub kind: NeighbourKind,
    /// How many.
    pub count: u64,
    /// Where the first of them stands.
    pub place: Place,
}

/// What stands near a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum NeighbourKind {
    ObjectScan,
    PostScanAction,
    MalwareProtectionStatus,
    CloudTrail,
    Investigation,
    DetectiveIndicators,
    FlowLogs,
    OtherEvent,
    OtherProduct,
    OtherOcsf,
    Empty,
    StixBundle,
    SentinelRow,
    ElasticDocument,
    OtherJson,
}

impl NeighbourKind {
    /// What it is called.
    pub const fn label(self) -> Text {
        match self {
            NeighbourKind::ObjectScan => {
                Text::new("Malware Protection for S3 scan result", "Malware Protection for S3 のスキャン結果")
            }
            NeighbourKind::PostScanAction => Text::new(
                "Malware Protection post-scan action failure",
                "Malware Protection のスキャン後アクションの失敗",
            ),
            NeighbourKind::MalwareProtectionStatus => {
                Text::new("Malware Protection resource status", "Malware Protection のリソースステータス")
            }
            NeighbourKind::CloudTrail => Text::new("CloudTrail records", "CloudTrail レコード"),
            NeighbourKind::Investigation => {
                Text::new("GuardDuty Investigation", "GuardDuty Investigation の結果")
            }
            NeighbourKind::DetectiveIndicators => Text::new(
                "Detective indicators (references to findings only)",
                "Detective のインジケーター (検出結果への参照のみ)",
            ),
            NeighbourKind::FlowLogs => Text::new("VPC flow logs", "VPC フローログ"),
            NeighbourKind::OtherEvent => {
                Text::new("EventBridge event of another kind", "別の種類の EventBridge イベント")
            }
            NeighbourKind::OtherProduct => {
                Text::new("Security Hub finding of another product", "別の製品の Security Hub 検出結果")
            }
            NeighbourKind::OtherOcsf => Text::new(
                "OCSF event that is not a finding (Security Lake)",
                "検出結果ではない OCSF イベント (Security Lake)",
            ),
            NeighbourKind::Empty => Text::new("Empty list of findings", "空の検出結果リスト"),
            NeighbourKind::StixBundle => Text::new("STIX bundle", "STIX バンドル"),
            NeighbourKind::SentinelRow => Text::new(
                "Row of Microsoft Sentinel's AWSGuardDuty table (not the finding's own JSON)",
                "Microsoft Sentinel の AWSGuardDuty テーブルの行 (検出結果そのものの JSON ではありません)",
            ),
            NeighbourKind::ElasticDocument => Text::new(
                "Elastic document without event.original (not the finding's own JSON)",
                "event.original のない Elastic ドキュメント (検出結果そのものの JSON ではありません)",
            ),
            NeighbourKind::OtherJson => Text::new("Other JSON", "その他の JSON"),
        }
    }
}

/// What a row is, if it is something near a finding, and how many of it there are.
pub(super) fn recognise(doc: &Document, row: RowId) -> Option<(NeighbourKind, u64)> {
    let records = get(doc, row, "Records").unwrap_or(row);
    if doc.kind(records) == Kind::Array {
        let count = doc.children(records).count() as u64;
        let all = count > 0 && doc.children(records).all(|record| is_cloudtrail(doc, record));
        return all.then_some((NeighbourKind::CloudTrail, count));
    }
    let has = |name: &str| get(doc, row, name).is_some();
    let kind = if let Some(kind) = text_of(doc, row, "detail-type") {
        event_kind(&kind)?
    } else if is_cloudtrail(doc, row) {
        NeighbourKind::CloudTrail
    } else if get(doc, row, "Investigation").is_some_and(|inner| get(doc, inner, "Summary").is_some()) {
        NeighbourKind::Investigation
    } else if has("Indicators") && (has("InvestigationId") || has("GraphArn")) {
        NeighbourKind::DetectiveIndicators
    } else if has("srcaddr") && has("dstaddr") && has("action") {
        NeighbourKind::FlowLogs
    } else if has("objects") && text_of(doc, row, "type").is_some_and(|kind| kind == "bundle") {
        NeighbourKind::StixBundle
    } else if is_of_other_product(doc, row) {
        NeighbourKind::OtherProduct
    } else if has("class_uid") && has("metadata") && dialect(doc, row).is_none() {
        NeighbourKind::OtherOcsf
    } else {
        return None;
    };
    Some((kind, 1))
}

/// What a row is in which no finding was found: what log stores make of a finding, without the finding.
pub(super) fn remains_of(doc: &Document, row: RowId) -> Option<NeighbourKind> {
    let has = |name: &str| get(doc, row, name).is_some();
    if has("ActivityType") && (has("ResourceDetails") || has("ServiceDetails")) {
        return Some(NeighbourKind::SentinelRow);
    }
    let parsed = get(doc, row, "aws").and_then(|aws| get(doc, aws, "guardduty"));
    parsed.map(|_| NeighbourKind::ElasticDocument)
}

/// Whether plain text is VPC flow logs: a header that names the fields, or lines of the default format.
pub(super) fn is_flow_log(text: &str) -> bool {
    let fields: Vec<&str> = text.lines().next().unwrap_or_default().split_whitespace().collect();
    let version = fields.first().is_some_and(|first| first.bytes().all(|b| b.is_ascii_digit()));
    let status = fields.last().is_some_and(|last| matches!(*last, "OK" | "NODATA" | "SKIPDATA"));
    fields.contains(&"srcaddr") && fields.contains(&"dstaddr")
        || version && status && fields.iter().any(|field| field.starts_with("eni-"))
}

fn event_kind(detail_type: &str) -> Option<NeighbourKind> {
    let is = |words: &str| detail_type.contains(words);
    match () {
        () if is("via CloudTrail") => Some(NeighbourKind::CloudTrail),
        () if !is("GuardDuty Malware Protection") => None,
        () if is("Object Scan Result") => Some(NeighbourKind::ObjectScan),
        () if is("Post Scan Action") => Some(NeighbourKind::PostScanAction),
        () if is("Resource Status") => Some(NeighbourKind::MalwareProtectionStatus),
        () => None,
    }
}

fn is_cloudtrail(doc: &Document, row: RowId) -> bool {
    let has = |name: &str| get(doc, row, name).is_some();
    has("eventName") && has("eventSource") && (has("eventTime") || has("eventVersion"))
}

/// Whether a row is a finding of another product: they travel in the same envelopes.
fn is_of_other_product(doc: &Document, row: RowId) -> bool {
    let names_guardduty = |text: String| text.to_ascii_lowercase().contains("guardduty");
    match dialect(doc, row) {
        None | Some(Dialect::Native) => false,
        Some(Dialect::Asff) => !["ProductArn", "ProductName", "GeneratorId"]
            .iter()
            .filter_map(|name| text_of(doc, row, name))
            .any(names_guardduty),
        Some(Dialect::Ocsf) => {
            let product = get(doc, row, "metadata").and_then(|metadata| get(doc, metadata, "product"));
            let types = get(doc, row, "finding_info").and_then(|info| get(doc, info, "types"));
            // A mapping by somebody else names itself as the product and keeps GuardDuty's type.
            let of_guardduty = |row: RowId| doc.string(row).is_some_and(|name| is_type(&name));
            !product.is_some_and(|product| names_guardduty(doc.raw(product).to_owned()))
                && !types.is_some_and(|types| doc.children(types).any(of_guardduty))
        }
    }
}
