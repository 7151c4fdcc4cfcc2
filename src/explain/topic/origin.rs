//! The remote side: where GuardDuty places the address.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        settle::Other,
        statement::{Statement, say},
    },
    i18n::Text,
    model::{AddressKind, address_kind, lens::RemoteIpDetails},
};

pub static TOPIC: Topic = Topic {
    id: "origin",
    action_type: None,
    label: Text::new("Remote address", "リモートアドレス"),
    about: Text::new(
        "Where GuardDuty's geolocation places the remote address, and whose network it is. It says where the last hop stood, not where the person sits.",
        "GuardDuty の位置情報によるリモートアドレスの所在地とネットワークです。最後の中継点の場所であり、人の居場所ではありません。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    for remote in subject.remotes() {
        let Some(ip) = remote.address() else { continue };
        if let Some(kind) = address_kind(ip.as_str()).filter(|kind| *kind != AddressKind::Public) {
            out.push(
                say(Text::new(
                    "{ip} is not an address of the public internet: {kind}.",
                    "{ip} はインターネット上のアドレスではありません ({kind})。",
                ))
                .with("ip", &ip)
                .with("kind", kind.label())
                .observed(),
            );
        }
        let mut place: Vec<_> =
            [remote.city().city_name(), remote.country().country_name()].into_iter().flatten().collect();
        if place.is_empty() {
            place.extend(remote.country().country_code());
        }
        if !place.is_empty() {
            out.push(
                say(Text::new(
                    "GuardDuty places {ip} in {place}.",
                    "GuardDuty の位置情報では、{ip} の所在地は {place} です。",
                ))
                .with("ip", &ip)
                .with("place", place)
                .inferred(),
            );
        }
        // GuardDuty writes -1 or 0 where it does not know the network.
        let asn = remote.organization().asn().filter(|asn| asn.as_str().parse::<i64>().is_ok_and(|n| n > 0));
        let owner = remote
            .organization()
            .asn_org()
            .or_else(|| remote.organization().org())
            .or_else(|| remote.organization().isp());
        match (asn, owner) {
            (Some(asn), Some(owner)) => out.push(
                say(Text::new("Its network is AS{asn}, {owner}.", "ネットワークは AS{asn} ({owner}) です。"))
                    .with("asn", asn)
                    .with("owner", owner)
                    .inferred(),
            ),
            (None, Some(owner)) => out.push(
                say(Text::new("Its network belongs to {owner}.", "ネットワークの管理者は {owner} です。"))
                    .with("owner", owner)
                    .inferred(),
            ),
            (Some(asn), None) => {
                out.push(
                    say(Text::new("Its network is AS{asn}.", "ネットワークは AS{asn} です。"))
                        .with("asn", asn)
                        .inferred(),
                );
            }
            (None, None) => {}
        }
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let ip = subject.remotes().find_map(RemoteIpDetails::address);
    if let Some(ip) = ip {
        // Nobody hides behind a VPN or Tor at an address of the reader's own networks.
        if matches!(address_kind(ip.as_str()), Some(AddressKind::Private | AddressKind::Shared)) {
            out.push(
                say(Text::new(
                    "Which machine or Pod held {ip} at that time. Its subnet or your address plan leads to it; VPC flow logs, if they were on, name the network interface.",
                    "その時刻に {ip} を使っていたマシンまたは Pod。サブネットやアドレス管理の記録からたどれます。VPC フローログを有効にしていれば、ネットワークインターフェイスを確認できます。",
                ))
                .with("ip", ip)
                .unknowable(Settle::FLOWS),
            );
            return;
        }
        out.push(
            say(Text::new(
                "Who is behind {ip}. It may be a VPN, a proxy, a Tor exit, a shared office or cloud address, or a machine that was itself broken into.",
                "{ip} の背後に誰がいるか。VPN、プロキシ、Tor の出口、共有のオフィスやクラウドのアドレス、あるいは侵害された第三者のマシンかもしれません。",
            ))
            .with("ip", ip)
            .unknowable(Settle::Other(Other::Operator)),
        );
    }
}
