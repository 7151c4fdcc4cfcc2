//! A network that the identity or the account does not usually call from.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "unusual-network",
    label: Text::new("Is the network new?", "初めてのネットワークか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let unusual = case.service().additional_info().unusual_behavior();
    let told = |text: &crate::model::lens::Text<'_>| !matches!(text.as_str().trim(), "" | "[]" | "{}");
    let profiled = [
        unusual.unusual_asns_user_identity_profiling(),
        unusual.unusual_asns_account_profiling(),
        unusual.unusual_asns_bucket_profiling(),
    ];
    let network = profiled.into_iter().flatten().find(told).or_else(|| {
        let keys = ["UNUSUAL_ASN_FOR_USER", "UNUSUAL_ASN_FOR_ACCOUNT"];
        keys.into_iter().find_map(|key| case.indicators(key).into_iter().next())
    })?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "GuardDuty's model had not met calls from this network: {network}.",
            "GuardDuty のモデルにとって初めてのネットワークからの呼び出しです: {network}。",
        ))
        .with("network", network)
        .inferred(),
        Text::new(
            "The owner having travelled, changed provider or joined lately: the model knows frequencies, not people.",
            "持ち主の出張、回線の変更、最近の着任などで説明できる場合。モデルは頻度を学習しますが、人の事情は知りません。",
        ),
    )
}
