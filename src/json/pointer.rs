//! Where a row stands: RFC 6901 pointers, one a layer; and the same for jq.

use super::{Document, Kind, RowId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a document: an RFC 6901 pointer for each layer, the document's own first. A place inside a string that holds
/// JSON has the string's pointer and then the pointer inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Pointer {
    /// The pointers, from the outside in. None and one empty pointer both mean the whole document.
    pub hops: Vec<String>,
}

impl Pointer {
    /// A place in the document's own layer.
    pub fn new(pointer: impl Into<String>) -> Pointer {
        Pointer { hops: vec![pointer.into()] }
    }

    /// This place, and from there another: the last hop of the one and the first of the other are one path.
    pub fn join(&self, inner: &Pointer) -> Pointer {
        let mut hops = self.hops.clone();
        let mut more = inner.hops.iter();
        match (hops.last_mut(), more.next()) {
            (Some(last), Some(first)) => last.push_str(first),
            (None, Some(first)) => hops.push(first.clone()),
            (_, None) => {}
        }
        hops.extend(more.cloned());
        Pointer { hops }
    }

    /// This place, and from there a place inside the JSON that the string here holds.
    pub fn inside(&self, inner: &Pointer) -> Pointer {
        let mut hops = if self.hops.is_empty() { vec![String::new()] } else { self.hops.clone() };
        if inner.hops.is_empty() {
            hops.push(String::new());
        }
        hops.extend(inner.hops.iter().cloned());
        Pointer { hops }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hops.join(" → "))
    }
}

/// The steps from a root to a row: per layer, the keys and places of the rows above it and of itself.
fn steps(doc: &Document, id: RowId) -> Vec<Vec<RowId>> {
    let mut layers = vec![Vec::new()];
    let mut at = Some(id);
    while let Some(row) = at {
        at = doc.parent(row);
        if doc.is_layer_root(row) {
            layers.push(Vec::new());
        } else if at.is_some()
            && let Some(layer) = layers.last_mut()
        {
            layer.push(row);
        }
    }
    layers.iter_mut().for_each(|layer| layer.reverse());
    layers.reverse();
    layers
}

pub(super) fn of(doc: &Document, id: RowId) -> Pointer {
    let hop = |layer: Vec<RowId>| {
        let mut out = String::new();
        for row in layer {
            out.push('/');
            match (doc.key(row), doc.index(row)) {
                (Some(key), _) => out.push_str(&key.replace('~', "~0").replace('/', "~1")),
                (None, Some(index)) => out.push_str(&index.to_string()),
                // A member whose key is the empty string.
                (None, None) => {}
            }
        }
        out
    };
    Pointer { hops: steps(doc, id).into_iter().map(hop).collect() }
}

pub(super) fn find(doc: &Document, pointer: &Pointer) -> Option<RowId> {
    let mut at = doc.root()?;
    for (layer, hop) in pointer.hops.iter().enumerate() {
        if layer > 0 {
            at = doc.embedded(at)?;
        }
        for token in hop.split('/').skip(1) {
            at = match doc.kind(at) {
                Kind::Array => doc.children(at).nth(token.parse().ok()?)?,
                _ => doc.get(at, &token.replace("~1", "/").replace("~0", "~"))?,
            };
        }
    }
    Some(at)
}

pub(super) fn jq(doc: &Document, id: RowId) -> String {
    let plain = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let layer = |rows: Vec<RowId>| {
        let mut out = String::new();
        for row in rows {
            match (doc.key(row), doc.index(row)) {
                (Some(key), _) if plain(&key) => {
                    out.push('.');
                    out.push_str(&key);
                }
                (Some(key), _) => {
                    out.push_str(if out.is_empty() { ".[" } else { "[" });
                    out.push_str(&serde_json::to_string(&*key).unwrap_or_default());
                    out.push(']');
                }
                (None, index) => {
                    out.push_str(if out.is_empty() { ".[" } else { "[" });
                    out.push_str(&index.unwrap_or_default().to_string());
                    out.push(']');
                }
            }
        }
        if out.is_empty() { ".".to_owned() } else { out }
    };
    let mut out = String::new();
    for (number, rows) in steps(doc, id).into_iter().enumerate() {
        if number > 0 {
            out.push_str(" | ");
            out.push_str(&cut(doc, id, number));
            out.push_str("fromjson | ");
        }
        out.push_str(&layer(rows));
    }
    out
}

/// What takes the JSON out of a string that holds other words too, in jq: `.[4:99] | `, counted in characters.
fn cut(doc: &Document, id: RowId, layer: usize) -> String {
    let above = std::iter::successors(Some(id), |&id| doc.parent(id));
    let root = above.filter(|&id| doc.is_layer_root(id)).find(|&id| doc.layer(id) == layer);
    let Some((span, text)) = root.and_then(|root| Some((doc.span(root), doc.layer_text(root)?))) else {
        return String::new();
    };
    let around = |range: Option<&str>| range.is_some_and(|text| !text.trim().is_empty());
    if !around(text.get(..span.start)) && !around(text.get(span.end..)) {
        return String::new();
    }
    let characters = |end: usize| text.get(..end).map_or(0, |text| text.chars().count());
    format!(".[{}:{}] | ", characters(span.start), characters(span.end))
}
