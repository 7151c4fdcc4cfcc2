//! What things mean: the knowledge of `knowledge/`, loaded for one language.
//!
//! The knowledge is data, so that a security engineer can correct it without knowing Rust; the build turns it into one
//! pack a language (see `build/packs.rs`). The page loads the pack of the language in use; native builds embed both.

mod pack;
mod response;
mod type_entry;
mod value;

pub use pack::{Field, Pack, PackError, Parts, Sensitivity, Step, Successor, Technique, Term, Walk};
pub use response::{FileEntry, Log, Place, Response, StepEntry, TrailQuery};
pub use type_entry::{Role, Stated, Status, TypeEntry};
pub use value::{DIALECT_FIELDS, Meanings, Value};

/// The day on which the catalogue was last checked against AWS's documentation.
pub const CATALOGUE_DATE: &str = "2026-11-24";

/// The version of MITRE ATT&CK whose ids and names the catalogue uses.
pub const ATTACK_VERSION: &str = "18.1";

/// The version whose successors of revoked and moved ids the catalogue knows.
pub const ATTACK_NEXT: &str = "19";

/// The packs of this build: of each language, in the order of [`crate::i18n::Lang::ALL`], the knowledge and the types.
#[cfg(feature = "packs")]
pub const PACKS: [[&[u8]; 2]; 2] = [
    [
        include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.en.json")),
        include_bytes!(concat!(env!("OUT_DIR"), "/types.en.json")),
    ],
    [
        include_bytes!(concat!(env!("OUT_DIR"), "/knowledge.ja.json")),
        include_bytes!(concat!(env!("OUT_DIR"), "/types.ja.json")),
    ],
];

#[cfg(feature = "packs")]
impl Pack {
    /// The whole knowledge of a language, from the copy inside this build.
    ///
    /// # Errors
    /// When a pack does not fit; a build whose tests pass has none that does not.
    pub fn embedded(lang: crate::i18n::Lang) -> Result<Pack, PackError> {
        let [en, ja] = PACKS;
        let [knowledge, types] = match lang {
            crate::i18n::Lang::En => en,
            crate::i18n::Lang::Ja => ja,
        };
        let mut pack = Pack::read(knowledge)?;
        pack.join(Pack::read(types)?);
        Ok(pack)
    }
}

/// The sample findings, a JSON array, from the copy inside this build.
#[cfg(feature = "packs")]
pub const SAMPLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/samples.json"));

#[cfg(all(test, feature = "packs"))]
mod tests {
    use super::Pack;
    use crate::i18n::Lang;

    #[test]
    fn a_pack_that_comes_twice_changes_nothing() {
        let count = |pack: &Pack| {
            (
                pack.types.len(),
                pack.fields.len(),
                pack.values.len(),
                pack.glossary.len(),
                pack.walk.steps.len(),
            )
        };
        let mut pack = Pack::embedded(Lang::En).unwrap();
        let before = count(&pack);
        pack.join(Pack::embedded(Lang::En).unwrap());
        assert_eq!(count(&pack), before);
    }
}
