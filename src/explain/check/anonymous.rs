//! A caller without credentials.

use super::prelude::*;

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
        let refused = status.filter(|s| s.value >= 400.0);
        let said = match refused {
            Some(_) => say(Text::new(
                "{name} asked without credentials and was refused.",
                "{name} (認証情報なし) による要求で、拒否されています。",
            )),
            None => say(Text::new(
                "{name} was let in: the cluster answers requests that carry no credentials.",
                "{name} の操作が通っています。このクラスターは認証情報のない要求に応じます。",
            )),
        };
        let leaning = if refused.is_some() { Attack(Weak) } else { Attack(Strong) };
        return answer(leaning, said.with("name", name).about(status.map(|s| s.row)).observed(), turn);
    }
    let key = case.resource().access_key_details();
    let name = [key.user_name(), key.principal_id()]
        .into_iter()
        .flatten()
        .find(|name| name.as_str() == "ANONYMOUS_PRINCIPAL")?;
    let code = case.service().action().aws_api_call_action().error_code();
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
    let leaning = if code.is_some() { Attack(Weak) } else { Attack(Moderate) };
    answer(leaning, said.with("name", name).about(code.map(|c| c.row)).observed(), turn)
}
