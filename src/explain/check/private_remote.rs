//! A remote address that the internet does not route.

use super::prelude::*;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "private-remote",
    label: Text::new("Did it come from inside?", "内部からの通信か"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let mut all = Vec::new();
    for ip in case.addresses() {
        all.push((address_kind(ip.as_str())?, ip));
    }
    // One address from outside and the caller was outside: private hops are what proxies, or the client, wrote.
    let inside = |kind| matches!(kind, AddressKind::Private | AddressKind::Shared);
    let all = Some(all).filter(|all| all.iter().all(|(kind, _)| inside(*kind)))?;
    let (kind, ip) = all.into_iter().next()?;
    answer(
        Neither,
        say(Text::new(
            "{ip} ({kind}) is in your own networks or one joined to them. That fits a tool of yours as well as somebody who is already inside.",
            "{ip} ({kind}) は、自社のネットワークか、それに接続されたネットワークにあります。自社のツールとも、すでに侵入した者とも考えられます。",
        ))
        .with("ip", ip)
        .with("kind", kind.label())
        .observed(),
        Text::new(
            "Which machine held the address at that time, and what it was for.",
            "その時刻にアドレスを使っていたマシンと、その用途が分かった場合。",
        ),
    )
}
