//! A scanner that the reader allows.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "allowed-scanner",
    label: Text::new("Is it an allowed scanner?", "許可したスキャナーか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let context = case.context()?;
    let (ip, scanner) = case
        .addresses()
        .into_iter()
        .find_map(|ip| context.scanner(ip.as_str()).map(|scanner| (ip, scanner)))?;
    answer(
        Harmless(Moderate),
        say(Text::new(
            "{ip} is a scanner that you allow: {scanner}.",
            "{ip} は許可済みのスキャナーです ({scanner})。",
        ))
        .with("ip", ip)
        .with("scanner", Value::Raw(scanner.name.clone()))
        .from_context(),
        Text::new(
            "No scan having been due then, or more than scanning: a login, an API call, data.",
            "その時刻にスキャンの予定がない場合や、スキャン以外の動き (ログイン、API コール、データ転送) がある場合。",
        ),
    )
}
