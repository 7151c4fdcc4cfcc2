//! A pod's token, used from the internet.

use super::prelude::*;
use crate::model::lens::RemoteIpDetails;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "pod-token-outside",
    label: Text::new("Was a Pod's token used from outside?", "Pod のトークンが外部から使われたか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let user = case.resource().kubernetes_details().kubernetes_user_details();
    let name = user.username().filter(|name| name.as_str().starts_with("system:serviceaccount:"))?;
    let ip = case.subject.remotes().find_map(RemoteIpDetails::address)?;
    let public = matches!(address_kind(ip.as_str())?, AddressKind::Public | AddressKind::Documentation);
    if !public {
        return None;
    }
    answer(
        Attack(Moderate),
        say(Text::new(
            "{name} is a token for Pods, yet it was used from {ip}.",
            "{name} は Pod 用のトークンですが、{ip} から使われています。",
        ))
        .with("name", name)
        .with("ip", ip)
        .observed(),
        Text::new(
            "{ip} being the cluster's own NAT address, or a pipeline outside that holds this token on purpose.",
            "{ip} がクラスターの NAT ゲートウェイのアドレスだった場合や、外部のパイプラインにこのトークンを意図して渡している場合。",
        ),
    )
}
