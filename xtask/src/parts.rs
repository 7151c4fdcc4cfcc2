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
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

/// What rustc's wasm uses beyond the first version of the format.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
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
    part("unpack-glue", named(&folder, "unpack.js", "unpack-glue")?);
    part("unpack", named(&folder, "unpack_bg.wasm", "unpack")?);
    let engine = packed(&folder, &["engine.js", "engine_bg.wasm"], "engine")?;
    part("engine-glue", engine.clone());
    part("engine", engine);
    // By what a name ends with: what is told in a language is packed together, and the samples are by themselves.
    let mut texts: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for file in &names {
        if let Some(name) = file.strip_prefix("parts/").and_then(|name| name.strip_suffix(".json")) {
            texts.entry(name.rsplit('.').next().unwrap_or_default()).or_default().push((name, file));
        }
    }
    for (kind, files) in texts {
        let address = packed(&folder, &files.iter().map(|(_, file)| *file).collect::<Vec<_>>(), kind)?;
        files.iter().for_each(|(name, _)| _ = part(name, address.clone()));
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
    part(SHELL, packed(&folder, &["shell.html"], SHELL)?);
    let manifest = json!({ "version": project.version()?, "parts": parts });
    // The loader asks for the parts: preloaded, they would come before what the first paint needs.
    let filled = format!(r#"<script type="application/json" id="parts">{manifest}</script>"#);
    write(&page, text.replace(MANIFEST, &filled).as_bytes())
}

/// Gives a file of the page the name of its part and the hash of its contents. Returns the name.
fn named(folder: &Path, file: &str, part: &str) -> Result<String> {
    let bytes = taken(folder, file)?;
    store(folder, &bytes, part, file.rsplit('.').next().unwrap_or_default())
}

/// Packs files together, each learning from those before. Returns the name of what they stand in.
fn packed(folder: &Path, files: &[&str], name: &str) -> Result<String> {
    let contents = files.iter().map(|file| taken(folder, file)).collect::<Result<Vec<_>>>()?;
    let contents = contents.iter().map(|bytes| &bytes[..]).collect::<Vec<_>>();
    let bytes = unpack::pack(&contents).map_err(|e| format!("{name}: {e}"))?;
    store(folder, &bytes, name, "ppmd")
}

/// Reads a file of Trunk's and removes it.
fn taken(folder: &Path, file: &str) -> Result<Vec<u8>> {
    let from = folder.join(file);
    let bytes = read_bytes(&from)?;
    fs::remove_file(&from).map_err(|e| format!("{}: {e}", from.display()))?;
    Ok(bytes)
}

fn store(folder: &Path, bytes: &[u8], part: &str, extension: &str) -> Result<String> {
    let name = format!("parts/{part}.{}.{extension}", Fnv::of(bytes));
    write(&folder.join(&name), bytes)?;
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
            // What is called from one place stays where it is if it is long: it packs better, and a browser compiles a function that is
            // called often anew as a whole.
            "--one-caller-inline-max-function-size=20",
            "--strip-producers",
            "--strip-target-features",
            "--output",
        ])
        .args([&out, &wasm.to_owned()])
        .args(FEATURES)
        .run()?;
    fs::rename(&out, wasm).map_err(|e| format!("{}: {e}", wasm.display()))
}
