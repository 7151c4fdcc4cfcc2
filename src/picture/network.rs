//! Network traffic: both sides, ports, protocol, direction, bytes.

use super::{
    Drawn, Motif,
    drawing::Tone,
    flow::{flow, rank},
    node::Node,
    remote::{Remote, plain, remotes},
};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    model::lens::{Number, Text as Read},
};

pub static MOTIF: Motif = Motif { id: "network", label: Text::new("The traffic", "通信の内容"), draw };

const CAPTION: Text = Text::new(
    "From flow records or the runtime agent: who spoke to whom and how much, not what was said.",
    "フローログまたはランタイムエージェントの記録です。通信相手と量は分かりますが、内容は分かりません。",
);

const LOCAL: Text = Text::new("Local side", "ローカル側");
const REMOTE: Text = Text::new("Remote side", "リモート側");
const PORT: Text = Text::new("port {x}", "ポート {x}");

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let action = subject.finding.service().action();
    let connection = action.network_connection_action();
    let (ranks, directed) = if connection.node().is_present() {
        let direction = connection.connection_direction();
        let is = |word: &str| direction.as_ref().is_some_and(|d| d.as_str().eq_ignore_ascii_case(word));
        let local = connection.local_ip_details();
        let local = local.ip_address_v4().or_else(|| local.ip_address_v6());
        let (port, name) =
            (connection.local_port_details().port(), connection.local_port_details().port_name());
        let local = self::local(subject, reader, local, (port, name));
        let (port, name) =
            (connection.remote_port_details().port(), connection.remote_port_details().port_name());
        let remote = Remote::of_details(connection.remote_ip_details())
            .node(reader, REMOTE)
            .map(|node| ported(reader, node, port, name));
        let traffic = traffic(subject, reader);
        let [local, middle, remote] =
            [rank(LOCAL, local), rank(Text::new("Traffic", "通信"), traffic), rank(REMOTE, remote)];
        let inbound = is("INBOUND");
        (
            if inbound { vec![remote, middle, local] } else { vec![local, middle, remote] },
            inbound || is("OUTBOUND"),
        )
    } else if action.port_probe_action().node().is_present() {
        let probes = action.port_probe_action().port_probe_details().filter_map(|probe| {
            let node = Remote::of_details(probe.remote_ip_details()).node(reader, REMOTE)?;
            let (port, name) = (probe.local_port_details().port(), probe.local_port_details().port_name());
            let named = name.filter(|name| name.as_str() != "Unknown");
            Some(node.note(reader, Text::new("probed port {x}", "探索したポート {x}"), port.map(plain)).note(
                reader,
                Text::same("{x}"),
                named,
            ))
        });
        let address = action
            .port_probe_action()
            .port_probe_details()
            .find_map(|probe| probe.local_ip_details().ip_address_v4());
        (vec![rank(REMOTE, probes), rank(LOCAL, local(subject, reader, address, (None, None)))], true)
    } else {
        return None;
    };
    // One box is no traffic.
    if ranks.iter().filter(|rank| !rank.nodes.is_empty()).count() < 2 || remotes(subject).is_empty() {
        return None;
    }
    let (scene, table) = flow(reader, ranks, directed);
    Some(Drawn { caption: CAPTION.get(reader.lang).to_owned(), scene, table })
}

fn ported(reader: &Reader<'_>, node: Node, port: Option<Number>, name: Option<Read<'_>>) -> Node {
    node.note(reader, PORT, port.map(plain)).note(
        reader,
        Text::same("{x}"),
        name.filter(|name| name.as_str() != "Unknown"),
    )
}

/// The side of the resource: the address that the action names, or that of its first network interface.
fn local(
    subject: &Subject<'_>,
    reader: &Reader<'_>,
    address: Option<Read<'_>>,
    port: (Option<Number>, Option<Read<'_>>),
) -> Option<Node> {
    let instance = subject.finding.resource().instance_details();
    let interfaces: Vec<_> = instance.network_interfaces().collect();
    let wanted = subject.finding.service().action().network_connection_action().local_network_interface();
    let interface = interfaces
        .iter()
        .find(|interface| {
            interface
                .network_interface_id()
                .zip(wanted.clone())
                .is_some_and(|(id, wanted)| id.value == wanted.value)
        })
        .or_else(|| interfaces.first())
        .copied();
    let private = interface.and_then(|interface| interface.private_ip_address());
    let value = address.or(private).or_else(|| subject.resource())?;
    let mut node = ported(reader, Node::new(reader, LOCAL, Tone::Target, &value), port.0, port.1);
    if let Some(resource) = subject.resource().filter(|resource| resource.row != value.row) {
        node = node.note(reader, Text::same("{x}"), Some(resource));
    }
    let Some(interface) = interface else { return Some(node) };
    let groups: Vec<_> = interface.security_groups().filter_map(|group| group.group_id()).collect();
    Some(
        node.note(reader, Text::new("public address {x}", "パブリックアドレス {x}"), interface.public_ip())
            .note(reader, Text::same("{x}"), interface.network_interface_id())
            .note(reader, Text::same("{x}"), interface.vpc_id())
            .note(reader, Text::same("{x}"), interface.subnet_id())
            .note(
                reader,
                Text::new("security groups {x}", "セキュリティグループ {x}"),
                (!groups.is_empty()).then_some(groups),
            ),
    )
}

/// What went over the line.
fn traffic(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Node> {
    const BLOCKED: Text = Text::new("recorded as blocked", "ブロックされたと記録");
    const PASSED: Text = Text::new("not recorded as blocked", "ブロックの記録なし");
    let connection = subject.finding.service().action().network_connection_action();
    let info = subject.finding.service().additional_info();
    let bytes = |number: Option<Number>| number.and_then(|n| Some((Value::Bytes(n.whole()?), n.row)));
    let scanned: Vec<_> = info
        .ports_scanned_sample()
        .chain(info.additional_scanned_ports())
        .filter_map(|port| port.text())
        .collect();
    let kind = Text::new("Traffic", "通信");
    let node = match (connection.protocol(), connection.node().row()) {
        (Some(protocol), _) => Node::new(reader, kind, Tone::Act, &protocol),
        (None, Some(row)) => Node::new(
            reader,
            kind,
            Tone::Act,
            (Value::Words(Text::new("protocol not given", "プロトコルの記載なし")), row),
        ),
        (None, None) => return None,
    };
    let unusual = info.unusual().text();
    let node = node
        .note(reader, Text::same("{x}"), connection.connection_direction())
        .note(reader, Text::new("in {x}", "受信 {x}"), bytes(info.in_bytes()))
        .note(reader, Text::new("out {x}", "送信 {x}"), bytes(info.out_bytes()))
        .note(reader, Text::new("unusual: {x}", "通常と異なる点: {x}"), unusual)
        .note(
            reader,
            Text::new("unusual protocol {x}", "通常と異なるプロトコル {x}"),
            info.unusual_protocol(),
        )
        .note(
            reader,
            Text::new("ports tried {x}", "試されたポート {x}"),
            (!scanned.is_empty()).then_some(scanned),
        );
    Some(match connection.blocked() {
        Some(flag) => node.says(reader, if flag.value { BLOCKED } else { PASSED }, [flag.row]),
        None => node,
    })
}
