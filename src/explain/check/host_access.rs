//! A workload that reaches into its node.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "host-access",
    label: Text::new("Does the workload reach into its node?", "ワークロードがノードに触れられるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let workload = case.resource().kubernetes_details().kubernetes_workload_details();
    let context = case.service().runtime_details().context();
    let turn = Text::new(
        "The workload being a node agent that is known to need it.",
        "それを必要とする既知のノードエージェントだった場合。",
    );
    let path = workload.volumes().find_map(|volume| volume.host_path().path());
    if let Some(path) = path.or_else(|| context.socket_path()) {
        let said = say(Text::new(
            "The workload reaches {path} of its node: from there a way leads out of the container.",
            "ワークロードはノードの {path} に触れられます。そこからコンテナの外に出られる可能性があります。",
        ));
        return answer(Attack(Weak), said.with("path", path).observed(), turn);
    }
    let shared: Vec<_> = [
        (workload.host_pid(), Text::new("processes", "プロセス")),
        (workload.host_network(), Text::new("network", "ネットワーク")),
        (workload.host_ipc(), Text::same("IPC")),
    ]
    .into_iter()
    .filter_map(|(flag, what)| Some((flag.filter(|flag| flag.value)?, what)))
    .collect();
    if shared.is_empty() {
        return None;
    }
    let rows = shared.iter().map(|(flag, _)| flag.row).collect::<Vec<_>>();
    let words = shared.into_iter().map(|(_, what)| Value::Words(what)).collect();
    answer(
        Attack(Weak),
        say(Text::new(
            "The workload shares its node's {what}: it is not kept apart from the node there.",
            "ワークロードはノードの名前空間を共有しています ({what})。その面ではノードから分離されていません。",
        ))
        .with("what", (Value::List(words), rows))
        .observed(),
        turn,
    )
}
