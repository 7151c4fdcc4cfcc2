//! All checks and tests, in the order in which a failure is cheapest to find.

use crate::{
    Result,
    chromium::{Chromium, chromium},
    dist,
    node::node,
    project::Project,
    setup::{Tools, setup},
    single, size,
    tool::Tool,
};
use std::time::Instant;

/// What a step has at hand.
struct Bench<'a> {
    project: &'a Project,
    tools: Tools,
    chromium: Chromium,
    /// Tests that passed.
    passed: usize,
}

type Step = (&'static str, &'static str, fn(&mut Bench) -> Result);

const STEPS: &[Step] = &[
    ("fmt", "Formatting", fmt),
    ("clippy", "Clippy, warnings denied", clippy),
    ("library", "The library without any browser crate", library),
    ("native", "Native tests", native),
    ("component", "Component tests in Chromium", component),
    ("build", "Release build", build),
    ("size", "Size gate", size),
    ("e2e", "End-to-end tests in Chromium", e2e),
];

/// `cargo xtask test`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    if let Some(unknown) = arguments.iter().find(|argument| !STEPS.iter().any(|(name, ..)| name == argument))
    {
        let names: Vec<_> = STEPS.iter().map(|(name, ..)| *name).collect();
        return Err(format!("`{unknown}` is no step. The steps are: {}", names.join(", ")));
    }
    let start = Instant::now();
    let mut bench = Bench { project, tools: setup(project)?, chromium: chromium()?, passed: 0 };
    let mut times = Vec::new();
    for (name, title, step) in STEPS {
        if !arguments.is_empty() && !arguments.iter().any(|argument| argument == name) {
            continue;
        }
        println!("\n=== {title}");
        let (start, before) = (Instant::now(), bench.passed);
        step(&mut bench).map_err(|e| format!("{title}: {e}\nThis step alone: cargo xtask test {name}"))?;
        times.push((title, start.elapsed().as_secs_f32(), bench.passed - before));
    }
    println!();
    for (title, seconds, tests) in times {
        println!(
            "{title:44}{seconds:>7.1} s{:>14}",
            if tests == 0 { String::new() } else { format!("{tests} tests") }
        );
    }
    println!("\nAll passed: {} tests ({:.0} s)", bench.passed, start.elapsed().as_secs_f32());
    Ok(())
}

const WASM: [&str; 5] = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "web"];

impl Bench<'_> {
    fn cargo(&self, args: &[&str]) -> Tool {
        self.tools.tool("cargo").args(args).dir(&self.project.root)
    }

    /// Runs tests and counts what Rust's and Node's runners say.
    fn count(&mut self, tool: Tool) -> Result {
        let mut passed = 0;
        let watched = tool.watch(|line| passed += count(line));
        self.passed += passed;
        watched
    }
}

/// How many tests a runner's last line says have passed.
fn count(line: &str) -> usize {
    let rust = line.strip_prefix("test result: ok. ").and_then(|rest| rest.split_once(" passed"));
    let number = rust.map(|(number, _)| number).or_else(|| line.strip_prefix("ℹ pass "));
    number.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
}

fn fmt(bench: &mut Bench) -> Result {
    bench.cargo(&["fmt", "--all", "--check"]).advice("Mend it with: cargo fmt --all").run()
}

fn clippy(bench: &mut Bench) -> Result {
    let strict = ["--", "--deny", "warnings"];
    bench.cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]).args(strict).run()?;
    bench.cargo(&["clippy", "--quiet", "--bin", "app"]).args(WASM).args(strict).run()
}

fn library(bench: &mut Bench) -> Result {
    const BROWSER: [&str; 7] =
        ["yew", "gloo", "web-sys", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "serde-wasm-bindgen"];
    // What a crate pulls in can depend on the target: look at this machine's graph and at the page's.
    for target in [&[][..], &WASM[..2]] {
        let tree = [
            "tree",
            "--package",
            "finding-lens",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{lib}",
        ];
        let graph = bench.cargo(&tree).args(["--no-default-features"]).args(target).output()?;
        let browser = |name: &&str| BROWSER.contains(&name.replace('_', "-").as_str());
        if let Some(name) = graph.lines().map(str::trim).find(browser) {
            return Err(format!(
                "the library depends on {name}. Browser crates belong to the feature `web`."
            ));
        }
    }
    println!("Its dependencies hold none of: {}", BROWSER.join(", "));
    // By itself, as another program would use it; its tests need the knowledge.
    bench.cargo(&["check", "--quiet", "--lib", "--no-default-features"]).run()?;
    let tool = bench.cargo(&["test", "--quiet", "--lib", "--no-default-features", "--features", "packs"]);
    bench.count(tool)
}

fn native(bench: &mut Bench) -> Result {
    // The library's own tests have run.
    let tool = bench.cargo(&["test", "--quiet", "--package", "finding-lens", "--bins", "--test", "*"]);
    bench.count(tool)?;
    let tool = bench.cargo(&["test", "--quiet", "--workspace", "--exclude", "finding-lens"]);
    bench.count(tool)
}

fn component(bench: &mut Bench) -> Result {
    let tool = bench
        .cargo(&["test", "--bin", "app"])
        .args(WASM)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", &bench.chromium.driver)
        .advice("Its log above says why. chromedriver has to be of Chromium's version.");
    bench.count(tool)
}

fn build(bench: &mut Bench) -> Result {
    dist::build(bench.project, &bench.tools)?;
    single::build(bench.project)
}

fn size(bench: &mut Bench) -> Result {
    size::print(bench.project)
}

fn e2e(bench: &mut Bench) -> Result {
    let tool = node(bench.project, &bench.tools, &bench.chromium)?;
    bench.count(tool.args(["tests/e2e/run.mjs"]))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn passed_tests_are_counted() {
        assert_eq!(count("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out"), 12);
        assert_eq!(count("ℹ pass 7"), 7);
        assert_eq!(count("test result: FAILED. 3 passed; 1 failed"), 0);
        assert_eq!(count("ℹ fail 7"), 0);
    }
}
