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
    // Of these types root's use is all that was seen, not something that it did.
    let only =
        ["RootCredentialUsage", "ShortTermRootCredentialUsage"].into_iter().any(|f| case.family(f).is_some());
    answer(
        if only { Attack(Weak) } else { Attack(Moderate) },
        say(Text::new(
            "Root is for the few tasks that nothing else can do. Any other use is a bad habit or an intruder.",
            "ルートユーザーは、ほかの手段ではできないごく一部の作業のためのものです。それ以外での使用は、好ましくない慣行か、侵入者によるものです。",
        ))
        .about([kind.row])
        .observed(),
        Text::new(
            "A ticket for one of the few tasks that need root, and the holder of its MFA device confirming it.",
            "ルートユーザーが必要な作業の記録があり、MFA デバイスの管理者が確認した場合。",
        ),
    )
}
