//! A WebAssembly module taken apart, so that like stands with like: an opcode is guessed by the opcodes before it, the number of a
//! local by the locals used last, a field's offset by other offsets. The page's two programs pack 13 % smaller so.
//!
//! The opcodes and what follows each are those of the core specification, version 3, binary format.

/// What bytes of a module are. Each kind is packed by itself, in this order.
#[derive(Clone, Copy)]
pub enum Kind {
    /// Opcodes and most of what follows them.
    Code,
    /// Which local is read or written: how many others were used since it last was.
    Locals,
    /// Where a load reads, from its address on.
    Loads,
    /// Where a store writes, from its address on.
    Stores,
    /// Which block a branch leaves.
    Labels,
    /// What is no code: the other sections, and all of what is no module.
    Rest,
}

/// How many kinds there are.
pub const KINDS: usize = Kind::Rest as usize + 1;

/// The bytes of a module by their kind.
pub type Pieces = [Vec<u8>; KINDS];

/// Takes a module apart. `None` if [`join`] would not give the same bytes again: it is no module, it uses what rustc does not, or it
/// writes a number longer than it has to be.
pub fn split(module: &[u8]) -> Option<Pieces> {
    let mut split = Split { left: module, pieces: Pieces::default() };
    walk(&mut split)?;
    (join(&split.pieces)? == module).then_some(split.pieces)
}

/// Puts a module together. `None` if the pieces are not those of one.
pub fn join(pieces: &Pieces) -> Option<Vec<u8>> {
    let mut join = Join { left: pieces.each_ref().map(|piece| &piece[..]), out: Vec::new() };
    walk(&mut join)?;
    Some(join.out)
}

/// The id of the section that holds the functions' bodies.
const CODE: u8 = 10;

/// Stands before the opcode of a load or store that is not aligned to its width, which is then told. No opcode of its own.
const UNALIGNED: u8 = 0x27;

/// One walk over a module serves both ways: a step takes what comes next from where it stands, puts it where it belongs, and tells it.
trait Walk {
    /// Whether anything is left.
    fn more(&self) -> bool;

    /// A byte.
    fn byte(&mut self, kind: Kind) -> Option<u8>;

    /// What has its length before it, in a module and nowhere else.
    fn sized(&mut self, inner: impl FnOnce(&mut Self) -> Option<()>) -> Option<()>;

    /// An opcode, and the alignment of what it loads or stores.
    fn opcode(&mut self) -> Option<u8>;

    /// The number of a local.
    fn local(&mut self, recent: &mut Recent) -> Option<()>;

    /// A number in LEB128.
    fn number(&mut self, kind: Kind) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte(kind)?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self, kind: Kind, count: u64) -> Option<()> {
        (0..count).try_for_each(|_| self.byte(kind).map(drop))
    }

    fn numbers(&mut self, kind: Kind, count: u64) -> Option<()> {
        (0..count).try_for_each(|_| self.number(kind).map(drop))
    }
}

fn walk(walk: &mut impl Walk) -> Option<()> {
    // The magic number and the version.
    walk.bytes(Kind::Rest, 8)?;
    while walk.more() {
        if walk.byte(Kind::Rest)? == CODE {
            walk.sized(|walk| {
                let functions = walk.number(Kind::Rest)?;
                (0..functions).try_for_each(|_| walk.sized(function))
            })?;
        } else {
            let length = walk.number(Kind::Rest)?;
            walk.bytes(Kind::Rest, length)?;
        }
    }
    Some(())
}

