//! Values that show by their form alone what they are, wherever they stand: in a description, a URL, an unknown field.

use crate::model::{Arn, id_kind, is_account_id};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    ops::Range,
};

/// What the form of a value says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An ARN.
    Arn,
    /// Twelve digits.
    Account,
    /// An IP address.
    Address(IpAddr),
    /// A network in CIDR notation.
    Network(IpAddr, u8),
    /// A key or principal id with a prefix of four letters.
    UniqueId,
    /// A resource id such as `i-0123456789abcdef0`.
    ResourceId,
    /// A mail address.
    Mail,
    /// A host name that holds an address: `ip-10-0-0-1.ec2.internal`, `ec2-198-51-100-1.compute-1.amazonaws.com`.
    AddressHost(Ipv4Addr),
    /// The host of a URL.
    UrlHost,
    /// The bucket of an `s3://` address.
    Bucket,
}

/// The shape of a value as a whole.
pub(crate) fn of(text: &str) -> Option<Shape> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(Shape::Address(address));
    }
    if let Some((address, bits)) = text.split_once('/')
        && let (Ok(address), Ok(bits)) = (address.parse::<IpAddr>(), bits.parse::<u8>())
        && bits <= if address.is_ipv4() { 32 } else { 128 }
    {
        return Some(Shape::Network(address, bits));
    }
    if Arn::parse(text).is_some_and(|_| !text.contains(char::is_whitespace)) {
        return Some(Shape::Arn);
    }
    if is_account_id(text) {
        return Some(Shape::Account);
    }
    if is_unique_id(text) {
        return Some(Shape::UniqueId);
    }
    if is_resource_id(text) {
        return Some(Shape::ResourceId);
    }
    if let Some(address) = address_host(text) {
        return Some(Shape::AddressHost(address));
    }
    is_mail(text).then_some(Shape::Mail)
}

/// Whether it is a key or principal id: the prefixes that IAM documents, in the length of real ones or of examples.
pub(crate) fn is_unique_id(text: &str) -> bool {
    (12..=128).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && id_kind(text).is_some()
}

/// Whether it is an EC2-style id: a short lower-case prefix, a hyphen, and 8 or 17 hexadecimal digits.
pub(crate) fn is_resource_id(text: &str) -> bool {
    text.split_once('-').is_some_and(|(prefix, digits)| {
        (1..=10).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_lowercase())
            && matches!(digits.len(), 8 | 17)
            && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
    })
}

/// Whether it is a mail address.
fn is_mail(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.chars().all(plain)
            && host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
    })
}

/// The prefixes of host names that EC2 makes of addresses.
pub(crate) const ADDRESS_HOSTS: [&str; 2] = ["ip-", "ec2-"];

/// The address in a host name that EC2 made of it.
pub(crate) fn address_host(text: &str) -> Option<Ipv4Addr> {
    let rest = ADDRESS_HOSTS.iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let label = rest.split('.').next()?;
    (label.split('-').count() == 4).then(|| label.replace('-', ".").parse().ok())?
}

/// Every shaped value in a text, in order. They do not overlap, but that an ARN or a URL holds others.
pub(crate) fn find(text: &str) -> Vec<(Range<usize>, Shape)> {
    let mut out = Vec::new();
    for chunk in words(text, |c| {
        !c.is_whitespace()
            && !matches!(
                c,
                '"' | '\''
                    | ','
                    | ';'
                    | '('
                    | ')'
                    | '<'
                    | '>'
                    | '['
                    | ']'
                    | '{'
                    | '}'
                    | '|'
                    | '`'
                    | '\\'
                    | '='
            )
    }) {
        let part = text.get(chunk.clone()).unwrap_or_default();
        if let Some(at) = part.find("arn:").filter(|&at| starts_word(part, at)) {
            let arn = part.get(at..).unwrap_or_default().trim_end_matches(['.', ':', '*', '/', '?', '!']);
            if Arn::parse(arn).is_some() {
                out.push((chunk.start + at..chunk.start + at + arn.len(), Shape::Arn));
            }
        }
        if let Some((scheme, rest)) = part.split_once("://") {
            let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
            if scheme.ends_with("s3") && !host.is_empty() {
                let start = chunk.start + scheme.len() + 3;
                out.push((start..start + host.len(), Shape::Bucket));
            } else if host.contains('.') && host.parse::<IpAddr>().is_err() && of(host).is_none() {
                let start = chunk.start + scheme.len() + 3;
                out.push((start..start + host.len(), Shape::UrlHost));
            }
        }
        let six = part.trim_end_matches(['.', ':', '!', '?']);
        let before_zone = six.split(['%', '/']).next().unwrap_or_default();
        if before_zone.matches(':').count() >= 2
            && let Ok(address) = before_zone.parse::<Ipv6Addr>()
        {
            let shape = of(six).unwrap_or(Shape::Address(address.into()));
            let length = if matches!(shape, Shape::Network(..)) { six.len() } else { before_zone.len() };
            out.push((chunk.start..chunk.start + length, shape));
            continue;
        }
        dotted(text, chunk, &mut out);
    }
    out
}

