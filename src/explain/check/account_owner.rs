//! Whom to ask about the finding's account.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "account-owner", label: Text::new("Who can say?", "誰に確認できるか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let id = case.finding().account_id()?;
    let account = case.context()?.account(id.as_str())?;
    let owner = account.owner.clone()?;
    answer(
        Neither,
        say(Text::new(
            "The finding's account {account} is {name}; {owner} can say whether this was wanted.",
            "検出結果のアカウント {account} は {name} です。意図した操作かどうかは {owner} に確認できます。",
        ))
        .with("account", id)
        .with("name", Value::Raw(account.name.clone()))
        .with("owner", Value::Raw(owner))
        .from_context(),
        Text::new(
            "Their answer, with what they did and when.",
            "いつ何を行ったかについて、担当者から回答を得た場合。",
        ),
    )
}