fn function(walk: &mut impl Walk) -> Option<()> {
    for _ in 0..walk.number(Kind::Code)? {
        walk.number(Kind::Code)?;
        walk.byte(Kind::Code)?;
    }
    let mut recent = Recent::default();
    let mut depth = 1_u32;
    while depth > 0 {
        match walk.opcode()? {
            // Block, loop, if.
            0x02..=0x04 => {
                depth += 1;
                walk.number(Kind::Code)?;
            }
            0x0b => depth -= 1,
            0x0c | 0x0d => _ = walk.number(Kind::Labels)?,
            // Branch by a table, with a default.
            0x0e => {
                let labels = walk.number(Kind::Labels)?;
                walk.numbers(Kind::Labels, labels.checked_add(1)?)?;
            }
            // Call; globals, tables, references; the size of the memory; constants.
            0x10 | 0x23..=0x26 | 0x3f..=0x42 | 0xd2 => _ = walk.number(Kind::Code)?,
            0x11 => walk.numbers(Kind::Code, 2)?,
            // Select, with a type.
            0x1c => {
                let types = walk.number(Kind::Code)?;
                walk.bytes(Kind::Code, types)?;
            }
            0x20..=0x22 => walk.local(&mut recent)?,
            0x28..=0x35 => _ = walk.number(Kind::Loads)?,
            0x36..=0x3e => _ = walk.number(Kind::Stores)?,
            0x43 => walk.bytes(Kind::Code, 4)?,
            0x44 => walk.bytes(Kind::Code, 8)?,
            0xd0 => _ = walk.byte(Kind::Code)?,
            0xfc => match walk.number(Kind::Code)? {
                0..=7 => {}
                9 | 11 | 13 | 15..=17 => _ = walk.number(Kind::Code)?,
                8 | 10 | 12 | 14 => walk.numbers(Kind::Code, 2)?,
                _ => return None,
            },
            0xfd => vector(walk)?,
            0x00 | 0x01 | 0x05 | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            _ => return None,
        }
    }
    Some(())
}

/// What follows the opcode of a vector's instruction.
fn vector(walk: &mut impl Walk) -> Option<()> {
    let memory = |walk: &mut _| Walk::numbers(walk, Kind::Code, 2);
    match walk.number(Kind::Code)? {
        0..=11 | 92 | 93 => memory(walk),
        // A constant, a shuffle.
        12 | 13 => walk.bytes(Kind::Code, 16),
        // A lane.
        21..=34 => walk.bytes(Kind::Code, 1),
        84..=91 => {
            memory(walk)?;
            walk.bytes(Kind::Code, 1)
        }
        _ => Some(()),
    }
}

/// The alignment of a load or a store by its width, as its binary logarithm. `None` if the opcode is of something else.
fn natural(opcode: u8) -> Option<u8> {
    match opcode {
        0x2c | 0x2d | 0x30 | 0x31 | 0x3a | 0x3c => Some(0),
        0x2e | 0x2f | 0x32 | 0x33 | 0x3b | 0x3d => Some(1),
        0x28 | 0x2a | 0x34 | 0x35 | 0x36 | 0x38 | 0x3e => Some(2),
        0x29 | 0x2b | 0x37 | 0x39 => Some(3),
        _ => None,
    }
}

/// The locals of a function, the one used last first. What was not used yet stands at its own number behind.
#[derive(Default)]
struct Recent(Vec<u64>);

impl Recent {
    /// More than a function may have.
    const MOST: u64 = 50_000;

    fn reach(&mut self, local: u64) -> Option<()> {
        (local < Recent::MOST).then(|| self.0.extend(self.0.len() as u64..=local))
    }

    /// At which place the local stood that is used now.
    fn place(&mut self, local: u64) -> Option<u64> {
        self.reach(local)?;
        let place = self.0.iter().position(|known| *known == local)?;
        self.at(place as u64)?;
        Some(place as u64)
    }

    /// The local that stood at the place and is used now.
    fn at(&mut self, place: u64) -> Option<u64> {
        self.reach(place)?;
        let upto = self.0.get_mut(..=usize::try_from(place).ok()?)?;
        upto.rotate_right(1);
        upto.first().copied()
    }
}

/// Appends a number in LEB128.
fn push(to: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

/// From a module to its pieces.
struct Split<'a> {
    left: &'a [u8],
    pieces: Pieces,
}

