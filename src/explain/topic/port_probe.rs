//! `PORT_PROBE`: remote hosts tried ports of the resource.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "port-probe",
    action_type: Some("PORT_PROBE"),
    label: Text::new("Port probe", "ポートプローブ"),
    about: Text::new(
        "Known scanning hosts tried ports that a security group leaves open. Each probed port is listed with the host that tried it.",
        "既知のスキャン元が、セキュリティグループで開いているポートへ接続を試みました。ポートごとに接続元が並びます。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let probe = subject.finding.service().action().port_probe_action();
    for detail in probe.port_probe_details() {
        let ip = detail.remote_ip_details().address();
        let (Some(ip), Some(port)) = (ip, detail.local_port_details().port()) else { continue };
        let name = detail.local_port_details().port_name().filter(|n| n.as_str() != "Unknown");
        let shown = match &name {
            Some(name) => Value::Raw(format!("{} ({})", port.value, name.as_str())),
            None => Value::Number(port.value),
        };
        let said = say(Text::new(
            "{ip} probed port {port} of {resource}.",
            "{ip} が {resource} のポート {port} を探索しました。",
        ))
        .with("ip", ip)
        .with("port", (shown, port.row))
        .about(name.map(|n| n.row));
        out.push(subject.with_resource(said).observed());
    }
    if let Some(blocked) = probe.blocked().filter(|b| !b.value) {
        out.push(
            say(Text::new(
                "The probe is not recorded as blocked: the port is reachable from that host. Whether a service answered is not recorded.",
                "この探索はブロックされたとは記録されていません。ポートに到達できる状態です。サービスが応答したかどうかは記録されていません。",
            ))
            .about([blocked.row])
            .observed(),
        );
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let probe = subject.finding.service().action().port_probe_action();
    if let Some(row) = probe.node().row() {
        out.push(
            say(Text::new(
                "Whether a probe was followed by a login or an exploit. The service's own log on the machine would tell.",
                "探索の後にログインや攻撃があったかどうか。マシン上のサービス自身のログで確認できます。",
            ))
            .about([row])
            .unknowable(Settle::MACHINE),
        );
    }
}
