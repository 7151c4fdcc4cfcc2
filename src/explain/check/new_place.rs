//! A console login from a place that the account does not know.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "new-place", label: Text::new("Is the place new?", "場所は初めてか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let row = case.family("ConsoleLoginSuccess")?;
    let remote = case.service().action().aws_api_call_action().remote_ip_details();
    let country = remote.country().country_name().or_else(|| remote.country().country_code())?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "GuardDuty saw console logins of one user from places far apart, the latest from {country}.",
            "GuardDuty は、同じユーザーの離れた場所からのコンソールログインを確認しました。最新の国は {country} です。",
        ))
        .with("country", country)
        .about([row])
        .inferred(),
        Text::new(
            "The user confirming the journey, or a VPN whose exit lies there.",
            "本人が移動を認めた場合や、VPN の出口がその国にある場合。",
        ),
    )
}
