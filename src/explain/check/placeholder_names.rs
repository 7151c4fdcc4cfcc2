//! The names that GuardDuty's sample generator writes, in a finding that has lost its sample mark.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "placeholder-names",
    label: Text::new(
        "Does it look like a sample that lost its mark?",
        "印の失われたサンプルのように見えるか",
    ),
    evaluate,
};

/// What names made by CreateSampleFindings begin with.
const PLACEHOLDER: &str = "GeneratedFinding";

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    if case.is_sample() {
        return None;
    }
    let places = [case.principal(), case.key(), case.service().action().aws_api_call_action().api()];
    let names: Vec<_> =
        places.into_iter().flatten().filter(|name| name.as_str().starts_with(PLACEHOLDER)).collect();
    if names.is_empty() {
        return None;
    }
    answer(
        Neither,
        say(Text::new(
            "{names} is how GuardDuty's sample generator names things, yet the finding is not marked as a sample. A pipeline may have dropped the mark; but anybody can choose such a name.",
            "{names} は GuardDuty のサンプル生成で使われる名前ですが、サンプルの印がありません。途中の処理で印が失われた可能性もありますが、同じ名前は誰でも付けられます。",
        ))
        .with("names", names)
        .observed(),
        Text::new(
            "The finding in GuardDuty itself: its title begins with [SAMPLE] if it is one.",
            "GuardDuty 上の検出結果を確認した場合。サンプルならタイトルが [SAMPLE] で始まります。",
        ),
    )
}
