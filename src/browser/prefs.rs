//! What the reader set, kept in the browser's storage. Nothing else is ever stored.

use super::boot;
use crate::app::state::{Prefs, Theme};
use finding_lens::i18n::Clock;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn read_one(name: &str) -> Option<String> {
    storage()?.get_item(&format!("finding-lens.{name}")).ok().flatten()
}

/// What was set before. The language is the one that the page was painted in.
pub fn read() -> Prefs {
    Prefs {
        lang: boot::lang(),
        theme: read_one("theme").as_deref().and_then(Theme::named).unwrap_or_default(),
        clock: if read_one("clock").as_deref() == Some("local") { Clock::Local } else { Clock::Utc },
    }
}

/// Makes the page as it is set, and keeps what differs from what the browser would choose by itself.
pub fn apply(prefs: Prefs) {
    let Some(page) = gloo::utils::document().document_element() else { return };
    let dark = match prefs.theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => {
            let query = gloo::utils::window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    };
    let _ = page.set_attribute("lang", prefs.lang.tag());
    let _ = page.set_attribute("data-theme", if dark { "dark" } else { "light" });
    let clock = match prefs.clock {
        Clock::Utc => "utc",
        Clock::Local => "local",
    };
    keep("lang", prefs.lang.tag(), prefs.lang == boot::lang());
    keep("theme", prefs.theme.slug(), prefs.theme == Theme::System);
    keep("clock", clock, prefs.clock == Clock::Utc);
}

/// Calls back when the system changes its theme.
pub fn on_system_theme(callback: impl Fn() + 'static) {
    if let Ok(Some(query)) = gloo::utils::window().match_media("(prefers-color-scheme: dark)") {
        gloo::events::EventListener::new(&query, "change", move |_| callback()).forget();
    }
}

fn keep(name: &str, value: &str, is_default: bool) {
    // A default is written only over something else: a visit that changes nothing leaves nothing.
    if is_default && read_one(name).is_none() {
        return;
    }
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("finding-lens.{name}"), value);
    }
}
