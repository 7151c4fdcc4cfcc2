//! Kubernetes: who, in whose name, did what to which object, and what the workload is allowed.

use super::{
    Drawn, Motif,
    drawing::Tone,
    flow::{flow, rank},
    node::{Node, some},
    remote::plain,
};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    json::RowId,
    model::lens::{Flag, KubernetesWorkloadDetails},
};

pub static MOTIF: Motif = Motif {
    id: "kubernetes",
    label: Text::new("In the Kubernetes cluster", "Kubernetes クラスターでの操作"),
    draw,
};

const CAPTION: Text = Text::new(
    "Kubernetes users are not IAM identities: access entries or aws-auth map one to the other. The security settings are those of the workload in the finding.",
    "Kubernetes ユーザーは IAM の識別情報とは別で、アクセスエントリまたは aws-auth で対応付けられます。セキュリティ設定は検出結果にあるワークロードのものです。",
);

const USER: Text = Text::new("Kubernetes user", "Kubernetes ユーザー");
const GROUPS: Text = Text::new("groups {x}", "グループ {x}");

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let details = subject.finding.resource().kubernetes_details();
    let user = details.kubernetes_user_details();
    let who = user.username().map(|name| {
        let anonymous = name.as_str() == "system:anonymous";
        let node = Node::new(reader, USER, if anonymous { Tone::Alarm } else { Tone::Actor }, &name)
            .note(reader, GROUPS, some(user.groups().filter_map(|group| group.text()).collect()))
            .note(
                reader,
                Text::new("session {x}", "セッション {x}"),
                some(user.session_name().filter_map(|name| name.text()).collect()),
            )
            .note(reader, Text::same("UID {x}"), user.uid());
        match anonymous {
            true => node.says(reader, Text::new("no credentials at all", "認証情報なし"), [name.row]),
            false => node,
        }
    });
    let other = user.impersonated_user();
    let posed = other.username().map(|name| {
        Node::new(
            reader,
            Text::new("In the name of (impersonation)", "成り代わり (impersonation)"),
            Tone::Alarm,
            &name,
        )
        .note(reader, GROUPS, some(other.groups().filter_map(|group| group.text()).collect()))
    });
    let acts = acts(subject, reader);
    let workload = workload(details.kubernetes_workload_details(), reader);
    if who.is_none() && workload.is_empty() {
        return None;
    }
    let cluster = subject.finding.resource().eks_cluster_details();
    let cluster = cluster.name().filter(|_| workload.is_empty()).map(|name| {
        Node::new(reader, Text::new("EKS cluster", "EKS クラスター"), Tone::Target, &name).note(
            reader,
            Text::same("{x}"),
            cluster.vpc_id(),
        )
    });
    let ranks = vec![
        rank(Text::new("Who", "誰が"), who),
        rank(Text::new("In whose name", "誰として"), posed),
        rank(Text::new("Did what", "何をしたか"), acts),
        rank(Text::new("Workload", "ワークロード"), workload.into_iter().chain(cluster)),
    ];
    let (scene, table) = flow(reader, ranks, true);
    Some(Drawn { caption: CAPTION.get(reader.lang).to_owned(), scene, table })
}

