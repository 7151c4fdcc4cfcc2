//! Bytes in, findings and problems out. Streaming, without I/O, and it never fails.
