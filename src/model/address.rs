//! What an IP address is by its range alone.

use crate::i18n::Text;
use ipnet::IpNet;
use std::net::IpAddr;

/// What the range of an address says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// The instance metadata service.
    Metadata,
    /// Reserved for documentation: GuardDuty's sample findings use it, real traffic does not.
    Documentation,
    /// Private use.
    Private,
    /// Shared by a carrier's customers, and by AWS inside some VPCs.
    Shared,
    /// The machine itself.
    Loopback,
    /// One link.
    LinkLocal,
    /// Other ranges that the public internet does not route.
    Reserved,
    /// All else.
    Public,
}

/// Ranges in the order in which they are tried. IANA IPv4 and IPv6 special-purpose registries (RFC 6890 and updates:
/// RFC 1918, 5737, 3849, 9637, 6598, 3927, 4193, 4291); metadata addresses: EC2 user guide, "Use the instance metadata service".
const RANGES: [(&str, AddressKind); 27] = [
    // Where redaction puts public addresses, so that the explanation says of a stand-in what it says of the original.
    ("240.0.0.0/5", AddressKind::Public),
    ("2001:db8:8000::/33", AddressKind::Public),
    ("169.254.169.254/32", AddressKind::Metadata),
    ("169.254.170.2/32", AddressKind::Metadata),
    ("169.254.170.23/32", AddressKind::Metadata),
    ("fd00:ec2::/32", AddressKind::Metadata),
    ("192.0.2.0/24", AddressKind::Documentation),
    ("198.51.100.0/24", AddressKind::Documentation),
    ("203.0.113.0/24", AddressKind::Documentation),
    ("2001:db8::/32", AddressKind::Documentation),
    ("3fff::/20", AddressKind::Documentation),
    ("10.0.0.0/8", AddressKind::Private),
    ("172.16.0.0/12", AddressKind::Private),
    ("192.168.0.0/16", AddressKind::Private),
    ("fc00::/7", AddressKind::Private),
    ("100.64.0.0/10", AddressKind::Shared),
    ("127.0.0.0/8", AddressKind::Loopback),
    ("::1/128", AddressKind::Loopback),
    ("169.254.0.0/16", AddressKind::LinkLocal),
    ("fe80::/10", AddressKind::LinkLocal),
    ("0.0.0.0/8", AddressKind::Reserved),
    ("192.0.0.0/24", AddressKind::Reserved),
    ("198.18.0.0/15", AddressKind::Reserved),
    ("224.0.0.0/4", AddressKind::Reserved),
    ("240.0.0.0/4", AddressKind::Reserved),
    ("::/128", AddressKind::Reserved),
    ("ff00::/8", AddressKind::Reserved),
];

/// What an address is, if the text is one. An IPv4 address inside IPv6 notation counts as the IPv4 address.
pub fn address_kind(text: &str) -> Option<AddressKind> {
    let address = text.trim().parse::<IpAddr>().ok()?.to_canonical();
    let within = |range: &str| range.parse::<IpNet>().is_ok_and(|net| net.contains(&address));
    Some(RANGES.into_iter().find(|(range, _)| within(range)).map_or(AddressKind::Public, |(_, kind)| kind))
}

impl AddressKind {
    /// The name of the kind.
    pub const fn label(self) -> Text {
        match self {
            AddressKind::Metadata => Text::new("instance metadata service", "インスタンスメタデータサービス"),
            AddressKind::Documentation => Text::new("documentation range", "ドキュメント用アドレス"),
            AddressKind::Private => Text::new("private address", "プライベートアドレス"),
            AddressKind::Shared => Text::new("shared address space", "共有アドレス空間"),
            AddressKind::Loopback => Text::new("loopback", "ループバック"),
            AddressKind::LinkLocal => Text::new("link-local address", "リンクローカルアドレス"),
            AddressKind::Reserved => Text::new("reserved range", "予約済みアドレス"),
            AddressKind::Public => Text::new("public address", "パブリックアドレス"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_is_well_formed() {
        for (range, _) in RANGES {
            assert!(range.parse::<IpNet>().is_ok(), "{range}");
        }
    }

    #[test]
    fn addresses_are_told_apart() {
        use AddressKind::*;
        for (text, kind) in [
            ("169.254.169.254", Metadata),
            ("198.51.100.7", Documentation),
            ("10.0.0.1", Private),
            ("::ffff:10.0.0.1", Private),
            ("100.64.3.2", Shared),
            ("8.8.8.8", Public),
            ("2001:db8::1", Documentation),
            ("2600:1f18::1", Public),
        ] {
            assert_eq!(address_kind(text), Some(kind), "{text}");
        }
        assert_eq!(address_kind("example.com"), None);
    }
}
