//! What leaves the tool when somebody asks for it: copies, reports, indicators; and what is taken out before.
//!
//! Redaction ([`redact`]) makes new bytes of a finding's text. Everything else is then made of those bytes by the same
//! pipeline that reads any input, so no export can show what redaction took out.

pub mod escape;
pub mod explained;
pub mod html;
pub mod indicators;
pub mod json;
pub mod markdown;
pub mod page;
pub mod redact;
pub mod redacted;
pub mod report;
mod shape;
pub mod text;
