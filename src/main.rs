//! The page and its worker: one program, which looks where it was started.

mod browser;
mod probe;

fn main() {
    if browser::worker::is_here() {
        browser::panic::tell_page();
        browser::worker::serve(probe::answer);
    } else {
        browser::panic::show();
        if let Some(root) = browser::boot::root() {
            yew::Renderer::<probe::Probe>::with_root(root).render();
        }
    }
}
