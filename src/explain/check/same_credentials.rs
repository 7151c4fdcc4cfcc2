//! Other findings about the same credentials.

use super::prelude::*;
use crate::model::is_anonymous;

pub static CHECK: Check = Check {
    id: "same-credentials",
    label: Text::new("Do other findings name the same credentials?", "同じ認証情報のほかの検出結果があるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    // Requests without credentials share a name and nothing else.
    let named = case.principal().filter(|name| !is_anonymous(name.as_str()));
    let of = |credentials: &str| case.other_types(|peer| peer.concerns(credentials));
    // A second key of the same user, or the role's next session, has another id.
    let mut all = [case.key(), named].into_iter().flatten();
    let ((types, rows), credentials) = all.find_map(|one| Some((of(one.as_str())?, one)))?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "The credentials {credentials} appear in other loaded findings of this account too: {types}.",
            "認証情報 {credentials} は、読み込んだ同じアカウントのほかの検出結果にもあります: {types}。",
        ))
        .with("credentials", credentials)
        .with("types", names(types))
        .about(rows)
        .observed(),
        ONE_CAUSE,
    )
}
