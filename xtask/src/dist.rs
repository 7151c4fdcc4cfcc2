//! The release build of the page, into `dist/`.

use crate::{
    Result,
    project::{Project, read, write},
    setup::{Tools, setup},
    single, size,
};
use std::{env, fs, path::PathBuf, time::Instant};

const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// `cargo xtask dist`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let single_file = match arguments {
        [] => false,
        [flag] if flag == "--single-file" => true,
        other => {
            return Err(format!("`{}` is not known here: cargo xtask dist [--single-file]", other.join(" ")));
        }
    };
    let tools = setup(project)?;
    build(project, &tools)?;
    if single_file {
        return single::build(project);
    }
    size::print(project)?;
    println!("\nThe page is in dist/. Copy it to any static host, below any path.");
    Ok(())
}

/// Builds the page, unless nothing that it is made from changed since it was last built.
pub fn build(project: &Project, tools: &Tools) -> Result {
    let note = project.target().join("finding-lens").join("dist");
    let now = format!("{} {}", project.fingerprint()?, tools.node_modules.is_some());
    if project.dist().join("index.html").is_file() && read(&note).is_ok_and(|last| last == now) {
        println!("The page is up to date.");
        return Ok(());
    }
    println!("Building the page (the first time takes a few minutes)…");
    let start = Instant::now();
    tools
        .tool("trunk")
        .args(["build", "--release", "--skip-version-check"])
        .dir(&project.root)
        .env(FLAGS, flags())
        .run()?;
    println!("Built in {:.0} s.", start.elapsed().as_secs_f32());
    // Of before the build: what changed while it ran may not be in it.
    write(&note, now.as_bytes())
}

/// Flags for the page's target alone, so that nothing else is compiled anew for them: texts are looked through sixteen bytes at a
/// time, and this machine's paths are kept out of the program, whose panics name their places. So two machines build the same
/// bytes.
fn flags() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo"))).unwrap_or_default();
    // The sources of crates lie in a folder that is named after where they came from, which may be a mirror.
    let registries = fs::read_dir(home.join("registry").join("src")).into_iter().flatten().flatten();
    let folders = registries.map(|entry| entry.path());
    let remaps = folders.map(|folder| format!("--remap-path-prefix={}=crates", folder.display()));
    // The variable is split at spaces; a path with one in it stays as it is.
    let remaps = remaps.filter(|flag| !flag.contains(char::is_whitespace));
    let own = [env::var(FLAGS).unwrap_or_default(), "-Ctarget-feature=+simd128".to_owned()];
    own.into_iter().chain(remaps).collect::<Vec<_>>().join(" ")
}
