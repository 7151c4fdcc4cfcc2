//! A scanner that the reader allows.

use super::prelude::*;
use std::collections::BTreeSet;

pub static CHECK: Check = Check {
    id: "allowed-scanner",
    label: Text::new("Is it an allowed scanner?", "許可したスキャナーか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let context = case.context()?;
    let all = case.all_known(|ip| context.scanner(ip))?;
    let names: BTreeSet<&str> = all.iter().map(|(_, scanner)| scanner.name.as_str()).collect();
    let names = names.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    let ips: Vec<_> = all.into_iter().map(|(ip, _)| ip).collect();
    answer(
        Harmless(Moderate),
        say(Text::new(
            "{ip} is a scanner that you allow: {scanner}.",
            "{ip} は許可済みのスキャナーです ({scanner})。",
        ))
        .with("ip", ips)
        .with("scanner", Value::List(names))
        .from_context(),
        Text::new(
            "No scan having been due then, or more than scanning: a login, an API call, data.",
            "その時刻にスキャンの予定がない場合や、スキャン以外の動き (ログイン、API コール、データ転送) がある場合。",
        ),
    )
}
