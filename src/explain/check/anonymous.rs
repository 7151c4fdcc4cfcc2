//! A caller without credentials.

use super::prelude::*;
use crate::model::{ANONYMOUS_PRINCIPAL, lens};

pub static CHECK: Check = Check {
    id: "anonymous",
    label: Text::new("Did it work without credentials?", "認証情報なしで操作できたか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let user = case.resource().kubernetes_details().kubernetes_user_details();
    let turn = Text::new(
        "The access being meant for everyone: a public website, health checks of the API server.",
        "公開ウェブサイトや API サーバーのヘルスチェックなど、誰にでも開かれた用途だった場合。",
    );
    if let Some(name) = user.username().filter(|n| n.as_str() == "system:anonymous") {
        let status = case.service().action().kubernetes_api_call_action().status_code();
        let success = case.family("SuccessfulAnonymousAccess");
        let (leaning, text) = match (status, success) {
            (Some(status), _) if matches!(status.whole(), Some(401 | 403)) => (
                Attack(Weak),
                Text::new(
                    "{name} asked without credentials and was refused ({status}).",
                    "{name} (認証情報なし) のリクエストは拒否されました ({status})。",
                ),
            ),
            // Any other answer came after the permission was checked: 404 is a let-in caller who found nothing.
            (Some(_), _) => (
                Attack(Strong),
                Text::new(
                    "{name} was let in ({status}): the cluster answers requests that carry no credentials.",
                    "{name} のリクエストが通っています ({status})。このクラスターは認証情報のないリクエストに応じます。",
                ),
            ),
            (None, Some(_)) => (
                Attack(Strong),
                Text::new(
                    "GuardDuty saw {name} let in: the cluster answers requests that carry no credentials.",
                    "GuardDuty は {name} のリクエストが通ったことを確認しました。このクラスターは認証情報のないリクエストに応じます。",
                ),
            ),
            (None, None) => (
                Attack(Weak),
                Text::new(
                    "{name} asked without credentials. The finding does not hold the answer.",
                    "{name} (認証情報なし) のリクエストです。応答は検出結果に記載されていません。",
                ),
            ),
        };
        let said = say(text).with("name", name);
        let said = match (status, success) {
            (Some(status), _) => said.with("status", status).observed(),
            (None, Some(row)) => said.about([row]).inferred(),
            (None, None) => said.observed(),
        };
        return answer(leaning, said, turn);
    }
    let key = case.resource().access_key_details();
    let name = [key.user_name(), key.principal_id()]
        .into_iter()
        .flatten()
        .find(|name| name.as_str() == ANONYMOUS_PRINCIPAL)?;
    let call = case.service().action().aws_api_call_action();
    let code = call.error_code();
    // Reading is what a public bucket is for.
    let reading =
        |api: &lens::Text<'_>| ["Get", "Head", "List"].iter().any(|verb| api.as_str().starts_with(verb));
    let read = call.api().filter(reading);
    let said = match &code {
        Some(_) => say(Text::new(
            "The call shown carried no credentials ({name}) and failed.",
            "表示されているコールは認証情報なし ({name}) で行われ、失敗しています。",
        )),
        None => say(Text::new(
            "The call shown carried no credentials ({name}) and no error is recorded.",
            "表示されているコールは認証情報なし ({name}) で行われ、エラーの記録はありません。",
        )),
    };
    let leaning = if code.is_some() || read.is_some() { Attack(Weak) } else { Attack(Moderate) };
    let rows = code.into_iter().chain(read).map(|text| text.row);
    answer(leaning, said.with("name", name).about(rows).observed(), turn)
}
