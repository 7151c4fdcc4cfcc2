//! A workload that reaches into its node.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "host-access",
    label: Text::new("Does the workload reach into its node?", "ワークロードがノードに触れられるか"),
    evaluate,
};

/// Folders of a node whose holder has the node, from the Kubernetes security documentation and runtime sockets.
const OUT: [&str; 12] = [
    "/boot",
    "/dev",
    "/etc",
    "/home",
    "/opt/cni",
    "/proc",
    "/root",
    "/sys",
    "/usr",
    "/var/lib/containerd",
    "/var/lib/docker",
    "/var/lib/kubelet",
];

/// Files under those folders that tell the time and names, and no more.
const SMALL: [&str; 5] =
    ["/etc/hostname", "/etc/hosts", "/etc/localtime", "/etc/machine-id", "/etc/resolv.conf"];

/// Whether who reaches a path of the node can leave the container by it.
fn leads_out(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let below = |folder: &&'static str| {
        path.strip_prefix(*folder).is_some_and(|r| r.is_empty() || r.starts_with('/'))
    };
    let parent = ["", "/run", "/var", "/var/lib", "/var/run"].contains(&path);
    !SMALL.contains(&path) && (parent || path.ends_with(".sock") || OUT.iter().any(below))
}

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let workload = case.resource().kubernetes_details().kubernetes_workload_details();
    let context = case.service().runtime_details().context();
    let turn = Text::new(
        "The workload being a node agent that is known to need it.",
        "それを必要とする既知のノードエージェントだった場合。",
    );
    let mounts: Vec<_> = workload.volumes().filter_map(|volume| volume.host_path().path()).collect();
    let paths = || context.socket_path().into_iter().chain(mounts.iter().cloned());
    if let Some(path) = paths().find(|path| leads_out(path.as_str())) {
        let said = say(Text::new(
            "The workload reaches {path} of its node: from there a way leads out of the container.",
            "ワークロードはノードの {path} に触れられます。そこからコンテナの外に出られます。",
        ));
        return answer(Attack(Weak), said.with("path", path).observed(), turn);
    }
    if let Some(path) = paths().next() {
        let said = say(Text::new(
            "The workload mounts {path} of its node. Log and monitoring agents do; whether it can write there is not recorded.",
            "ワークロードはノードの {path} をマウントしています。ログや監視のエージェントでもよくある設定です。書き込めるかどうかは記載されていません。",
        ));
        return answer(Neither, said.with("path", path).observed(), turn);
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
            "Node agents share their node's {what}, as this workload does; few others need to.",
            "このワークロードのようにノードと共有する設定 ({what}) は、ノードのエージェントでは普通ですが、ほかではまれです。",
        ))
        .with("what", (Value::List(words), rows))
        .observed(),
        turn,
    )
}
