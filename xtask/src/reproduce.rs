//! Whether two builds of a commit are the same: here, and in a clone at another path that shares nothing with this one
//! but the tools.

use crate::{
    Result, dist,
    project::{Project, read_bytes},
    setup::setup,
    single,
    tool::Tool,
};
use std::{env, fs};

/// `cargo xtask reproduce`
pub fn command(project: &Project, _: &[String]) -> Result {
    let git = || Tool::new("git").dir(&project.root);
    if !git().args(["status", "--porcelain"]).output()?.trim().is_empty() {
        return Err("there are changes that no clone would have. Commit them first.".into());
    }
    let tools = setup(project)?;
    dist::build(project, &tools)?;
    single::build(project)?;

    let folder = env::temp_dir().join(format!("finding-lens-{}", std::process::id())).join("somewhere-else");
    let clone = Project { root: folder.join("clone"), cache: project.cache.clone() };
    println!("\nNow once more, in {}", clone.root.display());
    git().args(["clone", "--quiet", "--no-hardlinks", "."]).args([&clone.root]).run()?;
    Tool::new("cargo")
        .args(["xtask", "dist", "--single-file"])
        .dir(&clone.root)
        .env("CARGO_TARGET_DIR", folder.join("output"))
        .run()?;
    let same = read_bytes(&project.single())? == read_bytes(&clone.single())?;
    if !same {
        return Err(format!("the two files differ. The second build is kept in {}", folder.display()));
    }
    println!("\nBoth files are the same, byte for byte.");
    fs::remove_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))
}
