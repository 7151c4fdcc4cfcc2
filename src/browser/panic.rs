//! What happens when the program panics: a readable message, never a blank page.
//!
//! The message names the place in the program and, where the panic's text is a constant of the program, that text. A text
//! that was put together at run time may hold a piece of a finding and is left out.

use super::boot;
use std::panic::PanicHookInfo;

/// The loader's message takes the page's place.
pub fn show() {
    yew::set_custom_panic_hook(Box::new(|info| boot::stopped(&place(info))));
}

fn place(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "?".to_owned(), ToString::to_string);
    match info.payload().downcast_ref::<&'static str>() {
        Some(text) => format!("{place}: {text}"),
        None => place,
    }
}
