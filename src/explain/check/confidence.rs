//! AWS's later word on a finding, and what its absence says: nothing.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "confidence",
    label: Text::new("Has AWS withdrawn it?", "AWS が取り下げたかどうか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    match case.finding().confidence() {
        Some(confidence) if confidence.value == 0.0 => answer(
            Harmless(Strong),
            say(Text::new(
                "AWS itself takes it for a false positive since: confidence is 0.",
                "AWS 自身が誤検出と判断しています (confidence が 0)。",
            ))
            .about([confidence.row])
            .observed(),
            Text::new(
                "A later update of the finding without the 0, or other findings on the same resource.",
                "その後の更新で 0 でなくなった場合や、同じリソースにほかの検出結果がある場合。",
            ),
        ),
        Some(_) => None,
        None => answer(
            Neither,
            say(Text::new(
                "The finding carries no confidence. That is usual and confirms nothing.",
                "confidence の記載はありません。これは通常のことで、何かを裏付けるものではありません。",
            ))
            .about(case.finding().node().row())
            .observed(),
            Text::new(
                "A later version of the finding with confidence 0.",
                "その後の更新で confidence が 0 になった場合。",
            ),
        ),
    }
}
