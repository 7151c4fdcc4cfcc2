//! An address in Amazon's own network: no reason for calm.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "amazon-network",
    label: Text::new("Does Amazon's network clear it?", "Amazon のネットワークなら安全か"),
    evaluate,
};

/// Amazon's autonomous systems that carry customers' traffic.
const AMAZON: [&str; 3] = ["16509", "14618", "8987"];

/// Whether a remote side stands in Amazon's network, and the rows that say so.
pub fn amazon(organization: crate::model::lens::Organization<'_>) -> Option<crate::model::lens::Text<'_>> {
    let number = organization.asn().filter(|asn| AMAZON.contains(&asn.as_str()));
    let names = [organization.asn_org(), organization.org(), organization.isp()];
    let named =
        names.into_iter().flatten().find(|name| name.as_str().to_ascii_lowercase().contains("amazon"));
    named.or(number)
}

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let network = case.remotes().into_iter().find_map(|remote| amazon(remote.organization()))?;
    answer(
        Neither,
        say(Text::new(
            "The address stands in Amazon's network ({network}). Everyone can rent one there, attackers do: it does not speak for a harmless cause.",
            "アドレスは Amazon のネットワーク ({network}) にあります。誰でも借りられ、攻撃者も利用するため、無害の根拠にはなりません。",
        ))
        .with("network", network)
        .inferred(),
        Text::new(
            "The address proving to be one of your own instances or NAT gateways at that time.",
            "その時刻に自社のインスタンスや NAT ゲートウェイのアドレスだったと分かった場合。",
        ),
    )
}
