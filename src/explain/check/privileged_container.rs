//! A container with the node's rights.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "privileged-container",
    label: Text::new("Is the container privileged?", "特権コンテナか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let resource = case.resource();
    let workload = resource.kubernetes_details().kubernetes_workload_details();
    let task = resource.ecs_cluster_details().task_details();
    let mut containers = workload.containers().chain(task.containers()).chain([resource.container_details()]);
    let (name, flag) = containers.find_map(|container| {
        let flag = container.security_context().privileged().filter(|flag| flag.value)?;
        Some((container.name()?, flag))
    })?;
    answer(
        Attack(Weak),
        say(Text::new(
            "Agents for storage, network and monitoring run privileged; few other containers need to. Is {name} one?",
            "特権が必要なのは、ストレージ、ネットワーク、監視のエージェントなどに限られます。コンテナ {name} がそれに当たるかを確認します。",
        ))
        .with("name", name)
        .about([flag.row])
        .observed(),
        Text::new(
            "The image and who deployed it being known, and the need for the privilege.",
            "イメージとデプロイした人が分かり、特権が必要な理由も確認できた場合。",
        ),
    )
}
