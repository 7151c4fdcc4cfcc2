//! A remote address that the reader calls their own.

use super::prelude::*;
use crate::model::{AddressKind, address_kind, lens};

pub static CHECK: Check =
    Check {
        id: "own-network", label: Text::new("Is the address your own?", "自社のアドレスか"), evaluate
    };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let context = case.context()?;
    let all = case.all_known(|ip| context.network(ip))?;
    let names = crate::order::set(all.iter().map(|(_, network)| network.name.as_str()));
    let names = names.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    let ips: Vec<_> = all.into_iter().map(|(ip, _)| ip).collect();
    // A private address is a machine inside, and machines inside are what intruders move on from.
    let private = |ip: &lens::Text<'_>| {
        matches!(address_kind(ip.as_str()), Some(AddressKind::Private | AddressKind::Shared))
    };
    let strength = if ips.iter().any(private) { Weak } else { Moderate };
    // What goes out to a neighbour may be an intruder moving on.
    let outward = case.outward();
    let text = match outward {
        Some(_) => Text::new(
            "The target {ip} is your own: {network}. A tool of yours may have reason to reach it; an intruder moves on to neighbours as well.",
            "通信先の {ip} は自社のアドレスです ({network})。自社のツールの通信かもしれませんが、侵入者も隣のマシンへ移動します。",
        ),
        None => Text::new(
            "{ip} is your own: {network}. That makes an honest cause likelier; a stolen laptop or a machine broken into calls from there too.",
            "{ip} は自社のアドレスです ({network})。正当な原因の可能性が高まりますが、盗まれた端末や侵害されたマシンからも、このアドレスで呼び出せます。",
        ),
    };
    answer(
        if outward.is_some() { Neither } else { Harmless(strength) },
        say(text).with("ip", ips).with("network", Value::List(names)).about(outward).from_context(),
        Text::new(
            "Nobody there owning up to it, or another finding on a machine of that network.",
            "そこに心当たりのある人がいない場合や、そのネットワークのマシンに別の検出結果がある場合。",
        ),
    )
}
