//! How often, over how long: it fits both.

use super::{case::time, prelude::*};

pub static CHECK: Check =
    Check {
        id: "repetition", label: Text::new("Once, or again and again?", "1 回か、繰り返しか"), evaluate
    };

/// From this count on a program rather than a hand is likely.
const MANY: u64 = 100;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    // The count of a sequence is the number of its signals.
    if case.subject.is_sequence() {
        return None;
    }
    let service = case.service();
    let count = service.count()?;
    let times = count.whole()?;
    let (first, last) = (service.event_first_seen()?, service.event_last_seen()?);
    let span = time(Some(last.clone()))?.since(time(Some(first.clone()))?)?;
    let turn = Text::new(
        "The rhythm in CloudTrail or flow logs: a schedule you know, or hours that fit nobody.",
        "CloudTrail やフローログで見たリズム。既知のスケジュールか、誰の勤務時間にも合わない時間帯か。",
    );
    if times == 1 {
        let said = say(Text::new(
            "It was counted once. One event can be a slip; one successful call can also be all that an attacker needs.",
            "カウントは 1 回です。単なる操作ミスの可能性もありますが、攻撃者には 1 回の成功で足りる場合もあります。",
        ));
        return answer(Neither, said.about([count.row]).observed(), turn);
    }
    if times < MANY {
        return None;
    }
    answer(
        Neither,
        say(Text::new(
            "It was counted {count} times within {span}: a program, not a hand. Wanted jobs and malware both repeat.",
            "{span} の間に {count} 回カウントされています。人ではなくプログラムによるものです。正規のジョブもマルウェアも繰り返します。",
        ))
        .with("count", count)
        .with("span", (Value::Span(span), vec![first.row, last.row]))
        .observed(),
        turn,
    )
}
