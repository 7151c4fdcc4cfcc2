//! Bytes in, findings and problems out. Streaming, without I/O, and it never fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect { Native, Asff, Ocsf }
