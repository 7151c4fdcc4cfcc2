//! A domain judged by a score.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "domain-reputation",
    label: Text::new("Is the domain's reputation the only ground?", "根拠はドメインの評判だけか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    case.subject.kind.filter(|kind| kind.mechanism == Some("Reputation"))?;
    let row = case.finding().type_()?.row;
    let domain = case.service().action().dns_request_action().domain()?;
    answer(
        Attack(Weak),
        say(Text::new(
            "{domain} was judged by a reputation score, not by a list: age, popularity and neighbourhood. New and rarely visited domains of honest owners score badly too.",
            "{domain} は、リストではなく評判スコアで判断されています (登録時期、アクセス数、関連性など)。新しいドメインやアクセスの少ないドメインは、正当なものでも低く評価されます。",
        ))
        .with("domain", domain)
        .about([row])
        .inferred(),
        Text::new(
            "Who runs the domain and what it serves, and which process asked for it.",
            "ドメインの運営者と内容、問い合わせたプロセスが分かった場合。",
        ),
    )
}
