//! An address in Amazon's own network: no reason for calm.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "amazon-network",
    label: Text::new("Does Amazon's network clear it?", "Amazon のネットワークなら安全か"),
    evaluate,
};

/// Amazon's autonomous systems that carry customers' traffic.
const AMAZON: [&str; 5] = ["14618", "16509", "7224", "8987", "9059"];

/// How registries and GeoIP name Amazon's networks. Not `amazon` alone: providers on the river bear that name as well.
const NAMES: [&str; 4] = ["amazon.com", "amazon technologies", "amazon data services", "amazon-"];

/// Whether a remote side stands in Amazon's network, and the rows that say so.
pub fn amazon(organization: crate::model::lens::Organization<'_>) -> Option<crate::model::lens::Text<'_>> {
    let number = organization.asn().filter(|asn| AMAZON.contains(&asn.as_str()));
    let names = [organization.asn_org(), organization.org(), organization.isp()];
    let named = names.into_iter().flatten().find(|name| {
        let name = name.as_str().to_ascii_lowercase();
        name == "amazon" || NAMES.iter().any(|amazon| name.starts_with(amazon))
    });
    named.or(number)
}

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let network = case.subject.remotes().find_map(|remote| amazon(remote.organization()))?;
    answer(
        Neither,
        say(Text::new(
            "The address is in Amazon's network ({network}). Anyone can rent one there, attackers included: it does not speak for a harmless cause.",
            "アドレスは Amazon のネットワーク ({network}) にあります。攻撃者を含め誰でも借りられるため、無害の根拠にはなりません。",
        ))
        .with("network", network)
        .inferred(),
        Text::new(
            "The address proving to be one of your own instances or NAT gateways at that time.",
            "その時刻に自社のインスタンスや NAT ゲートウェイのアドレスだったと分かった場合。",
        ),
    )
}
