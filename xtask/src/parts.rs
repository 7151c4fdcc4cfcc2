//! Finishes the page once Trunk has built it: optimises the program, and tells the loader what the parts are called.

use crate::{
    Result,
    project::{Fnv, Project, files, read, read_bytes, write},
    tool::{Tool, find},
};
use serde_json::json;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Where the names go in index.html.
const PLACE: &str = r#"<script type="application/json" id="parts">{}</script>"#;

/// What rustc's wasm uses beyond the first version of the format.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// `cargo xtask parts`
pub fn command(project: &Project, _: &[String]) -> Result {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let folder = folder.ok_or("this finishes what Trunk builds, and is called by it: cargo xtask dist")?;
    let names = || {
        Ok::<_, String>(
            files(&folder)?.into_iter().filter_map(|file| name(&folder, &file)).collect::<Vec<_>>(),
        )
    };
    let all = names()?;
    let find = |start: &str, end: &str| {
        let found = all.iter().find(|name| name.starts_with(start) && name.ends_with(end));
        found.ok_or_else(|| format!("Trunk's output holds no {start}…{end}"))
    };
    let (glue, wasm) = (find("app-", ".js")?, find("app-", "_bg.wasm")?);
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        optimise(&folder.join(wasm))?;
        optimise(&folder.join("engine_bg.wasm"))?;
    }
    // Trunk gives a worker's files no hash.
    hashed(&folder, "engine.js", "engine-glue", "js")?;
    hashed(&folder, "engine_bg.wasm", "engine", "wasm")?;

    let mut parts = serde_json::Map::new();
    parts.insert("glue".into(), json!(glue));
    parts.insert("wasm".into(), json!(wasm));
    for part in names()?.iter().filter_map(|name| name.strip_prefix("parts/")) {
        // knowledge.en.<hash>.json is the part `knowledge.en`.
        let name = part.rsplitn(3, '.').nth(2).ok_or_else(|| format!("parts/{part} carries no hash"))?;
        parts.insert(name.into(), json!(format!("parts/{part}")));
    }
    let manifest = json!({ "version": project.version()?, "parts": parts });
    // Started with the page rather than by the loader, the two large parts come one round trip earlier.
    let filled = format!(
        r#"<script type="application/json" id="parts">{manifest}</script>
    <link rel="preload" href="./{wasm}" as="fetch" crossorigin />
    <link rel="preload" href="./{glue}" as="fetch" crossorigin />"#
    );
    let page = folder.join("index.html");
    let text = read(&page)?;
    if !text.contains(PLACE) {
        return Err(format!("index.html does not hold the place for the names: {PLACE}"));
    }
    write(&page, text.replace(PLACE, &filled).as_bytes())
}

/// Moves a file among the parts, under a name that carries the hash of its contents.
fn hashed(folder: &Path, file: &str, part: &str, extension: &str) -> Result {
    let from = folder.join(file);
    let to = folder.join("parts").join(format!("{part}.{}.{extension}", Fnv::of(&read_bytes(&from)?)));
    fs::rename(&from, &to).map_err(|e| format!("{}: {e}", to.display()))
}

/// A file's name below the folder, with `/` between its parts.
fn name(folder: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(folder).ok()?.iter().map(|part| part.to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

fn optimise(wasm: &Path) -> Result {
    if find("wasm-opt").is_none() {
        println!("wasm-opt is not on PATH; the program stays as the compiler left it.");
        return Ok(());
    }
    let out = wasm.with_extension("opt");
    Tool::new("wasm-opt")
        .args([
            "-Oz",
            "--converge",
            "--merge-similar-functions",
            "--strip-producers",
            "--strip-target-features",
            "--output",
        ])
        .args([&out, &wasm.to_owned()])
        .args(FEATURES)
        .run()?;
    fs::rename(&out, wasm).map_err(|e| format!("{}: {e}", wasm.display()))
}
