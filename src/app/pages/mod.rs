//! The pages.

pub mod finding;
pub mod findings;
pub mod learn;
pub mod start;
