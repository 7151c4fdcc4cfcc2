//! The checksum of gzip: CRC-32 of RFC 1952, section 8, sixteen bytes at a time.

/// The polynomial, its bits the other way round.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// How many bytes are taken at once, each with a table of its own.
const LANES: usize = 16;

/// What is added up of the bytes of a gzip member. Its tables are made, not carried: 16 kilobytes that do not pack.
pub struct Crc {
    tables: Box<[[u32; 256]; LANES]>,
    sum: u32,
    amount: u32,
}

impl Default for Crc {
    fn default() -> Crc {
        let mut tables = Box::new([[0; 256]; LANES]);
        let mut earlier: [u32; 256] = std::array::from_fn(|byte| {
            (0..8).fold(byte as u32, |sum, _| (sum >> 1) ^ (POLYNOMIAL * (sum & 1)))
        });
        let first = earlier;
        for table in tables.iter_mut() {
            *table = earlier;
            earlier = earlier.map(|sum| (sum >> 8) ^ at(&first, sum as u8));
        }
        Crc { tables, sum: 0, amount: 0 }
    }
}

/// A table has an entry for every byte.
fn at(table: &[u32; 256], byte: u8) -> u32 {
    table.get(usize::from(byte)).copied().unwrap_or_default()
}

impl Crc {
    /// Begins anew.
    pub fn reset(&mut self) {
        (self.sum, self.amount) = (0, 0);
    }

    /// The checksum of the bytes so far.
    pub fn sum(&self) -> u32 {
        self.sum
    }

    /// How many bytes there were, as gzip counts them: modulo 2³².
    pub fn amount(&self) -> u32 {
        self.amount
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.amount = self.amount.wrapping_add(bytes.len() as u32);
        let mut sum = !self.sum;
        let (blocks, rest) = bytes.as_chunks::<LANES>();
        for block in blocks {
            let begun = sum.to_le_bytes();
            // The byte that comes first has the longest way to go.
            let lanes = self.tables.iter().rev().zip(block).enumerate();
            sum = lanes.fold(0, |sum, (lane, (table, byte))| {
                sum ^ at(table, byte ^ begun.get(lane).copied().unwrap_or_default())
            });
        }
        if let Some(first) = self.tables.first() {
            sum = rest.iter().fold(sum, |sum, byte| (sum >> 8) ^ at(first, sum as u8 ^ byte));
        }
        self.sum = !sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_crc_catalogue() {
        // CRC-32/ISO-HDLC: check 0xcbf43926.
        let mut crc = Crc::default();
        crc.update(b"123456789");
        assert_eq!((crc.sum(), crc.amount()), (0xcbf4_3926, 9));
        crc.reset();
        assert_eq!((crc.sum(), crc.amount()), (0, 0));
    }

    #[test]
    fn the_sum_is_that_of_another_reader_however_the_bytes_are_cut() {
        let bytes: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for cut in [0, 1, 15, 16, 17, 31, 32, 1000, 5000] {
            let (mut ours, mut theirs) = (Crc::default(), flate2::Crc::new());
            let (before, after) = bytes.split_at(cut);
            for part in [before, after] {
                ours.update(part);
                theirs.update(part);
            }
            assert_eq!((ours.sum(), ours.amount()), (theirs.sum(), theirs.amount()), "{cut}");
        }
    }
}
