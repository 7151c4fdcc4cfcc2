//! The EKS cluster, the Kubernetes user and the workload concerned.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "kubernetes-cluster",
    action_type: None,
    label: Text::new("EKS cluster and workload", "EKS クラスターとワークロード"),
    about: Text::new(
        "The cluster, the Kubernetes identity (which is not an IAM identity: access entries or aws-auth map one to the other), and the Pod or workload with its security context.",
        "クラスター、Kubernetes 上の識別情報 (IAM とは別で、アクセスエントリまたは aws-auth で対応付けられます)、Pod やワークロードとそのセキュリティコンテキストです。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let resource = subject.finding.resource();
    if let Some(name) = resource.eks_cluster_details().name() {
        out.push(
            say(Text::new("The EKS cluster is {name}.", "EKS クラスターは {name} です。"))
                .with("name", name)
                .observed(),
        );
    }
    user(subject, out);
    workload(subject, out);
}

fn user(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let user = subject.finding.resource().kubernetes_details().kubernetes_user_details();
    let Some(name) = user.username() else { return };
    let text = match name.as_str() {
        "system:anonymous" => Text::new(
            "{name} means that the request carried no credentials at all.",
            "{name} は、リクエストに認証情報がまったく含まれていなかったことを意味します。",
        ),
        n if n.starts_with("system:serviceaccount:") => Text::new(
            "{name} is a service account: a token that Pods use. Whoever reads the token from a Pod can act as it.",
            "{name} はサービスアカウントで、Pod が使うトークンです。Pod からトークンを読み取れば、誰でもそのサービスアカウントとして操作できます。",
        ),
        n if n.starts_with("system:node:") => Text::new(
            "{name} is a node's own identity (the kubelet). Used from anywhere but the node, it means the node's credentials got out.",
            "{name} はノード自身 (kubelet) の識別情報です。ノード以外から使われた場合、ノードの認証情報が漏えいしています。",
        ),
        _ => Text::new(
            "The Kubernetes user is {name}; the cluster's access entries or aws-auth tell which IAM principal that is.",
            "Kubernetes ユーザーは {name} です。対応する IAM プリンシパルは、クラスターのアクセスエントリまたは aws-auth で確認できます。",
        ),
    };
    out.push(say(text).with("name", name).observed());
    let groups: Vec<_> = user.groups().filter_map(|g| g.text()).collect();
    if !groups.is_empty() {
        out.push(
            say(Text::new("It is in the groups {groups}.", "所属グループは {groups} です。"))
                .with("groups", groups)
                .observed(),
        );
    }
    if let Some(other) = user.impersonated_user().username() {
        out.push(
            say(Text::new(
                "It acted in the name of {other} (impersonation).",
                "{other} に成り代わって操作しています (impersonation)。",
            ))
            .with("other", other)
            .observed(),
        );
    }
}

fn workload(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let workload = subject.finding.resource().kubernetes_details().kubernetes_workload_details();
    if let Some(name) = workload.name() {
        let said = match (workload.namespace(), workload.type_()) {
            (Some(namespace), Some(kind)) => say(Text::new(
                "The workload is {name} ({kind}) in the namespace {namespace}.",
                "ワークロードは名前空間 {namespace} の {name} ({kind}) です。",
            ))
            .with("namespace", namespace)
            .with("kind", kind),
            (Some(namespace), None) => say(Text::new(
                "The workload is {name} in the namespace {namespace}.",
                "ワークロードは名前空間 {namespace} の {name} です。",
            ))
            .with("namespace", namespace),
            _ => say(Text::new("The workload is {name}.", "ワークロードは {name} です。")),
        };
        out.push(said.with("name", name).observed());
    }
    let host = [
        (workload.host_network(), Text::new("network", "ネットワーク")),
        (workload.host_pid(), Text::new("process", "プロセス")),
        (workload.host_ipc(), Text::new("IPC", "IPC")),
    ];
    for (flag, what) in host {
        if let Some(flag) = flag.filter(|f| f.value) {
            out.push(
                say(Text::new(
                    "It shares the node's {what} namespace, so it is not isolated from the node there.",
                    "ノードの{what}名前空間を共有しており、その面ではノードから分離されていません。",
                ))
                .with("what", what)
                .about([flag.row])
                .observed(),
            );
        }
    }
    for container in workload.containers() {
        if let (Some(name), Some(flag)) =
            (container.name(), container.security_context().privileged().filter(|f| f.value))
        {
            out.push(
                say(Text::new(
                    "The container {name} is privileged: root in it is as good as root on the node.",
                    "コンテナ {name} は特権コンテナです。コンテナ内の root は、ノードの root とほぼ同等です。",
                ))
                .with("name", name)
                .about([flag.row])
                .observed(),
            );
        }
    }
    for volume in workload.volumes() {
        if let Some(path) = volume.host_path().path() {
            out.push(
                say(Text::new(
                    "It mounts the path {path} of the node itself.",
                    "ノード自体のパス {path} をマウントしています。",
                ))
                .with("path", path)
                .observed(),
            );
        }
    }
}
