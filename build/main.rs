//! Makes the typed lens over the finding model from `model/*.json`, and, for builds that embed them, the language packs.

// A build script may stop: what it reads is the repository's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod facts;
mod lens;
mod packs;

use std::{env, fs, path::Path};

fn main() {
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let out = Path::new(&out);
    let root = Path::new(".");

    let facts = facts::Facts::read(root);
    fs::write(out.join("schema.rs"), lens::schema(&facts)).expect("OUT_DIR is writable");
    fs::write(out.join("lens.rs"), lens::lens(&facts)).expect("OUT_DIR is writable");
    println!("cargo::rerun-if-changed=model");
    println!("cargo::rerun-if-changed=build");

    if env::var_os("CARGO_FEATURE_PACKS").is_some() {
        for (name, bytes) in packs::make(root).expect("the knowledge is well formed").files() {
            fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
        }
        println!("cargo::rerun-if-changed=knowledge");
    }
}
