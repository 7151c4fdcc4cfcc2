//! A remote account that GuardDuty does not know.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "outside-account",
    label: Text::new("Is the calling account a stranger's?", "呼び出し元は外部のアカウントか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let remote = case.service().action().aws_api_call_action().remote_account_details();
    let affiliated = remote.affiliated().filter(|a| !a.value)?;
    // AWS's own accounts, from which its services call, are under nobody's administrator.
    if remote.aws_service_name().is_some() {
        return None;
    }
    let account = remote.account_id()?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "Account {account} is managed elsewhere: it is an intruder's, a vendor's, or yours under another administrator.",
            "アカウント {account} は別の管理下にあります。侵入者のもの、ベンダーのもの、別の管理者配下にある自社のもののいずれかです。",
        ))
        .with("account", account)
        .about([affiliated.row])
        .inferred(),
        Text::new(
            "The account proving to be yours, or a vendor's that is expected to hold these credentials.",
            "自社のアカウント、またはこの認証情報を扱う想定のベンダーのアカウントだと分かった場合。",
        ),
    )
}
