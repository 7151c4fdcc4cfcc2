//! The finding model: what a member is, where it stands, and what its value says, whatever casing or dialect the JSON
//! is written in.
//!
//! The shapes, members and enums come from the official API model (`model/guardduty.json`, a file of facts); the build
//! turns them into [`schema`]'s tables and [`lens`]'s accessors. By hand are the small formats inside values: the type
//! string, severity bands, times, ARNs, key ids, addresses.

mod address;
mod annotate;
mod arn;
mod finding;
mod finding_type;
mod key_id;
pub mod lens;
pub mod projection;
pub mod schema;
mod severity;
pub mod summary;
mod tactic;
mod timestamp;

pub use address::{AddressKind, address_kind};
pub use annotate::{Annotations, Meaning};
pub use arn::Arn;
pub use finding::Finding;
pub use finding_type::FindingType;
pub use key_id::{ANONYMOUS_PRINCIPAL, IdKind, id_kind, is_account_id, is_anonymous};
pub use severity::Band;
pub use summary::Summary;
pub use tactic::{TACTICS, Tactic};
pub use timestamp::Timestamp;
