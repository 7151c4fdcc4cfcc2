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
    let account = remote.account_id()?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "The credentials were used from account {account}, which is not under this GuardDuty administrator account.",
            "認証情報はアカウント {account} から使われました。このアカウントは同じ GuardDuty 管理者アカウントの配下にありません。",
        ))
        .with("account", account)
        .about([affiliated.row])
        .inferred(),
        Text::new(
            "The account proving to be your own all the same (another organisation or administrator), or a vendor's that is expected.",
            "実際には自社 (別の組織や管理者) や、想定済みのベンダーのアカウントだと分かった場合。",
        ),
    )
}
