//! `RDS_LOGIN_ATTEMPT`: somebody tried to log in to a database.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "rds-login-attempt",
    action_type: Some("RDS_LOGIN_ATTEMPT"),
    label: Text::new("RDS login attempt", "RDS ログイン試行"),
    about: Text::new(
        "Logins to a database, as RDS login activity recorded them: user, client application, how many failed and how many succeeded. What was done after a login is not in it.",
        "RDS のログインアクティビティに記録されたデータベースへのログインです。ユーザー、クライアント、失敗と成功の回数が分かります。ログイン後の操作は含まれません。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let action = subject.finding.service().action().rds_login_attempt_action();
    let remote = action.remote_ip_details();
    let ip = remote.address();
    let mut any = false;
    for attempt in action.login_attributes() {
        let Some(user) = attempt.user() else { continue };
        any = true;
        let failed = attempt.failed_login_attempts();
        let succeeded = attempt.successful_login_attempts();
        let text = match (&ip, &succeeded) {
            (Some(_), Some(n)) if n.value > 0.0 => Text::new(
                "{ip} logged in to {resource} as {user}: {succeeded} {succeeded|login|logins} succeeded, {failed} failed.",
                "{ip} から {resource} に {user} としてログインがありました。成功 {succeeded} 回、失敗 {failed} 回です。",
            ),
            (Some(_), _) => Text::new(
                "{ip} tried to log in to {resource} as {user}: {failed} {failed|attempt|attempts} failed, none is recorded as successful.",
                "{ip} から {resource} に {user} としてのログイン試行がありました。失敗 {failed} 回で、成功の記録はありません。",
            ),
            (None, _) => Text::new(
                "Logins to {resource} as {user}: {succeeded} succeeded, {failed} failed.",
                "{resource} への {user} としてのログイン: 成功 {succeeded} 回、失敗 {failed} 回。",
            ),
        };
        let said = say(text).with("user", user);
        let said = match &ip {
            Some(ip) => said.with("ip", ip),
            None => said,
        };
        let number = |n: Option<crate::model::lens::Number>| match n {
            Some(n) => (Value::Count(n.whole().unwrap_or_default()), vec![n.row]),
            None => (Value::Count(0), Vec::new()),
        };
        out.push(
            subject
                .with_resource(said.with("failed", number(failed)).with("succeeded", number(succeeded)))
                .observed(),
        );
        if let Some(application) = attempt.application() {
            out.push(
                say(Text::new(
                    "The client named itself \"{application}\"; a client chooses this text freely.",
                    "クライアントは「{application}」と名乗っています。この文字列はクライアントが自由に設定できます。",
                ))
                .with("application", application)
                .observed(),
            );
        }
    }
    if let (false, Some(ip)) = (any, ip) {
        let said = say(Text::new(
            "{ip} reached the database port of {resource}; the finding names no user and no result of a login.",
            "{ip} から {resource} のデータベースポートに到達しています。ユーザーとログインの成否の記載はありません。",
        ))
        .with("ip", ip);
        out.push(subject.with_resource(said).observed());
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let action = subject.finding.service().action().rds_login_attempt_action();
    if let Some(row) = action.node().row() {
        let succeeded = action
            .login_attributes()
            .filter_map(|attempt| attempt.successful_login_attempts())
            .any(|n| n.value > 0.0)
            || subject.finding.type_().is_some_and(|t| t.as_str().contains("Successful"));
        let text = if succeeded {
            Text::new(
                "What a logged-in user read or changed. Only the database's own audit log tells (pgaudit, the MySQL audit plugin or Database Activity Streams), if it was on.",
                "ログイン後に何を読み、何を変更したか。データベース自身の監査ログ (pgaudit、MySQL の監査プラグイン、データベースアクティビティストリーム) を有効にしていた場合にのみ確認できます。",
            )
        } else {
            Text::new(
                "Whether a login succeeded at another time, as another user or from another address. The finding records none; the database's own log tells, if it logs connections.",
                "ほかの時刻、ユーザー、送信元でログインに成功していないか。この検出結果に成功の記録はありません。データベース自身のログに接続を記録する設定であれば確認できます。",
            )
        };
        out.push(say(text).about([row]).unknowable(Settle::Logs(&["database"])));
    }
}
