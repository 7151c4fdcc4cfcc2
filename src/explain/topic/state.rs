//! The finding's own state: sample, archived, confidence, sequence membership.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "state",
    action_type: None,
    label: Text::new("State of the finding", "検出結果の状態"),
    about: Text::new(
        "Whether it is a sample, whether it is archived, what AWS thinks of it since. None of the three says whether the activity was real.",
        "サンプルかどうか、アーカイブ済みかどうか、その後の AWS の評価です。どれも、アクティビティが本物だったかどうかは示しません。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    if let Some(sample) = service.additional_info().sample().filter(|s| s.value) {
        out.push(
            say(Text::new(
                "This is a sample finding: GuardDuty marks it so. Nothing of it happened.",
                "これはサンプルの検出結果です (GuardDuty による印があります)。実際には何も起きていません。",
            ))
            .about([sample.row])
            .observed(),
        );
    }
    if let Some(confidence) = subject.finding.confidence() {
        let text = if confidence.value == 0.0 {
            Text::new(
                "Its confidence is 0: AWS's way of saying that it now takes this finding for a false positive.",
                "confidence が 0 です。AWS がこの検出結果を誤検出と判断したことを示します。",
            )
        } else {
            Text::new("Its confidence is {confidence}.", "confidence は {confidence} です。")
        };
        out.push(say(text).with("confidence", confidence).observed());
    }
    if let Some(archived) = service.archived().filter(|a| a.value) {
        out.push(
            say(Text::new(
                "It is archived: by hand or by a suppression rule, which the JSON does not tell apart. Archived findings do not feed attack sequences.",
                "アーカイブ済みです。手動か抑制ルールによるものかは JSON からは区別できません。アーカイブ済みの検出結果は攻撃シーケンスの材料になりません。",
            ))
            .about([archived.row])
            .observed(),
        );
    }
    if let Some(arn) = subject.finding.associated_attack_sequence_arn() {
        out.push(
            say(Text::new(
                "GuardDuty made it part of an attack sequence: {arn}. Read that finding first.",
                "GuardDuty はこれを攻撃シーケンス {arn} の一部と判断しました。先にそちらを確認してください。",
            ))
            .with("arn", arn)
            .inferred(),
        );
    }
}
