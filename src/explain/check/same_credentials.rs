//! Other findings about the same credentials.

use super::prelude::*;
use std::collections::BTreeSet;

pub static CHECK: Check = Check {
    id: "same-credentials",
    label: Text::new("Do other findings name the same credentials?", "同じ認証情報のほかの検出結果があるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let account = case.finding().account_id()?;
    let kind = case.finding().type_()?;
    // Requests without credentials share a name and nothing else.
    let nobody = ["system:anonymous", "ANONYMOUS_PRINCIPAL"];
    let named = case.principal().filter(|name| !nobody.contains(&name.as_str()));
    let of = |credentials: &str| {
        let same = |own: &Option<String>| own.as_deref() == Some(credentials);
        let others = case.peers().filter(|peer| {
            peer.account == account.as_str()
                && peer.type_string != kind.as_str()
                && (same(&peer.key) || same(&peer.principal))
        });
        others.map(|peer| peer.type_string.as_str()).collect::<BTreeSet<_>>()
    };
    // A second key of the same user, or the role's next session, has another id.
    let (types, credentials) = [case.key(), named]
        .into_iter()
        .flatten()
        .map(|credentials| (of(credentials.as_str()), credentials))
        .find(|(types, _)| !types.is_empty())?;
    let types = types.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    answer(
        Attack(Moderate),
        say(Text::new(
            "The credentials {credentials} appear in other loaded findings of this account too: {types}.",
            "認証情報 {credentials} は、読み込んだ同じアカウントのほかの検出結果にもあります: {types}。",
        ))
        .with("credentials", credentials)
        .with("types", Value::List(types))
        .about([account.row, kind.row])
        .observed(),
        Text::new(
            "One cause that explains all of them, such as an announced test.",
            "予告されたテストなど、すべてを説明できる 1 つの原因がある場合。",
        ),
    )
}
