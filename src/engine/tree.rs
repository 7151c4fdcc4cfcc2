//! The JSON of a finding as rows that fold and are searched. Made of its text where it is shown: the rows need not travel.

use crate::json::{Document, Kind, RowId};
use std::{borrow::Cow, collections::HashSet};

/// Characters of a value that a row shows; the rest is a click away.
const SHOWN: usize = 300;

/// The JSON of a finding.
pub struct Tree {
    doc: Document,
}

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown<'t> {
    /// How deep it stands.
    pub depth: usize,
    /// Its key, or nothing for elements of a list.
    pub key: Option<Cow<'t, str>>,
    /// The value as it is written; `{` or `[` for what has rows below it.
    pub value: &'t str,
    /// Whether that is a part of it: the value is long.
    pub is_cut: bool,
    /// Whether rows stand below it.
    pub opens: bool,
    /// What kind of value it is.
    pub kind: Kind,
}

impl Tree {
    /// Reads a finding's text; the rows are those that its explanation names.
    pub fn new(text: &str) -> Tree {
        Tree { doc: Document::parse(text).0 }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        self.doc.text()
    }

    /// Whether a row stands in it.
    pub fn has(&self, id: RowId) -> bool {
        id.index() < self.doc.len()
    }

    /// A row as it is shown.
    pub fn shown(&self, id: RowId) -> Shown<'_> {
        let (raw, kind, opens) = (self.doc.raw(id), self.doc.kind(id), self.opens(id));
        let (value, is_cut) = match kind {
            Kind::Object => (if opens { "{" } else { "{}" }, false),
            Kind::Array => (if opens { "[" } else { "[]" }, false),
            _ => match raw.char_indices().nth(SHOWN) {
                Some((at, _)) => (raw.get(..at).unwrap_or_default(), true),
                None => (raw, false),
            },
        };
        Shown { depth: self.doc.depth(id), key: self.doc.key(id), value, is_cut, opens, kind }
    }

    /// The whole value of a row as it is written.
    pub fn value(&self, id: RowId) -> &str {
        self.doc.raw(id)
    }

    /// Its JSON pointer.
    pub fn pointer(&self, id: RowId) -> String {
        self.doc.pointer(id).to_string()
    }

    /// Its path for jq.
    pub fn jq(&self, id: RowId) -> String {
        self.doc.jq_path(id)
    }

    /// The row that it stands in.
    pub fn above(&self, id: RowId) -> Option<RowId> {
        self.doc.parent(id)
    }

    /// Whether rows stand below it.
    pub fn opens(&self, id: RowId) -> bool {
        self.doc.children(id).next().is_some()
    }

    /// All rows below the first that have rows below them.
    pub fn all_folded(&self) -> HashSet<RowId> {
        self.doc.rows().skip(1).filter(|&id| self.opens(id)).collect()
    }

    /// The rows that are on view: not inside a folded one; with a search, those that match and what they stand in.
    pub fn visible(&self, folded: &HashSet<RowId>, search: &str) -> Vec<RowId> {
        let needle = search.trim().to_lowercase();
        if !needle.is_empty() {
            return self.found(&needle);
        }
        let mut out = Vec::new();
        let mut rows = self.doc.rows();
        while let Some(id) = rows.next() {
            out.push(id);
            if folded.contains(&id)
                && let Some(below) = self.doc.subtree(id).count().checked_sub(2)
            {
                rows.nth(below);
            }
        }
        out
    }

    /// The rows whose key or value holds a word in lower case, and what they stand in.
    fn found(&self, needle: &str) -> Vec<RowId> {
        let holds = |text: &str| text.to_lowercase().contains(needle);
        let matches = |id: RowId| {
            self.doc.key(id).is_some_and(|key| holds(&key)) || (!self.opens(id) && holds(self.doc.raw(id)))
        };
        let mut found = HashSet::new();
        for id in self.doc.rows().filter(|&id| matches(id)) {
            let up = std::iter::successors(Some(id), |&id| self.doc.parent(id));
            // What stands above a row that is there already is there as well.
            let _ = up.take_while(|&id| found.insert(id)).count();
        }
        self.doc.rows().filter(|id| found.contains(id)).collect()
    }

    /// The folded rows that hide a row.
    pub fn hiding(&self, id: RowId, folded: &HashSet<RowId>) -> HashSet<RowId> {
        let above = std::iter::successors(self.doc.parent(id), |&id| self.doc.parent(id));
        above.filter(|id| folded.contains(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"a":{"b":[1,{"c":"Deep"}],"d":"{\"e\":\"in a string\"}"},"f":[],"g":"last"}"#;

    fn keys(tree: &Tree, rows: &[RowId]) -> Vec<String> {
        rows.iter().map(|&id| tree.pointer(id)).collect()
    }

    #[test]
    fn folded_rows_hide_what_is_inside_and_nothing_else() {
        let tree = Tree::new(TEXT);
        let all = tree.visible(&HashSet::new(), "");
        assert_eq!(all.len(), 11, "{:?}", keys(&tree, &all));
        let shut: HashSet<RowId> = all.iter().copied().filter(|&id| tree.pointer(id) == "/a/b").collect();
        let seen = tree.visible(&shut, "");
        assert_eq!(keys(&tree, &seen), ["", "/a", "/a/b", "/a/d", "/a/d → ", "/a/d → /e", "/f", "/g"]);
        let deep = all.iter().copied().find(|&id| tree.pointer(id) == "/a/b/1/c").unwrap();
        assert_eq!(tree.hiding(deep, &shut), shut);
        assert_eq!(keys(&tree, &tree.visible(&tree.all_folded(), "")), ["", "/a", "/f", "/g"]);
    }

    #[test]
    fn a_search_shows_what_it_finds_and_what_that_stands_in() {
        let tree = Tree::new(TEXT);
        let found = |word: &str| keys(&tree, &tree.visible(&tree.all_folded(), word));
        assert_eq!(found(" deep"), ["", "/a", "/a/b", "/a/b/1", "/a/b/1/c"]);
        assert_eq!(found("LAST"), ["", "/g"]);
        assert!(found("nothing of it").is_empty());
    }

    #[test]
    fn a_long_value_is_shown_in_part_and_kept_whole() {
        let tree = Tree::new(&format!(r#"{{"long":"{}","none":{{}}}}"#, "\u{691c}".repeat(1000)));
        let long = tree.shown(RowId(1));
        assert!(long.is_cut && long.value.chars().count() == SHOWN);
        assert_eq!(tree.value(RowId(1)).chars().count(), 1002);
        let none = tree.shown(RowId(2));
        assert_eq!((none.key.as_deref(), none.value, none.opens), (Some("none"), "{}", false));
    }
}
