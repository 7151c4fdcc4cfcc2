//! What is looked for in a finding: a tree of the places on the way to the values that are wanted.

/// The number of a path, by which whoever made the tree tells its values.
pub type Rank = u16;

/// A place in a finding on the way to a value.
#[derive(Debug, Default)]
pub struct Place {
    /// Whether the model has a list here.
    pub list: bool,
    /// Whether this is `additionalInfo`, whose members stand in a string, too.
    pub holds_string: bool,
    /// The paths that end here.
    pub ends: Vec<End>,
    /// Every member that the model has here.
    pub members: Vec<Member>,
    /// The hashes of the members' names, each with its place in `members`, where the hash's lowest bits point or in the next
    /// free slot behind. Its length is a power of two, and half of it is free.
    names: Vec<Option<(u64, u16)>>,
}

/// The end of a path.
#[derive(Debug, Clone, Copy)]
pub struct End {
    /// The path.
    pub rank: Rank,
    /// Whether the values at the path are wanted as text.
    pub wants_text: bool,
}

/// A member of a place.
#[derive(Debug)]
pub struct Member {
    /// Its number in the model.
    pub id: u16,
    /// Its name on the wire.
    pub wire: &'static str,
    /// Its name in the API reference.
    pub name: &'static str,
    /// Whether the model has a text here.
    pub is_text: bool,
    /// What is wanted of it.
    pub place: Option<Place>,
}

impl Place {
    /// A structure with so many members.
    pub fn of(members: Vec<Member>) -> Place {
        Place { names: slots(&members), members, ..Place::default() }
    }

    /// The member of a name, given the name's hash.
    pub(crate) fn member(&self, name: &str, hash: u64) -> Option<&Member> {
        let mut at = hash as usize;
        loop {
            let (known, member) = (*self.names.get(at & self.names.len().wrapping_sub(1))?)?;
            if known == hash {
                let member = self.members.get(usize::from(member))?;
                return (same(member.wire, name) || same(member.name, name)).then_some(member);
            }
            at = at.wrapping_add(1);
        }
    }
}

fn slots(members: &[Member]) -> Vec<Option<(u64, u16)>> {
    let mut slots = vec![None; (members.len() * 4).next_power_of_two()];
    let mask = slots.len() - 1;
    for (at, member) in (0..).zip(members) {
        for hash in [hash(member.wire), hash(member.name)] {
            let probes = (0..slots.len()).map(|step| (hash as usize).wrapping_add(step) & mask);
            let mut probes = probes
                .filter(|at| slots.get(*at).is_some_and(|slot| slot.is_none_or(|(known, _)| known == hash)));
            if let Some(slot) = probes.next().and_then(|at| slots.get_mut(at)) {
                *slot = slot.or(Some((hash, at)));
            }
        }
    }
    slots
}

/// The hash of a key, eight bytes at a time. Two keys of one object that have the same send the finding to the lens.
pub(crate) fn hash(key: &str) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let step = |hash: u64, word: u64| (hash ^ word).wrapping_mul(ODD).rotate_left(29);
    let bytes = key.as_bytes();
    let (words, _) = bytes.as_chunks();
    let hash = words.iter().fold(key.len() as u64, |hash, word| step(hash, u64::from_le_bytes(*word)));
    // The last eight overlap those before, so that no byte is taken by itself.
    step(hash, bytes.last_chunk().map_or_else(|| few(bytes), |last| u64::from_le_bytes(*last)))
}

/// Whether two texts are the same. What `==` calls goes a byte at a time in wasm.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    match (a.last_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(last), Some(other)) => {
            let (words, _) = a.as_chunks::<8>();
            let (others, _) = b.as_chunks::<8>();
            last == other && words.iter().zip(others).all(|(word, other)| word == other)
        }
        _ => few(a) == few(b),
    }
}

/// Fewer than eight bytes as a number; of as many bytes each, no two have the same.
fn few(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_the_same_where_all_their_bytes_are(a in "[ab]{0,20}", b in "[ab]{0,20}", at in 0..20usize) {
            prop_assert_eq!(same(&a, &b), a == b);
            prop_assert!(same(&a, &a.clone()));
            // One byte makes a difference, wherever it stands; to the hash as well.
            let mut other = a.clone().into_bytes();
            if let Some(byte) = other.get_mut(at) {
                *byte = b'c';
                let other = String::from_utf8(other).unwrap();
                prop_assert!(!same(&a, &other));
                prop_assert_ne!(hash(&a), hash(&other));
            }
        }
    }
}
