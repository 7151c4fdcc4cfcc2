//! Finding Lens, the library: everything between the bytes somebody holds and the explanation they read.
//!
//! ```text
//! bytes ─ ingest ─▶ records ─ json ─▶ document ─ model ─▶ finding ─ explain ─▶ statements + evidence
//!                      └────── summary ──▶ store ─ filter, facets ──▶ engine ─▶ page · command line · export
//! ```
//!
//! The modules stand in reading order. None of them does I/O or knows a browser: the page (`src/app`, `src/browser`)
//! and the command line (`src/bin`) hand them bytes and show what comes back.

pub mod compare;
pub mod context;
pub mod engine;
pub mod explain;
pub mod export;
pub mod handoff;
pub mod i18n;
pub mod ingest;
pub mod json;
pub mod knowledge;
pub mod model;
mod order;
pub mod picture;
pub mod query;
pub mod respond;
pub mod store;
