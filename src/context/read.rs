//! A context file, read: every key known, every value checked, every fault told with its place.

use super::{Account, Change, Context, Net, Network, Role, VERSION, net::NotNet};
use crate::{
    i18n::{Lang, Text},
    json::{Document, Kind, RowId},
    model::{Timestamp, is_account_id},
};
use std::fmt;

/// What is wrong with a context file: every fault, in the order of the file. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextError(pub Vec<Fault>);

/// A fault of a context file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The JSON pointer to the value concerned; empty for the file as a whole.
    pub at: String,
    /// What is wrong there.
    pub wrong: Wrong,
    /// The key, or the text as it stands.
    pub found: String,
}

/// What can be wrong in a context file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// The file is not JSON.
    NotJson,
    /// `version` is missing or not the one that is read.
    Version,
    /// A key that the form does not have.
    UnknownKey,
    /// A key that stands twice.
    Twice,
    /// A required key is missing.
    Missing,
    /// An object is expected.
    NotObject,
    /// A list is expected.
    NotList,
    /// A text that is not empty is expected.
    NotText,
    /// Neither an address nor a range in CIDR notation.
    NotNet,
    /// A range that is too wide to be one's own.
    TooWide,
    /// Not the twelve digits of an account.
    NotAccount,
    /// Not a time with its offset.
    NotTime,
    /// It ends before it begins.
    Backwards,
}

impl Wrong {
    /// What is wrong, with the place as `{at}` and what was found as `{found}`.
    pub const fn text(self) -> Text {
        match self {
            Wrong::NotJson => Text::new(
                "The file is not valid JSON (near: {found}).",
                "ファイルが正しい JSON ではありません (付近: {found})。",
            ),
            Wrong::Version => Text::new(
                "{at}: \"version\": 1 is expected, found: {found}.",
                "{at}: \"version\": 1 が必要です (現在: {found})。",
            ),
            Wrong::UnknownKey => {
                Text::new("{at}: the key \"{found}\" is unknown.", "{at}: 不明なキー「{found}」です。")
            }
            Wrong::Twice => Text::new(
                "{at}: the key \"{found}\" stands twice.",
                "{at}: キー「{found}」が重複しています。",
            ),
            Wrong::Missing => Text::new("{at}: \"{found}\" is missing.", "{at}: 「{found}」がありません。"),
            Wrong::NotObject => Text::new(
                "{at}: an object is expected, found: {found}.",
                "{at}: オブジェクトが必要です (現在: {found})。",
            ),
            Wrong::NotList => Text::new(
                "{at}: a list is expected, found: {found}.",
                "{at}: リストが必要です (現在: {found})。",
            ),
            Wrong::NotText => Text::new(
                "{at}: a text is expected, found: {found}.",
                "{at}: 文字列が必要です (現在: {found})。",
            ),
            Wrong::NotNet => Text::new(
                "{at}: {found} is neither an address nor a range such as 203.0.113.0/24.",
                "{at}: {found} はアドレスでも 203.0.113.0/24 のような範囲でもありません。",
            ),
            Wrong::TooWide => Text::new(
                "{at}: {found} is too wide to be one's own (at most /8, for IPv6 /19).",
                "{at}: {found} は自社の範囲としては広すぎます (最大で /8、IPv6 は /19)。",
            ),
            Wrong::NotAccount => Text::new(
                "{at}: {found} is not an account id of twelve digits.",
                "{at}: {found} は 12 桁のアカウント ID ではありません。",
            ),
            Wrong::NotTime => Text::new(
                "{at}: {found} is not a time with its offset such as 2026-11-24T22:00:00+09:00.",
                "{at}: {found} は 2026-11-24T22:00:00+09:00 のようなオフセット付きの時刻ではありません。",
            ),
            Wrong::Backwards => Text::new("{at}: it ends before it begins.", "{at}: 終了が開始より前です。"),
        }
    }
}

