//! A remote address that the reader calls their own.

use super::prelude::*;
use std::collections::BTreeSet;

pub static CHECK: Check =
    Check {
        id: "own-network", label: Text::new("Is the address your own?", "自社のアドレスか"), evaluate
    };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let context = case.context()?;
    let all = case.all_known(|ip| context.network(ip))?;
    let names: BTreeSet<&str> = all.iter().map(|(_, network)| network.name.as_str()).collect();
    let names = names.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    let ips: Vec<_> = all.into_iter().map(|(ip, _)| ip).collect();
    answer(
        Harmless(Moderate),
        say(Text::new(
            "{ip} is your own: {network}. That makes an honest cause likelier; a stolen laptop or a machine broken into calls from there too.",
            "{ip} は自社のアドレスです ({network})。正当な原因の可能性が高まりますが、盗まれた端末や侵害されたマシンも、そこから呼び出せます。",
        ))
        .with("ip", ips)
        .with("network", Value::List(names))
        .from_context(),
        Text::new(
            "Nobody there owning up to it, or another finding on a machine of that network.",
            "そこに心当たりのある人がいない場合や、そのネットワークのマシンに別の検出結果がある場合。",
        ),
    )
}
