//! In the browser: `findingLensUnpack`, a function of packed bytes and a function that is called with each part. Returns
//! whether all parts came.

#[cfg(target_arch = "wasm32")]
fn main() {
    use js_sys::{Function, Reflect, Uint8Array, global};
    use wasm_bindgen::prelude::*;

    let unpack = Closure::<dyn Fn(Vec<u8>, Function) -> bool>::new(|packed: Vec<u8>, each: Function| {
        let hand_over = |part: Vec<u8>| _ = each.call1(&JsValue::NULL, &Uint8Array::from(&part[..]));
        unpack::unpack(&packed, hand_over).is_ok()
    });
    let _ = Reflect::set(&global(), &"findingLensUnpack".into(), &unpack.into_js_value());
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
