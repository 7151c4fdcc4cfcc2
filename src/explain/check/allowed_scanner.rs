//! A scanner that the reader allows.

use super::prelude::*;
use crate::json::RowId;

pub static CHECK: Check = Check {
    id: "allowed-scanner",
    label: Text::new("Is it an allowed scanner?", "許可したスキャナーか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let context = case.context()?;
    let all = case.all_known(|ip| context.scanner(ip))?;
    let names = crate::order::set(all.iter().map(|(_, scanner)| scanner.name.as_str()));
    let names = names.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    let ips: Vec<_> = all.into_iter().map(|(ip, _)| ip).collect();
    let beyond = beyond_a_scan(case);
    let text = match beyond {
        Some(_) => Text::new(
            "{ip} is a scanner that you allow ({scanner}), but what was seen here is more than a scan.",
            "{ip} は許可済みのスキャナー ({scanner}) ですが、観測された内容はスキャンにとどまりません。",
        ),
        None => Text::new(
            "{ip} is a scanner that you allow: {scanner}.",
            "{ip} は許可済みのスキャナーです ({scanner})。",
        ),
    };
    answer(
        if beyond.is_some() { Neither } else { Harmless(Moderate) },
        say(text).with("ip", ips).with("scanner", Value::List(names)).about(beyond).from_context(),
        Text::new(
            "No scan having been due then, or more than scanning: a login, an API call, data.",
            "その時刻にスキャンの予定がない場合や、スキャン以外の動き (ログイン、API コール、データ転送) がある場合。",
        ),
    )
}

/// The row that shows what no scan does: a call with AWS credentials, a login, traffic to the scanner.
fn beyond_a_scan(case: &Case<'_>) -> Option<RowId> {
    let action = case.service().action();
    let call = action.aws_api_call_action().api().map(|api| api.row);
    let logins = action.rds_login_attempt_action();
    let login = || {
        let mut done = logins.login_attributes().filter_map(|login| login.successful_login_attempts());
        done.find(|done| done.value > 0.0).map(|done| done.row)
    };
    call.or_else(login).or_else(|| case.outward())
}
