//! A brute force over the network: flows do not tell whether anybody got in.

use super::prelude::*;

pub static CHECK: Check =
    Check {
        id: "remote-login", label: Text::new("Did anybody get in?", "ログインは成功したか"), evaluate
    };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let families = ["SSHBruteForce", "RDPBruteForce", "WinRMBruteForce"];
    let row = families.into_iter().find_map(|family| case.family(family))?;
    answer(
        Open,
        say(Text::new(
            "The finding is made from flow logs: it cannot say whether a login succeeded. The log of the machine that was tried can: auth.log or secure, the Windows Security log (4624, 4625).",
            "この検出結果はフローログに基づくため、ログインが成功したかどうかは分かりません。試行されたマシンの auth.log や secure、Windows のセキュリティログ (4624、4625) で確認できます。",
        ))
        .about([row])
        .unknowable(Settle::MACHINE),
        Text::new(
            "A successful login from the address after the failures.",
            "失敗の後に、同じアドレスからの成功したログインが見つかった場合。",
        ),
    )
}
