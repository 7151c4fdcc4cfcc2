//! What would settle what a finding cannot tell: a log that a look-up reads, or somebody or something that no log stands for.

use crate::i18n::Text;

/// What would settle an unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settle {
    /// A log, by its key in `knowledge/logs.toml`, and another that has the same. Before them the names of look-ups that
    /// tell it, where others read the same log for something else.
    Logs(&'static [&'static str]),
    /// No log of AWS.
    Other(Other),
}

/// Who or what settles what no log does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    /// Whoever the credentials, the workload or the change belong to.
    Owner,
    /// What the machine itself has kept.
    Machine,
    /// Whoever keeps a threat list of one's own.
    ListKeeper,
    /// What others know of an address, a domain or a file.
    Sources,
    /// Nobody on this side.
    Operator,
    /// What comes later.
    Later,
    /// What GuardDuty archived.
    Archive,
}

impl Settle {
    /// VPC flow logs.
    pub const FLOWS: Settle = Settle::Logs(&["flow-logs"]);
    /// The machine itself.
    pub const MACHINE: Settle = Settle::Other(Other::Machine);
    /// The owner.
    pub const OWNER: Settle = Settle::Other(Other::Owner);
}

impl Other {
    /// Every kind.
    pub const ALL: [Other; 7] = [
        Other::Owner,
        Other::Machine,
        Other::ListKeeper,
        Other::Sources,
        Other::Operator,
        Other::Later,
        Other::Archive,
    ];

    /// Who or what it is.
    pub const fn label(self) -> Text {
        match self {
            Other::Owner => Text::new(
                "the owner, or the change ticket; no log tells",
                "担当者本人または変更管理の記録 (ログでは判断できません)",
            ),
            Other::Machine => {
                Text::new("the machine's own logs, or whoever runs it", "マシン自体のログ、またはその管理者")
            }
            Other::ListKeeper => Text::new("whoever keeps the list", "リストの管理者"),
            Other::Sources => Text::new(
                "other sources on the same address, domain or file; no log of yours tells",
                "同じアドレス、ドメイン、ファイルについての他の情報源 (自社のログでは判断できません)",
            ),
            Other::Operator => Text::new(
                "at most the operator of that network; no log of yours tells",
                "確認できるとしても、そのネットワークの運営者だけ (自社のログでは判断できません)",
            ),
            Other::Later => Text::new(
                "a later update of this finding in GuardDuty",
                "GuardDuty によるこの検出結果の今後の更新",
            ),
            Other::Archive => {
                Text::new("the archived findings in GuardDuty", "GuardDuty のアーカイブ済みの検出結果")
            }
        }
    }
}
