//! A remote account under the same GuardDuty administrator.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "affiliated-account",
    label: Text::new("Is the calling account related?", "呼び出し元は関連アカウントか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let remote = case.service().action().aws_api_call_action().remote_account_details();
    let affiliated = remote.affiliated().filter(|a| a.value)?;
    let account = remote.account_id()?;
    answer(
        Harmless(Weak),
        say(Text::new(
            "An affiliated account is often a shared network hub through which the machine's own traffic leaves. That lowers the suspicion and does not clear it: account {account} may be the one broken into.",
            "affiliated のアカウントは、マシン自身の通信が通る共有ネットワーク用アカウントであることがよくあります。疑いは下がりますが、アカウント {account} 自体が侵害されている可能性もあり、正当である証明にはなりません。",
        ))
        .with("account", account)
        .about([affiliated.row])
        .inferred(),
        Text::new(
            "No network path between the two accounts that would explain it.",
            "2 つのアカウントの間に、それを説明できるネットワーク経路がない場合。",
        ),
    )
}
