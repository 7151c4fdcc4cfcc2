//! Tor on either end.

use super::prelude::*;
use crate::model::{is_anonymous, lens};

pub static CHECK: Check =
    Check { id: "tor", label: Text::new("Is Tor involved?", "Tor が関係しているか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let turn = Text::new(
        "Somebody you know who says that they used Tor for this, and why.",
        "Tor を使ったと認め、その理由を説明できる担当者がいる場合。",
    );
    if let Some(ip) = case.indicators("TOR_IP").into_iter().next() {
        let said = say(Text::new(
            "GuardDuty takes {ip} for a Tor exit: the caller hides where it sits.",
            "GuardDuty は {ip} を Tor の出口と判断しています。呼び出した者は発信元を隠しています。",
        ));
        return answer(Attack(Strong), said.with("ip", ip).inferred(), turn);
    }
    if let Some(row) = case.family("TorIPCaller") {
        if case.service().action().network_connection_action().node().is_present() {
            let said = say(Text::new(
                "Somebody reached the machine through Tor, which hides where they sit. Public websites have such visitors; administrative ports should have none.",
                "Tor を経由してマシンへの接続があり、発信元が隠されています。公開サイトではあり得ますが、管理用ポートでは通常ないはずです。",
            ));
            return answer(Attack(Weak), said.about([row]).inferred(), turn);
        }
        let said = say(Text::new(
            "The caller came through Tor, which hides where it sits. Few have a reason for that at work.",
            "呼び出しは Tor を経由し、発信元が隠されています。業務で使う理由はまれです。",
        ));
        let leaning = if let_in(case) { Attack(Strong) } else { Attack(Moderate) };
        return answer(leaning, said.about([row]).inferred(), turn);
    }
    let (row, text) = match case.family("TorRelay") {
        Some(row) => (
            row,
            Text::new(
                "The resource passes on other people's Tor traffic. A relay is set up on purpose; the question is by whom.",
                "リソースが他者の Tor 通信を中継しています。リレーは意図して設定されるものであり、誰が設定したかが問題です。",
            ),
        ),
        None => (
            case.family("TorClient")?,
            Text::new(
                "The resource itself speaks with the Tor network. Malware reaches its control servers that way; a privacy tool or a researcher uses it too.",
                "リソース自体が Tor ネットワークと通信しています。マルウェアが指令サーバーとの通信に使いますが、プライバシー保護ツールや調査でも使われます。",
            ),
        ),
    };
    let said = say(text);
    answer(Attack(Moderate), said.about([row]).inferred(), turn)
}

/// Whether the caller held credentials, as far as the finding tells: anonymous requests and failed logins show none.
fn let_in(case: &Case<'_>) -> bool {
    let key = case.resource().access_key_details();
    let user = case.resource().kubernetes_details().kubernetes_user_details();
    let names = [key.user_name(), key.principal_id(), user.username()];
    let anonymous = names.iter().flatten().any(|name| is_anonymous(name.as_str()));
    let logins = case.service().action().rds_login_attempt_action();
    let succeeded = || {
        let done = |n: lens::Number| n.value > 0.0;
        logins.login_attributes().any(|login| login.successful_login_attempts().is_some_and(done))
    };
    !anonymous && (!logins.node().is_present() || succeeded())
}
