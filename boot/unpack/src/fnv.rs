//! FNV-1a: checksums of parts, short names for contents. The same on every machine and with every release of Rust.

use std::hash::Hasher;

/// The hash of what is written into it.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// The hash as text.
    pub fn text(&self) -> String {
        format!("{:016x}", self.0)
    }

    /// The hash of bytes, as text.
    pub fn of(bytes: &[u8]) -> String {
        let mut hash = Fnv::default();
        hash.write(bytes);
        hash.text()
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    #[test]
    fn hashes_are_those_of_the_published_algorithm() {
        assert_eq!(Fnv::of(b""), "cbf29ce484222325");
        assert_eq!(Fnv::of(b"a"), "af63dc4c8601ec8c");
        assert_eq!(Fnv::of(b"foobar"), "85944171f73967e8");
    }
}
