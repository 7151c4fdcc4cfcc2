//! Threat intelligence: the list that a remote address, domain or file was on.

use super::Topic;
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "threat-list",
    action_type: None,
    label: Text::new("Threat list", "脅威リスト"),
    about: Text::new(
        "The threat list on which the remote side stood when GuardDuty looked. Entries go stale: addresses change hands.",
        "GuardDuty が照合した時点で相手が載っていた脅威リストです。アドレスの持ち主は変わるため、情報が古い場合もあります。",
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
                    "GuardDuty found the remote side on the threat list {list}, under {names}.",
                    "GuardDuty は、通信相手を脅威リスト {list} で {names} として確認しました。",
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
    if let Some(name) = info.threat_name() {
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
        "GuardDuty found the remote side on the threat list {list}.",
        "GuardDuty は、通信相手が脅威リスト {list} に載っていることを確認しました。",
    ))
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let service = subject.finding.service();
    let evidence = service.evidence().threat_intelligence_details().find_map(|d| d.threat_list_name());
    if let Some(list) = evidence.or_else(|| service.additional_info().threat_list_name()) {
        out.push(
            say(Text::new(
                "Why and since when the entry stands on {list}, and whether it is still right. The finding does not carry that; ask the list's owner.",
                "{list} に載った理由と時期、現在も正しいかどうか。検出結果には含まれません。リストの管理者に確認が必要です。",
            ))
            .with("list", list)
            .unknowable(),
        );
    }
}
