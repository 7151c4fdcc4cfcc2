//! Why GuardDuty raised the finding: the catalogue's account of the type, as GuardDuty's conclusion.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject, composed,
        statement::{Basis, Quote, Statement},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "detection",
    action_type: None,
    label: Text::new("Detection", "検出"),
    about: Text::new(
        "What GuardDuty saw to raise a finding of this type: the log and the mechanism. It is a conclusion, and it can be wrong.",
        "この検出結果タイプの根拠となったログと検出の仕組みです。GuardDuty の推定であり、誤っている場合もあります。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let row = subject.finding.type_().map(|t| t.row);
    match subject.entry {
        Some(_) => out.push(Statement::catalogue(Quote::Seen, Basis::Inferred, row)),
        None => composed::seen(subject, out),
    }
}
