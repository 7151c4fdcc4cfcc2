//! A hit on a threat list.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "threat-list",
    label: Text::new("Is the other side on a threat list?", "通信相手が脅威リストにあるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let service = case.service();
    let details = service.evidence().threat_intelligence_details();
    let list = details
        .into_iter()
        .find_map(|detail| detail.threat_list_name())
        .or_else(|| service.additional_info().threat_list_name())?;
    let custom = case.subject.kind.is_some_and(|kind| kind.mechanism == Some("Custom"));
    let text = if custom {
        Text::new(
            "The other side stands on {list}, a list that your own organisation gave to GuardDuty: somebody there knows why.",
            "通信相手は {list} に載っています。自組織が GuardDuty に登録したリストで、理由を知る担当者がいます。",
        )
    } else {
        Text::new(
            "The other side stands on the threat list {list}. Entries go stale: an address on it may have a new holder.",
            "通信相手は脅威リスト {list} に載っています。情報が古く、アドレスの持ち主が変わっている場合もあります。",
        )
    };
    answer(
        Attack(Moderate),
        say(text).with("list", list).inferred(),
        Text::new(
            "The entry proving outdated or shared with many. That an address is not on your trusted lists cannot be seen here: GuardDuty raises no finding for those that are.",
            "リストの情報が古い、または多数で共有されるアドレスだと分かった場合。信頼できる IP リストに載っているかどうかは、ここからは分かりません (載っていれば検出結果は生成されません)。",
        ),
    )
}
