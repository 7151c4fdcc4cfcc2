//! The page as the browser has it: focus, keys, scrolling, dialogs.

use gloo::{
    events::EventListener,
    timers::callback::Timeout,
    utils::{document, window},
};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent,
};
use yew::prelude::*;

/// Calls back for each key that is pressed.
pub fn on_key(callback: impl Fn(KeyboardEvent) + 'static) {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            callback(event.clone());
        }
    })
    .forget();
}

/// Lights up what belongs together under the pointer and under the focus: a statement and a mark of a picture have the numbers
/// of the rows that they rest on in `data-rows`, a row has its own in its id. On the elements themselves: to draw the page anew each time that
/// the pointer moves would be too much.
pub fn light_rows() {
    for kind in ["mouseover", "focusin"] {
        EventListener::new(&document(), kind, |event| {
            all(".lit").for_each(|element| drop(element.class_list().remove_1("lit")));
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let Some(at) = target.and_then(|at| at.closest("[data-rows], .json-row").ok().flatten()) else {
                return;
            };
            let light = |element: Element| drop(element.class_list().add_1("lit"));
            match at.get_attribute("data-rows") {
                Some(rows) => {
                    let row = |row: &str| document().get_element_by_id(&format!("row-{row}"));
                    rows.split(' ').filter_map(row).for_each(light);
                }
                None => {
                    let id = at.id();
                    let row = id.strip_prefix("row-").unwrap_or_default();
                    all(&format!("[data-rows~='{row}']")).for_each(light);
                }
            }
        })
        .forget();
    }
}

fn all(selector: &str) -> impl Iterator<Item = Element> {
    let found = document().query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length());
    (0..count).filter_map(move |at| found.as_ref()?.get(at)?.dyn_into().ok())
}

/// Milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map(|clock| clock.now()).unwrap_or_default()
}

/// Whether the key goes into something that takes text.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str()))
}

/// Puts the focus into the page's search field.
pub fn focus_search() {
    if let Some(field) = document().query_selector("[data-search]").ok().flatten()
        && let Ok(field) = field.dyn_into::<HtmlElement>()
    {
        let _ = field.focus();
    }
}

/// A page was gone to: back to its top, and the focus on its content, so that a screen reader begins there. Not on Start, which
/// is also where the page opens.
pub fn arrive(is_start: bool) {
    window().scroll_to_with_x_and_y(0.0, 0.0);
    if !is_start {
        focus_main();
    }
}

/// Puts the focus on the content: what the skip link does, without changing the fragment.
pub fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus_main();
    })
}

fn focus_main() {
    if let Some(main) =
        document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok())
    {
        let _ = main.focus();
    }
}

/// What stands in the field that an event comes from.
pub fn typed(event: &InputEvent) -> Option<String> {
    let target = event.target()?;
    match target.dyn_into::<HtmlInputElement>() {
        Ok(field) => Some(field.value()),
        Err(target) => target.dyn_into::<HtmlTextAreaElement>().ok().map(|field| field.value()),
    }
}

/// What stands in the field that an event comes from, and behind how many characters the cursor is.
pub fn typed_at(event: &InputEvent) -> Option<(String, u32)> {
    let field = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let text = field.value();
    // The browser counts UTF-16 units.
    let units = field.selection_start().ok().flatten().unwrap_or_default() as usize;
    let before: Vec<u16> = text.encode_utf16().take(units).collect();
    let cursor = String::from_utf16_lossy(&before).chars().count();
    Some((text, u32::try_from(cursor).unwrap_or(u32::MAX)))
}

/// Puts text into a field, and the cursor behind so many characters of it.
pub fn put_text(node: &NodeRef, text: &str, cursor: u32) {
    let Some(field) = node.cast::<HtmlInputElement>() else { return };
    field.set_value(text);
    let units = text.chars().take(cursor as usize).map(char::len_utf16).sum::<usize>();
    let at = u32::try_from(units).unwrap_or(u32::MAX);
    let _ = field.set_selection_range(at, at);
}

/// What stands in the text field of an id.
pub fn value_of(id: &str) -> String {
    let Some(element) = document().get_element_by_id(id) else { return String::new() };
    match element.dyn_into::<HtmlInputElement>() {
        Ok(field) => field.value(),
        Err(element) => element.dyn_into::<HtmlTextAreaElement>().map(|f| f.value()).unwrap_or_default(),
    }
}

/// Puts the focus on the element of an id.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Unfolds what hides the element of an id and what it folds itself, and puts the focus on it.
pub fn reveal(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let around = std::iter::successors(element.closest("details").ok().flatten(), |details| {
        details.parent_element()?.closest("details").ok().flatten()
    });
    for details in around.chain(element.query_selector("details").ok().flatten()) {
        let _ = details.set_attribute("open", "");
    }
    focus(id);
}

/// Which share of an element's width lies left of a place in the window.
pub fn share_of_width(node: &NodeRef, x: i32) -> f64 {
    let Some(element) = node.cast::<web_sys::Element>() else { return 0.0 };
    let space = element.get_bounding_client_rect();
    ((f64::from(x) - space.left()) / space.width().max(1.0)).clamp(0.0, 1.0)
}

