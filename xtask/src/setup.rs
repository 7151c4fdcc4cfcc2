//! Installs what the build and the tests need, each in the version that the project names, into the cache.

use crate::{
    Result,
    project::{Fnv, Project, read_bytes},
    tool::{Tool, find},
};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// The last version that the project's Rust can build.
const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// The tools, ready to be used.
pub struct Tools {
    /// PATH with the tools first.
    pub path: OsString,
    /// The npm packages, where npm is there.
    pub node_modules: Option<PathBuf>,
}

impl Tools {
    /// A program with the tools on its PATH.
    pub fn tool(&self, program: impl AsRef<std::ffi::OsStr>) -> Tool {
        Tool::new(program).env("PATH", &self.path)
    }
}

/// Installs what is missing.
pub fn setup(project: &Project) -> Result<Tools> {
    step(1, "Rust target", &format!("{TARGET} (once)"), target_is_there(), install_target)?;

    let trunk = project.cache.join(format!("trunk-{TRUNK}"));
    step(2, "Trunk", &format!("{TRUNK} (once, about two minutes)"), has(&trunk, "trunk"), || {
        install_trunk(&trunk)
    })?;

    let version = project.locked("wasm-bindgen")?;
    let bindgen = project.cache.join(format!("wasm-bindgen-{version}"));
    step(
        3,
        "wasm-bindgen",
        &format!("{version} (once, about two minutes)"),
        has(&bindgen, "wasm-bindgen"),
        || install_bindgen(&version, &bindgen),
    )?;

    let npm = npm_folder(project, &project.root)?;
    let mut node_modules = Some(npm.join("node_modules"));
    let there = npm.join("complete").is_file();
    if !there && find("npm").is_none() {
        println!(
            "[4/4] wasm-opt: npm is not there, so the page is built without it and grows by about a tenth."
        );
        println!("      With Node.js 20 or later installed, the next run uses it.");
        node_modules = None;
    } else {
        let what = "of the lock file (once, about half a minute)";
        step(4, "npm packages", what, there, || install_npm(&project.root, &npm))?;
    }

    let folders = [trunk.join("bin"), bindgen.join("bin")];
    let folders = folders.into_iter().chain(node_modules.iter().map(|folder| folder.join(".bin")));
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.chain(env::split_paths(&path))).map_err(|e| {
        format!("the cache's path cannot stand in PATH ({e}); set XDG_CACHE_HOME to another folder")
    })?;
    Ok(Tools { path, node_modules })
}

fn step(number: u32, what: &str, version: &str, there: bool, install: impl FnOnce() -> Result) -> Result {
    if there {
        println!("[{number}/4] {what}: there");
        return Ok(());
    }
    println!("[{number}/4] Installing {what} {version}…");
    let start = Instant::now();
    install()?;
    println!("      done in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

fn has(root: &Path, program: &str) -> bool {
    root.join("bin").join(program).is_file()
}

fn target_is_there() -> bool {
    let sysroot = Tool::new("rustc").args(["--print", "sysroot"]).output().unwrap_or_default();
    Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir()
}

fn install_target() -> Result {
    if find("rustup").is_none() {
        return Err(format!(
            "this Rust cannot build for {TARGET}, and rustup is not there to add it. Install Rust from \
             https://rustup.rs, or the package of your system that holds Rust's {TARGET} target, and try again."
        ));
    }
    Tool::new("rustup").args(["target", "add", TARGET]).advice("Check the connection and try again.").run()
}

fn install_trunk(root: &Path) -> Result {
    if Tool::new("cargo").args(["binstall", "-V"]).succeeds() {
        let package = format!("trunk@{TRUNK}");
        let args = ["binstall", "--no-confirm", "--locked", "--root"].map(OsString::from);
        let fetched = Tool::new("cargo").args(args).args([root.as_os_str()]).args([package]).run();
        match fetched {
            Ok(()) => return Ok(()),
            Err(_) => println!("      No ready-made Trunk could be fetched; it is compiled instead."),
        }
    }
    // Without TLS and optimisation it compiles in a quarter of the time. It needs neither: it downloads nothing here.
    cargo_install("trunk", TRUNK, root, &["--no-default-features"], "0")
}

fn install_bindgen(version: &str, root: &Path) -> Result {
    // It reads and writes megabytes of wasm, so a little optimisation pays at once.
    cargo_install("wasm-bindgen-cli", version, root, &[], "1")
}

fn cargo_install(name: &str, version: &str, root: &Path, flags: &[&str], opt_level: &str) -> Result {
    let package = format!("{name}@{version}");
    Tool::new("cargo")
        .args(["install", &package, "--quiet", "--locked", "--root"])
        .args([root])
        .args(flags)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level)
        .envs(&[("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")])
        // Its own folder: the project's may be in use, and is not to fill with foreign crates.
        .env("CARGO_TARGET_DIR", root.join("build"))
        .advice("Check the connection and that a C compiler (`cc`) is there, and try again.")
        .run()?;
    fs::remove_dir_all(root.join("build")).map_err(|e| format!("{}: {e}", root.display()))
}

/// The npm packages of another lock file, which lies in a folder of the checkout. Installed when first asked for: not every
/// machine has what they are for.
pub fn npm_packages(project: &Project, lock: &str) -> Result<PathBuf> {
    let from = project.root.join(lock);
    let folder = npm_folder(project, &from)?;
    if !folder.join("complete").is_file() {
        println!("Installing the npm packages of {lock} (once)…");
        install_npm(&from, &folder)?;
    }
    Ok(folder.join("node_modules"))
}

/// Where the packages of a lock file go.
fn npm_folder(project: &Project, from: &Path) -> Result<PathBuf> {
    let lock = read_bytes(&from.join("package-lock.json"))?;
    Ok(project.cache.join(format!("npm-{}", Fnv::of(&lock))))
}

fn install_npm(from: &Path, folder: &Path) -> Result {
    let failed = |e| format!("{}: {e}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(from.join(file), folder.join(file)).map_err(failed)?;
    }
    Tool::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .dir(folder)
        .advice("Check the connection and try again.")
        .run()?;
    fs::write(folder.join("complete"), "").map_err(failed)
}
