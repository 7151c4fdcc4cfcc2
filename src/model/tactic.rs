//! ATT&CK tactics: the phases of an attack, in the order of the matrix.

use crate::i18n::Text;

/// A tactic.
///
/// Names: MITRE ATT&CK Enterprise. Version 19 split Defense Evasion into Stealth and Defense Impairment; findings carry
/// the names of the version that GuardDuty had at the time, so all three occur.
#[derive(Debug, PartialEq, Eq)]
pub struct Tactic {
    /// ATT&CK's own name, as `ATTACK_TACTIC` indicators write it.
    pub name: &'static str,
    /// The name in the reader's language.
    pub label: Text,
    /// What the tactic is called in the other version, where a version renamed it.
    pub renamed: Option<Text>,
    /// What attackers usually do after it; nothing after the last. General knowledge.
    pub next: Option<Text>,
}

/// Every tactic, in the order of the matrix.
pub static TACTICS: [Tactic; 16] = [
    Tactic {
        name: "Reconnaissance",
        label: Text::new("Reconnaissance", "偵察"),
        renamed: None,
        next: Some(Text::new("a first access with what was learnt", "得た情報を使った最初の侵入")),
    },
    Tactic {
        name: "Resource Development",
        label: Text::new("Resource Development", "リソース開発"),
        renamed: None,
        next: Some(Text::new(
            "use of the new accounts or services against others",
            "用意したアカウントやサービスを使った第三者への攻撃",
        )),
    },
    Tactic {
        name: "Initial Access",
        label: Text::new("Initial Access", "初期アクセス"),
        renamed: None,
        next: Some(Text::new(
            "a look around (Discovery) and ways to come back (Persistence)",
            "周囲の探索 (Discovery) と、再侵入の足がかり作り (Persistence)",
        )),
    },
    Tactic {
        name: "Execution",
        label: Text::new("Execution", "実行"),
        renamed: None,
        next: Some(Text::new(
            "more rights on the machine, its credentials, and contact with a command server",
            "マシン上での権限昇格、認証情報の取得、C&C サーバーとの通信",
        )),
    },
    Tactic {
        name: "Persistence",
        label: Text::new("Persistence", "永続化"),
        renamed: None,
        next: Some(Text::new(
            "more rights for the new access, and use of it from new addresses",
            "新しい足がかりの権限の拡大と、別のアドレスからの利用",
        )),
    },
    Tactic {
        name: "Privilege Escalation",
        label: Text::new("Privilege Escalation", "権限昇格"),
        renamed: None,
        next: Some(Text::new(
            "credentials and secrets that the new rights open, and logging switched off",
            "新しい権限で読めるシークレットや認証情報の取得、ログの停止",
        )),
    },
    Tactic {
        name: "Defense Evasion",
        label: Text::new("Defense Evasion", "防御回避"),
        renamed: Some(Text::new("v19: Stealth, Defense Impairment", "v19: Stealth、Defense Impairment")),
        next: Some(Text::new(
            "the actual aim, unseen: data taken out or destroyed",
            "監視を逃れて行う、データの持ち出しや破壊といった本来の目的",
        )),
    },
    Tactic {
        name: "Stealth",
        label: Text::new("Stealth", "隠蔽"),
        renamed: Some(Text::new("until v18: Defense Evasion", "v18 まで: Defense Evasion")),
        next: Some(Text::new(
            "the actual aim, unseen: data taken out or destroyed",
            "監視を逃れて行う、データの持ち出しや破壊といった本来の目的",
        )),
    },
    Tactic {
        name: "Defense Impairment",
        label: Text::new("Defense Impairment", "防御の弱体化"),
        renamed: Some(Text::new("until v18: Defense Evasion", "v18 まで: Defense Evasion")),
        next: Some(Text::new(
            "the actual aim, unseen: data taken out or destroyed",
            "監視を逃れて行う、データの持ち出しや破壊といった本来の目的",
        )),
    },
    Tactic {
        name: "Credential Access",
        label: Text::new("Credential Access", "認証情報アクセス"),
        renamed: None,
        next: Some(Text::new(
            "use of the stolen credentials, often from other addresses",
            "盗んだ認証情報の利用 (多くは別のアドレスから)",
        )),
    },
    Tactic {
        name: "Discovery",
        label: Text::new("Discovery", "探索"),
        renamed: None,
        next: Some(Text::new(
            "more rights or secrets among what was found",
            "見つけたものを使った権限昇格やシークレットの取得",
        )),
    },
    Tactic {
        name: "Lateral Movement",
        label: Text::new("Lateral Movement", "ラテラルムーブメント"),
        renamed: None,
        next: Some(Text::new(
            "credentials and data of the next system",
            "移動先のシステムの認証情報やデータの取得",
        )),
    },
    Tactic {
        name: "Collection",
        label: Text::new("Collection", "収集"),
        renamed: None,
        next: Some(Text::new(
            "transfer of the data out of the account (Exfiltration)",
            "アカウント外へのデータの持ち出し (Exfiltration)",
        )),
    },
    Tactic {
        name: "Command and Control",
        label: Text::new("Command and Control", "コマンド & コントロール"),
        renamed: None,
        next: Some(Text::new(
            "commands on the machine: mining, spreading, data taken out",
            "マシンへの指令 (マイニング、感染拡大、データの持ち出し)",
        )),
    },
    Tactic {
        name: "Exfiltration",
        label: Text::new("Exfiltration", "持ち出し"),
        renamed: None,
        next: Some(Text::new("deletion of the originals, or extortion", "元データの削除や恐喝")),
    },
    Tactic { name: "Impact", label: Text::new("Impact", "影響"), renamed: None, next: None },
];

impl Tactic {
    /// The tactic of a name, however it is spaced: `Credential Access`, `CredentialAccess`, `credential-access`.
    pub fn named(name: &str) -> Option<&'static Tactic> {
        let letters = |text: &str| {
            text.chars()
                .filter(|c| c.is_ascii_alphabetic())
                .map(|c| c.to_ascii_lowercase())
                .collect::<String>()
        };
        if name.len() > 40 {
            return None;
        }
        let wanted = letters(name);
        TACTICS.iter().find(|tactic| letters(tactic.name) == wanted)
    }

    /// Its place in the matrix.
    pub fn order(&self) -> usize {
        TACTICS.iter().position(|tactic| tactic == self).unwrap_or(TACTICS.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tactic_is_known_however_it_is_spaced() {
        for name in ["Credential Access", "CredentialAccess", "credential-access"] {
            assert_eq!(Tactic::named(name).map(|t| t.name), Some("Credential Access"));
        }
        assert_eq!(Tactic::named("UnauthorizedAccess"), None);
        assert_eq!(Tactic::named(""), None);
    }
}
