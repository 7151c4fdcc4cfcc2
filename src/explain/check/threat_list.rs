//! A hit on a threat list.

use super::prelude::*;
use crate::{json::RowId, model::lens};

pub static CHECK: Check = Check {
    id: "threat-list",
    label: Text::new("How good is the threat list?", "脅威リストはどこまで信頼できるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    // A list of Tor exits says no more than the check on Tor does.
    if case.subject.kind.is_some_and(|kind| kind.family.starts_with("Tor")) {
        return None;
    }
    let service = case.service();
    let details = service.evidence().threat_intelligence_details();
    let list = details
        .into_iter()
        .find_map(|detail| detail.threat_list_name())
        .or_else(|| service.additional_info().threat_list_name())?;
    let (what, row) = listed(case);
    let custom = case.subject.kind.is_some_and(|kind| kind.mechanism == Some("Custom"));
    let probe = service.action().port_probe_action().node().row();
    let (leaning, text) = if custom {
        (
            Attack(Moderate),
            Text::new(
                "{what} is on {list}, a list that your own organization gave to GuardDuty: whoever keeps it knows why.",
                "{what}は、自組織が GuardDuty に登録したリスト {list} に載っています。理由はリストの管理者が知っています。",
            ),
        )
    } else if probe.is_some() {
        (
            Attack(Weak),
            Text::new(
                "A prober is on the threat list {list}. Listed scanners try every public address: that one came by says little about this machine.",
                "探索元は脅威リスト {list} に載っています。こうしたスキャナーはあらゆるパブリックアドレスを試すため、このマシンについて分かることはわずかです。",
            ),
        )
    } else {
        (
            Attack(Moderate),
            Text::new(
                "{what} is on the threat list {list}. Entries go stale and can catch a place that many share.",
                "{what}は脅威リスト {list} に載っています。登録が古くなっていることや、多数が共有する相手が含まれることもあります。",
            ),
        )
    };
    answer(
        leaning,
        say(text).with("what", what).with("list", list).about(row.into_iter().chain(probe)).inferred(),
        Text::new(
            "The entry proving outdated or shared with many. Whether it is on your trusted lists cannot be seen here: GuardDuty raises no finding for what is.",
            "登録が古い、または多数で共有される相手だと分かった場合。信頼できるリストに載っているかどうかは、ここからは分かりません (載っていれば検出結果は生成されません)。",
        ),
    )
}

/// What stands on the list, in words, and the row that says so.
fn listed(case: &Case<'_>) -> (Text, Option<RowId>) {
    let service = case.service();
    let mut details = service.evidence().threat_intelligence_details();
    if let Some(hash) = details.find_map(|detail| detail.threat_file_sha256()) {
        return (Text::new("The file", "ファイル"), Some(hash.row));
    }
    let row = |text: lens::Text<'_>| Some(text.row);
    match service.action().dns_request_action().domain() {
        Some(domain) => (Text::new("The domain", "ドメイン"), row(domain)),
        None => (Text::new("The remote address", "リモートアドレス"), None),
    }
}
