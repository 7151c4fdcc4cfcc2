//! Credentials of a machine, used away from it.

use super::prelude::*;
use crate::model::lens::RemoteIpDetails;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "credentials-left",
    label: Text::new(
        "Were a machine's credentials used elsewhere?",
        "マシンの認証情報が別の場所で使われたか",
    ),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let key = case.resource().access_key_details();
    let left = case
        .family("InstanceCredentialExfiltration")
        .or_else(|| case.family("ResourceCredentialExfiltration"));
    if let Some(row) = left {
        let outside = case.subject.kind.is_some_and(|kind| kind.mechanism == Some("OutsideAWS"));
        let text = if outside {
            Text::new(
                "Credentials of a machine or function belong there. Used from outside AWS they are stolen, unless its traffic leaves through a network of yours.",
                "マシンや関数の認証情報は、その場で使うためのものです。AWS の外部で使われたなら、通信が自社のネットワークを経由していない限り、盗まれたものと考えられます。",
            )
        } else {
            Text::new(
                "Credentials of a machine or function belong there. Used from another account they are stolen, unless its traffic leaves through that account.",
                "マシンや関数の認証情報は、その場で使うためのものです。別のアカウントから使われたなら、通信がそのアカウントを経由していない限り、盗まれたものと考えられます。",
            )
        };
        return answer(
            if outside { Attack(Strong) } else { Attack(Moderate) },
            say(text).about([row]).inferred(),
            Text::new(
                "A path that takes the machine's traffic out elsewhere: a transit hub, on-premises egress, a proxy.",
                "マシンの通信が別の場所から出る経路 (ハブ VPC、オンプレミスの出口、プロキシ) があった場合。",
            ),
        );
    }
    // EC2 names the session after the instance. Whoever assumes a role by hand may choose such a name too.
    let session = key.principal_id().filter(|id| {
        let name = id.as_str().split_once(':').map_or("", |(_, name)| name);
        name.strip_prefix("i-").is_some_and(|id| id.len() >= 8 && id.bytes().all(|b| b.is_ascii_hexdigit()))
    })?;
    let ip = case.subject.remotes().find_map(RemoteIpDetails::address)?;
    if address_kind(ip.as_str())
        .is_some_and(|kind| kind != AddressKind::Public && kind != AddressKind::Documentation)
    {
        return None;
    }
    answer(
        Attack(Weak),
        say(Text::new(
            "The session {session} is named after an instance, and the call came from {ip}. If that is not the instance's own way out, its credentials have left it.",
            "セッション {session} はインスタンスの名前で、呼び出し元は {ip} です。そのインスタンスの出口でなければ、認証情報が外に出ています。",
        ))
        .with("session", session)
        .with("ip", ip)
        .observed(),
        Text::new(
            "{ip} being the public address of the instance or of its NAT gateway at that time.",
            "{ip} が、その時刻のインスタンスまたは NAT ゲートウェイのパブリックアドレスだった場合。",
        ),
    )
}
