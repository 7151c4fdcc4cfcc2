//! What is not a finding but stands near one: recognised and named, not reported as broken.

use super::Place;
use crate::i18n::Text;

/// Something that was recognised and is no finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// What.
    pub kind: NeighbourKind,
    /// How many.
    pub count: u64,
    /// Where.
    pub place: Place,
}

/// What stands near a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    Empty,
    StixBundle,
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
            NeighbourKind::Empty => Text::new("Empty list of findings", "空の検出結果リスト"),
            NeighbourKind::StixBundle => Text::new("STIX bundle", "STIX バンドル"),
        }
    }
}
