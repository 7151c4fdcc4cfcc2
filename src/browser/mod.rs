//! The browser: everything that calls it. The views know none of it.

pub mod boot;
pub mod panic;
pub mod worker;
