//! How the finding reached the reader, where that can mislead.

use super::{
    Subject, Surroundings,
    statement::{Statement, Value, say},
};
use crate::i18n::Text;

/// An administrator account receives the findings of its members as events of its own: the event's account is then not the
/// one to look things up in.
pub fn statement(subject: &Subject<'_>, around: &Surroundings<'_>) -> Option<Statement> {
    let account = subject.finding.account_id()?;
    let event = around.event_account.filter(|event| *event != account.as_str())?;
    Some(
        say(Text::new(
            "The event came through account {event}, the finding is about account {account}: every look-up runs in {account}.",
            "イベントはアカウント {event} を経由していますが、検出結果はアカウント {account} のものです。調査は {account} で行います。",
        ))
        .with("event", Value::Raw(event.to_owned()))
        .with("account", account)
        .observed(),
    )
}
