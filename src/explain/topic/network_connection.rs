//! `NETWORK_CONNECTION`: traffic between the resource and a remote address.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    model::lens::NetworkConnectionAction,
};

pub static TOPIC: Topic = Topic {
    id: "network-connection",
    action_type: Some("NETWORK_CONNECTION"),
    label: Text::new("Network connection", "ネットワーク接続"),
    about: Text::new(
        "Traffic between the resource and a remote address: direction, protocol, ports. It comes from flow records or the runtime agent, so it holds no content.",
        "リソースとリモートアドレスの間の通信です。方向、プロトコル、ポートが分かります。フローログまたはランタイムエージェントに基づくため、通信内容は含まれません。",
    ),
    happened,
    unknown,
};

fn connection<'f>(subject: &Subject<'f>) -> Option<NetworkConnectionAction<'f>> {
    Some(subject.finding.service().action().network_connection_action()).filter(|c| c.node().is_present())
}

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(connection) = connection(subject) else { return };
    let remote = connection.remote_ip_details();
    let Some(ip) = remote.address() else { return };
    let resource = subject.resource();
    let outbound = connection.connection_direction().filter(|d| d.as_str().eq_ignore_ascii_case("OUTBOUND"));
    let inbound = connection.connection_direction().filter(|d| d.as_str().eq_ignore_ascii_case("INBOUND"));
    let (port, name) = match &inbound {
        Some(_) => (connection.local_port_details().port(), connection.local_port_details().port_name()),
        None => (connection.remote_port_details().port(), connection.remote_port_details().port_name()),
    };
    let text = match (&inbound, &outbound, port) {
        (Some(_), _, Some(_)) => Text::new(
            "{ip} connected to port {port} of {resource} ({protocol}).",
            "{ip} から {resource} のポート {port} への接続がありました ({protocol})。",
        ),
        (Some(_), _, None) => Text::new(
            "{ip} connected to {resource} ({protocol}).",
            "{ip} から {resource} への接続がありました ({protocol})。",
        ),
        (_, Some(_), Some(_)) => Text::new(
            "{resource} connected out to {ip}, port {port} ({protocol}).",
            "{resource} から {ip} のポート {port} への接続がありました ({protocol})。",
        ),
        (_, Some(_), None) => Text::new(
            "{resource} connected out to {ip} ({protocol}).",
            "{resource} から {ip} への接続がありました ({protocol})。",
        ),
        (None, None, Some(_)) => Text::new(
            "{resource} and {ip} exchanged traffic on remote port {port} ({protocol}); the finding does not say who opened the connection.",
            "{resource} と {ip} の間に、リモートポート {port} の通信がありました ({protocol})。どちらが接続を開始したかは記載されていません。",
        ),
        (None, None, None) => Text::new(
            "{resource} and {ip} exchanged traffic ({protocol}); the finding does not say who opened the connection.",
            "{resource} と {ip} の間に通信がありました ({protocol})。どちらが接続を開始したかは記載されていません。",
        ),
    };
    let mut said = say(text).with("ip", &ip).about(connection.connection_direction().map(|d| d.row));
    said = match resource {
        Some(resource) => said.with("resource", resource),
        None => said.with("resource", Text::new("the resource", "対象リソース")),
    };
    said = match connection.protocol() {
        Some(protocol) => said.with("protocol", protocol),
        None => said.with("protocol", Text::new("protocol not given", "プロトコルの記載なし")),
    };
    if let Some(port) = port {
        let named = name.filter(|n| n.as_str() != "Unknown");
        let shown = match &named {
            Some(name) => Value::Raw(format!("{} ({})", port.value, name.as_str())),
            None => Value::Number(port.value),
        };
        said = said.with("port", (shown, port.row)).about(named.map(|n| n.row));
    }
    out.push(said.observed());

    if let Some(blocked) = connection.blocked() {
        let text = if blocked.value {
            Text::new(
                "The connection is recorded as blocked.",
                "この接続はブロックされたと記録されています。",
            )
        } else {
            Text::new(
                "The connection is not recorded as blocked. That does not prove that the other end answered or that anything succeeded.",
                "この接続はブロックされたとは記録されていません。ただし、相手が応答したことや、何かが成功したことの証明にはなりません。",
            )
        };
        out.push(say(text).about([blocked.row]).observed());
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(connection) = connection(subject) else { return };
    let rows: Vec<_> = connection.node().row().into_iter().collect();
    out.push(
        say(Text::new(
            "What was sent. Flow records hold addresses, ports and byte counts, never content; your own VPC flow logs, if they were on, give the bytes in each direction.",
            "送受信の内容。フローログにあるのはアドレス、ポート、バイト数だけです。自社の VPC フローログを有効にしていれば、方向ごとのバイト数を確認できます。",
        ))
        .about(rows.clone())
        .unknowable(Settle::Logs(&["instance-remote-traffic", "flow-logs"])),
    );
    // Runtime findings name the process; a function has code instead, of which its own topic speaks.
    let process_told = subject.finding.service().runtime_details().node().is_present();
    if process_told || subject.finding.resource().lambda_details().node().is_present() {
        return;
    }
    out.push(
        say(Text::new(
            "Which process on the machine it was. Runtime Monitoring or the machine itself would tell.",
            "どのプロセスの通信か。Runtime Monitoring またはマシン自体の調査が必要です。",
        ))
        .about(rows)
        .unknowable(Settle::MACHINE),
    );
}
