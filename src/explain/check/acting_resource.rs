//! A resource that did it rather than suffered it.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "acting-resource",
    label: Text::new("Did your own resource do it?", "自社のリソースが発信元か"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let role = case.service().resource_role().filter(|role| role.as_str() == "ACTOR")?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "GuardDuty gives the resource the role ACTOR: the activity went out from it. Unless it was set to do this, somebody else controls it.",
            "GuardDuty はリソースロールを ACTOR (アクター) としています。アクティビティの発信元です。意図した動作でなければ、第三者に操作されています。",
        ))
        .about([role.row])
        .inferred(),
        Text::new(
            "The machine's purpose: a scanner, a load test, a mail relay, a resolver.",
            "マシンの用途 (スキャナー、負荷テスト、メール中継、DNS リゾルバーなど) で説明できる場合。",
        ),
    )
}
