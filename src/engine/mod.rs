//! The one door between what shows and what knows: questions in, answers out.
//!
//! A [`Session`] holds what was loaded and the knowledge. It does no I/O and runs where it is put: inside the page's
//! worker, inside the page where a worker cannot start, in the command line, in a test.

mod handed;
mod learn;
mod list;
mod peers;
pub mod protocol;
mod session;
mod share;
mod tree;
mod view;

pub use session::Session;
pub use tree::{Shown, Tree};
pub(crate) use view::facts;
