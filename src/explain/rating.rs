//! Why GuardDuty rates this finding as it does, where a field of it decides that.
//!
//! Facts: GuardDuty user guide, the default severities of the types named here.

use super::{
    Subject,
    statement::{Statement, say},
};
use crate::{i18n::Text, json::RowId, model::Band};

/// The reason, where the type's severity depends on a field that the finding has, and agrees with the number.
pub fn statement(subject: &Subject<'_>) -> Option<Statement> {
    let severity = subject.finding.severity()?;
    let kind = subject.kind?;
    let (text, row) = match kind.family {
        "SSHBruteForce" | "RDPBruteForce" | "WinRMBruteForce" => guessing(subject, Band::of(severity.value))?,
        "InstanceCredentialExfiltration" | "ResourceCredentialExfiltration"
            if kind.mechanism == Some("InsideAWS") =>
        {
            credentials(subject, Band::of(severity.value))?
        }
        _ => return None,
    };
    Some(say(text).about([severity.row, row]).inferred())
}

/// Password guessing: who guesses.
fn guessing(subject: &Subject<'_>, band: Band) -> Option<(Text, RowId)> {
    let role = subject.finding.service().resource_role()?;
    let text = match (role.as_str(), band) {
        ("TARGET", Band::Low) => Text::new(
            "It is Low because the instance is the target (TARGET). Of an instance that guesses itself (ACTOR) the same type is High.",
            "「低」なのは、インスタンスがターゲット (TARGET) だからです。推測する側 (ACTOR) なら、同じタイプでも「高」になります。",
        ),
        ("ACTOR", Band::High) => Text::new(
            "It is High because the instance does the guessing (ACTOR). Where it is only the target, the same type is Low.",
            "「高」なのは、このインスタンスが推測する側 (ACTOR) だからです。ターゲット (TARGET) であれば、同じタイプでも「低」になります。",
        ),
        _ => return None,
    };
    Some((text, role.row))
}

/// Credentials of a resource used from another account: whose account.
fn credentials(subject: &Subject<'_>, band: Band) -> Option<(Text, RowId)> {
    let remote = subject.finding.service().action().aws_api_call_action().remote_account_details();
    let affiliated = remote.affiliated()?;
    let text = match (affiliated.value, band) {
        (true, Band::Medium) => Text::new(
            "It is Medium because the calling account is affiliated; from any other account the same type is High. The rating is lowered, the call is not cleared.",
            "「中」なのは、呼び出し元のアカウントが affiliated だからです。それ以外のアカウントなら「高」になります。評価が下がっただけで、正当と確認されたわけではありません。",
        ),
        (false, Band::High) => Text::new(
            "It is High because the calling account is not affiliated; from an affiliated account the same type is Medium.",
            "「高」なのは、呼び出し元のアカウントが affiliated ではないからです。affiliated のアカウントからなら「中」になります。",
        ),
        _ => return None,
    };
    Some((text, affiliated.row))
}
