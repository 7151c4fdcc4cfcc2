//! IAM unique identifiers: what the first four letters of a key or principal id say, and what stands in their place.

use crate::i18n::Text;

/// The name of a caller without credentials, as user and as principal id.
pub const ANONYMOUS_PRINCIPAL: &str = "ANONYMOUS_PRINCIPAL";

/// Whether a name stands for a caller without credentials, of AWS or of Kubernetes.
pub fn is_anonymous(name: &str) -> bool {
    matches!(name, ANONYMOUS_PRINCIPAL | "system:anonymous")
}

/// Whether a text has the form of an account's number: twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The kind of thing that an IAM unique id names.
///
/// Prefixes: IAM user guide, "IAM identifiers", section "Understanding unique ID prefixes".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// `AKIA`: a long-term access key of a user or of root.
    LongTermKey,
    /// `ASIA`: a temporary key that STS issued.
    SessionKey,
    /// `AROA`: a role.
    Role,
    /// `AIDA`: a user.
    User,
    /// `AGPA`: a group.
    Group,
    /// `AIPA`: an instance profile.
    InstanceProfile,
    /// `ANPA`: a managed policy.
    ManagedPolicy,
    /// `ABIA`: a service bearer token.
    BearerToken,
    /// `ACCA`: a context-specific credential.
    ContextCredential,
    /// `APKA`: a public key.
    PublicKey,
    /// `ASCA`: a certificate.
    Certificate,
}

const KINDS: [(&str, IdKind); 11] = [
    ("AKIA", IdKind::LongTermKey),
    ("ASIA", IdKind::SessionKey),
    ("AROA", IdKind::Role),
    ("AIDA", IdKind::User),
    ("AGPA", IdKind::Group),
    ("AIPA", IdKind::InstanceProfile),
    ("ANPA", IdKind::ManagedPolicy),
    ("ABIA", IdKind::BearerToken),
    ("ACCA", IdKind::ContextCredential),
    ("APKA", IdKind::PublicKey),
    ("ASCA", IdKind::Certificate),
];

/// What an id names, by its prefix.
pub fn id_kind(id: &str) -> Option<IdKind> {
    let rest = |prefix: &str| {
        id.strip_prefix(prefix)
            .filter(|r| r.len() >= 8 && r.bytes().all(|b| b.is_ascii_alphanumeric() || b == b':'))
    };
    KINDS.into_iter().find(|(prefix, _)| rest(prefix).is_some()).map(|(_, kind)| kind)
}

impl IdKind {
    /// The name of the kind.
    pub const fn label(self) -> Text {
        match self {
            IdKind::LongTermKey => Text::new("long-term access key", "長期アクセスキー"),
            IdKind::SessionKey => Text::new("temporary session key", "一時セッションのアクセスキー"),
            IdKind::Role => Text::new("role", "ロール"),
            IdKind::User => Text::new("user", "ユーザー"),
            IdKind::Group => Text::new("group", "グループ"),
            IdKind::InstanceProfile => Text::new("instance profile", "インスタンスプロファイル"),
            IdKind::ManagedPolicy => Text::new("managed policy", "管理ポリシー"),
            IdKind::BearerToken => Text::new("service bearer token", "サービスベアラートークン"),
            IdKind::ContextCredential => {
                Text::new("context-specific credential", "コンテキスト固有の認証情報")
            }
            IdKind::PublicKey => Text::new("public key", "パブリックキー"),
            IdKind::Certificate => Text::new("certificate", "証明書"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_tells_the_kind() {
        assert_eq!(id_kind("AKIAIOSFODNN7EXAMPLE"), Some(IdKind::LongTermKey));
        assert_eq!(id_kind("ASIAIOSFODNN7EXAMPLE"), Some(IdKind::SessionKey));
        assert_eq!(id_kind("GeneratedFindingAccessKeyId"), None);
        assert_eq!(id_kind("AKIA"), None);
    }
}
