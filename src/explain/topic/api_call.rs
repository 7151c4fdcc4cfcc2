//! `AWS_API_CALL`: somebody called an AWS API.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    json::RowId,
    model::{
        ANONYMOUS_PRINCIPAL,
        lens::{AwsApiCallAction, Text as Read},
    },
};

pub static TOPIC: Topic = Topic {
    id: "api-call",
    action_type: Some("AWS_API_CALL"),
    label: Text::new("AWS API call", "AWS API コール"),
    about: Text::new(
        "An API call that CloudTrail recorded: which API of which service, with whose credentials, from where, and with what result. One call is shown, the latest; the others are in CloudTrail.",
        "CloudTrail に記録された API コールです。どのサービスのどの API を、誰の認証情報で、どこから呼び、結果はどうだったか。表示されるのは最新の 1 件で、ほかは CloudTrail にあります。",
    ),
    happened,
    unknown,
};

fn call<'f>(subject: &Subject<'f>) -> Option<AwsApiCallAction<'f>> {
    Some(subject.finding.service().action().aws_api_call_action()).filter(|call| call.node().is_present())
}

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(call) = call(subject) else { return };
    if let Some(api) = call.api() {
        out.push(headline(subject, call, api));
    }
    match call.error_code() {
        Some(code) => out.push(
            say(Text::new(
                "The call shown failed with {code}. That is the result of one call; others in this finding may have succeeded, and denied calls can be somebody probing.",
                "表示されているコールは {code} で失敗しました。これは 1 件の結果です。ほかのコールは成功している可能性があり、拒否の連続は権限を探る行為かもしれません。",
            ))
            .with("code", code)
            .observed(),
        ),
        None => out.extend(call.api().map(|api| {
            say(Text::new(
                "No error is recorded for the {api} call shown.",
                "表示されている {api} コールにエラーは記録されていません。",
            ))
            .with("api", api)
            .observed()
        })),
    }
    let affected: Vec<_> = call.affected_resources().entries().filter_map(|(_, node)| node.text()).collect();
    if !affected.is_empty() {
        out.push(
            say(Text::new("The call was about {resources}.", "コールの対象は {resources} です。"))
                .with("resources", affected)
                .observed(),
        );
    }
    if let Some(agent) = call.user_agent() {
        out.push(
            say(Text::new(
                "The caller named its software \"{agent}\". The caller chooses this text freely.",
                "呼び出し元はソフトウェア名を「{agent}」と名乗っています。この文字列は呼び出し元が自由に設定できます。",
            ))
            .with("agent", agent)
            .observed(),
        );
    }
    remote_account(call, out);
}

/// Who called what. A key makes the call, so the sentence names its user and never says that the user made it.
fn headline(subject: &Subject<'_>, call: AwsApiCallAction<'_>, api: Read<'_>) -> Statement {
    let key = subject.finding.resource().access_key_details();
    let service = call.service_name().or_else(|| call.remote_account_details().aws_service_name());
    let ip = call.remote_ip_details().address();
    let caller = call.remote_account_details().aws_service_name();
    let user = key.user_name().or_else(|| key.principal_id());
    let root = key.user_type().is_some_and(|kind| kind.as_str() == "Root");

    let base = |text: Text| {
        let said = say(text).with("api", &api);
        match &service {
            Some(service) => said.with("service", service),
            None => said.with("service", Text::new("an AWS service", "AWS サービス")),
        }
    };
    match (ip, user, caller) {
        (Some(ip), Some(user), _) if is_nobody(&user) => base(Text::new(
            "Someone at {ip} called {api} ({service}) without any credentials.",
            "{ip} の何者かが、認証情報なしで {api} ({service}) を呼び出しました。",
        ))
        .with("ip", ip)
        .about([user.row])
        .observed(),
        (Some(ip), _, _) if root => base(Text::new(
            "Someone at {ip} used the root user's credentials to call {api} ({service}).",
            "{ip} の何者かが、ルートユーザーの認証情報を使って {api} ({service}) を呼び出しました。",
        ))
        .with("ip", ip)
        .about(key.user_type().map(|t| t.row))
        .observed(),
        (Some(ip), Some(user), _) => {
            let account = call.remote_account_details().account_id();
            let instance = instance(subject);
            let said = base(used_by(account.is_some(), instance.is_some())).with("ip", ip).with("user", user);
            let said = account.into_iter().fold(said, |said, account| said.with("account", account));
            instance.into_iter().fold(said, |said, instance| said.with("instance", instance)).observed()
        }
        (Some(ip), None, _) => base(Text::new(
            "{api} ({service}) was called from {ip}. The finding names no principal.",
            "{ip} から {api} ({service}) が呼び出されました。検出結果にプリンシパルの記載はありません。",
        ))
        .with("ip", ip)
        .observed(),
        (None, Some(user), Some(caller)) => base(Text::new(
            "The AWS service {caller} called {api} ({service}) with the credentials of {user}.",
            "AWS サービス {caller} が、{user} の認証情報で {api} ({service}) を呼び出しました。",
        ))
        .with("caller", caller)
        .with("user", user)
        .observed(),
        (None, Some(user), None) => base(Text::new(
            "Someone used the credentials of {user} to call {api} ({service}). The finding does not say from where.",
            "何者かが {user} の認証情報を使って {api} ({service}) を呼び出しました。呼び出し元は記載されていません。",
        ))
        .with("user", user)
        .observed(),
        (None, None, _) => base(Text::new(
            "{api} ({service}) was called. The finding names neither principal nor address.",
            "{api} ({service}) が呼び出されました。検出結果にプリンシパルとアドレスの記載はありません。",
        ))
        .observed(),
    }
}

