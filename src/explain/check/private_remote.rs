//! A remote address that the internet does not route.

use super::prelude::*;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "private-remote",
    label: Text::new("Did it come from inside?", "内部からの通信か"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let (ip, kind) = case.addresses().into_iter().find_map(|ip| {
        let kind = address_kind(ip.as_str())?;
        let inside = !matches!(kind, AddressKind::Public | AddressKind::Documentation);
        inside.then_some((ip, kind))
    })?;
    answer(
        Neither,
        say(Text::new(
            "The remote address {ip} is not of the public internet ({kind}): the other side stands in your own networks or one joined to them. That fits your own tool as well as somebody who is already inside.",
            "リモートアドレス {ip} はインターネット上のものではありません ({kind})。相手は自社のネットワークか、それに接続されたネットワークにいます。自社のツールの可能性も、すでに侵入した者の可能性もあります。",
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
