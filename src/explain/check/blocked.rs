//! What `blocked` says, and what it does not.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "blocked", label: Text::new("Was it blocked?", "ブロックされたか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let action = case.service().action();
    let blocked = action
        .network_connection_action()
        .blocked()
        .or_else(|| action.dns_request_action().blocked())
        .or_else(|| action.port_probe_action().blocked())?;
    let text = if blocked.value {
        Text::new(
            "It is recorded as blocked: this attempt did not get through. What made the attempt is still there.",
            "ブロックされたと記録されています。この試行は通っていませんが、試行した主体は残っています。",
        )
    } else {
        Text::new(
            "It is not recorded as blocked. That is no proof that it succeeded.",
            "ブロックされたとは記録されていません。ただし、成功したことの証明にはなりません。",
        )
    };
    answer(
        Neither,
        say(text).about([blocked.row]).observed(),
        Text::new(
            "Flow logs: ACCEPT or REJECT, and bytes in both directions.",
            "フローログの ACCEPT または REJECT と、双方向のバイト数。",
        ),
    )
}
