//! A Kubernetes node's own identity.

use super::prelude::*;
use crate::model::lens::RemoteIpDetails;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "node-identity",
    label: Text::new("Is a node's identity used away from it?", "ノードの識別情報がノード以外で使われたか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let user = case.resource().kubernetes_details().kubernetes_user_details();
    let name = user.username().filter(|name| name.as_str().starts_with("system:node:"))?;
    let ip = case.subject.remotes().find_map(RemoteIpDetails::address)?;
    let inside = !matches!(address_kind(ip.as_str())?, AddressKind::Public | AddressKind::Documentation);
    let text = if inside {
        Text::new(
            "{name} is a node's own identity, used from the private address {ip}. A Pod that has read the node's credentials calls from there too.",
            "{name} はノード自身の識別情報で、プライベートアドレス {ip} から使われました。ノードの認証情報を読み取った Pod も、同じアドレスから呼び出せます。",
        )
    } else {
        Text::new(
            "{name} is a node's own identity, and the request came from {ip}. If that is not the node's way to the cluster's public endpoint, its credentials have left it.",
            "{name} はノード自身の識別情報で、リクエストは {ip} から届いています。ノードがクラスターのパブリックエンドポイントに接続する際の出口でなければ、認証情報が外に出ています。",
        )
    };
    answer(
        // Nodes of a cluster with a public endpoint reach it by their public way out.
        if inside { Neither } else { Attack(Weak) },
        say(text).with("name", name).with("ip", ip).observed(),
        Text::new(
            "{ip} being the node's own way out at that time.",
            "{ip} が、その時刻のノード自身の出口だったと分かった場合。",
        ),
    )
}
