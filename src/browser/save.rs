//! Saving bytes as a file: a Blob of this page, handed to the browser's own download. No request is made.

use gloo::utils::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves bytes as a file; whether the browser took it.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let offered = || -> Result<(), JsValue> {
        let kind = BlobPropertyBag::new();
        // HTML as such would be given this page's own origin if the browser opened it in place of saving it.
        kind.set_type(if media_type == "text/html" { "application/octet-stream" } else { media_type });
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
        let url = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The download has its own hold on the Blob once it has begun.
        gloo::timers::callback::Timeout::new(60_000, move || {
            let _ = Url::revoke_object_url(&url);
        })
        .forget();
        Ok(())
    };
    offered().is_ok()
}
