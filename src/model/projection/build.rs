//! The builder of a projection: a tree of nodes that know their origin, written out as text and origins side by side.

use super::Projection;
use crate::json::{Document, Kind, RowId};
use crate::order::Order;
use std::{
    collections::{BTreeMap, HashMap},
    net::Ipv4Addr,
};

/// Steps below this depth are dropped: no finding is this deep, and the reader's own limit stays far away.
const DEEPEST: usize = 48;

/// The place of a node in the builder.
type At = usize;

const ROOT: At = 0;

/// A step from a container to what is inside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// A member.
    Key(String),
    /// An element. Gaps close when the text is written.
    Index(u64),
}

/// The steps of a path in short: names between dots, elements as `[0]`.
pub(super) fn steps(path: &str) -> Vec<Step> {
    let step = |part: &str| {
        let index = part.strip_prefix('[').and_then(|p| p.strip_suffix(']')).and_then(|p| p.parse().ok());
        index.map_or_else(|| Step::Key(part.to_owned()), Step::Index)
    };
    path.split('.').filter(|part| !part.is_empty()).map(step).collect()
}

enum Content {
    /// A scalar, as JSON.
    Scalar(String),
    Object(Vec<(String, At)>),
    List(Vec<(u64, At)>),
}

struct Node {
    origin: Option<RowId>,
    content: Content,
}

/// A document in the making. What is written first stays; a later value for the same place only becomes an alias of it
/// where it says the same.
pub(super) struct Builder<'d> {
    original: &'d Document,
    nodes: Vec<Node>,
    places: HashMap<(At, Step), At>,
    aliases: Vec<(RowId, At)>,
}

impl<'d> Builder<'d> {
    /// An empty object that stands for the original's root.
    pub(super) fn new(original: &'d Document) -> Builder<'d> {
        let root = Node { origin: original.root(), content: Content::Object(Vec::new()) };
        Builder { original, nodes: vec![root], places: HashMap::new(), aliases: Vec::new() }
    }

    /// The document that is projected.
    pub(super) fn original(&self) -> &'d Document {
        self.original
    }

    /// Copies a scalar. Containers and `null` are left out.
    pub(super) fn put(&mut self, path: &str, row: Option<RowId>) -> bool {
        self.put_at(&steps(path), row)
    }

    /// Copies a scalar to steps that are known only now.
    pub(super) fn put_at(&mut self, path: &[Step], row: Option<RowId>) -> bool {
        let Some(row) = row else { return false };
        let Some(json) = scalar(self.original, row) else { return false };
        self.write(path, json, row)
    }

    /// Writes text that was made from a row.
    pub(super) fn text(&mut self, path: &str, text: &str, row: RowId) -> bool {
        !text.is_empty() && self.write(&steps(path), quoted(text), row)
    }

    /// Copies a number; also one that is written as a string, without the quotes.
    pub(super) fn number(&mut self, path: &str, row: Option<RowId>) -> bool {
        let Some((row, number)) = row.and_then(|row| Some((row, number_text(self.original, row)?))) else {
            return false;
        };
        self.write(&steps(path), number, row)
    }

    /// Says what a container stands for.
    pub(super) fn origin(&mut self, path: &str, row: Option<RowId>) {
        let mut at = ROOT;
        for step in steps(path) {
            let Some(&next) = self.places.get(&(at, step)) else { return };
            at = next;
        }
        if let Some(node) = self.nodes.get_mut(at)
            && node.origin.is_none()
        {
            node.origin = row;
        }
    }

    /// Copies a value with all that is inside. The names of members begin with a small letter after that, as on the
    /// wire; the keys of maps (`affectedResources`, `tags`) stay.
    pub(super) fn copy(&mut self, path: &str, row: Option<RowId>) {
        let doc = self.original;
        let mut open: Vec<(Vec<Step>, RowId, bool)> =
            row.map(|row| (steps(path), row, false)).into_iter().collect();
        while let Some((path, row, verbatim)) = open.pop() {
            match doc.kind(row) {
                kind @ (Kind::Object | Kind::Array) => {
                    if path.len() < DEEPEST && self.container(&path, row, kind) {
                        let inside = doc.children(row).zip(0..).map(|(child, n)| {
                            let key = doc.key(child).filter(|_| kind == Kind::Object);
                            let step = match &key {
                                Some(key) if verbatim => Step::Key(key.to_string()),
                                Some(key) => Step::Key(wire(key)),
                                None => Step::Index(n),
                            };
                            let map = key.is_some_and(|key| same(&key, "affectedResources"));
                            let path = path.iter().cloned().chain([step]).collect();
                            (path, child, map)
                        });
                        let inside: Vec<_> = inside.collect();
                        open.extend(inside.into_iter().rev());
                    }
                }
                _ => {
                    self.put_at(&path, Some(row));
                }
            }
        }
    }

