//! The clipboard. Written to only when the reader asks; never read, but for what the reader pastes.

use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard; whether the browser let us.
pub async fn copy(text: &str) -> bool {
    let navigator = gloo::utils::window().navigator();
    // A page that was loaded over plain http from another machine has none.
    if !js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let clipboard = navigator.clipboard();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