impl ContextError {
    /// All faults in words, one a line.
    pub fn message(&self, lang: Lang) -> String {
        let line = |fault: &Fault| {
            let at = if fault.at.is_empty() { "/" } else { &fault.at };
            fault.wrong.text().fill(lang, &[("at", at), ("found", &fault.found)])
        };
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for ContextError {}

/// Characters of a value that a fault quotes.
const QUOTED: usize = 60;

pub(super) fn context(bytes: &[u8]) -> Result<Context, ContextError> {
    let whole =
        |wrong, found: &str| ContextError(vec![Fault { at: String::new(), wrong, found: quote(found) }]);
    let text = std::str::from_utf8(bytes).map_err(|error| whole(Wrong::NotJson, &error.to_string()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Findings are read leniently. What the reader writes of their own is taken at its word or not at all.
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        return Err(whole(Wrong::NotJson, &error.to_string()));
    }
    let (document, _) = Document::parse(text);
    let Some(root) = document.root() else { return Err(whole(Wrong::NotJson, "")) };
    let mut file = File { document: &document, faults: Vec::new() };
    let context = file.context(root);
    if file.faults.is_empty() { Ok(context) } else { Err(ContextError(file.faults)) }
}

fn quote(text: &str) -> String {
    text.chars().take(QUOTED).collect()
}

/// The file while it is read.
struct File<'d> {
    document: &'d Document,
    faults: Vec<Fault>,
}

impl File<'_> {
    fn context(&mut self, root: RowId) -> Context {
        const KEYS: &[&str] =
            &["version", "networks", "accounts", "scanners", "ciRoles", "breakGlassRoles", "changeWindows"];
        if !self.object(root, KEYS) {
            return Context::default();
        }
        match self.document.get(root, "version") {
            Some(row) if self.document.number(row) == Some(VERSION as f64) => {}
            Some(row) => self.fault(row, Wrong::Version),
            None => self.missing(root, "version"),
        }
        Context {
            networks: self.list(root, "networks", Self::network),
            accounts: self.list(root, "accounts", Self::account),
            scanners: self.list(root, "scanners", Self::network),
            ci: self.list(root, "ciRoles", Self::role),
            break_glass: self.list(root, "breakGlassRoles", Self::role),
            changes: self.list(root, "changeWindows", Self::change),
        }
    }

    fn network(&mut self, row: RowId) -> Option<Network> {
        self.object(row, &["name", "cidrs"]).then_some(())?;
        let name = self.required(row, "name");
        let cidrs = self.some(row, "cidrs", Self::net);
        Some(Network { name: name?, cidrs })
    }

    fn account(&mut self, row: RowId) -> Option<Account> {
        self.object(row, &["id", "name", "owner"]).then_some(())?;
        let id = match self.document.get(row, "id") {
            Some(id) => self.account_id(id),
            None => {
                self.missing(row, "id");
                None
            }
        };
        let (name, owner) = (self.required(row, "name"), self.optional(row, "owner"));
        Some(Account { id: id?, name: name?, owner })
    }

    fn role(&mut self, row: RowId) -> Option<Role> {
        self.object(row, &["name", "principals", "cidrs", "owner"]).then_some(())?;
        let name = self.required(row, "name");
        let principals = self.some(row, "principals", Self::text);
        let (cidrs, owner) = (self.list(row, "cidrs", Self::net), self.optional(row, "owner"));
        Some(Role { name: name?, principals, cidrs, owner })
    }

    fn change(&mut self, row: RowId) -> Option<Change> {
        self.object(row, &["name", "from", "to", "accounts"]).then_some(())?;
        let name = self.required(row, "name");
        let (from, to) = (self.time(row, "from"), self.time(row, "to"));
        let accounts = self.list(row, "accounts", Self::account_id);
        let (from, to) = (from?, to?);
        if to < from {
            self.fault(row, Wrong::Backwards);
        }
        Some(Change { name: name?, from, to, accounts })
    }

    fn net(&mut self, row: RowId) -> Option<Net> {
        let text = self.text(row)?;
        let wrong = match Net::parse(&text) {
            Ok(net) => return Some(net),
            Err(NotNet::Malformed) => Wrong::NotNet,
            Err(NotNet::TooWide) => Wrong::TooWide,
        };
        self.fault(row, wrong);
        None
    }

    fn account_id(&mut self, row: RowId) -> Option<String> {
        let text = self.text(row)?;
        if is_account_id(&text) {
            return Some(text);
        }
        self.fault(row, Wrong::NotAccount);
        None
    }

    fn time(&mut self, row: RowId, key: &str) -> Option<Timestamp> {
        let Some(row) = self.document.get(row, key) else {
            self.missing(row, key);
            return None;
        };
        let text = self.text(row)?;
        // A time without its offset would be read as UTC, which is rarely what its writer meant.
        let clock = text.split_once(['T', ' ']).map_or("", |(_, clock)| clock);
        let time = Timestamp::parse(&text).filter(|_| clock.contains(['Z', 'z', '+', '-']));
        if time.is_none() {
            self.fault(row, Wrong::NotTime);
        }
        time
    }

    fn required(&mut self, row: RowId, key: &str) -> Option<String> {
        if self.document.get(row, key).is_none() {
            self.missing(row, key);
        }
        self.optional(row, key)
    }

    fn optional(&mut self, row: RowId, key: &str) -> Option<String> {
        self.document.get(row, key).and_then(|row| self.text(row))
    }

    fn text(&mut self, row: RowId) -> Option<String> {
        let text = match self.document.kind(row) {
            Kind::String => self.document.string(row).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()),
            _ => None,
        };
        if text.is_none() {
            self.fault(row, Wrong::NotText);
        }
        text
    }

