//! Where things are: the checkout, its output, and the cache of tools outside of it.

use crate::Result;
use std::{
    env, fs,
    hash::Hash,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};
pub use unpack::Fnv;

/// The places.
pub struct Project {
    /// The checkout.
    pub root: PathBuf,
    /// Tools by name and version; shared by all checkouts.
    pub cache: PathBuf,
}

impl Project {
    /// The project that this program was built from.
    pub fn find() -> Result<Project> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask stands outside of the project")?;
        Ok(Project { root: root.to_owned(), cache: cache()?.join("finding-lens") })
    }

    /// The page as it is built.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The page as one file.
    pub fn single(&self) -> PathBuf {
        self.root.join("dist-single").join("finding-lens.html")
    }

    /// Cargo's output folder.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
    }

    /// The version of a package in Cargo.lock.
    pub fn locked(&self, package: &str) -> Result<String> {
        let lock: toml::Table =
            read(&self.root.join("Cargo.lock"))?.parse().map_err(|e| format!("Cargo.lock: {e}"))?;
        let packages =
            lock.get("package").and_then(|p| p.as_array()).ok_or("Cargo.lock holds no packages")?;
        let named = packages.iter().find(|p| p.get("name").and_then(|n| n.as_str()) == Some(package));
        let version = named.and_then(|p| p.get("version")?.as_str());
        version.map(str::to_owned).ok_or_else(|| format!("Cargo.lock does not hold {package}"))
    }

    /// The version of the page.
    pub fn version(&self) -> Result<String> {
        self.locked("finding-lens")
    }

    /// Changes when anything that the page is built from changes.
    pub fn fingerprint(&self) -> Result<String> {
        const INPUTS: [&str; 14] = [
            "Cargo.toml",
            "Cargo.lock",
            "Trunk.toml",
            "index.html",
            "package-lock.json",
            ".cargo",
            "boot",
            "build",
            "knowledge",
            "model",
            "scan",
            "src",
            "styles",
            "xtask",
        ];
        let mut hash = Fnv::default();
        for input in INPUTS {
            let path = self.root.join(input);
            for file in if path.is_dir() { files(&path)? } else { vec![path] } {
                let about = fs::metadata(&file).map_err(|e| format!("{}: {e}", file.display()))?;
                let changed = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
                (&file, about.len(), changed).hash(&mut hash);
            }
        }
        Ok(hash.text())
    }
}

/// The folder for caches, as the system has it.
fn cache() -> Result<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(cache) = variable("XDG_CACHE_HOME") {
        return Ok(cache);
    }
    let home =
        variable("HOME").ok_or("HOME is not set, so there is no place for tools; set XDG_CACHE_HOME")?;
    Ok(home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
}

/// A file's text.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// A file's bytes.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Writes a file and the folders above it; leaves a file that is already so untouched, because Trunk and Cargo go by times.
pub fn write(path: &Path, bytes: &[u8]) -> Result {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|e| format!("{}: {e}", path.display()))
}

/// Every file below a folder, in a fixed order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))? {
            let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
            if path.is_dir() { open.push(path) } else { out.push(path) }
        }
    }
    out.sort();
    Ok(out)
}
