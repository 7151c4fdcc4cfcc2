//! `KUBERNETES_API_CALL`: somebody called the Kubernetes API of a cluster.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    model::lens::KubernetesApiCallAction,
};

pub static TOPIC: Topic = Topic {
    id: "kubernetes-api-call",
    action_type: Some("KUBERNETES_API_CALL"),
    label: Text::new("Kubernetes API call", "Kubernetes API コール"),
    about: Text::new(
        "A request to the API server of an EKS cluster, as the audit log recorded it: verb, resource, Kubernetes user, source addresses, status code.",
        "EKS クラスターの API サーバーへのリクエストです。監査ログに記録された動詞、リソース、Kubernetes ユーザー、送信元アドレス、ステータスコードが分かります。",
    ),
    happened,
    unknown,
};

fn call<'f>(subject: &Subject<'f>) -> Option<KubernetesApiCallAction<'f>> {
    Some(subject.finding.service().action().kubernetes_api_call_action())
        .filter(|call| call.node().is_present())
}

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(call) = call(subject) else { return };
    let user = subject.finding.resource().kubernetes_details().kubernetes_user_details().username();
    let mut ips: Vec<_> = call.source_ips().filter_map(|node| node.text()).collect();
    if ips.is_empty() {
        ips.extend(call.remote_ip_details().address());
    }
    let what = call.request_uri().or_else(|| call.resource());
    if let (Some(verb), Some(what)) = (call.verb(), what) {
        let mut said = say(Text::new(
            "Someone at {ips}, as the Kubernetes user {user}, sent \"{verb} {what}\" to the API server.",
            "{ips} の何者かが、Kubernetes ユーザー {user} として API サーバーに「{verb} {what}」を送信しました。",
        ))
        .with("verb", verb)
        .with("what", what);
        said = match user {
            Some(user) => said.with("user", user),
            None => said.with("user", Text::new("(not named)", "(記載なし)")),
        };
        said = if ips.is_empty() {
            said.with("ips", Text::new("an address that is not given", "記載のないアドレス"))
        } else {
            said.with("ips", ips)
        };
        out.push(said.observed());
    }
    out.extend(object(call));
    if let Some(status) = call.status_code() {
        let text = match status.value {
            s if (200.0..300.0).contains(&s) => Text::new(
                "The API server answered {status}: the request succeeded.",
                "API サーバーの応答は {status} で、リクエストは成功しました。",
            ),
            s if s == 401.0 || s == 403.0 => Text::new(
                "The API server answered {status}: the request was refused.",
                "API サーバーの応答は {status} で、リクエストは拒否されました。",
            ),
            101.0 => Text::new(
                "The API server answered {status}: it opened the stream that exec, attach or port-forward works in.",
                "API サーバーの応答は {status} で、exec、attach、port-forward に使うストリームが開かれました。",
            ),
            _ => Text::new("The API server answered {status}.", "API サーバーの応答は {status} でした。"),
        };
        out.push(say(text).with("status", status).observed());
    }
    if let Some(parameters) = call.parameters() {
        out.push(
            say(Text::new(
                "The request carried the parameters {parameters}.",
                "リクエストのパラメータは {parameters} です。",
            ))
            .with("parameters", parameters)
            .observed(),
        );
    }
    if let Some(agent) = call.user_agent() {
        out.push(
            say(Text::new(
                "The client named itself \"{agent}\"; a client chooses this text freely.",
                "クライアントは「{agent}」と名乗っています。この文字列はクライアントが自由に設定できます。",
            ))
            .with("agent", agent)
            .observed(),
        );
    }
}

/// The object of the request: its kind, its name, its namespace.
fn object(call: KubernetesApiCallAction<'_>) -> Option<Statement> {
    let resource = call.resource()?;
    let (name, namespace) = (call.resource_name(), call.namespace());
    let text = match (&name, &namespace) {
        (Some(_), Some(_)) => Text::new(
            "It was about {name} ({kind}) in the namespace {namespace}.",
            "対象は名前空間 {namespace} の {name} ({kind}) です。",
        ),
        (None, Some(_)) => Text::new(
            "It was about {kind} in the namespace {namespace}.",
            "対象は名前空間 {namespace} の {kind} です。",
        ),
        (Some(_), None) => Text::new("It was about {name} ({kind}).", "対象は {name} ({kind}) です。"),
        (None, None) => Text::new("It was about {kind}.", "対象は {kind} です。"),
    };
    let kind = match call.subresource() {
        Some(part) => (
            Value::Raw(format!("{}/{}", resource.as_str(), part.as_str())),
            Vec::from([resource.row, part.row]),
        ),
        None => (Value::Raw(resource.as_str().to_owned()), Vec::from([resource.row])),
    };
    let said = say(text).with("kind", kind);
    let said = name.into_iter().fold(said, |said, name| said.with("name", name));
    Some(namespace.into_iter().fold(said, |said, namespace| said.with("namespace", namespace)).observed())
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(call) = call(subject) else { return };
    out.push(
        say(Text::new(
            "What else this user did in the cluster. The EKS audit log tells, if control plane logging was on: /aws/eks/<cluster>/cluster in CloudWatch Logs. GuardDuty's own copy cannot be read.",
            "このユーザーがクラスター内でほかに何をしたか。コントロールプレーンのログを有効にしていれば、CloudWatch Logs の /aws/eks/<クラスター名>/cluster にある EKS 監査ログで確認できます。GuardDuty が取得したログは参照できません。",
        ))
        .about(call.node().row())
        .unknowable(Settle::Logs(&["eks-audit"])),
    );
}
