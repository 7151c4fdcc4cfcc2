//! The page. What it shows comes from the engine, a program of its own (`src/bin/engine.rs`).

mod app;
mod browser;

fn main() {
    browser::panic::show();
    if let Some(root) = browser::boot::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
