//! The browser: everything that calls it. The views know none of it.

pub mod boot;
pub mod clipboard;
pub mod engine;
pub mod files;
pub mod intl;
pub mod location;
pub mod page;
pub mod panic;
pub mod prefs;
pub mod save;
pub mod worker;

use yew::prelude::*;

/// Runs once, after the component was drawn for the first time.
#[hook]
pub fn use_once(run: impl FnOnce() + 'static) {
    use_effect_with((), move |()| run());
}
