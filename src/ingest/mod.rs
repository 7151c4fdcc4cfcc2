//! Bytes in, findings and problems out. Streaming, without I/O, and it never fails.
//!
//! ```text
//! bytes ─ encoding (gzip members, UTF-16) ─▶ text ─ frame (where each JSON value starts and ends) ─▶ values
//!       ─ walk, by the registry of envelopes (what the value is, where the findings inside it are)
//!       ─▶ records, neighbours, problems
//! ```
//!
//! A value is held whole while it is read, never the input: of a `.jsonl` of 300 MB one line at a time, of a GetFindings
//! response the response. What is told, and in which order, does not depend on the pieces in which the bytes came.

mod encoding;
mod envelope;
mod frame;
mod neighbour;
mod place;
mod problem;
mod reader;
mod record;
mod walk;

pub use envelope::{ENVELOPES, Envelope};
pub use neighbour::{Neighbour, NeighbourKind};
pub use place::{Place, SourceId, Step, locate, reopen, reopen_all};
pub use problem::{Code, Problem, Severity};
pub use reader::{Event, Reader, Sink, read};
pub use record::{Context, Dialect, Record};

#[cfg(test)]
mod tests;
