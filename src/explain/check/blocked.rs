//! What `blocked: true` does not say. What `false` does not say stands with the connection itself.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "blocked", label: Text::new("Was it blocked?", "ブロックされたか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let action = case.service().action();
    let blocked = [
        action.network_connection_action().blocked(),
        action.dns_request_action().blocked(),
        action.port_probe_action().blocked(),
    ];
    let blocked = blocked.into_iter().flatten().find(|blocked| blocked.value)?;
    answer(
        Neither,
        say(Text::new(
            "Blocking stopped this attempt, not its cause: what made the attempt is still there.",
            "ブロックで止まったのはこの試行だけです。試行した主体は残っています。",
        ))
        .about([blocked.row])
        .observed(),
        Text::new(
            "Flow logs or resolver query logs: whether other attempts got through.",
            "フローログやリゾルバーのクエリログで、ほかの試行が通っていないかを確認した場合。",
        ),
    )
}
