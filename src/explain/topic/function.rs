//! The Lambda function concerned.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "lambda-function",
    action_type: None,
    label: Text::new("Lambda function", "Lambda 関数"),
    about: Text::new(
        "The function, its version, its execution role and when its code or configuration last changed.",
        "関数、バージョン、実行ロール、コードまたは設定の最終変更時刻です。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let function = subject.finding.resource().lambda_details();
    let Some(name) = function.function_name().or_else(|| function.function_arn()) else { return };
    out.push(match function.role() {
        Some(role) => say(Text::new(
            "The function is {name}; its code runs with the permissions of {role}.",
            "関数は {name} で、コードは {role} の権限で動作します。",
        ))
        .with("name", name)
        .with("role", role)
        .observed(),
        None => {
            say(Text::new("The function is {name}.", "関数は {name} です。")).with("name", name).observed()
        }
    });
    if let Some(at) = function.last_modified_at() {
        out.push(
            say(Text::new("It was last changed at {at}.", "最終変更は {at} です。"))
                .with("at", at)
                .observed(),
        );
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    if let Some(name) = subject.finding.resource().lambda_details().function_name() {
        out.push(
            say(Text::new(
                "Which code of {name} opened the connection, and who deployed it. CloudTrail shows UpdateFunctionCode; the function's own logs show its invocations.",
                "{name} のどのコードが通信したか、誰がデプロイしたか。デプロイは CloudTrail の UpdateFunctionCode、実行は関数のログで確認できます。",
            ))
            .with("name", name)
            .unknowable(Settle::Logs(&["function-deployed", "event-history", "trail"])),
        );
    }
}
