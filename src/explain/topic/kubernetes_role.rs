//! Kubernetes roles and role bindings that were created or changed.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static ROLE: Topic = Topic {
    id: "kubernetes-role",
    action_type: Some("KUBERNETES_ROLE"),
    label: Text::new("Kubernetes role", "Kubernetes ロール"),
    about: Text::new(
        "A role or cluster role: a set of permissions inside the cluster. It gives nothing to anybody until a binding names it.",
        "Role または ClusterRole、つまりクラスター内の権限のまとまりです。バインディングで指定されるまで、誰にも権限は与えられません。",
    ),
    happened: role,
    unknown: nothing,
};

pub static BINDING: Topic = Topic {
    id: "kubernetes-role-binding",
    action_type: Some("KUBERNETES_ROLE_BINDING"),
    label: Text::new("Kubernetes role binding", "Kubernetes ロールバインディング"),
    about: Text::new(
        "A binding gives the permissions of a role to users, groups or service accounts.",
        "バインディングは、ロールの権限をユーザー、グループ、サービスアカウントに与えます。",
    ),
    happened: binding,
    unknown: nothing,
};

fn role(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let role = subject.finding.service().action().kubernetes_role_details();
    let (Some(kind), Some(name)) = (role.kind(), role.name()) else { return };
    out.push(
        say(Text::new("The {kind} concerned is {name}.", "対象の {kind} は {name} です。"))
            .with("kind", kind)
            .with("name", name)
            .about(role.uid().map(|u| u.row))
            .observed(),
    );
}

fn binding(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let binding = subject.finding.service().action().kubernetes_role_binding_details();
    let (Some(kind), Some(name)) = (binding.kind(), binding.name()) else { return };
    let said = match (binding.role_ref_kind(), binding.role_ref_name()) {
        (Some(role_kind), Some(role)) => say(Text::new(
            "The {kind} {name} hands out the permissions of the {role_kind} {role}.",
            "{kind} {name} により、{role_kind} {role} の権限が付与されます。",
        ))
        .with("role_kind", role_kind)
        .with("role", role),
        _ => say(Text::new("The {kind} concerned is {name}.", "対象の {kind} は {name} です。")),
    };
    out.push(said.with("kind", kind).with("name", name).observed());
}
