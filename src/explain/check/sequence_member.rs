//! A finding that GuardDuty has joined with others into an attack.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "sequence-member",
    label: Text::new("Is it part of an attack sequence?", "攻撃シーケンスの一部か"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let arn = case.finding().associated_attack_sequence_arn()?;
    answer(
        Attack(Strong),
        say(Text::new(
            "GuardDuty joined it with other signals into one attack. What looks harmless alone is to be judged there.",
            "GuardDuty は、ほかのシグナルと合わせて一連の攻撃と判断しています。単独では無害に見えても、シーケンス全体で評価します。",
        ))
        .about([arn.row])
        .inferred(),
        Text::new(
            "A harmless cause for every signal of the sequence, not for this one alone.",
            "このシグナルだけでなく、シーケンスのすべてのシグナルに無害な原因が見つかった場合。",
        ),
    )
}
