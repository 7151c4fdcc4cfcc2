//! Severity bands.

use crate::i18n::Text;
use serde::{Deserialize, Serialize};

/// The band that a severity number falls into.
///
/// Limits: AWS user guide, "Severity levels of GuardDuty findings": Low 1.0–3.9, Medium 4.0–6.9, High 7.0–8.9, Critical
/// 9.0–10.0. Attack sequences are the only findings that reach Critical.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// 1.0–3.9.
    Low,
    /// 4.0–6.9.
    Medium,
    /// 7.0–8.9.
    High,
    /// 9.0–10.0.
    Critical,
}

impl Band {
    /// Every band, the worst first.
    pub const ALL: [Band; 4] = [Band::Critical, Band::High, Band::Medium, Band::Low];

    /// The band of a number. Numbers outside 1–10 fall into the nearest band.
    pub fn of(severity: f64) -> Band {
        match severity {
            s if s >= 9.0 => Band::Critical,
            s if s >= 7.0 => Band::High,
            s if s >= 4.0 => Band::Medium,
            _ => Band::Low,
        }
    }

    /// The band by its English name, as ASFF labels and OCSF captions write it.
    pub fn named(name: &str) -> Option<Band> {
        Band::ALL.into_iter().find(|band| band.label().en.eq_ignore_ascii_case(name))
    }

    /// The name.
    pub const fn label(self) -> Text {
        match self {
            Band::Low => Text::new("Low", "低"),
            Band::Medium => Text::new("Medium", "中"),
            Band::High => Text::new("High", "高"),
            Band::Critical => Text::new("Critical", "重大"),
        }
    }

    /// The limits, both included.
    pub const fn limits(self) -> &'static str {
        match self {
            Band::Low => "1.0–3.9",
            Band::Medium => "4.0–6.9",
            Band::High => "7.0–8.9",
            Band::Critical => "9.0–10.0",
        }
    }

    /// The word that style sheets and the address use.
    pub const fn slug(self) -> &'static str {
        match self {
            Band::Low => "low",
            Band::Medium => "medium",
            Band::High => "high",
            Band::Critical => "critical",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_belong_to_the_band_that_they_open() {
        let bands = [1.0, 3.9, 4.0, 6.9, 7.0, 8.9, 9.0, 10.0].map(Band::of);
        use Band::*;
        assert_eq!(bands, [Low, Low, Medium, Medium, High, High, Critical, Critical]);
    }
}
