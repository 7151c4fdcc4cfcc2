//! The reader's own context: what only they know of their networks, accounts and routines, in a local JSON file.
//!
//! It is read when it is chosen and kept in memory only. The form is told in `docs/context.md`. Whatever in it is not
//! understood is reported, with its place: a misspelt key must not look like an empty list.

mod net;
mod read;

pub use net::Net;
pub use read::{ContextError, Fault, Wrong};

use crate::model::Timestamp;
use std::net::IpAddr;

/// The version of the form that this build reads.
pub const VERSION: u64 = 1;

/// What the reader knows of their own estate.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// Their own networks and egress addresses.
    pub networks: Vec<Network>,
    /// Accounts that are theirs.
    pub accounts: Vec<Account>,
    /// Scanners that are allowed to scan.
    pub scanners: Vec<Network>,
    /// Roles and users that pipelines use.
    pub ci: Vec<Role>,
    /// Roles and users kept for emergencies.
    pub break_glass: Vec<Role>,
    /// Planned work.
    pub changes: Vec<Change>,
}

/// A named set of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// What the reader calls it.
    pub name: String,
    /// Its ranges.
    pub cidrs: Vec<Net>,
}

/// An account that is the reader's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its twelve digits.
    pub id: String,
    /// What the reader calls it.
    pub name: String,
    /// Whom to ask.
    pub owner: Option<String>,
}

/// Roles or users with one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// What the reader calls it.
    pub name: String,
    /// The role or user names, exactly as `resource.accessKeyDetails.userName` has them.
    pub principals: Vec<String>,
    /// From where they are used; empty where the reader does not say.
    pub cidrs: Vec<Net>,
    /// Whom to ask.
    pub owner: Option<String>,
}

/// Planned work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its ticket or name.
    pub name: String,
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
    /// The accounts it touches; empty for all.
    pub accounts: Vec<String>,
}

impl Context {
    /// Reads a context file.
    ///
    /// # Errors
    /// With every place that is not understood and what is wrong there.
    #[inline(never)]
    pub fn read(bytes: &[u8]) -> Result<Context, ContextError> {
        read::context(bytes)
    }

    /// The network of their own that an address belongs to.
    pub fn network(&self, address: &str) -> Option<&Network> {
        self.networks.iter().find(|network| holds(&network.cidrs, address))
    }

    /// The scanner that an address belongs to.
    pub fn scanner(&self, address: &str) -> Option<&Network> {
        self.scanners.iter().find(|network| holds(&network.cidrs, address))
    }

    /// An account of their own by its id.
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The pipeline that uses a role or user.
    pub fn pipeline(&self, principal: &str) -> Option<&Role> {
        self.ci.iter().find(|role| role.principals.iter().any(|name| name == principal))
    }

    /// The emergency role of a name.
    pub fn emergency(&self, principal: &str) -> Option<&Role> {
        self.break_glass.iter().find(|role| role.principals.iter().any(|name| name == principal))
    }

    /// The planned work in an account that a span of time lies within, both ends included.
    pub fn change(&self, account: &str, from: Timestamp, to: Timestamp) -> Option<&Change> {
        self.changes.iter().find(|change| {
            let concerns = change.accounts.is_empty() || change.accounts.iter().any(|id| id == account);
            concerns && change.from <= from && to <= change.to
        })
    }
}

/// Whether one of the ranges holds an address.
pub fn holds(cidrs: &[Net], address: &str) -> bool {
    let address = address.trim().parse::<IpAddr>();
    address.is_ok_and(|address| cidrs.iter().any(|net| net.holds(address)))
}

#[cfg(test)]
mod tests;
