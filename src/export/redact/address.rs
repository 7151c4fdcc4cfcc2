//! Stand-ins for IP addresses: right-shaped, of the same kind, with the relations of networks kept.
//!
//! Private addresses stay in their range. Among the bits behind the range, what two addresses share from the left they
//! share afterwards: the first branch seen at a bit becomes 0, the second 1. That keeps every subnet, whatever its mask,
//! gives away nothing but the order, and needs no secret. Public addresses become 240.0.0.0/4 (2001:db8::/32) and keep
//! which of them share a /24 (a /64).

use crate::model::{AddressKind, address_kind};
use crate::order::Order;
use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// Where public addresses go: the lower half of 240.0.0.0/4, which [`address_kind`] reads as public; the upper half takes
/// those of documentation ranges, so that the explanation says of a stand-in what it says of the original.
const PUBLIC: u32 = 0xF000_0000;
const DOCUMENTATION: u32 = 0xF800_0000;

/// The same for IPv6, by the third group of 2001:db8::/32.
const PUBLIC_6: u128 = 0x2001_0db8_8000;
const DOCUMENTATION_6: u128 = 0x2001_0db8_0000;

/// Ranges whose addresses stay inside: the first address and how many bits are fixed.
const KEPT_RANGES: [(u32, u8); 4] =
    [(0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16), (0x6440_0000, 10)];

/// The addresses that were seen, and what they became.
#[derive(Default)]
pub(super) struct Addresses {
    known: HashMap<IpAddr, IpAddr>,
    /// The networks of public addresses, by kind and /24 or /64, in order.
    networks: HashMap<(u128, u128), u128>,
    /// How many networks of each kind there are.
    counts: HashMap<u128, u128>,
    /// The hosts of each IPv6 network, in order.
    hosts: HashMap<u128, u64>,
    /// Which branch was seen first at each place of a trie: range or network, then the bits so far.
    first: HashMap<(u32, u8, u32), bool>,
    /// The originals, which no stand-in should look like.
    originals: HashSet<IpAddr>,
    /// What is laid over the bits of each kept range.
    masks: HashMap<u32, u32>,
}

impl Addresses {
    /// Notes an address that will be replaced.
    pub fn note(&mut self, address: IpAddr) {
        self.originals.insert(address);
    }

    /// Whether an address says nothing of anyone and stays: loopback, the metadata service, link-local IPv4 …
    pub fn stays(address: IpAddr) -> bool {
        match address_kind(&address.to_string()) {
            Some(AddressKind::Metadata | AddressKind::Loopback) => true,
            Some(AddressKind::LinkLocal) => address.is_ipv4(),
            // 240.0.0.0/4 is where stand-ins go; an address there has to make room.
            Some(AddressKind::Reserved) => match address {
                IpAddr::V4(four) => u32::from(four) < PUBLIC || four.is_broadcast(),
                IpAddr::V6(_) => true,
            },
            _ => false,
        }
    }

    /// The stand-in of an address.
    pub fn stand_in(&mut self, address: IpAddr) -> IpAddr {
        if Addresses::stays(address) {
            return address;
        }
        if let Some(known) = self.known.get(&address) {
            return *known;
        }
        let made = match address {
            IpAddr::V4(four) => IpAddr::V4(self.four(four)),
            IpAddr::V6(six) => IpAddr::V6(match six.to_ipv4_mapped() {
                Some(four) => self.four(four).to_ipv6_mapped(),
                None => self.six(six),
            }),
        };
        self.known.insert(address, made);
        made
    }

