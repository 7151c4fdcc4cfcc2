//! The same remote address against other things.

use super::prelude::*;
use crate::model::{AddressKind, address_kind, lens};

pub static CHECK: Check = Check {
    id: "same-address",
    label: Text::new("Does the same address appear elsewhere?", "同じアドレスがほかにも現れるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let own = case.subject.resource();
    // Private addresses mean different machines in different networks.
    let public =
        |ip: &str| !matches!(address_kind(ip), None | Some(AddressKind::Private | AddressKind::Shared));
    // What many of the reader's own share says nothing about who it was.
    let own_way_out = |ip: &str| case.context().is_some_and(|c| c.network(ip).or(c.scanner(ip)).is_some());
    let telling = |ip: &lens::Text<'_>| public(ip.as_str()) && !own_way_out(ip.as_str());
    let (ip, count) = case.addresses().into_iter().filter(telling).find_map(|ip| {
        let met = case.peers().filter(|peer| peer.addresses.iter().any(|other| other == ip.as_str()));
        let others = met.filter(|peer| peer.resource.as_deref() != own.as_ref().map(|own| own.as_str()));
        let things = crate::order::set(others.map(|peer| (&peer.account, &peer.resource)));
        (!things.is_empty()).then_some((ip, things.len()))
    })?;
    // Who tries every public address is met everywhere.
    let families = ["PortProbe", "RDPBruteForce", "SSHBruteForce", "WinRMBruteForce"];
    let knocking = case.subject.kind.is_some_and(|kind| families.iter().any(|f| kind.family.starts_with(f)));
    let (leaning, text) = if knocking {
        (
            Attack(Weak),
            Text::new(
                "{ip} also appears in loaded findings about {count} other {count|resource|resources}. Whoever tries every address is met everywhere; look for one where it got in.",
                "{ip} は、読み込んだほかの {count} 個のリソースの検出結果にも現れます。無差別な試行はどこでも見られるため、侵入に至ったものがないかを確認します。",
            ),
        )
    } else {
        (
            Attack(Moderate),
            Text::new(
                "{ip} also appears in loaded findings about {count} other {count|resource|resources}: one hand, or one shared way out.",
                "{ip} は、読み込んだほかの {count} 個のリソースの検出結果にも現れます。同じ人物によるものか、共有の出口です。",
            ),
        )
    };
    answer(
        leaning,
        say(text).with("ip", ip).with("count", Value::Count(count as u64)).observed(),
        Text::new(
            "The address proving to be your own egress or an allowed scanner.",
            "そのアドレスが自社の出口、または許可したスキャナーだと分かった場合。",
        ),
    )
}
