//! The address: its fragment alone is ours.

use gloo::events::EventListener;

/// The fragment, with its `#`.
pub fn fragment() -> String {
    gloo::utils::window().location().hash().unwrap_or_default()
}

/// Goes to a fragment, so that Back leads back.
pub fn go(fragment: &str) {
    let _ = gloo::utils::window().location().set_hash(fragment);
}

/// Calls back with the fragment each time it changes.
pub fn on_change(callback: impl Fn(String) + 'static) {
    EventListener::new(&gloo::utils::window(), "hashchange", move |_| callback(fragment())).forget();
}