    /// The stand-in of a network: of its first address, cut to the mask.
    pub fn network(&mut self, address: IpAddr, bits: u8) -> (IpAddr, u8) {
        let cut = match self.stand_in(address) {
            IpAddr::V4(four) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(bits.min(32))).unwrap_or(0);
                IpAddr::V4((u32::from(four) & mask).into())
            }
            IpAddr::V6(six) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(bits.min(128))).unwrap_or(0);
                IpAddr::V6((u128::from(six) & mask).into())
            }
        };
        (cut, bits)
    }

    fn four(&mut self, address: Ipv4Addr) -> Ipv4Addr {
        let value = u32::from(address);
        let range = KEPT_RANGES.into_iter().find(|(base, bits)| value >> (32 - bits) == base >> (32 - bits));
        if let Some((base, bits)) = range {
            let inside = self.trie(base, 32 - bits, value & (u32::MAX >> bits));
            return (base | (inside ^ self.mask(base, bits))).into();
        }
        let documentation = address_kind(&address.to_string()) == Some(AddressKind::Documentation);
        let base = if documentation { DOCUMENTATION } else { PUBLIC };
        let network = self.number(u128::from(base), u128::from(value >> 8));
        // 19 bits of networks; more than half a million of them start again from the first.
        let network = base | ((u32::try_from(network).unwrap_or(u32::MAX) & 0x7_FFFF) << 8);
        (network | (self.trie(network, 8, value & 0xFF) ^ 1)).into()
    }

    fn six(&mut self, address: Ipv6Addr) -> Ipv6Addr {
        let value = u128::from(address);
        let network = value >> 64;
        let kind = address_kind(&address.to_string());
        let base = match kind {
            Some(AddressKind::Documentation) => DOCUMENTATION_6 << 80,
            Some(AddressKind::Private) => 0xfd00 << 112,
            Some(AddressKind::LinkLocal) => 0xfe80 << 112,
            _ => PUBLIC_6 << 80,
        };
        let number = if kind == Some(AddressKind::LinkLocal) { 0 } else { self.number(base, network) + 1 };
        let network = base | ((number & 0x7FFF_FFFF) << 64);
        let host = self.hosts.entry(network).or_default();
        *host += 1;
        (network | u128::from(*host)).into()
    }

    /// The number of a network among those of its kind.
    fn number(&mut self, kind: u128, network: u128) -> u128 {
        let count = self.counts.entry(kind).or_default();
        *self.networks.entry((kind, network)).or_insert_with(|| {
            *count += 1;
            *count - 1
        })
    }

    /// The low bits of an address as branches: 0 where the branch was the first to be seen at its place, 1 for the other.
    fn trie(&mut self, of: u32, bits: u8, value: u32) -> u32 {
        let mut out = 0;
        for at in (0..bits).rev() {
            let branch = value >> at & 1 == 1;
            let prefix = value.checked_shr(u32::from(at) + 1).unwrap_or(0);
            let first = *self.first.entry((of, at, prefix)).or_insert(branch);
            out = out << 1 | u32::from(branch != first);
        }
        out
    }

    /// What to lay over the bits of a range, so that none of its stand-ins falls into a /16 (a /24 in 192.168.0.0/16) that
    /// an original stands in, where there is room for that.
    fn mask(&mut self, base: u32, bits: u8) -> u32 {
        if let Some(mask) = self.masks.get(&base) {
            return *mask;
        }
        let network = if bits == 16 { 24 } else { 16 };
        let within = |value: u32| value >> (32 - bits) == base >> (32 - bits);
        let four = |address: &IpAddr| match address {
            IpAddr::V4(four) => Some(u32::from(*four)).filter(|value| within(*value)),
            IpAddr::V6(_) => None,
        };
        let mut originals: Vec<u32> = self.originals.iter().filter_map(four).collect();
        originals.order();
        let taken: HashSet<u32> = originals.iter().map(|value| value >> (32 - network)).collect();
        // Which networks the stand-ins will need, before anything is laid over them.
        let needed: HashSet<u32> = originals
            .iter()
            .map(|value| self.trie(base, 32 - bits, value & (u32::MAX >> bits)) >> (32 - network))
            .collect();
        let room = 1u32 << (network - bits);
        let free =
            |over: &u32| needed.iter().all(|net| !taken.contains(&(base >> (32 - network) | (net ^ over))));
        let over = (1..room).find(free).unwrap_or(0);
        let mask = over << (32 - network) | 1;
        self.masks.insert(base, mask);
        mask
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(list: &[&str]) -> Vec<String> {
        let mut addresses = Addresses::default();
        list.iter().for_each(|text| addresses.note(text.parse().unwrap()));
        list.iter().map(|text| addresses.stand_in(text.parse().unwrap()).to_string()).collect()
    }

    #[test]
    fn public_addresses_keep_their_networks() {
        let made = made(&[
            "8.8.8.8",
            "8.8.8.9",
            "1.1.1.1",
            "2600:1f18:0:1::7",
            "2600:1f18:0:1::8",
            "2600:1f18:0:2::7",
        ]);
        assert_eq!(made[..3], ["240.0.0.1", "240.0.0.0", "240.0.1.1"]);
        assert_eq!(made[3..], ["2001:db8:8000:1::1", "2001:db8:8000:1::2", "2001:db8:8000:2::1"]);
    }

    #[test]
    fn what_says_nothing_of_anyone_stays() {
        for text in ["127.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "224.0.0.1", "255.255.255.255"] {
            assert_eq!(made(&[text]), [text]);
        }
        assert_ne!(made(&["fe80::1c2b:3dff:fe4e:5f60"]), ["fe80::1c2b:3dff:fe4e:5f60"]);
    }

    #[test]
    fn a_network_holds_the_stand_ins_of_its_addresses() {
        let mut addresses = Addresses::default();
        let inside: IpAddr = "10.1.17.3".parse().unwrap();
        addresses.note(inside);
        let (network, bits) = addresses.network("10.1.16.0".parse().unwrap(), 20);
        let network: ipnet::IpNet = format!("{network}/{bits}").parse().unwrap();
        assert!(network.contains(&addresses.stand_in(inside)));
        assert!(!network.contains(&addresses.stand_in("10.1.32.1".parse().unwrap())));
    }

    proptest! {
        #[test]
        fn kind_equality_and_prefixes_survive(values in prop::collection::vec(
            prop_oneof![any::<u32>(), (0u32..1 << 24).prop_map(|v| 0x0A00_0000 | v), (0u32..1 << 20).prop_map(|v| 0xAC10_0000 | v)], 2..40,
        )) {
            let list: Vec<IpAddr> = values.iter().map(|v| IpAddr::V4((*v).into())).collect();
            let mut addresses = Addresses::default();
            list.iter().for_each(|address| addresses.note(*address));
            let made: Vec<IpAddr> = list.iter().map(|address| addresses.stand_in(*address)).collect();
            let bits = |address: &IpAddr| match address { IpAddr::V4(four) => u32::from(*four), IpAddr::V6(_) => 0 };
            for (a, made_a) in list.iter().zip(&made) {
                if !Addresses::stays(*a) && u32::from_be_bytes(match a { IpAddr::V4(f) => f.octets(), IpAddr::V6(_) => [0; 4] }) < PUBLIC {
                    prop_assert_eq!(address_kind(&a.to_string()).map(|k| if k == AddressKind::Documentation { AddressKind::Reserved } else { k }), address_kind(&made_a.to_string()));
                }
                for (b, made_b) in list.iter().zip(&made) {
                    prop_assert_eq!(a == b, made_a == made_b);
                    prop_assert_eq!(bits(a) >> 8 == bits(b) >> 8, bits(made_a) >> 8 == bits(made_b) >> 8, "{} {} {} {}", a, b, made_a, made_b);
                    let private = |x: &IpAddr| address_kind(&x.to_string()) == Some(AddressKind::Private);
                    if private(a) && private(b) && bits(a) >> 24 == bits(b) >> 24 {
                        prop_assert_eq!((bits(a) ^ bits(b)).leading_zeros(), (bits(made_a) ^ bits(made_b)).leading_zeros());
                    }
                }
            }
        }
    }
}
