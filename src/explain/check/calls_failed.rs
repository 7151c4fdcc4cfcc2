//! Calls that were refused: no harm yet, and perhaps somebody trying doors.

use super::{
    calls::{Ended, judged},
    prelude::*,
};

pub static CHECK: Check =
    Check {
        id: "calls-failed", label: Text::new("Did everything fail?", "すべて失敗したか"), evaluate
    };

const TURN: Text = Text::new(
    "A call of the same key that succeeded: CloudTrail, without filtering by error.",
    "同じキーで成功したコールが見つかった場合。CloudTrail をエラーで絞り込まずに確認します。",
);

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let calls = judged(case);
    if !calls.is_empty() {
        let failed = |ended| matches!(ended, Ended::Denied | Ended::Failed);
        if !calls.iter().all(|call| failed(call.ended)) {
            return None;
        }
        let rows = calls.iter().map(|call| call.row).collect::<Vec<_>>();
        let names = calls.iter().map(|call| Value::Raw(call.api.clone())).collect();
        let said = say(Text::new(
            "Every call that GuardDuty judged anomalous failed ({count}): {calls}. Somebody may be finding out what the key can do; what is usual for the key is not listed here and may have worked.",
            "GuardDuty が異常と判断したコール {count} 件はすべて失敗しています: {calls}。キーの権限を探る行為かもしれません。普段どおりのコールはここに記載されず、成功している可能性があります。",
        ))
        .with("count", Value::Count(calls.len() as u64))
        .with("calls", (Value::List(names), rows));
        return answer(Neither, said.inferred(), TURN);
    }
    let row = case.family("AnomalousBehavior")?;
    case.service().action().aws_api_call_action().api()?;
    answer(
        Open,
        say(Text::new(
            "The finding does not hold the results of the anomalous calls (additionalInfo.anomalies). CloudTrail does, by the key and the time.",
            "異常なコールの結果 (additionalInfo.anomalies) が検出結果にありません。キーと時刻から CloudTrail で確認できます。",
        ))
        .about([row])
        .unknowable(Settle::Logs(&["key-calls", "event-history", "trail"])),
        TURN,
    )
}
