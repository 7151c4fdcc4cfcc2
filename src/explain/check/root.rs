//! The account's root user.

use super::prelude::*;

pub static CHECK: Check =
    Check {
        id: "root", label: Text::new("Was root used?", "ルートユーザーが使われたか"), evaluate
    };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let actors = case.service().detection().sequence();
    let of_actor = actors.actors().find_map(|a| a.user().type_().filter(|t| t.as_str() == "Root"));
    let key = case.resource().access_key_details();
    let kind = key.user_type().filter(|t| t.as_str() == "Root").or(of_actor)?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "The root user's credentials were used. Hardly any daily task needs them, and no policy inside the account limits them.",
            "ルートユーザーの認証情報が使われました。日常業務で必要になることはほとんどなく、アカウント内のポリシーでは制限できません。",
        ))
        .about([kind.row])
        .observed(),
        Text::new(
            "A ticket for one of the few tasks that need root, and the holder of its MFA device confirming it.",
            "ルートユーザーが必要な作業の記録があり、MFA デバイスの管理者が確認した場合。",
        ),
    )
}