    /// A list that has to be there and to hold something.
    fn some<T>(&mut self, row: RowId, key: &str, read: fn(&mut Self, RowId) -> Option<T>) -> Vec<T> {
        let empty =
            self.document.get(row, key).is_none_or(|list| self.document.children(list).next().is_none());
        if empty {
            self.missing(row, key);
        }
        self.list(row, key, read)
    }

    fn list<T>(&mut self, row: RowId, key: &str, read: fn(&mut Self, RowId) -> Option<T>) -> Vec<T> {
        let Some(list) = self.document.get(row, key) else { return Vec::new() };
        if self.document.kind(list) != Kind::Array {
            self.fault(list, Wrong::NotList);
            return Vec::new();
        }
        let document = self.document;
        document.children(list).filter_map(|item| read(self, item)).collect()
    }

    /// Whether a row is an object; its keys are held to those of the form.
    fn object(&mut self, row: RowId, keys: &[&str]) -> bool {
        if self.document.kind(row) != Kind::Object {
            self.fault(row, Wrong::NotObject);
            return false;
        }
        let mut seen = Vec::new();
        for child in self.document.children(row) {
            let key = self.document.key(child).unwrap_or_default().into_owned();
            let wrong = match (keys.contains(&key.as_str()), seen.contains(&key)) {
                (false, _) => Some(Wrong::UnknownKey),
                (true, true) => Some(Wrong::Twice),
                (true, false) => None,
            };
            if let Some(wrong) = wrong {
                self.push(row, wrong, &key);
            }
            seen.push(key);
        }
        true
    }

    fn missing(&mut self, row: RowId, key: &str) {
        self.push(row, Wrong::Missing, key);
    }

    fn fault(&mut self, row: RowId, wrong: Wrong) {
        let document = self.document;
        self.push(row, wrong, document.raw(row));
    }

    fn push(&mut self, row: RowId, wrong: Wrong, found: &str) {
        let at = self.document.pointer(row).to_string();
        self.faults.push(Fault { at, wrong, found: quote(found) });
    }
}