/// What was done in the cluster, in whichever shape the finding has it.
pub fn acts(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Node> {
    let action = subject.finding.service().action();
    let call = action.kubernetes_api_call_action();
    let mut out = Vec::new();
    if let Some(verb) = call.verb() {
        let what = call.resource().or_else(|| call.request_uri());
        let rows: Vec<RowId> =
            [Some(verb.row), what.as_ref().map(|what| what.row)].into_iter().flatten().collect();
        let value = [Some(verb.as_str()), what.as_ref().map(|what| what.as_str())].into_iter().flatten();
        let value = Value::Raw(value.collect::<Vec<_>>().join(" "));
        let uri = call.request_uri().filter(|uri| what.as_ref().is_none_or(|what| what.row != uri.row));
        out.push(
            Node::new(reader, Text::new("API call", "API コール"), Tone::Act, (value, rows))
                .note(reader, Text::new("object {x}", "オブジェクト {x}"), call.resource_name())
                .note(reader, Text::new("part {x}", "サブリソース {x}"), call.subresource())
                .note(reader, Text::new("namespace {x}", "名前空間 {x}"), call.namespace())
                .note(reader, Text::same("{x}"), uri)
                .note(reader, Text::new("status {x}", "ステータス {x}"), call.status_code().map(plain)),
        );
    }
    let check = action.kubernetes_permission_checked_details();
    if let Some(verb) = check.verb() {
        const ALLOWED: Text = Text::new("it is allowed", "許可されている");
        const DENIED: Text = Text::new("it is not allowed", "許可されていない");
        let node = Node::new(reader, Text::new("Asked whether it may", "権限の確認"), Tone::Act, &verb)
            .note(reader, Text::same("{x}"), check.resource())
            .note(reader, Text::new("namespace {x}", "名前空間 {x}"), check.namespace());
        out.push(match check.allowed() {
            Some(flag) => node.says(reader, if flag.value { ALLOWED } else { DENIED }, [flag.row]),
            None => node,
        });
    }
    let role = action.kubernetes_role_details();
    out.extend(role.name().map(|name| {
        Node::new(reader, Text::new("Role", "ロール"), Tone::Act, &name).note(
            reader,
            Text::same("{x}"),
            role.kind(),
        )
    }));
    let binding = action.kubernetes_role_binding_details();
    out.extend(binding.name().map(|name| {
        Node::new(reader, Text::new("Binding", "バインディング"), Tone::Act, &name)
            .note(reader, Text::same("{x}"), binding.kind())
            .note(reader, Text::new("gives the role {x}", "付与するロール {x}"), binding.role_ref_name())
            .note(reader, Text::same("{x}"), binding.role_ref_kind())
    }));
    out
}

/// The workload with its containers and volumes. What opens the node is marked.
fn workload(workload: KubernetesWorkloadDetails<'_>, reader: &Reader<'_>) -> Vec<Node> {
    const HOST: [Text; 3] = [
        Text::new("shares the node's network (hostNetwork)", "ノードのネットワークを共有 (hostNetwork)"),
        Text::new("sees the node's processes (hostPID)", "ノードのプロセスを参照可能 (hostPID)"),
        Text::new("shares the node's memory channels (hostIPC)", "ノードの IPC を共有 (hostIPC)"),
    ];
    let Some(name) = workload.name() else { return Vec::new() };
    let node = Node::new(reader, Text::new("Workload", "ワークロード"), Tone::Target, &name)
        .note(reader, Text::same("{x}"), workload.type_())
        .note(reader, Text::new("namespace {x}", "名前空間 {x}"), workload.namespace())
        .note(
            reader,
            Text::new("service account {x}", "サービスアカウント {x}"),
            workload.service_account_name(),
        );
    let flags = [workload.host_network(), workload.host_pid(), workload.host_ipc()];
    let mut out =
        vec![flags.into_iter().zip(HOST).fold(node, |node, (flag, text)| open(reader, node, flag, text))];
    for container in workload.containers() {
        let Some(name) = container.name().or_else(|| container.image()) else { continue };
        let context = container.security_context();
        let image = container.image().filter(|image| image.row != name.row);
        let node = Node::new(reader, super::resources::CONTAINER, Tone::Target, &name).note(
            reader,
            Text::new("image {x}", "イメージ {x}"),
            image,
        );
        let node = open(
            reader,
            node,
            context.privileged(),
            Text::new("privileged: all rights on the node", "特権コンテナ: ノードのすべての権限"),
        );
        out.push(open(
            reader,
            node,
            context.allow_privilege_escalation(),
            Text::new(
                "may gain more rights (allowPrivilegeEscalation)",
                "権限の昇格が可能 (allowPrivilegeEscalation)",
            ),
        ));
    }
    for volume in workload.volumes() {
        let Some(path) = volume.host_path().path() else { continue };
        out.push(
            Node::new(
                reader,
                Text::new("Path of the node, mounted", "マウントされたノードのパス"),
                Tone::Alarm,
                &path,
            )
            .note(reader, Text::new("volume {x}", "ボリューム {x}"), volume.name()),
        );
    }
    out
}

fn open(reader: &Reader<'_>, node: Node, flag: Option<Flag>, text: Text) -> Node {
    match flag.filter(|flag| flag.value) {
        Some(flag) => {
            let mut node = node.says(reader, text, [flag.row]);
            node.tone = Tone::Alarm;
            node
        }
        None => node,
    }
}
