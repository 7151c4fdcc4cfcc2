//! How fresh it is, at a stated time.

use super::{case::time, prelude::*};

pub static CHECK: Check =
    Check {
        id: "recency", label: Text::new("Is it still going on?", "現在も続いているか"), evaluate
    };

/// The longest that GuardDuty may wait before it updates a finding, in seconds: the slowest setting is six hours.
const SLOWEST: u64 = 6 * 60 * 60;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    if case.is_sample() {
        return None;
    }
    let last = case.service().event_last_seen()?;
    // The finding's own update is no later witness.
    let at = case.at().filter(|at| time(case.finding().updated_at()).is_none_or(|own| own < *at))?;
    let age = at.since(time(Some(last.clone()))?)?;
    let text = if age <= SLOWEST {
        Text::new(
            "It was last seen {age} before {at}, the time at which this page judges age: less than GuardDuty may wait with an update. It may well be going on.",
            "最後の観測は、基準時刻 {at} の {age}前です。GuardDuty の更新間隔より短く、続いている可能性があります。",
        )
    } else {
        Text::new(
            "It was last seen {age} before {at}, the time at which this page judges age. Silence is no end: whoever has a way in can come back.",
            "最後の観測は、基準時刻 {at} の {age}前です。更新がないことは終了を意味しません。侵入経路が残っていれば再発します。",
        )
    };
    answer(
        Neither,
        say(text).with("age", (Value::Span(age), last.row)).with("at", Value::Time(at)).observed(),
        Text::new(
            "A look at the source now: CloudTrail by the key, flow logs by the address.",
            "現在のログを確認した場合 (キーで CloudTrail、アドレスでフローログを検索)。",
        ),
    )
}