    /// Whether something stands there.
    pub(super) fn has(&self, path: &str) -> bool {
        let mut at = ROOT;
        steps(path).into_iter().all(|step| match self.places.get(&(at, step)) {
            Some(&next) => {
                at = next;
                true
            }
            None => false,
        })
    }

    /// The document and where its rows come from.
    pub(super) fn finish(self) -> Projection {
        let (text, written) = self.render();
        let (document, _) = Document::parse(text);
        // Rows of the first layer are the nodes in order; rows inside a string belong to the string.
        let mut origins: Vec<Option<RowId>> = Vec::with_capacity(document.len());
        let mut inside: Vec<bool> = Vec::with_capacity(document.len());
        let mut place_of: HashMap<At, RowId> = HashMap::new();
        let mut rest = written.iter();
        for row in document.rows() {
            let holder = document.parent(row).filter(|&parent| {
                document.kind(parent) == Kind::String || inside.get(parent.index()).copied().unwrap_or(false)
            });
            inside.push(holder.is_some());
            origins.push(match holder {
                Some(parent) => origins.get(parent.index()).copied().flatten(),
                None => rest.next().and_then(|&at| {
                    place_of.insert(at, row);
                    self.nodes.get(at)?.origin
                }),
            });
        }
        let mut images = BTreeMap::new();
        for (row, origin) in document.rows().zip(&origins) {
            if let Some(origin) = *origin {
                images.entry(origin).or_insert(row);
            }
        }
        for (original, at) in &self.aliases {
            if let Some(&row) = place_of.get(at) {
                images.entry(*original).or_insert(row);
            }
        }
        Projection { document, origins, images }
    }

