//! `KUBERNETES_PERMISSION_CHECKED`: somebody asked whether an action would be allowed.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "kubernetes-permission-checked",
    action_type: Some("KUBERNETES_PERMISSION_CHECKED"),
    label: Text::new("Kubernetes permission checked", "Kubernetes の権限確認"),
    about: Text::new(
        "Somebody asked the API server whether an action would be allowed (as `kubectl auth can-i` does), without doing it.",
        "ある操作が許可されるかどうかを、実行せずに API サーバーへ問い合わせた記録です (`kubectl auth can-i` と同じ)。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let check = subject.finding.service().action().kubernetes_permission_checked_details();
    let (Some(verb), Some(resource)) = (check.verb(), check.resource()) else { return };
    let allowed = check.allowed();
    let text = match allowed.map(|a| a.value) {
        Some(true) => Text::new(
            "The question was whether \"{verb}\" on {resource}{where} is allowed. The answer was yes.",
            "{resource}{where} に対する「{verb}」が許可されるかを確認し、結果は「許可」でした。",
        ),
        Some(false) => Text::new(
            "The question was whether \"{verb}\" on {resource}{where} is allowed. The answer was no.",
            "{resource}{where} に対する「{verb}」が許可されるかを確認し、結果は「不許可」でした。",
        ),
        None => Text::new(
            "The question was whether \"{verb}\" on {resource}{where} is allowed. The answer is not recorded.",
            "{resource}{where} に対する「{verb}」が許可されるかを確認しました。結果は記録されていません。",
        ),
    };
    let mut said = say(text).with("verb", verb).with("resource", resource).about(allowed.map(|a| a.row));
    said = match check.namespace() {
        Some(namespace) => said.with(
            "where",
            (crate::explain::statement::Value::Raw(format!(" ({})", namespace.as_str())), namespace.row),
        ),
        None => said.with("where", Text::same("")),
    };
    out.push(said.observed());
}
