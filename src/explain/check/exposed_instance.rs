//! A machine that the internet can reach, as the target.

use super::prelude::*;
use crate::model::{AddressKind, address_kind};

pub static CHECK: Check = Check {
    id: "exposed-instance",
    label: Text::new("Can the internet reach the machine?", "マシンはインターネットから到達できるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let action = case.service().action();
    let direction = action.network_connection_action().connection_direction();
    // What was blocked did not come in.
    if action.network_connection_action().blocked().is_some_and(|blocked| blocked.value) {
        return None;
    }
    let inbound = direction.filter(|d| d.as_str().eq_ignore_ascii_case("INBOUND")).map(|d| d.row);
    let probed = action.port_probe_action().node().row();
    let met = inbound.or(probed)?;
    let public =
        |ip: &str| matches!(address_kind(ip), Some(AddressKind::Public | AddressKind::Documentation));
    let from = case.addresses().into_iter().find(|ip| public(ip.as_str()))?;
    let ip = case.resource().instance_details().network_interfaces().find_map(|i| i.public_ip())?;
    answer(
        Attack(Weak),
        say(Text::new(
            "The machine is open to the internet at {ip}. Every public address is tried day and night, so being tried means little; being open means more.",
            "マシンは {ip} でインターネットに公開されています。パブリックアドレスへの試行は常にあるため、試行自体よりも、開いていることのほうが重要です。",
        ))
        .with("ip", ip)
        .about([met, from.row])
        .observed(),
        Text::new(
            "The port being meant for the internet and its service needing a strong login.",
            "そのポートが公開目的で、サービスに強固な認証がある場合。",
        ),
    )
}
