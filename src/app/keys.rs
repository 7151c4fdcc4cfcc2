//! The keys that work on every page. The list of them that `?` shows is made from the same table.

use super::{
    Store,
    actions::Actions,
    components::judgement,
    route::{Chapter, Route},
    state::{Action, Dialog, Picked},
};
use crate::browser;
use finding_lens::i18n::{Text, ui::keys as words};
use web_sys::KeyboardEvent;

/// Keys and what they do, in the order of the list.
pub const KEYS: [(&[&str], Text); 18] = [
    (&["?"], words::HELP),
    (&["j", "k"], words::NEXT),
    (&["f"], words::LIST),
    (&["s"], words::START),
    (&["l"], words::LEARN),
    (&["/"], words::SEARCH),
    (&["Ctrl+K", "⌘K"], words::LOOK_UP),
    (&["b"], words::BOTH),
    (&["w"], words::SHARE),
    (&["u"], words::CLOCK),
    (&["e"], words::LANGUAGE),
    (&["d"], words::THEME),
    (&["y"], words::COPY_STEP),
    (&["↑", "↓", "←", "→"], words::JSON_MOVE),
    (&["c", "p", "q"], words::JSON_COPY),
    (&["↑", "↓", "Space", "Enter"], words::LIST_MOVE),
    (&["1", "2", "3", "4", "0", "n"], words::LIST_JUDGE),
    (&["Esc"], words::CLOSE),
];

/// A key was pressed somewhere that does not take text.
pub fn press(event: &KeyboardEvent, store: &Store, actions: &Actions) {
    if (event.ctrl_key() || event.meta_key()) && event.key() == "k" {
        event.prevent_default();
        return actions.act(Action::Show(Some(Dialog::Search)));
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    if event.key() == "Escape" {
        match store.dialog {
            Some(_) => actions.act(Action::Show(None)),
            None => actions.act(Action::Pick(Picked::default())),
        }
        return;
    }
    if browser::page::is_typing(event) || store.dialog.is_some() {
        return;
    }
    match event.key().as_str() {
        "?" => actions.act(Action::Show(Some(Dialog::Keys))),
        "j" => step(store, actions, 1),
        "k" => step(store, actions, -1),
        "f" => actions.go(Route::Findings),
        "s" => actions.go(Route::Start),
        "l" => actions.go(Route::Learn(Chapter::Overview)),
        "w" if store.intake.findings > 0 => actions.act(Action::Show(Some(Dialog::Share))),
        "/" => browser::page::focus_search(),
        "b" => actions.act(Action::Both),
        "y" => copy_first(store, actions),
        "u" => actions.toggle_clock(store.prefs.clock),
        "e" => actions.toggle_lang(store.prefs.lang),
        "n" if store.open().is_some() => judgement::write_note(),
        key if store.open().is_some() && judgement::verdict_of(key).is_some() => judge(key, store, actions),
        "d" => actions.act(Action::Theme(store.prefs.theme.next())),
        _ => return,
    }
    event.prevent_default();
}

/// The command of the first look-up of the finding that the page is on.
fn copy_first(store: &Store, actions: &Actions) {
    let view = store.finding.as_ref().filter(|view| Some(view.finding) == store.open());
    let first = view.and_then(|view| view.plan.look_ups.first());
    if let Some(command) = first.and_then(|step| step.command(store.language)) {
        actions.copy(command.text.clone());
    }
}

/// Gives the finding that the page is on the verdict that a key stands for.
fn judge(key: &str, store: &Store, actions: &Actions) {
    let view = store.finding.as_ref().filter(|view| Some(view.finding) == store.open());
    if let Some((view, verdict)) = view.zip(judgement::verdict_of(key)) {
        judgement::judge(actions, vec![view.finding], view.mark.clone().unwrap_or_default(), verdict);
    }
}

/// To the next or previous finding of the list, where there is one.
fn step(store: &Store, actions: &Actions, by: i64) {
    let around = store.around.filter(|around| Some(around.finding) == store.open());
    if let Some(to) = around.and_then(|around| if by > 0 { around.next } else { around.previous }) {
        actions.go(Route::Finding(to));
    }
}