impl Split<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, left) = self.left.split_first()?;
        self.left = left;
        Some(*first)
    }

    /// Takes a number without putting it anywhere.
    fn taken(&mut self) -> Option<u64> {
        let mut read = Split { left: self.left, pieces: Pieces::default() };
        let number = read.number(Kind::Rest)?;
        self.left = read.left;
        Some(number)
    }

    fn piece(&mut self, kind: Kind) -> Option<&mut Vec<u8>> {
        self.pieces.get_mut(kind as usize)
    }
}

impl Walk for Split<'_> {
    fn more(&self) -> bool {
        !self.left.is_empty()
    }

    fn byte(&mut self, kind: Kind) -> Option<u8> {
        let byte = self.next()?;
        self.piece(kind)?.push(byte);
        Some(byte)
    }

    fn sized(&mut self, inner: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.taken()?;
        inner(self)
    }

    fn opcode(&mut self) -> Option<u8> {
        let opcode = self.next()?;
        let alignment = match natural(opcode) {
            Some(natural) => Some(self.next()?).filter(|alignment| *alignment != natural),
            None => None,
        };
        let code = self.piece(Kind::Code)?;
        code.extend(alignment.into_iter().flat_map(|alignment| [UNALIGNED, alignment]));
        code.push(opcode);
        Some(opcode)
    }

    fn local(&mut self, recent: &mut Recent) -> Option<()> {
        let place = recent.place(self.taken()?)?;
        push(self.piece(Kind::Locals)?, place);
        Some(())
    }
}

/// From the pieces to their module.
struct Join<'a> {
    left: [&'a [u8]; KINDS],
    out: Vec<u8>,
}

impl Join<'_> {
    fn next(&mut self, kind: Kind) -> Option<u8> {
        let left = self.left.get_mut(kind as usize)?;
        let (first, rest) = left.split_first()?;
        *left = rest;
        Some(*first)
    }
}

