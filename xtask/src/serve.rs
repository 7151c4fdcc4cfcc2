//! A static server for this machine only.

use crate::Result;
use std::{
    fs::File,
    io,
    path::{Component, Path, PathBuf},
};
use tiny_http::{Header, Method, Request, Response, Server};

/// Listens on this machine, not on the network.
pub fn listen(port: u16) -> Result<Server> {
    Server::http(("127.0.0.1", port)).map_err(|e| {
        format!("port {port} cannot be used ({e}). Stop what uses it, or name another: cargo xtask run --port 8081")
    })
}

/// Serves a folder until the program ends.
pub fn serve(server: &Server, folder: &Path) {
    for request in server.incoming_requests() {
        // A browser that left before the answer is no trouble of ours.
        let _ = answer(request, folder);
    }
}

fn answer(request: Request, folder: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let Some(file) = file(folder, request.url()) else { return request.respond(Response::empty(404)) };
    match File::open(&file) {
        Ok(open) => {
            let mut response = Response::from_file(open);
            for (name, value) in [("Content-Type", content_type(&file)), ("Cache-Control", "no-cache")] {
                response
                    .add_header(Header::from_bytes(name, value).map_err(|()| io::ErrorKind::InvalidInput)?);
            }
            request.respond(response)
        }
        Err(_) => request.respond(Response::empty(404)),
    }
}

/// The file of an address. Names with `..` in them lead nowhere; our own need no decoding.
fn file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let file = if path.is_empty() { folder.join("index.html") } else { folder.join(path) };
    (plain && file.is_file()).then_some(file)
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::file;
    use std::path::Path;

    #[test]
    fn only_files_of_the_folder_are_served() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert_eq!(file(folder, "/Cargo.toml?x#y"), Some(folder.join("Cargo.toml")));
        for away in ["/", "/../Cargo.toml", "/src", "//etc/hostname/..", "/src/../../Cargo.toml", "/nothing"]
        {
            assert_eq!(file(folder, away), None, "{away}");
        }
    }
}
