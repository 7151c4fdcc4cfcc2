//! A role that a pipeline uses.

use super::prelude::*;
use crate::context::holds;

pub static CHECK: Check = Check {
    id: "pipeline-role",
    label: Text::new("Is it a pipeline's role?", "パイプラインのロールか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let principal = case.iam_name()?;
    let role = case.context()?.pipeline(principal.as_str())?;
    let turn = Text::new(
        "No run of the pipeline at that time, or calls that it never makes.",
        "その時刻にパイプラインの実行がない場合や、通常行わないコールが含まれる場合。",
    );
    let said = |text| say(text).with("principal", &principal).with("name", Value::Raw(role.name.clone()));
    // Any address outside counts, wherever the others are.
    let stranger = |ip: &crate::model::lens::Text<'_>| !holds(&role.cidrs, ip.as_str());
    let addresses = case.addresses();
    let remote = addresses.iter().find(|ip| stranger(ip)).or(addresses.first());
    match remote {
        Some(ip) if !role.cidrs.is_empty() && holds(&role.cidrs, ip.as_str()) => answer(
            Harmless(Moderate),
            said(Text::new(
                "{principal} is used by {name}, and {ip} is where that runs.",
                "{principal} は {name} で使われており、{ip} はその実行場所です。",
            ))
            .with("ip", ip)
            .from_context(),
            turn,
        ),
        Some(ip) if !role.cidrs.is_empty() => answer(
            Attack(Moderate),
            said(Text::new(
                "{principal} is used by {name}, which does not run at {ip}.",
                "{principal} は {name} で使われていますが、{ip} はその実行場所ではありません。",
            ))
            .with("ip", ip)
            .from_context(),
            Text::new(
                "The pipeline having moved: its addresses in the context file are out of date.",
                "パイプラインの実行場所が変わり、コンテキストファイルのアドレスが古くなっていた場合。",
            ),
        ),
        // Whose credentials they are says nothing of who held them.
        _ => answer(
            Neither,
            said(Text::new(
                "{principal} is used by {name}. Pipelines do much that looks odd, and their credentials are sought after. There is no address to compare.",
                "{principal} は {name} で使われています。パイプラインの操作は異常に見えることも多い一方、その認証情報は狙われやすいものです。実行場所と照合できるアドレスがありません。",
            ))
            .from_context(),
            turn,
        ),
    }
}