/// Whether there is room for panes beside each other, as in `styles/list.css`.
pub fn is_wide() -> bool {
    query("(min-width: 48rem)").is_some_and(|query| query.matches())
}

/// Whether a column of the page is so narrow that pictures are drawn for a telephone. Paper is not.
#[hook]
pub fn use_narrow() -> bool {
    let narrow = use_state_eq(is_narrow);
    let set = narrow.setter();
    use_effect_with((), move |()| {
        // The browser lays paper out before it tells queries of it.
        let mut listeners = vec![
            listen(&window(), "beforeprint", &set, || false),
            listen(&window(), "afterprint", &set, is_narrow),
        ];
        listeners.extend(query(NARROW).map(|query| listen(&query, "change", &set, is_narrow)));
        move || drop(listeners)
    });
    *narrow
}

/// Whether what was drawn first has been seen for a moment: what stands below need not keep a reader waiting. Paper waits for all.
#[hook]
pub fn use_seen() -> bool {
    /// Milliseconds, enough for the browser to paint.
    const MOMENT: u32 = 50;
    let seen = use_state_eq(|| false);
    let set = seen.setter();
    use_effect_with((), move |()| {
        let printed = listen(&window(), "beforeprint", &set, || true);
        let moment = Timeout::new(MOMENT, move || set.set(true));
        move || drop((moment, printed))
    });
    *seen
}

/// Below this, one column less its margins has no room for [`finding_lens::picture::WIDTHS`]' first.
const NARROW: &str = "screen and (max-width: 32rem)";

fn is_narrow() -> bool {
    query(NARROW).is_some_and(|query| query.matches())
}

fn query(text: &str) -> Option<web_sys::MediaQueryList> {
    window().match_media(text).ok().flatten()
}

fn listen(
    target: &web_sys::EventTarget,
    kind: &'static str,
    set: &UseStateSetter<bool>,
    value: fn() -> bool,
) -> EventListener {
    let set = set.clone();
    EventListener::new(target, kind, move |_| set.set(value()))
}

/// Waits for so many milliseconds.
pub async fn pause(milliseconds: u32) {
    let passed = Promise::new(&mut |resolve, _| {
        Timeout::new(milliseconds, move || _ = resolve.call0(&JsValue::NULL)).forget();
    });
    let _ = JsFuture::from(passed).await;
}

/// Milliseconds since 1970.
pub fn today() -> i64 {
    js_sys::Date::now() as i64
}

/// Whether what was folded or unfolded is open now.
pub fn is_open(event: &Event) -> bool {
    event.target().is_some_and(|target| {
        js_sys::Reflect::get(&target, &"open".into()).is_ok_and(|open| open.is_truthy())
    })
}

/// The value of the option that was chosen.
pub fn chosen(event: &Event) -> Option<String> {
    event.target()?.dyn_into::<web_sys::HtmlSelectElement>().ok().map(|select| select.value())
}

/// What stands in a text field.
pub fn text(node: &NodeRef) -> String {
    node.cast::<HtmlTextAreaElement>().map(|field| field.value()).unwrap_or_default()
}

/// Whether a key was pressed on a button.
pub fn is_button(event: &KeyboardEvent) -> bool {
    event.target().is_some_and(|target| target.is_instance_of::<web_sys::HtmlButtonElement>())
}

/// Opens the file picker that a hidden field stands for.
pub fn open_files(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        element.click();
    }
}

/// Shows or closes a dialog.
pub fn show_dialog(node: &NodeRef, open: bool) {
    let Some(dialog) = node.cast::<HtmlDialogElement>() else { return };
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// How far a box is scrolled and how tall it is, in CSS pixels.
pub fn scrolled(node: &NodeRef) -> Option<(u32, u32)> {
    let element = node.cast::<HtmlElement>()?;
    Some((element.scroll_top().max(0) as u32, element.client_height().max(0) as u32))
}

/// Scrolls a box so that a row is in view; not at all where it is.
pub fn scroll_to_row(node: &NodeRef, row: u32, height: u32) {
    let Some(element) = node.cast::<HtmlElement>() else { return };
    let (top, tall) = (element.scroll_top().max(0) as u32, element.client_height().max(0) as u32);
    // A head that stays on top covers as much of the view as it moves the rows down.
    let space = element
        .query_selector(".json-space")
        .ok()
        .flatten()
        .and_then(|space| space.dyn_into::<HtmlElement>().ok());
    let tall = tall.saturating_sub(space.map_or(0, |space| space.offset_top().max(0) as u32));
    let at = row * height;
    if at < top || at + height > top + tall {
        element.set_scroll_top(at.saturating_sub(tall / 3) as i32);
    }
}

/// Sets how tall the space of a virtual list is, and where its window stands. By property: the policy forbids the attribute.
pub fn place_window(node: &NodeRef, height: u32, top: u32) {
    let Some(element) = node.cast::<HtmlElement>() else { return };
    let part = |name| {
        element.query_selector(name).ok().flatten().and_then(|part| part.dyn_into::<HtmlElement>().ok())
    };
    if let (Some(space), Some(window)) = (part(".json-space"), part(".json-window")) {
        let _ = space.style().set_property("height", &format!("{height}px"));
        let _ = window.style().set_property("top", &format!("{top}px"));
    }
}
