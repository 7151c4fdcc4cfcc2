//! Lighthouse's marks for the page: speed, accessibility, good practice.

use crate::{
    Result,
    chromium::chromium,
    dist,
    project::Project,
    setup::{npm_packages, setup},
};

/// `cargo xtask lighthouse`
pub fn command(project: &Project, _: &[String]) -> Result {
    let tools = setup(project)?;
    dist::build(project, &tools)?;
    let modules = npm_packages(project, "tests/lighthouse")?;
    tools
        .tool("node")
        .args(["tests/lighthouse/run.mjs"])
        .dir(&project.root)
        .env("FINDING_LENS_LIGHTHOUSE_MODULES", modules)
        .env("CHROMIUM", chromium()?.browser)
        .advice("The marks above are below what the project wants, or Lighthouse says above why it could not run.")
        .run()
}
