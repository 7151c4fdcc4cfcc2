//! GuardDuty's own mark of a sample.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "sample", label: Text::new("Is it a sample?", "サンプルかどうか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let sample = case.service().additional_info().sample().filter(|s| s.value)?;
    answer(
        Harmless(Strong),
        say(Text::new(
            "GuardDuty's own mark says so: a sample, made to be looked at.",
            "GuardDuty の印があり、確認用に生成されたサンプルです。",
        ))
        .about([sample.row])
        .observed(),
        Text::new(
            "Only an edited JSON: compare it with the finding in GuardDuty.",
            "JSON が編集されていた場合のみ変わります。GuardDuty 上の検出結果と比べてください。",
        ),
    )
}
