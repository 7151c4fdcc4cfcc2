//! Full rights in a Kubernetes cluster.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "cluster-admin",
    label: Text::new("Does it concern full rights in the cluster?", "クラスターの全権限に関わるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let user = case.resource().kubernetes_details().kubernetes_user_details();
    let role = case.service().action().kubernetes_role_binding_details().role_ref_name();
    let group = user.groups().filter_map(|g| g.text()).find(|group| group.as_str() == "system:masters");
    let right = role.filter(|role| role.as_str() == "cluster-admin").or(group)?;
    answer(
        Attack(Weak),
        say(Text::new(
            "{right} is involved: every right in the cluster. If this was not wanted, all of the cluster is in question.",
            "{right} (クラスターの全権限) が関わっています。意図しない操作であれば、クラスター全体を疑う必要があります。",
        ))
        .with("right", right)
        .observed(),
        Text::new(
            "A deployment or an administrator that holds the right and says so.",
            "その権限を持つデプロイ処理や管理者によるものと確認できた場合。",
        ),
    )
}
