//! The browser that the tests run in.

use crate::{
    Result,
    tool::{Tool, find},
};
use std::{env, path::PathBuf};

/// Chromium and its driver.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

const INSTRUCTION: &str = "The browser tests need Chromium and chromedriver of the same version. Install them \
    (Debian, Ubuntu: `apt-get install chromium chromium-driver`; macOS: `brew install --cask chromium chromedriver`), \
    or name them in the variables CHROMIUM and CHROMEDRIVER.";

/// Finds them; installs them where that can be done.
pub fn chromium() -> Result<Chromium> {
    if let Some(found) = there() {
        return Ok(found);
    }
    let root = Tool::new("id").args(["-u"]).output().is_ok_and(|id| id.trim() == "0");
    let sudo = !root && find("sudo").is_some();
    if find("apt-get").is_none() || !(root || sudo) {
        return Err(INSTRUCTION.into());
    }
    println!("Installing the Debian packages chromium and chromium-driver, for the browser tests…");
    let apt = |args: &[&str]| {
        let tool = if root { Tool::new("apt-get") } else { Tool::new("sudo").args(["apt-get"]) };
        tool.args(args).env("DEBIAN_FRONTEND", "noninteractive").advice(INSTRUCTION).run()
    };
    apt(&["update", "-qq"])?;
    apt(&[
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
        "fonts-ipafont-gothic",
    ])?;
    there().ok_or_else(|| INSTRUCTION.into())
}

fn there() -> Option<Chromium> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file());
    let mac = PathBuf::from("/Applications/Chromium.app/Contents/MacOS/Chromium");
    Some(Chromium {
        browser: named("CHROMIUM").or_else(|| find("chromium")).or_else(|| mac.is_file().then_some(mac))?,
        driver: named("CHROMEDRIVER").or_else(|| find("chromedriver"))?,
    })
}