impl Walk for Join<'_> {
    fn more(&self) -> bool {
        self.left.iter().any(|left| !left.is_empty())
    }

    fn byte(&mut self, kind: Kind) -> Option<u8> {
        let byte = self.next(kind)?;
        self.out.push(byte);
        Some(byte)
    }

    fn sized(&mut self, inner: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let outer = std::mem::take(&mut self.out);
        inner(self)?;
        let within = std::mem::replace(&mut self.out, outer);
        push(&mut self.out, within.len() as u64);
        self.out.extend(within);
        Some(())
    }

    fn opcode(&mut self) -> Option<u8> {
        let mut opcode = self.next(Kind::Code)?;
        let mut alignment = None;
        if opcode == UNALIGNED {
            alignment = Some(self.next(Kind::Code)?);
            opcode = self.next(Kind::Code)?;
        }
        self.out.push(opcode);
        self.out.extend(natural(opcode).map(|natural| alignment.unwrap_or(natural)));
        Some(opcode)
    }

    fn local(&mut self, recent: &mut Recent) -> Option<()> {
        let mut read = Join { left: self.left, out: Vec::new() };
        let place = read.number(Kind::Locals)?;
        self.left = read.left;
        push(&mut self.out, recent.at(place)?);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    /// What rustc and wasm-opt make of a program, of each form something.
    const PROGRAM: &str = r#"(module
        (type $binary (func (param i32 i32) (result i32)))
        (memory 1 2)
        (table 2 funcref)
        (global $stack (mut i32) (i32.const 65536))
        (elem (i32.const 0) $pick $other)
        (func $pick (param i32 i32) (result i32)
            (local i64 f64 i32)
            (block $out (block $inner
                (br_table $inner $out $inner (local.get 0)))
                (br_if $out (i32.eqz (local.get 1))))
            (loop $again
                (i32.store offset=8 (local.get 0) (i32.load offset=2000 align=1 (local.get 1)))
                (i64.store32 align=2 (local.get 0) (i64.const -1234567890123))
                (f64.store (local.get 0) (f64.const 0.1))
                (f32.store (local.get 0) (f32.const 2.5))
                (local.set 4 (i32.load8_u offset=7 (local.tee 4 (local.get 0))))
                (memory.copy (local.get 0) (local.get 1) (i32.const 70000))
                (memory.fill (local.get 0) (local.get 1) (i32.const -1))
                (global.set $stack (i32.sub (global.get $stack) (i32.trunc_sat_f64_s (local.get 3))))
                (br_if $again (memory.grow (memory.size))))
            (if (result i32) (local.get 4)
                (then (call_indirect (type $binary) (local.get 0) (local.get 1) (i32.const 1)))
                (else (call $other (local.get 1) (local.get 0)))))
        (func $other (type $binary)
            (v128.store (local.get 0) (v128.load8_lane offset=3 1 (local.get 1)
                (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (v128.load (local.get 0)) (v128.const i32x4 1 2 3 4))))
            (drop (i8x16.extract_lane_u 3 (i8x16.eq (v128.load (local.get 0)) (i8x16.splat (local.get 1)))))
            (drop (ref.is_null (ref.null func)))
            (drop (ref.func $pick))
            (select (result i32) (local.get 0) (local.get 1) (i32.const 1)))
        (export "pick" (func $pick))
        (data (i32.const 1024) "text of a program"))"#;

    fn program() -> Vec<u8> {
        wat::parse_str(PROGRAM).unwrap()
    }

    #[test]
    fn a_module_is_put_together_as_it_was() {
        let pieces = split(&program()).unwrap();
        assert_eq!(join(&pieces).unwrap(), program());
        let piece = |kind: Kind| &pieces[kind as usize][..];
        assert_eq!(piece(Kind::Stores), [8, 0, 0, 0]);
        assert_eq!(piece(Kind::Loads), [0xd0, 0x0f, 7]);
        // The table's count, its labels and the default, three branches on a condition.
        assert_eq!(piece(Kind::Labels), [2, 0, 1, 0, 0, 0]);
        assert!(piece(Kind::Rest).windows(4).any(|bytes| bytes == b"text"));
    }

    #[test]
    fn locals_are_told_by_when_they_were_last_used() {
        let mut recent = Recent::default();
        let places: Vec<u64> = [3, 3, 1, 3, 0, 1].iter().map(|local| recent.place(*local).unwrap()).collect();
        assert_eq!(places, [3, 0, 2, 1, 2, 2]);
        let mut recent = Recent::default();
        let locals: Vec<u64> = places.iter().map(|place| recent.at(*place).unwrap()).collect();
        assert_eq!(locals, [3, 3, 1, 3, 0, 1]);
    }

    #[test]
    fn what_is_no_module_is_left_whole() {
        assert!(split(b"").is_none());
        assert!(split("検出結果".as_bytes()).is_none());
        assert!(split(&program()[..program().len() - 1]).is_none());
    }

    #[test]
    fn a_number_that_is_longer_than_needed_leaves_the_module_whole() {
        // A section without a name, 4 bytes long, its length in two bytes.
        let module = [&b"\0asm\x01\0\0\0"[..], &[0, 0x84, 0, 1, b'x', 1, 2], &[CODE, 0x81, 0, 0]].concat();
        assert!(split(&module).is_none());
    }

    #[test]
    fn changed_bytes_are_split_and_joined_without_a_panic() {
        let module = program();
        for at in 0..module.len() {
            for bit in 0..8 {
                let mut changed = module.clone();
                changed[at] ^= 1 << bit;
                // Whatever is taken apart comes together again: `split` has tried.
                _ = split(&changed);
                let mut pieces = split(&module).unwrap();
                let piece = &mut pieces[at % KINDS];
                if let Some(byte) = piece.get_mut(at / KINDS) {
                    *byte ^= 1 << bit;
                    _ = join(&pieces);
                }
            }
        }
    }
}
