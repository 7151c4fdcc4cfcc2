//! A machine that tried others rather than being tried.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "acting-resource",
    label: Text::new("Did your own machine try the logins?", "自社のマシンがログインを試行したか"),
    evaluate,
};

/// The families in which the machine can be on either side; elsewhere the type alone says which.
const EITHER: [&str; 3] = ["RDPBruteForce", "SSHBruteForce", "WinRMBruteForce"];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let role = case.service().resource_role().filter(|role| role.as_str() == "ACTOR")?;
    let family = EITHER.into_iter().find_map(|family| case.family(family))?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "The machine tried the logins; it was not the one being tried. A job with an old password does that, and so does whoever has broken in.",
            "このマシンはログインを試行された側ではなく、試行した側です。古いパスワードのままのジョブでも、侵入した者でも、同じように見えます。",
        ))
        .about([role.row, family])
        .inferred(),
        Text::new(
            "A job, scanner or test on this machine that owns these logins.",
            "このマシン上のジョブ、スキャナー、テストによるログインと確認できた場合。",
        ),
    )
}
