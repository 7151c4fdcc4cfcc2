//! Saving bytes as a file: a Blob of this page, handed to the browser's own download. No request is made.

use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves text as a file; whether the browser took it.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    save_parts(name, media_type, &Array::of1(&text.into()))
}

/// Saves bytes as a file; whether the browser took it.
pub fn save_bytes(name: &str, media_type: &str, bytes: &[u8]) -> bool {
    let bytes = Array::of1(&js_sys::Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&bytes)
        .is_ok_and(|blob| save_parts(name, media_type, &Array::of1(&blob)))
}

/// Text that the browser keeps.
pub fn blob(text: &str) -> JsValue {
    Blob::new_with_str_sequence(&Array::of1(&text.into())).map_or(JsValue::NULL, JsValue::from)
}

/// Saves texts and what the browser keeps as one file; whether the browser took it.
pub fn save_parts(name: &str, media_type: &str, parts: &Array) -> bool {
    let offered = || -> Result<(), JsValue> {
        let kind = BlobPropertyBag::new();
        // HTML as such would be given this page's own origin if the browser opened it in place of saving it.
        kind.set_type(if media_type == "text/html" { "application/octet-stream" } else { media_type });
        let blob = Blob::new_with_blob_sequence_and_options(parts, &kind)?;
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
