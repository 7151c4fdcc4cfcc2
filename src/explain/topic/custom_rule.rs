//! Custom detection rules: the rule that the customer enabled.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "custom-rule",
    action_type: None,
    label: Text::new("Custom detection rule", "カスタム検出ルール"),
    about: Text::new(
        "A rule that somebody in this organization switched on. It fires on a CloudTrail management event that matches, without a model of what is usual.",
        "組織内の誰かが有効にしたルールです。条件に合う CloudTrail 管理イベントがあると検出され、通常との比較は行われません。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    if let Some(name) = subject.finding.custom_detection_rule_name() {
        out.push(
            say(Text::new(
                "The custom detection rule {name} matched. Somebody switched this rule on; ask what it is meant to catch.",
                "カスタム検出ルール {name} に一致しました。このルールは誰かが有効にしたものです。検出の目的を確認してください。",
            ))
            .with("name", name)
            .inferred(),
        );
    }
}
