//! How often, over how long: it fits both.

use super::{calls::all, case::time, prelude::*};

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
        "CloudTrail やフローログで見た間隔や時間帯が、既知のスケジュールに合う場合や、誰の勤務時間にも合わない場合。",
    );
    if times == 1 {
        // A scan or a process is no slip of the hand.
        let call = service.action().aws_api_call_action().api()?;
        if all(case).len() > 1 {
            return None;
        }
        let said = say(Text::new(
            "One call can be a slip, and one is all that an attacker may need.",
            "1 回のコールは操作ミスかもしれませんが、攻撃者には 1 回で足りる場合もあります。",
        ));
        return answer(Neither, said.about([count.row, call.row]).observed(), turn);
    }
    // Whoever probes ports tries them all.
    if times < MANY || service.action().port_probe_action().node().is_present() {
        return None;
    }
    answer(
        Neither,
        say(Text::new(
            "{count} times within {span} is a program, not a hand. Wanted jobs and malware both repeat.",
            "{span}の間に {count} 回という頻度は、手作業ではなくプログラムによるものです。正規のジョブもマルウェアも繰り返します。",
        ))
        .with("count", count)
        .with("span", (Value::Span(span), vec![first.row, last.row]))
        .observed(),
        turn,
    )
}
