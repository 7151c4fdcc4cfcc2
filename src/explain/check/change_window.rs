//! Planned work at that time.

use super::{case::time, prelude::*};

pub static CHECK: Check = Check {
    id: "change-window",
    label: Text::new("Was work planned then?", "その時間に作業の予定があったか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let account = case.finding().account_id()?;
    let (first, last) = (case.service().event_first_seen()?, case.service().event_last_seen()?);
    let (from, to) = (time(Some(first.clone()))?, time(Some(last.clone()))?);
    let change = case.context()?.change(account.as_str(), from, to)?;
    answer(
        Harmless(Weak),
        say(Text::new(
            "All of it lies within planned work: {change}, {from} to {to}. A busy night is also a good time to hide in.",
            "すべて作業予定の時間内です: {change} ({from} から {to})。作業の多い時間帯は、攻撃者にとっても紛れやすい時間帯です。",
        ))
        .with("change", Value::Raw(change.name.clone()))
        .with("from", Value::Time(change.from))
        .with("to", Value::Time(change.to))
        .about([account.row, first.row, last.row])
        .from_context(),
        Text::new(
            "The plan not containing this activity.",
            "作業計画にこの操作が含まれていない場合。",
        ),
    )
}
