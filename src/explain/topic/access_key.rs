//! The credentials: whose they are and of what kind.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
    model::{ANONYMOUS_PRINCIPAL, IdKind, id_kind},
};

pub static TOPIC: Topic = Topic {
    id: "access-key",
    action_type: None,
    label: Text::new("Credentials", "認証情報"),
    about: Text::new(
        "The credentials that were used. GuardDuty gives them the role TARGET although the key made the call: the credentials are what was attacked, and who held them is open.",
        "使われた認証情報です。キーが呼び出しを行っていても、GuardDuty のリソースロールは TARGET になります。狙われたのは認証情報であり、使った人物は分かりません。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let key = subject.finding.resource().access_key_details();
    if let Some(user_type) = key.user_type() {
        let name = key.user_name().or_else(|| key.principal_id());
        let said = |text| {
            let said = say(text).about([user_type.row]);
            match name.clone() {
                Some(name) => said.with("name", name),
                None => said.with("name", Text::new("not named", "記載なし")),
            }
        };
        out.push(match user_type.as_str() {
            "Root" => said(Text::new(
                "The credentials are those of the account's root user, which no IAM policy limits.",
                "認証情報はアカウントのルートユーザーのものです。IAM ポリシーでは制限できません。",
            ))
            .observed(),
            "IAMUser" => said(Text::new(
                "The credentials belong to the IAM user {name}.",
                "認証情報は IAM ユーザー {name} のものです。",
            ))
            .observed(),
            "AssumedRole" | "Role" => said(Text::new(
                "The credentials belong to a session of the role {name}. Everyone who may assume the role can get such a session.",
                "認証情報はロール {name} のセッションのものです。このロールを引き受けられる人は誰でも同様のセッションを取得できます。",
            ))
            .observed(),
            "FederatedUser" => said(Text::new(
                "The credentials belong to a federated session, {name}, which carries the rights of the IAM user that issued it.",
                "認証情報はフェデレーションセッション {name} のものです。発行元の IAM ユーザーの権限を持ちます。",
            ))
            .observed(),
            "AWSAccount" if name.as_ref().is_some_and(|name| name.as_str() == ANONYMOUS_PRINCIPAL) => said(Text::new(
                "The caller showed no credentials ({name}): there is no key to close, only access that stands open.",
                "呼び出し元は認証情報を提示していません ({name})。止めるべきキーはなく、開いているアクセスを閉じる必要があります。",
            ))
            .observed(),
            "AWSAccount" => said(Text::new(
                "The caller was another AWS account, or nobody in particular: {name}.",
                "呼び出し元は別の AWS アカウント、または匿名です ({name})。",
            ))
            .observed(),
            "AWSService" => said(Text::new(
                "The credentials belong to an AWS service: {name}.",
                "認証情報は AWS サービスのものです ({name})。",
            ))
            .observed(),
            _ => said(Text::new(
                "The credentials are of the kind {kind}: {name}.",
                "認証情報の種別は {kind} です ({name})。",
            ))
            .with("kind", &user_type)
            .observed(),
        });
    }
    let Some(id) = key.access_key_id() else { return };
    out.extend(match id_kind(id.as_str()) {
        Some(IdKind::LongTermKey) => Some(
            say(Text::new(
                "{id} is a long-term access key: it stays valid until somebody deactivates it.",
                "{id} は長期アクセスキーです。無効化しない限り有効です。",
            ))
            .with("id", id)
            .observed(),
        ),
        Some(IdKind::SessionKey) => Some(
            say(Text::new(
                "{id} is a temporary key that STS issued. It expires by itself; until then it stays valid, and its source can issue new ones.",
                "{id} は STS が発行した一時キーです。期限が来れば失効しますが、それまでは有効で、発行元は新しいキーを発行できます。",
            ))
            .with("id", id)
            .observed(),
        ),
        _ => Some(say(Text::new("The key id is {id}.", "アクセスキー ID は {id} です。")).with("id", id).observed()),
    });
}
