//! A network that the identity usually calls from.

use super::{amazon_network::amazon, prelude::*};

pub static CHECK: Check = Check {
    id: "familiar-network",
    label: Text::new("Is the network usual for this identity?", "このプリンシパルの通常のネットワークか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let usual = case.service().additional_info().profiled_behavior();
    let usual = usual.frequent_profiled_asns_user_identity_profiling()?;
    let organization = case.service().action().aws_api_call_action().remote_ip_details().organization();
    let asn = organization.asn().filter(|asn| asn.as_str().parse::<i64>().is_ok_and(|n| n > 0))?;
    let known = usual.as_str().split(|c: char| !c.is_ascii_digit()).any(|number| number == asn.as_str());
    // Amazon's network is everyone's: being usual there says nothing about who called.
    if !known || amazon(organization).is_some() {
        return None;
    }
    answer(
        Harmless(Weak),
        say(Text::new(
            "AS{asn} is among the networks that this identity usually calls from.",
            "AS{asn} は、このプリンシパルが普段呼び出しに使うネットワークの 1 つです。",
        ))
        .with("asn", asn)
        .about([usual.row])
        .inferred(),
        Text::new(
            "A provider that many share, or a stolen laptop: the network is usual then too.",
            "多数が共有する回線や盗まれた端末から操作された場合。そのときもネットワークは普段どおりです。",
        ),
    )
}
