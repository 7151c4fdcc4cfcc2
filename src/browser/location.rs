//! The address: its fragment alone is ours.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::HashChangeEvent;

/// The fragment, with its `#` and without escapes.
pub fn fragment() -> String {
    read(gloo::utils::window().location().hash().unwrap_or_default())
}

fn read(hash: String) -> String {
    js_sys::decode_uri_component(&hash).map_or(hash, String::from)
}

/// The fragment as it is written, where it is wanted; the address then goes to another one, and keeps nothing of it.
pub fn take(wanted: impl Fn(&str) -> bool, instead: &str) -> Option<String> {
    let hash = gloo::utils::window().location().hash().ok().filter(|hash| wanted(hash))?;
    replace(instead);
    Some(hash)
}

/// The page's address without its fragment, where a host serves it: others can open it there.
pub fn served() -> Option<String> {
    let href = gloo::utils::window().location().href().ok()?;
    let page = href.split('#').next()?;
    page.starts_with("http").then(|| page.to_owned())
}

/// Goes to a fragment, so that Back leads back.
pub fn go(fragment: &str) {
    let _ = gloo::utils::window().location().set_hash(fragment);
}

/// Goes to a fragment in place of the one that is shown.
pub fn replace(fragment: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(fragment));
    }
}

/// The query line that a fragment of the list has, if it has one.
pub fn query(fragment: &str) -> Option<String> {
    fragment.strip_prefix("#/findings/").map(str::to_owned)
}

/// Keeps the query line in the address of the list. What stands there was typed.
pub fn keep_query(query: &str) {
    if fragment().starts_with("#/findings") {
        let escaped = String::from(js_sys::encode_uri_component(query));
        replace(&if query.is_empty() { "#/findings".to_owned() } else { format!("#/findings/{escaped}") });
    }
}

/// Calls back with the fragment each time it changes: the one that it changed to, for it may have gone on since.
pub fn on_change(callback: impl Fn(String) + 'static) {
    EventListener::new(&gloo::utils::window(), "hashchange", move |event| {
        let url = event.dyn_ref::<HashChangeEvent>().map(HashChangeEvent::new_url).unwrap_or_default();
        callback(read(url.split_once('#').map(|(_, hash)| format!("#{hash}")).unwrap_or_default()));
    })
    .forget();
}
