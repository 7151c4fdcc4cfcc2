//! The page against what JavaScript alone would do, in Chromium, on findings made for it.

use crate::{Result, chromium::chromium, dist, generate, node::node, project::Project, setup::setup};
use std::fs;

/// How many files the findings are in.
const FILES: &str = "20";

/// `cargo xtask bench`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let (mut findings, mut json) = ("100000", None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let value = rest.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--findings" => findings = value,
            "--json" => json = Some(value),
            other => return Err(format!("`{other}` is no option. There are: --findings N --json FILE")),
        }
    }
    let tools = setup(project)?;
    dist::build(project, &tools)?;
    let made = project.target().join("finding-lens").join("bench").join(findings);
    let mut folders = Vec::new();
    for form in ["plain", "gzip"] {
        let out = made.join(form).display().to_string();
        let _ = fs::remove_dir_all(&out);
        let mut order = vec!["--findings", findings, "--files", FILES, "--out", &out];
        order.extend((form == "gzip").then_some("--gz"));
        generate::command(project, &order.into_iter().map(str::to_owned).collect::<Vec<_>>())?;
        folders.push(out);
    }
    let node = node(project, &tools, &chromium()?)?;
    node.args(["tests/bench/run.mjs"]).args(&folders).args(json).run()
}
