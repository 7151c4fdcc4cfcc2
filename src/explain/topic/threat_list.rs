//! Threat intelligence: the list that a remote address, domain or file was on.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        settle::Other,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "threat-list",
    action_type: None,
    label: Text::new("Threat list", "脅威リスト"),
    about: Text::new(
        "The threat list that matched when GuardDuty looked. Entries go stale: addresses and domains change hands.",
        "GuardDuty の照合時に一致した脅威リストです。アドレスやドメインの持ち主は変わるため、情報が古い場合もあります。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    for detail in service.evidence().threat_intelligence_details() {
        let names: Vec<_> = detail.threat_names().filter_map(|node| node.text()).collect();
        match (detail.threat_list_name(), names.is_empty()) {
            (Some(list), true) => out.push(on_list().with("list", list).inferred()),
            (Some(list), false) => out.push(
                say(Text::new(
                    "GuardDuty found a match on the threat list {list}, under {names}.",
                    "GuardDuty は、脅威リスト {list} の {names} との一致を確認しました。",
                ))
                .with("list", list)
                .with("names", names)
                .inferred(),
            ),
            (None, false) => out.push(
                say(Text::new(
                    "GuardDuty names the threat {names}.",
                    "GuardDuty は脅威を {names} と特定しています。",
                ))
                .with("names", names)
                .inferred(),
            ),
            (None, true) => {}
        }
        if let Some(hash) = detail.threat_file_sha256() {
            out.push(
                say(Text::new(
                    "The file that matched has the SHA-256 {hash}.",
                    "一致したファイルの SHA-256 は {hash} です。",
                ))
                .with("hash", hash)
                .inferred(),
            );
        }
    }
    // Older findings name the list in additionalInfo alone.
    let listed = service.evidence().threat_intelligence_details().any(|d| d.threat_list_name().is_some());
    let info = service.additional_info();
    if !listed && let Some(list) = info.threat_list_name() {
        out.push(on_list().with("list", list).inferred());
    }
    let named = |name: &crate::model::lens::Text<'_>| {
        let mut details = service.evidence().threat_intelligence_details();
        details
            .any(|d| d.threat_names().filter_map(|node| node.text()).any(|known| known.value == name.value))
    };
    if let Some(name) = info.threat_name().filter(|name| !named(name)) {
        out.push(
            say(Text::new(
                "GuardDuty names the threat {name}.",
                "GuardDuty は脅威を {name} と特定しています。",
            ))
            .with("name", name)
            .inferred(),
        );
    }
}

fn on_list() -> crate::explain::statement::Say {
    say(Text::new(
        "GuardDuty found a match on the threat list {list}.",
        "GuardDuty は、脅威リスト {list} との一致を確認しました。",
    ))
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    let evidence = service.evidence().threat_intelligence_details().find_map(|d| d.threat_list_name());
    if let Some(list) = evidence.or_else(|| service.additional_info().threat_list_name()) {
        let custom = subject.kind.is_some_and(|kind| kind.mechanism == Some("Custom"));
        let (text, by) = if custom {
            (
                Text::new(
                    "Why and since when the entry stands on the list {list}, and whether it is still right. The finding does not carry that; ask whoever keeps the list.",
                    "リスト {list} に載った理由と時期、現在も正しいかどうか。検出結果には含まれません。リストの管理者に確認が必要です。",
                ),
                Other::ListKeeper,
            )
        } else {
            (
                Text::new(
                    "Why and since when the entry stands on the list {list}, and whether it is still right. AWS does not publish that; what others know of the same address, domain or hash may tell.",
                    "リスト {list} に載った理由と時期、現在も正しいかどうか。AWS は公開していません。同じアドレス、ドメイン、ハッシュについての他の情報源が参考になります。",
                ),
                Other::Sources,
            )
        };
        out.push(say(text).with("list", list).unknowable(Settle::Other(by)));
    }
}
