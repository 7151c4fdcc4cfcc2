//! A principal of another account.

use super::prelude::*;
use crate::model::ANONYMOUS_PRINCIPAL;

pub static CHECK: Check = Check {
    id: "foreign-principal",
    label: Text::new("Is the principal another account's?", "別アカウントのプリンシパルか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let own = case.finding().account_id()?;
    let actors = case.service().detection().sequence();
    let other = actors
        .actors()
        .find_map(|actor| actor.user().account().uid().filter(|uid| uid.as_str() != own.as_str()));
    let key = case.resource().access_key_details();
    let outside = key.user_type().filter(|kind| kind.as_str() == "AWSAccount");
    let named = key.user_name().or_else(|| key.principal_id());
    let named = outside.and(named.filter(|name| name.as_str() != ANONYMOUS_PRINCIPAL));
    let principal = other.or(named)?;
    answer(
        Attack(Weak),
        say(Text::new(
            "The principal belongs to another account, {principal}: a policy of yours lets it in, or a trust you gave.",
            "プリンシパルは別のアカウント {principal} のものです。自社のポリシーまたは信頼関係によって許可されています。",
        ))
        .with("principal", principal)
        .about([own.row])
        .observed(),
        Text::new(
            "The account proving to be one of yours, or a vendor's that you let in on purpose.",
            "自社のアカウント、または意図して許可したベンダーのアカウントだと分かった場合。",
        ),
    )
}
