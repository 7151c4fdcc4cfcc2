//! In the browser: `findingLensUnpack`, a function from packed bytes to unpacked ones, or to nothing where it cannot.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Reflect, Uint8Array, global};
    use wasm_bindgen::prelude::*;

    let unpack = Closure::<dyn Fn(Vec<u8>) -> Option<Uint8Array>>::new(|packed: Vec<u8>| {
        unpack::unpack(&packed).ok().map(|bytes| Uint8Array::from(&bytes[..]))
    });
    let _ = Reflect::set(&global(), &"findingLensUnpack".into(), &unpack.into_js_value());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