/// Mail addresses, hosts, addresses, ids and accounts inside a chunk without blanks.
fn dotted(text: &str, chunk: Range<usize>, out: &mut Vec<(Range<usize>, Shape)>) {
    let part = text.get(chunk.clone()).unwrap_or_default();
    for word in words(part, |c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+')) {
        let raw = part.get(word.clone()).unwrap_or_default();
        let left = raw.len() - raw.trim_start_matches(['.', '-', '_', '@', '+']).len();
        let value = raw.trim_matches(['.', '-', '_', '@', '+']);
        let start = chunk.start + word.start + left;
        let at = start..start + value.len();
        match of(value) {
            Some(shape @ Shape::Address(_)) => {
                // A network, where a mask follows that ends there.
                let rest = part.get(word.start + left + value.len()..).unwrap_or_default();
                let digits = rest
                    .strip_prefix('/')
                    .map_or(0, |mask| mask.bytes().take_while(u8::is_ascii_digit).count());
                let whole = text.get(at.start..at.end + 1 + digits).unwrap_or_default();
                match (digits > 0).then(|| of(whole)).flatten() {
                    Some(network @ Shape::Network(..)) => {
                        out.push((at.start..at.start + whole.len(), network))
                    }
                    _ => out.push((at, shape)),
                }
                continue;
            }
            Some(shape) => {
                out.push((at.clone(), shape));
                if !matches!(shape, Shape::Mail | Shape::AddressHost(_)) {
                    continue;
                }
            }
            None => {}
        }
        for piece in words(value, |c| c.is_ascii_alphanumeric() || c == '-') {
            let piece_text = value.get(piece.clone()).unwrap_or_default();
            if let Some(shape @ Shape::ResourceId) = of(piece_text) {
                out.push((start + piece.start..start + piece.end, shape));
                continue;
            }
            for atom in words(piece_text, |c| c.is_ascii_alphanumeric()) {
                let atom_text = piece_text.get(atom.clone()).unwrap_or_default();
                if let Some(shape @ (Shape::Account | Shape::UniqueId)) = of(atom_text) {
                    let from = start + piece.start + atom.start;
                    out.push((from..from + atom_text.len(), shape));
                }
            }
        }
    }
}

/// The runs of characters that belong to a word.
pub(crate) fn words(text: &str, of_word: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (of_word(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|from| from..text.len()));
    out
}

fn starts_word(text: &str, at: usize) -> bool {
    !text.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(at, _)| text.get(at).unwrap()).collect()
    }

    #[test]
    fn values_are_found_wherever_they_stand() {
        for (text, expected) in [
            ("from 198.51.100.7.", vec!["198.51.100.7"]),
            ("10.1.0.0/16, 10.1.2.3:443", vec!["10.1.0.0/16", "10.1.2.3"]),
            ("[2001:db8::1] and 2600:1f18:0:1::7/64", vec!["2001:db8::1", "2600:1f18:0:1::7/64"]),
            ("i-0123456789abcdef0 in vpc-01234567", vec!["i-0123456789abcdef0", "vpc-01234567"]),
            ("111122223333.dkr.ecr", vec!["111122223333"]),
            ("AKIAIOSFODNN7EXAMPLE used", vec!["AKIAIOSFODNN7EXAMPLE"]),
            ("AROAJDL27UNNELEXAMPLE:alice@example.com", vec!["AROAJDL27UNNELEXAMPLE", "alice@example.com"]),
            ("https://bucket.s3.amazonaws.com/k", vec!["bucket.s3.amazonaws.com"]),
            ("a 1234567890123 b 12345678901", vec![]),
            ("version 1.2.3 of 10.0.0", vec![]),
            ("x=arn:aws:s3:::b/k;", vec!["arn:aws:s3:::b/k"]),
            ("ip-10-0-0-1.ec2.internal", vec!["ip-10-0-0-1.ec2.internal"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
        let role = "role arn:aws:iam::111122223333:role/x.";
        assert_eq!(found(role), ["arn:aws:iam::111122223333:role/x", "111122223333"]);
    }

    #[test]
    fn a_host_name_gives_its_address() {
        assert_eq!(address_host("ip-10-0-0-1.eu-west-1.compute.internal"), Some(Ipv4Addr::new(10, 0, 0, 1)));
        assert_eq!(
            address_host("ec2-198-51-100-1.compute-1.amazonaws.com"),
            Some(Ipv4Addr::new(198, 51, 100, 1))
        );
        assert_eq!(address_host("ip-10-0-0.internal"), None);
    }
}
