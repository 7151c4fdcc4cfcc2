//! A remote account that is the reader's.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "own-account",
    label: Text::new("Is the calling account yours?", "呼び出し元は自社のアカウントか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let remote = case.service().action().aws_api_call_action().remote_account_details().account_id()?;
    let account = case.context()?.account(remote.as_str())?;
    answer(
        Harmless(Moderate),
        say(Text::new(
            "The calling account {account} is yours: {name}. It may itself be broken into.",
            "呼び出し元のアカウント {account} は自社のものです ({name})。ただし、そのアカウント自体が侵害されている可能性もあります。",
        ))
        .with("account", remote)
        .with("name", Value::Raw(account.name.clone()))
        .from_context(),
        Text::new(
            "Nothing in that account that should hold these credentials or carry this traffic.",
            "そのアカウントに、この認証情報や通信を扱うものがない場合。",
        ),
    )
}
