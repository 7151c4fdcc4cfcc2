//! Node.js with the npm packages and the browsers that the project names.

use crate::{
    Result,
    chromium::{Chromium, chromium},
    project::Project,
    setup::{Tools, npm_packages, setup},
    tool::{Tool, find},
};
use std::{env, path::PathBuf};

/// `cargo xtask node`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let tools = setup(project)?;
    node(project, &tools, &chromium()?)?.args(arguments).run()
}

/// Node.js, ready to be given a file.
pub fn node(project: &Project, tools: &Tools, chromium: &Chromium) -> Result<Tool> {
    const MISSING: &str = "this needs Node.js 20 or later with npm. Install it from https://nodejs.org or with your system's packages.";
    let modules = tools.node_modules.as_ref().ok_or(MISSING)?;
    let node = tools.tool("node").dir(&project.root);
    let node = node.env("FINDING_LENS_NODE_MODULES", modules).env("CHROMIUM", &chromium.browser);
    let Some(firefox) = firefox() else {
        println!(
            "Firefox is not there; its tests are skipped. Debian: `apt-get install firefox-esr`, or name it in FIREFOX."
        );
        return Ok(node.env("FIREFOX", ""));
    };
    let modules = npm_packages(project, "tests/e2e/firefox")?;
    Ok(node.env("FIREFOX", firefox).env("FINDING_LENS_FIREFOX_MODULES", modules))
}

fn firefox() -> Option<PathBuf> {
    let named = env::var_os("FIREFOX").map(PathBuf::from);
    let mac = PathBuf::from("/Applications/Firefox.app/Contents/MacOS/firefox");
    let found = named.or_else(|| find("firefox")).or_else(|| find("firefox-esr")).unwrap_or(mac);
    found.is_file().then_some(found)
}
