//! The calls that went through, by each one's own result.

use super::{
    calls::{Ended, judged},
    prelude::*,
};

pub static CHECK: Check = Check {
    id: "calls-succeeded",
    label: Text::new("Did any of the calls succeed?", "成功したコールはあるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let calls = judged(case);
    let through: Vec<_> = calls.iter().filter(|call| call.ended == Ended::Succeeded).collect();
    if through.is_empty() {
        return None;
    }
    let rows = through.iter().map(|call| call.row).collect::<Vec<_>>();
    let names = through.iter().map(|call| Value::Raw(call.api.clone())).collect();
    let text = match (through.len(), calls.len()) {
        (1, 1) => Text::new(
            "The one call that GuardDuty judged anomalous succeeded: {calls}.",
            "GuardDuty が異常と判断したコールは 1 件で、成功しています: {calls}。",
        ),
        (some, all) if some == all => Text::new(
            "Every call that GuardDuty judged anomalous succeeded ({all}): {calls}.",
            "GuardDuty が異常と判断したコール {all} 件がすべて成功しています: {calls}。",
        ),
        _ => Text::new(
            "{count} of the {all} calls that GuardDuty judged anomalous succeeded: {calls}.",
            "GuardDuty が異常と判断したコール {all} 件のうち、{count} 件が成功しています: {calls}。",
        ),
    };
    answer(
        Attack(Moderate),
        say(text)
            .with("count", Value::Count(through.len() as u64))
            .with("all", Value::Count(calls.len() as u64))
            .with("calls", (Value::List(names), rows))
            .inferred(),
        Text::new(
            "The owner recognising each of these calls, not just the first.",
            "持ち主が、最初の 1 件だけでなく、すべてのコールを自分の操作と認めた場合。",
        ),
    )
}
