//! Makes the knowledge packs: one JSON a language, and one with the samples. Used by the build script, which embeds
//! them in native builds, and by `cargo xtask packs`, which writes them for the page.
//!
//! A pack is the TOML of `knowledge/` with each `en`/`ja` pair replaced by the one language. Nothing is interpreted
//! here; `src/knowledge` gives the result its types, and `tests/knowledge.rs` holds it to its rules.

use serde_json::{Map, Value, json};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The languages a pack is made for.
pub const LANGUAGES: [&str; 2] = ["en", "ja"];

/// What comes after the page is ready: what only an opened finding needs.
const LATE: [&str; 3] = ["types", "responses", "logs"];

/// The packs.
pub struct Packs {
    /// Fields, values, parts of the type string, glossary: one a language, in the order of [`LANGUAGES`].
    pub knowledge: Vec<Vec<u8>>,
    /// The finding types and the responses, by far the largest part, likewise. Apart, so that the page is ready before they are there.
    pub types: Vec<Vec<u8>>,
    /// The sample findings, a JSON array.
    pub samples: Vec<u8>,
}

impl Packs {
    /// The files by the names that builds give them.
    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        let named = |stem: &'static str| LANGUAGES.iter().map(move |lang| format!("{stem}.{lang}.json"));
        let knowledge = named("knowledge").zip(self.knowledge);
        let types = named("types").zip(self.types);
        knowledge.chain(types).chain([("samples.json".to_owned(), self.samples)]).collect()
    }
}

/// Makes the packs from the checkout at `root`.
pub fn make(root: &Path) -> io::Result<Packs> {
    let knowledge = root.join("knowledge");
    let source = json!({
        "types": keyed(&knowledge.join("types"), "type")?,
        "fields": merged(&knowledge.join("fields"))?,
        "values": merged(&knowledge.join("values"))?,
        "parts": by_name(&knowledge.join("parts"))?,
        "responses": by_name(&knowledge.join("responses"))?,
        "walk": table(&knowledge.join("walk.toml"))?,
        "logs": table(&knowledge.join("logs.toml"))?,
        "glossary": table(&knowledge.join("glossary.toml"))?.get("term").cloned().unwrap_or(json!([])),
    });
    let used = source["types"]
        .as_object()
        .into_iter()
        .flatten()
        .flat_map(|(_, t)| t["techniques"].as_array().cloned().unwrap_or_default());
    let attack =
        attack(&knowledge, &used.filter_map(|id| Some(id.as_str()?.to_owned())).collect::<Vec<_>>())?;
    let in_language = |lang: &str, types: bool| {
        let part = |keep: &dyn Fn(&str) -> bool| {
            source
                .as_object()
                .into_iter()
                .flatten()
                .filter(|(key, _)| keep(key))
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect::<Map<_, _>>()
        };
        let mut pack = localise(&part(&|key| LATE.contains(&key) == types).into(), lang);
        pack["lang"] = json!(lang);
        if types {
            pack["attack"] = attack.clone();
        }
        serde_json::to_vec(&pack).map_err(io::Error::other)
    };
    let each =
        |types: bool| LANGUAGES.into_iter().map(|lang| in_language(lang, types)).collect::<io::Result<_>>();
    Ok(Packs { knowledge: each(false)?, types: each(true)?, samples: samples(&knowledge.join("types"))? })
}

/// A pair becomes its text; a table that holds a pair beside other keys keeps them and calls the pair `text`.
fn localise(value: &Value, lang: &str) -> Value {
    match value {
        Value::Object(map) if map.contains_key("en") && map.contains_key("ja") => {
            let text = map[lang].clone();
            if map.len() == 2 {
                return text;
            }
            let rest = map.iter().filter(|(key, _)| !LANGUAGES.contains(&key.as_str()));
            let mut out: Map<String, Value> = rest.map(|(k, v)| (k.clone(), localise(v, lang))).collect();
            out.insert("text".into(), text);
            Value::Object(out)
        }
        Value::Object(map) => {
            map.iter().map(|(k, v)| (k.clone(), localise(v, lang))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| localise(item, lang)).collect(),
        other => other.clone(),
    }
}

/// Every file below a folder, keyed by one of its values.
fn keyed(folder: &Path, key: &str) -> io::Result<Value> {
    let mut out = Map::new();
    for file in files(folder, "toml")? {
        let mut entry = table(&file)?;
        let name =
            entry.as_object_mut().and_then(|e| e.remove(key)).and_then(|n| Some(n.as_str()?.to_owned()));
        let name = name.ok_or_else(|| io::Error::other(format!("{}: no `{key}`", file.display())))?;
        out.insert(name, entry);
    }
    Ok(out.into())
}

/// The tables of every file below a folder, as one.
fn merged(folder: &Path) -> io::Result<Value> {
    let mut out = Map::new();
    for file in files(folder, "toml")? {
        for (key, entry) in table(&file)?.as_object().cloned().unwrap_or_default() {
            if out.insert(key.clone(), entry).is_some() {
                return Err(io::Error::other(format!(
                    "{}: `{key}` stands in another file as well",
                    file.display()
                )));
            }
        }
    }
    Ok(out.into())
}

/// Each file of a folder under its own name.
fn by_name(folder: &Path) -> io::Result<Value> {
    let entry = |file: PathBuf| {
        Ok((file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), table(&file)?))
    };
    Ok(files(folder, "toml")?.into_iter().map(entry).collect::<io::Result<Map<_, _>>>()?.into())
}

fn samples(folder: &Path) -> io::Result<Vec<u8>> {
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file)?;
        serde_json::from_str::<Value>(&text).map_err(|e| io::Error::other(format!("{}: {e}", file.display())))
    };
    let all = files(folder, "json")?.into_iter().map(read).collect::<io::Result<Vec<_>>>()?;
    serde_json::to_vec(&all).map_err(io::Error::other)
}

/// Names and tactics of the techniques that the types use, and what a later version made of them.
fn attack(folder: &Path, used: &[String]) -> io::Result<Value> {
    let text = fs::read_to_string(folder.join("attack.tsv"))?;
    let successors = fs::read_to_string(folder.join("attack-successors.tsv"))?;
    let successor = |id: &str| {
        let mut rows = successors.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        rows.find(|row| row.first() == Some(&id)).map(
            |row| json!({ "id": row[1], "name": row[2], "tactics": row[3].split(',').collect::<Vec<_>>() }),
        )
    };
    let mut out = Map::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        if let (Some(id), Some(name), Some(tactics)) = (cells.next(), cells.next(), cells.next())
            && used.iter().any(|u| u == id)
        {
            let mut entry = json!({ "name": name, "tactics": tactics.split(',').collect::<Vec<_>>() });
            if let Some(successor) = successor(id) {
                entry["successor"] = successor;
            }
            out.insert(id.into(), entry);
        }
    }
    Ok(out.into())
}

fn table(file: &Path) -> io::Result<Value> {
    let text = fs::read_to_string(file)
        .or_else(|e| if e.kind() == io::ErrorKind::NotFound { Ok(String::new()) } else { Err(e) })?;
    let table: toml::Table =
        text.parse().map_err(|e| io::Error::other(format!("{}: {e}", file.display())))?;
    serde_json::to_value(table).map_err(io::Error::other)
}

/// The files below a folder with an extension, in a fixed order.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}
