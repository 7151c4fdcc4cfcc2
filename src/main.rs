//! The page and its worker: one program, which looks where it was started.

mod app;
mod browser;

use finding_lens::engine::Session;

fn main() {
    if browser::worker::is_here() {
        browser::panic::tell_page();
        let mut session = Session::default();
        browser::worker::serve(move |request| session.handle(request));
    } else {
        browser::panic::show();
        if let Some(root) = browser::boot::root() {
            yew::Renderer::<app::App>::with_root(root).render();
        }
    }
}