/// Whether the name of a user stands for a caller without credentials.
fn is_nobody(user: &Read<'_>) -> bool {
    user.as_str() == ANONYMOUS_PRINCIPAL
}

/// Somebody at an address, in an account where that is known, and whose credentials: a user's, or those of an instance's role.
const fn used_by(account: bool, instance: bool) -> Text {
    match (account, instance) {
        (false, false) => Text::new(
            "Someone at {ip} used the credentials of {user} to call {api} ({service}).",
            "{ip} の何者かが、{user} の認証情報を使って {api} ({service}) を呼び出しました。",
        ),
        (true, false) => Text::new(
            "Someone in account {account}, at {ip}, used the credentials of {user} to call {api} ({service}).",
            "アカウント {account} の何者かが {ip} から、{user} の認証情報を使って {api} ({service}) を呼び出しました。",
        ),
        (false, true) => Text::new(
            "Someone at {ip} used the credentials of the role {user}, issued to instance {instance}, to call {api} ({service}).",
            "{ip} の何者かが、インスタンス {instance} に発行されたロール {user} の認証情報を使って {api} ({service}) を呼び出しました。",
        ),
        (true, true) => Text::new(
            "Someone in account {account}, at {ip}, used the credentials of the role {user}, issued to instance {instance}, to call {api} ({service}).",
            "アカウント {account} の何者かが {ip} から、インスタンス {instance} に発行されたロール {user} の認証情報を使って {api} ({service}) を呼び出しました。",
        ),
    }
}

/// The instance that the session was issued to: the session's name is its id.
fn instance<'f>(subject: &Subject<'f>) -> Option<(Value, RowId)> {
    let principal = subject.finding.resource().access_key_details().principal_id()?;
    let (_, session) = principal.as_str().split_once(':')?;
    session.starts_with("i-").then(|| (Value::Raw(session.to_owned()), principal.row))
}

fn remote_account(call: AwsApiCallAction<'_>, out: &mut Vec<Statement>) {
    let remote = call.remote_account_details();
    let (Some(account), Some(affiliated)) = (remote.account_id(), remote.affiliated()) else { return };
    let text = if affiliated.value {
        Text::new(
            "The call came from account {account}, which is affiliated: it stands under the same GuardDuty administrator account. That does not mean the same organization, and it does not clear the call.",
            "コールはアカウント {account} から行われました。このアカウントは同じ GuardDuty 管理者アカウントの配下にあります (affiliated)。同じ組織という意味ではなく、正当である証明にもなりません。",
        )
    } else {
        Text::new(
            "The call came from account {account}, which is not under this GuardDuty administrator account.",
            "コールはアカウント {account} から行われました。このアカウントは同じ GuardDuty 管理者アカウントの配下にはありません。",
        )
    };
    out.push(say(text).with("account", account).about([affiliated.row]).observed());
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(call) = call(subject) else { return };
    // Without credentials there is no owner to ask, and nothing else to find by them; what was read the bucket's topic asks.
    if subject.finding.resource().access_key_details().user_name().is_some_and(|user| is_nobody(&user)) {
        return;
    }
    let rows = call.api().map(|api| api.row);
    out.push(
        say(Text::new(
            "Whether the owner of the credentials made the call. Only the owner can say; CloudTrail shows what else was done with them.",
            "認証情報の持ち主本人が呼び出したのかどうか。本人に確認するしかありません。同じ認証情報によるほかの操作は CloudTrail で確認できます。",
        ))
        .about(rows)
        .unknowable(Settle::OWNER),
    );
    out.push(
        say(Text::new(
            "What else was called, and with what parameters and result. CloudTrail Event history keeps management events for 90 days in the account and Region of the finding; data events only where a trail records them.",
            "ほかに何が、どんなパラメータで呼ばれ、どんな結果だったか。CloudTrail のイベント履歴に、検出結果のアカウントとリージョンの管理イベントが 90 日間残ります。データイベントは証跡で記録している場合のみ確認できます。",
        ))
        .about(rows)
        .unknowable(Settle::Logs(&[
            "instance-session-calls",
            "key-calls",
            "user-calls",
            "root-calls",
            "event-history",
            "trail",
        ])),
    );
}
