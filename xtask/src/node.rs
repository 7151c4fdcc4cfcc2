//! Node.js with the npm packages and the browser that the project names.

use crate::{
    Result,
    chromium::{Chromium, chromium},
    project::Project,
    setup::{Tools, setup},
    tool::Tool,
};

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
    Ok(node.env("FINDING_LENS_NODE_MODULES", modules).env("CHROMIUM", &chromium.browser))
}
