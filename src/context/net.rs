//! A range of addresses in the context file.

use ipnet::IpNet;
use std::net::IpAddr;

/// The widest ranges that a context file may call the reader's own. Wider ones would clear half the internet by a slip
/// of the pen: no organisation holds more than a /8, and IPv6 is handed to the largest ones as a /19 or smaller.
const WIDEST: [u8; 2] = [8, 19];

/// A range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Net(IpNet);

/// Why a text is no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNet {
    /// It is neither an address nor a range.
    Malformed,
    /// It spans more than a context file may claim.
    TooWide,
}

impl Net {
    /// A range in CIDR notation, or a single address.
    ///
    /// # Errors
    /// When the text is neither, or spans too much.
    pub fn parse(text: &str) -> Result<Net, NotNet> {
        let text = text.trim();
        let single = || text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
        let net = text.parse::<IpNet>().or_else(|_| single()).map_err(|_| NotNet::Malformed)?;
        let [v4, v6] = WIDEST;
        let widest = if net.addr().is_ipv4() { v4 } else { v6 };
        if net.prefix_len() < widest { Err(NotNet::TooWide) } else { Ok(Net(net)) }
    }

    /// Whether it holds an address. An IPv4 address in IPv6 notation counts as the IPv4 address.
    pub fn holds(self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}
