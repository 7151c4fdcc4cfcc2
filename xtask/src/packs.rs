//! Makes what the page loads beside its program: the knowledge of each language, the samples, and one style sheet.
//!
//! ```text
//! packs/page.css                taken up by Trunk, which names it
//! packs/parts/knowledge.en.json copied by Trunk; `parts` names and packs them
//! packs/parts/samples.json
//! ```

use crate::{
    Result,
    project::{Project, files, read, write},
};
use std::fs;

// The module that the build script uses, so that both make the same packs.
#[path = "../../build/packs.rs"]
mod make;

/// `cargo xtask packs`
pub fn command(project: &Project, _: &[String]) -> Result {
    let folder = project.root.join("packs").join("parts");
    let packs = make::make(&project.root).map_err(|e| format!("the knowledge cannot be read: {e}"))?;
    let mut made = Vec::new();
    for (name, bytes) in packs.files() {
        let path = folder.join(name);
        write(&path, &bytes)?;
        made.push(path);
    }
    for old in files(&folder)?.into_iter().filter(|file| !made.contains(file)) {
        fs::remove_file(&old).map_err(|e| format!("{}: {e}", old.display()))?;
    }
    write(&project.root.join("packs").join("page.css"), style_sheet(project)?.as_bytes())
}

/// `styles/page.css` with the files that it imports in their places.
fn style_sheet(project: &Project) -> Result<String> {
    let folder = project.root.join("styles");
    let mut out = String::new();
    for line in read(&folder.join("page.css"))?.lines() {
        match line.strip_prefix("@import \"").and_then(|rest| rest.strip_suffix("\";")) {
            Some(name) => out.push_str(&read(&folder.join(name))?),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Ok(without_comments(&out))
}

/// Comments are for the sources; readers need not load them.
fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| {
        out + piece.split_once("*/").map_or("", |(_, rest)| rest.trim_start_matches('\n'))
    })
}
