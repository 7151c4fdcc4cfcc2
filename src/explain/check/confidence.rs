//! AWS's later word on a finding. Its absence says nothing, and so is not answered.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "confidence",
    label: Text::new("Has AWS withdrawn it?", "AWS が取り下げたかどうか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    // Most findings carry none: that confirms nothing, and a line on every page would say it.
    let confidence = case.finding().confidence().filter(|confidence| confidence.value == 0.0)?;
    answer(
        Harmless(Strong),
        say(Text::new(
            "AWS itself now takes it for a false positive: confidence is 0.",
            "AWS 自身が誤検出と判断しています (confidence が 0)。",
        ))
        .about([confidence.row])
        .observed(),
        Text::new(
            "A later update of the finding without the 0, or other findings on the same resource.",
            "その後の更新で 0 でなくなった場合や、同じリソースにほかの検出結果がある場合。",
        ),
    )
}
