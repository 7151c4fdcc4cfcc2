//! The same credentials in two countries within a day.

use super::{case::time, prelude::*};

pub static CHECK: Check = Check {
    id: "two-countries",
    label: Text::new(
        "Were the credentials in two countries at once?",
        "認証情報が同時期に 2 か国で使われたか",
    ),
    evaluate,
};

/// How near in time two uses have to lie, in seconds.
const NEAR: u64 = 24 * 60 * 60;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let here = case.subject.remotes().find_map(|remote| remote.country().country_name())?;
    let account = case.finding().account_id()?;
    let last = case.service().event_last_seen()?;
    let at = time(Some(last.clone()))?;
    let near = |other| at.since(other).or_else(|| other.since(at)).is_some_and(|gap| gap <= NEAR);
    let elsewhere = |name: &str| {
        case.peers()
            .filter(|peer| peer.account == account.as_str() && peer.concerns(name))
            .filter(|peer| peer.last.is_some_and(near))
            .filter_map(|peer| peer.country.as_deref())
            .find(|country| *country != here.as_str())
    };
    // Many people hold sessions of one role: the key is one holder's, a name only where it is a user's.
    let kind = case.resource().access_key_details().user_type();
    let user = kind.is_none_or(|kind| matches!(kind.as_str(), "IAMUser" | "Root"));
    let names = [case.key(), case.principal().filter(|_| user)];
    let (there, credentials) =
        names.into_iter().flatten().find_map(|name| Some((elsewhere(name.as_str())?, name)))?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "Within a day {credentials} was used from {here} here and from {there} in another loaded finding.",
            "{credentials} は 24 時間以内に、この検出結果では {here} から、読み込んだ別の検出結果では {there} から使われています。",
        ))
        .with("credentials", credentials)
        .with("here", here)
        .with("there", Value::Raw(there.to_owned()))
        .about([account.row, last.row])
        .observed(),
        Text::new(
            "A VPN or a service with several egress countries that the owner does use.",
            "持ち主が実際に利用している VPN やサービスの出口が複数の国にある場合。",
        ),
    )
}