    /// The text, and the nodes in the order in which their values stand in it. Empty containers are left out.
    fn render(&self) -> (String, Vec<At>) {
        enum Todo {
            Value(At),
            Text(&'static str),
            Key(String),
        }
        let kept = self.kept();
        let is_kept = |at: &At| kept.get(*at).copied().unwrap_or(false);
        let mut text = String::new();
        let mut written = Vec::new();
        let mut todo = vec![Todo::Value(ROOT)];
        while let Some(next) = todo.pop() {
            let at = match next {
                Todo::Text(part) => {
                    text.push_str(part);
                    continue;
                }
                Todo::Key(key) => {
                    text.push_str(&quoted(&key));
                    text.push(':');
                    continue;
                }
                Todo::Value(at) => at,
            };
            written.push(at);
            let Some(node) = self.nodes.get(at) else { continue };
            match &node.content {
                Content::Scalar(json) => text.push_str(json),
                Content::Object(members) => {
                    text.push('{');
                    todo.push(Todo::Text("}"));
                    let members: Vec<_> = members.iter().filter(|(_, at)| is_kept(at)).collect();
                    for (n, (key, at)) in members.iter().enumerate().rev() {
                        todo.push(Todo::Value(*at));
                        todo.push(Todo::Key(key.clone()));
                        todo.push(Todo::Text(if n == 0 { "" } else { "," }));
                    }
                }
                Content::List(elements) => {
                    text.push('[');
                    todo.push(Todo::Text("]"));
                    let mut elements: Vec<_> = elements.iter().filter(|(_, at)| is_kept(at)).collect();
                    elements.order();
                    for (n, (_, at)) in elements.iter().enumerate().rev() {
                        todo.push(Todo::Value(*at));
                        todo.push(Todo::Text(if n == 0 { "" } else { "," }));
                    }
                }
            }
        }
        (text, written)
    }

    /// Which nodes hold a scalar somewhere inside. Nodes are made after what they stand in, so one pass backwards does.
    fn kept(&self) -> Vec<bool> {
        let mut kept = vec![false; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().rev() {
            let any = |inside: &At| kept.get(*inside).copied().unwrap_or(false);
            let keep = match &node.content {
                Content::Scalar(_) => true,
                Content::Object(members) => at == ROOT || members.iter().any(|(_, inside)| any(inside)),
                Content::List(elements) => elements.iter().any(|(_, inside)| any(inside)),
            };
            if let Some(slot) = kept.get_mut(at) {
                *slot = keep;
            }
        }
        kept
    }

    fn write(&mut self, path: &[Step], json: String, row: RowId) -> bool {
        if path.is_empty() || path.len() > DEEPEST {
            return false;
        }
        let Some((place, step)) = self.holder(path) else { return false };
        match self.places.get(&(place, step.clone())) {
            Some(&at) => {
                let same = self.nodes.get(at).is_some_and(
                    |node| matches!(&node.content, Content::Scalar(there) if bare(there) == bare(&json)),
                );
                if same {
                    self.aliases.push((row, at));
                }
                same
            }
            None => {
                self.add(place, step, Node { origin: Some(row), content: Content::Scalar(json) }).is_some()
            }
        }
    }

    /// Makes a container stand at a path; false where something else stands there.
    fn container(&mut self, path: &[Step], row: RowId, kind: Kind) -> bool {
        let Some((place, step)) = self.holder(path) else { return false };
        match self.places.get(&(place, step.clone())) {
            Some(&at) => match self.nodes.get_mut(at) {
                Some(node) => {
                    let fits = matches!(
                        (&node.content, kind),
                        (Content::Object(_), Kind::Object) | (Content::List(_), Kind::Array)
                    );
                    if fits && node.origin.is_none() {
                        node.origin = Some(row);
                    }
                    fits
                }
                None => false,
            },
            None => {
                let content = match kind {
                    Kind::Array => Content::List(Vec::new()),
                    _ => Content::Object(Vec::new()),
                };
                self.add(place, step, Node { origin: Some(row), content }).is_some()
            }
        }
    }

    /// The container that the last step of a path starts from, made where it is missing, with that step.
    fn holder(&mut self, path: &[Step]) -> Option<(At, Step)> {
        let (last, before) = path.split_last()?;
        let mut at = ROOT;
        for (step, then) in before.iter().zip(path.iter().skip(1)) {
            at = match self.places.get(&(at, step.clone())) {
                Some(&next) => next,
                None => {
                    let content = match then {
                        Step::Key(_) => Content::Object(Vec::new()),
                        Step::Index(_) => Content::List(Vec::new()),
                    };
                    self.add(at, step.clone(), Node { origin: None, content })?
                }
            };
        }
        Some((at, last.clone()))
    }

    fn add(&mut self, place: At, step: Step, node: Node) -> Option<At> {
        let at = self.nodes.len();
        match (&mut self.nodes.get_mut(place)?.content, &step) {
            (Content::Object(members), Step::Key(key)) => members.push((key.clone(), at)),
            (Content::List(elements), Step::Index(index)) => elements.push((*index, at)),
            _ => return None,
        }
        self.nodes.push(node);
        self.places.insert((place, step), at);
        Some(at)
    }
}

/// Whether two names are the same but for case, underscores and blanks.
pub(super) fn same(a: &str, b: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(|b| !matches!(b, b'_' | b' ')).map(|b| b.to_ascii_lowercase())
    }
    letters(a).eq(letters(b))
}

/// The value inside an object, or inside the object that a string holds, by a path of names between dots; names are
/// compared without regard to case and underscores. `null` counts as missing.
pub(super) fn at(doc: &Document, row: Option<RowId>, path: &str) -> Option<RowId> {
    path.split('.').try_fold(row?, |row, name| {
        let object = doc.embedded(row).unwrap_or(row);
        let is_object = doc.kind(object) == Kind::Object;
        let named = |child: &RowId| doc.key(*child).is_some_and(|key| same(&key, name));
        let found = is_object.then(|| doc.children(object).filter(named).last()).flatten();
        found.filter(|&found| doc.kind(found) != Kind::Null)
    })
}

/// The first of several paths that leads somewhere.
pub(super) fn first(doc: &Document, row: Option<RowId>, paths: &[&str]) -> Option<RowId> {
    paths.iter().find_map(|path| at(doc, row, path))
}

/// The elements of a list; one value where no list stands.
pub(super) fn items(doc: &Document, row: Option<RowId>) -> Vec<RowId> {
    let Some(row) = row else { return Vec::new() };
    let row = doc.embedded(row).unwrap_or(row);
    match doc.kind(row) {
        Kind::Array => doc.children(row).collect(),
        Kind::Null => Vec::new(),
        _ => vec![row],
    }
}

/// A scalar as text; nothing for an empty one.
pub(super) fn text_of(doc: &Document, row: Option<RowId>) -> Option<(String, RowId)> {
    let row = row?;
    let text = match doc.kind(row) {
        Kind::String => doc.string(row)?.into_owned(),
        Kind::Number | Kind::Bool => doc.raw(row).to_owned(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some((text, row))
}

/// A severity as GuardDuty counts it: a number above nought and up to ten.
pub(super) fn is_severity(doc: &Document, row: &RowId) -> bool {
    let number = number_text(doc, *row).and_then(|text| scan::number(&text));
    number.is_some_and(|number| number > 0.0 && number <= 10.0)
}

/// Whether an address is of the private ranges; nothing for what is no IPv4 address.
pub(super) fn is_private(address: &str) -> Option<bool> {
    let address: Ipv4Addr = address.trim().parse().ok()?;
    let shared = matches!(address.octets(), [100, 64..=127, ..]);
    Some(address.is_private() || address.is_link_local() || shared)
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A scalar as JSON: its own text, unless that was cut short.
fn scalar(doc: &Document, row: RowId) -> Option<String> {
    let raw = doc.raw(row);
    match doc.kind(row) {
        Kind::Null | Kind::Array | Kind::Object => None,
        Kind::String if is_json(raw) => Some(raw.to_owned()),
        Kind::String => doc.string(row).map(|text| quoted(&text)),
        Kind::Number | Kind::Bool if is_json(raw) => Some(raw.to_owned()),
        Kind::Number | Kind::Bool => Some(quoted(raw)),
    }
}

/// The text of a number, which may stand in a string.
fn number_text(doc: &Document, row: RowId) -> Option<String> {
    let text = match doc.kind(row) {
        Kind::Number => doc.raw(row).to_owned(),
        Kind::String => doc.string(row)?.trim().to_owned(),
        _ => return None,
    };
    let starts = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    (starts && is_json(&text)).then_some(text)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn bare(json: &str) -> &str {
    json.strip_prefix('"').and_then(|json| json.strip_suffix('"')).unwrap_or(json)
}

/// The name with a small first letter; keys that are no plain names stay.
fn wire(key: &str) -> String {
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut chars = key.chars();
    match chars.next() {
        Some(first) if plain => first.to_ascii_lowercase().to_string() + chars.as_str(),
        _ => key.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_stand_beside_the_rows() {
        let (original, _) =
            Document::parse(r#"{"a":1,"b":"{\"x\":[2]}","c":{"D":[true,null],"e":{}},"f":"\ud83d"}"#);
        let get = |path: &str| at(&original, original.root(), path);
        let mut b = Builder::new(&original);
        // The members of a list come in another order than they are written in; `z` comes later than what is inside it.
        assert!(b.put("z.list.[7].n", get("a")));
        assert!(b.put("z.list.[2]", get("b")));
        b.copy("z.copy", get("c"));
        assert!(b.put("last", get("f")));
        b.origin("z", get("c"));
        let made = b.finish();
        assert_eq!(
            made.document.text(),
            r#"{"z":{"list":["{\"x\":[2]}",{"n":1}],"copy":{"d":[true]}},"last":"\ud83d"}"#
        );
        let origins: Vec<_> = made.document.rows().map(|row| made.origin(row)).collect();
        let (a, text, c) = (get("a"), get("b"), get("c"));
        let d = get("c.D");
        let first = d.and_then(|d| original.children(d).next());
        // The root, z, list, the string and three rows of the JSON inside it, the object, n, copy, d, true, last.
        let expected = [original.root(), c, None, text, text, text, text, None, a, c, d, first, get("f")];
        assert_eq!(origins, expected);
        assert_eq!(made.image(text.unwrap()).map(|row| row.0), Some(3));
    }

    #[test]
    fn what_stands_is_not_overwritten() {
        let (original, _) = Document::parse(r#"{"a":"1","b":"2","c":1,"d":{}}"#);
        let get = |path: &str| at(&original, original.root(), path);
        let mut b = Builder::new(&original);
        assert!(b.put("x", get("a")));
        assert!(!b.put("x", get("b")));
        assert!(b.put("x", get("c")));
        assert!(!b.put("x.y", get("b")));
        assert!(!b.put("x.[0]", get("b")));
        assert!(!b.put("y", get("d")));
        b.copy("x", get("d"));
        b.text("n", "\"\u{1}", original.root().unwrap());
        let made = b.finish();
        assert_eq!(made.document.text(), r#"{"x":"1","n":"\"\u0001"}"#);
        assert_eq!(made.image(get("a").unwrap()), made.image(get("c").unwrap()));
        assert_eq!(made.image(get("b").unwrap()), None);
    }

    #[test]
    fn scalars_cut_short_are_made_whole() {
        for (text, expected) in [(r#"{"a":"x\"#, r#"{"x":"x\\"}"#), (r#"{"a":"x"#, r#"{"x":"x"}"#)] {
            let (original, _) = Document::parse(text);
            let mut b = Builder::new(&original);
            if b.put("x", at(&original, original.root(), "a")) {
                assert_eq!(b.finish().document.text(), expected, "{text}");
            }
        }
    }
}
