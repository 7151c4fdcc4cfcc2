//! Finishes the page once Trunk has built it: optimises the programs, packs what the courier brings, and tells the loader
//! what the parts are called.

use crate::{
    Result,
    project::{Fnv, Project, files, read, read_bytes, write},
    shell::shell,
    single::{SHELL, viewer::MANIFEST},
    tool::{Tool, find},
};
use serde_json::json;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

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
    let names = files(&folder)?.into_iter().filter_map(|file| name(&folder, &file)).collect::<Vec<_>>();
    let find = |start: &str, end: &str| {
        let found = names.iter().find(|name| name.starts_with(start) && name.ends_with(end));
        found.ok_or_else(|| format!("Trunk's output holds no {start}…{end}"))
    };
    let (glue, wasm) = (find("app-", ".js")?, find("app-", "_bg.wasm")?);
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        for program in [wasm.as_str(), "engine_bg.wasm", "unpack_bg.wasm"] {
            optimise(&folder.join(program))?;
        }
    }

    let mut parts = serde_json::Map::new();
    let mut part = |name: &str, file: String| parts.insert(name.to_owned(), json!(file));
    part("glue", glue.clone());
    part("wasm", wasm.clone());
    // Trunk gives a worker's files no hash. What the courier brings is packed.
    part("unpack-glue", named(&folder, "unpack.js", "unpack-glue", false)?);
    part("unpack", named(&folder, "unpack_bg.wasm", "unpack", false)?);
    part("engine-glue", named(&folder, "engine.js", "engine-glue", true)?);
    part("engine", named(&folder, "engine_bg.wasm", "engine", true)?);
    for file in names.iter().filter(|name| name.starts_with("parts/")) {
        let name = file.trim_start_matches("parts/").trim_end_matches(".json");
        part(name, named(&folder, file, name, true)?);
    }
    let page = folder.join("index.html");
    let text = read(&page)?;
    if !text.contains(MANIFEST) {
        return Err(format!("index.html does not hold the place for the names: {MANIFEST}"));
    }
    // Trunk leaves the link of a program that it does not start.
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("<link data-trunk"));
    let text = lines.map(|line| format!("{line}\n")).collect::<String>();
    let own = folder.join("shell.html");
    write(&own, shell(&folder, &text)?.as_bytes())?;
    part(SHELL, named(&folder, "shell.html", SHELL, true)?);
    let manifest = json!({ "version": project.version()?, "parts": parts });
    // Started with the page rather than by the loader, the two large parts come one round trip earlier.
    let filled = format!(
        r#"<script type="application/json" id="parts">{manifest}</script>
    <link rel="preload" href="./{wasm}" as="fetch" crossorigin />
    <link rel="preload" href="./{glue}" as="fetch" crossorigin />"#
    );
    write(&page, text.replace(MANIFEST, &filled).as_bytes())
}

/// Gives a file of the page the name of its part and the hash of its contents; packs it if so wanted. Returns the name.
fn named(folder: &Path, file: &str, part: &str, packed: bool) -> Result<String> {
    let from = folder.join(file);
    let bytes = read_bytes(&from)?;
    let bytes = if packed { unpack::pack(&[&bytes]).map_err(|e| format!("{file}: {e}"))? } else { bytes };
    let extension = if packed { "ppmd" } else { file.rsplit('.').next().unwrap_or_default() };
    let name = format!("parts/{part}.{}.{extension}", Fnv::of(&bytes));
    write(&folder.join(&name), &bytes)?;
    fs::remove_file(&from).map_err(|e| format!("{}: {e}", from.display()))?;
    Ok(name)
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
