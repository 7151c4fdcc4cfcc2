//! The page as one file: its shell with the parts in it, both out of `dist/`. It opens from a disk, without a server and
//! without a network, and its policy knows no address at all.
//!
//! The parts are the same, all packed together, and the loader is the same: it sees that their addresses are places in the page.

use crate::{
    Result,
    project::{Project, read, read_bytes, write},
    shell::bare,
    size,
};
use flate2::{Compression, write::DeflateEncoder};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, VecDeque},
    io::{self, Write},
    path::Path,
};

// The module that the engine uses, so that a hand-off file has the same viewer.
#[path = "../../src/handoff/viewer.rs"]
pub mod viewer;

use viewer::{Block, viewer};

/// What the page starts with, in the order in which it needs it.
const FIRST: [&str; 4] = ["glue", "wasm", "engine-glue", "engine"];

/// The part that the others stand in; it comes last, for it is needed only to hand the page over.
pub const SHELL: &str = "shell";

/// Makes the file, prints its size and its SHA-256, and fails above the limit.
pub fn build(project: &Project) -> Result {
    let file = page(project)?;
    write(&project.single(), &file)?;
    println!(
        "\ndist-single/finding-lens.html\n{} bytes of {}\nSHA-256 {}",
        file.len(),
        size::SINGLE,
        Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    );
    match file.len() <= size::SINGLE {
        true => Ok(()),
        false => Err("the file is larger than its limit (xtask/src/size.rs)".into()),
    }
}

fn page(project: &Project) -> Result<Vec<u8>> {
    let dist = project.dist();
    let index = read(&dist.join("index.html"))?;
    let (before, after) = viewer::MANIFEST.split_once("{}").unwrap_or_default();
    let manifest = index.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    let (manifest, _) = manifest.ok_or("index.html does not say what its parts are called")?;
    let manifest: Value = serde_json::from_str(manifest).map_err(|e| format!("index.html: {e}"))?;
    let mut parts = Vec::new();
    let mut files: BTreeMap<&str, VecDeque<Vec<u8>>> = BTreeMap::new();
    for (name, address) in manifest["parts"].as_object().into_iter().flatten() {
        let address = address.as_str().unwrap_or_default();
        if !files.contains_key(address) {
            files.insert(address, contents(&dist.join(address))?);
        }
        // What stands in one file comes in the manifest's order.
        let bytes = files.get_mut(address).and_then(VecDeque::pop_front);
        parts.push((name.clone(), bytes.ok_or_else(|| format!("{address} does not hold {name}"))?));
    }
    // Those that the page starts with before, then one language, the other, and what has none.
    let rank = |name: &str| match FIRST.iter().position(|first| *first == name) {
        Some(at) => (at, String::new()),
        None if name == SHELL => (FIRST.len() + 1, String::new()),
        None => (FIRST.len(), name.split('.').nth(1).unwrap_or("~").to_owned()),
    };
    parts.sort_by_key(|(name, _)| rank(name));
    let shell = parts.iter().find(|(name, _)| name == SHELL).ok_or("dist/ holds no shell")?;
    let shell = String::from_utf8(shell.1.clone()).map_err(|e| format!("the shell: {e}"))?;
    // Style and loader stand in the page already: there the loader finds them.
    let bare = bare(&shell)?.into_bytes();
    parts.iter_mut().filter(|(name, _)| name == SHELL).for_each(|(_, bytes)| *bytes = bare.clone());

    // What unpacks cannot itself be packed; the browser inflates it.
    let (clear, packed): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|(name, _)| name.starts_with("unpack"));
    // Apart, because the one learns nothing from the other.
    let (code, text): (Vec<_>, Vec<_>) = packed.into_iter().partition(|(name, _)| FIRST.contains(&&**name));
    let mut made = Vec::new();
    for (name, bytes) in clear {
        let deflated = deflated(&bytes).map_err(|e| format!("{name}: {e}"))?;
        made.push((format!("{name}.deflate"), vec![name], deflated));
    }
    for (id, parts) in [("code.ppmd", code), ("text.ppmd", text)] {
        let contents: Vec<&[u8]> = parts.iter().map(|(_, bytes)| &bytes[..]).collect();
        let packed = unpack::pack(&contents).map_err(|e| format!("{id}: {e}"))?;
        made.push((id.to_owned(), parts.into_iter().map(|(name, _)| name).collect(), packed));
    }
    let blocks: Vec<Block> =
        made.iter().map(|(id, names, bytes)| Block { id: id.clone(), names: names.clone(), bytes }).collect();
    viewer(&shell, &project.version()?, &blocks)
        .ok_or_else(|| "the shell has no place for the parts".to_owned())
}

/// The parts that stand in a file.
fn contents(file: &Path) -> Result<VecDeque<Vec<u8>>> {
    let bytes = read_bytes(file)?;
    if file.extension().is_none_or(|extension| extension != "ppmd") {
        return Ok([bytes].into());
    }
    let mut out = VecDeque::new();
    unpack::unpack(&bytes, |part| out.push_back(part)).map_err(|e| format!("{}: {e}", file.display()))?;
    Ok(out)
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes)?;
    out.finish()
}
