//! When, how often, over how long; and what aggregation hides.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        settle::Other,
        statement::{Statement, Value, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "time",
    action_type: None,
    label: Text::new("Time and count", "時刻とカウント"),
    about: Text::new(
        "First and last time of the activity, and how often GuardDuty saw it. When it recurs GuardDuty updates the same finding: the count rises, the newest actor and address overwrite the earlier ones.",
        "アクティビティの最初と最後の時刻、観測回数です。再発すると GuardDuty は同じ検出結果を更新します。カウントが増え、新しいアクターやアドレスで以前の値が上書きされます。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    let (first, last) = (service.event_first_seen(), service.event_last_seen());
    match (first, last) {
        (Some(first), Some(last)) if first.value == last.value => {
            out.push(
                say(Text::new("It was seen once, at {at}.", "観測された時刻は {at} の 1 点です。"))
                    .with("at", Read(first.row, first.as_str()).argument())
                    .about([last.row])
                    .observed(),
            );
        }
        (Some(first), Some(last)) => {
            let span = crate::model::Timestamp::parse(last.as_str())
                .zip(crate::model::Timestamp::parse(first.as_str()))
                .and_then(|(last, first)| last.since(first));
            let said = match span {
                Some(span) => say(Text::new(
                    "It was first seen at {first} and last at {last}, {span} later.",
                    "最初の観測は {first}、最後の観測は {last} で、その間は {span}です。",
                ))
                .with("span", Value::Span(span)),
                None => say(Text::new(
                    "It was first seen at {first} and last at {last}.",
                    "最初の観測は {first}、最後の観測は {last} です。",
                )),
            };
            out.push(
                said.with("first", Read(first.row, first.as_str()).argument())
                    .with("last", Read(last.row, last.as_str()).argument())
                    .observed(),
            );
        }
        _ => {}
    }
    let Some(count) = service.count() else { return };
    if count.whole() == Some(1) {
        out.push(
            say(Text::new("GuardDuty counted it once.", "GuardDuty のカウントは 1 回です。"))
                .about([count.row])
                .observed(),
        );
    } else if subject.is_sequence() {
        // Its signals stand in it one by one: nothing was overwritten.
        out.push(
            say(Text::new("GuardDuty counted it {count} times.", "GuardDuty のカウントは {count} 回です。"))
                .with("count", count)
                .observed(),
        );
    } else {
        out.push(
            say(Text::new(
                "GuardDuty counted it {count} times. This JSON keeps only the latest actor and address; earlier ones stand in earlier versions of the finding (an export keeps those), in CloudTrail or in flow logs.",
                "GuardDuty のカウントは {count} 回です。この JSON に残るのは最新のアクターとアドレスだけです。以前の値は、エクスポートに残る更新前の検出結果、CloudTrail、フローログで確認できます。",
            ))
            .with("count", count)
            .observed(),
        );
    }
}

/// A time that the model types as a string.
struct Read<'t>(crate::json::RowId, &'t str);

impl Read<'_> {
    fn argument(self) -> (Value, crate::json::RowId) {
        let value =
            crate::model::Timestamp::parse(self.1).map_or_else(|| Value::Raw(self.1.to_owned()), Value::Time);
        (value, self.0)
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    if let Some(last) = service.event_last_seen() {
        out.push(
            say(Text::new(
                "Whether it is still going on. GuardDuty updates a finding every 15 minutes to 6 hours, so silence since {last} proves nothing.",
                "現在も続いているかどうか。検出結果の更新間隔は 15 分から 6 時間のため、{last} 以降に更新がなくても、終わったとは言えません。",
            ))
            .with("last", Read(last.row, last.as_str()).argument())
            .unknowable(Settle::Other(Other::Later)),
        );
    }
}
