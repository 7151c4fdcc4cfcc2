//! `cargo xtask model`: brings `model/guardduty.json` up to the official API model, and says what changed.
//!
//! The model is `service-2.json` of the AWS SDKs. It is given as a file (plain or gzipped), or taken from the newest
//! botocore on PyPI. Only the facts are kept: shapes that a finding reaches, wire names, types, enum values.

use crate::{
    Result,
    project::{Project, read, read_bytes, write},
    tool::Tool,
};
use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};
use std::{collections::BTreeSet, env, fs, io::Read, path::PathBuf};

/// `cargo xtask model [FILE] [--check]`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let check = arguments.iter().any(|argument| argument == "--check");
    let (found, _) = official(arguments.iter().find(|argument| !argument.starts_with("--")))?;

    let path = project.root.join("model").join("guardduty.json");
    let known: Value = serde_json::from_str(&read(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
    let changes = changes(&known, &found);
    for line in &changes {
        println!("{line}");
    }
    let count = |kind: &str| found[kind].as_object().map_or(0, Map::len);
    println!("{} structures, {} enums; {} changes", count("structures"), count("enums"), changes.len());
    if check || changes.is_empty() {
        return Ok(());
    }
    let mut updated = known.clone();
    updated["structures"] = found["structures"].clone();
    updated["enums"] = found["enums"].clone();
    write(&path, lines(&updated).as_bytes())?;
    println!("Wrote {}. Set `date` and `source` in it, then: cargo xtask test native", path.display());
    Ok(())
}

/// The facts of the official model, from a file or from the newest botocore, and what to call their source.
pub fn official(file: Option<&String>) -> Result<(Value, String)> {
    let (bytes, source) = match file {
        Some(file) => (read_bytes(&PathBuf::from(file))?, file.clone()),
        None => newest()?,
    };
    let text = if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut text = String::new();
        GzDecoder::new(&bytes[..]).read_to_string(&mut text).map_err(|e| format!("{source}: {e}"))?;
        text
    } else {
        String::from_utf8(bytes).map_err(|e| format!("{source}: {e}"))?
    };
    let service: Value = serde_json::from_str(&text).map_err(|e| format!("{source}: {e}"))?;
    let found = facts(&service)
        .ok_or_else(|| format!("{source} describes no Finding: is it GuardDuty's service-2.json?"))?;
    Ok((found, source))
}

/// The newest botocore's model of GuardDuty, and what to call it.
fn newest() -> Result<(Vec<u8>, String)> {
    let (folder, name) = botocore()?;
    let data = folder.join("botocore").join("data").join("guardduty");
    let model = crate::project::files(&data)?
        .into_iter()
        .find(|file| file.to_string_lossy().contains("service-2.json"));
    let bytes = read_bytes(&model.ok_or("botocore holds no model of GuardDuty")?)?;
    let _ = fs::remove_dir_all(&folder);
    Ok((bytes, name))
}

/// The newest botocore, unpacked into a folder that the caller removes, and what to call it.
pub fn botocore() -> Result<(PathBuf, String)> {
    let folder = env::temp_dir().join(format!("finding-lens-model-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    const ADVICE: &str = "Download botocore by hand and name what is in it: GuardDuty's service-2.json for `cargo xtask model FILE`, its folder for `cargo xtask cli FOLDER`";
    Tool::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "botocore", "--dest"])
        .args([&folder])
        .advice(ADVICE)
        .run()?;
    let wheel =
        crate::project::files(&folder)?.into_iter().find(|file| file.extension().is_some_and(|e| e == "whl"));
    let wheel = wheel.ok_or("pip brought no wheel of botocore")?;
    Tool::new("python3").args(["-m", "zipfile", "-e"]).args([&wheel, &folder]).advice(ADVICE).run()?;
    let name = wheel.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((folder, name))
}

/// The shapes that a finding reaches, in the notation of `model/guardduty.json`.
fn facts(service: &Value) -> Option<Value> {
    let shapes = service["shapes"].as_object()?;
    shapes.get("Finding")?;
    let mut facts = Facts { shapes, structures: Map::new(), enums: Map::new() };
    facts.structure("Finding");
    Some(json!({ "structures": facts.structures, "enums": facts.enums }))
}

struct Facts<'s> {
    shapes: &'s Map<String, Value>,
    structures: Map<String, Value>,
    enums: Map<String, Value>,
}

impl Facts<'_> {
    fn structure(&mut self, name: &str) {
        if self.structures.contains_key(name) {
            return;
        }
        self.structures.insert(name.to_owned(), json!({}));
        let shape = &self.shapes[name];
        let required: Vec<&str> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut members = Map::new();
        for (member, refers) in shape["members"].as_object().into_iter().flatten() {
            let target = refers["shape"].as_str().unwrap_or_default();
            let mut entry = Map::new();
            // Without a name of its own on the wire, a member goes by its own.
            entry.insert("wire".into(), json!(refers["locationName"].as_str().unwrap_or(member)));
            entry.insert("type".into(), json!(self.notation(target)));
            if self.shapes[target]["sensitive"] == true {
                entry.insert("sensitive".into(), json!(true));
            }
            if required.contains(&member.as_str()) {
                entry.insert("required".into(), json!(true));
            }
            if refers["deprecated"] == true {
                entry.insert("deprecated".into(), json!(true));
            }
            members.insert(member.clone(), entry.into());
        }
        self.structures.insert(name.to_owned(), members.into());
    }

    fn notation(&mut self, name: &str) -> String {
        let shapes = self.shapes;
        let Some(shape) = shapes.get(name) else { return "any".into() };
        let target = |key: &str| shape[key]["shape"].as_str().unwrap_or_default().to_owned();
        match shape["type"].as_str().unwrap_or_default() {
            "structure" => {
                self.structure(name);
                name.to_owned()
            }
            "list" => format!("[{}]", self.notation(&target("member"))),
            "map" => format!("{{{}}}", self.notation(&target("value"))),
            "string" if shape.get("enum").is_some() => {
                self.enums.insert(name.to_owned(), shape["enum"].clone());
                format!("enum {name}")
            }
            scalar => scalar.to_owned(),
        }
    }
}

/// What came, went and changed: one line each.
pub fn changes(known: &Value, found: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for kind in ["structures", "enums"] {
        for name in keys(&known[kind]).union(&keys(&found[kind])) {
            let (before, now) = (&known[kind][name], &found[kind][name]);
            match (before.is_null(), now.is_null()) {
                (true, _) => {
                    out.push(format!("+ {name}: {}", parts(now).into_iter().collect::<Vec<_>>().join(", ")))
                }
                (_, true) => out.push(format!("- {name}")),
                _ => {
                    out.extend(parts(now).difference(&parts(before)).map(|part| format!("+ {name}.{part}")));
                    out.extend(parts(before).difference(&parts(now)).map(|part| format!("- {name}.{part}")));
                    for member in
                        keys(before).intersection(&keys(now)).filter(|member| before[*member] != now[*member])
                    {
                        out.push(format!("~ {name}.{member}: {} → {}", before[member], now[member]));
                    }
                }
            }
        }
    }
    out
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

/// The members of a structure, or the values of an enum.
pub fn parts(value: &Value) -> BTreeSet<String> {
    let values = value.as_array().into_iter().flatten().filter_map(|v| Some(v.as_str()?.to_owned()));
    keys(value).into_iter().chain(values).collect()
}

/// The file with one line a member, so that a change shows as a line.
fn lines(model: &Value) -> String {
    let mut out = String::from("{\n");
    for (key, value) in model.as_object().into_iter().flatten().filter(|(_, value)| value.is_string()) {
        out += &format!("  {}: {value},\n", json!(key));
    }
    let structure = |(name, members): (&String, &Value)| {
        let member = |(name, entry): (&String, &Value)| {
            let entry = entry.to_string().replace("\":", "\": ").replace(",\"", ", \"");
            format!("      {}: {entry}", json!(name))
        };
        let members: Vec<_> = members.as_object().into_iter().flatten().map(member).collect();
        format!("    {}: {{\n{}\n    }}", json!(name), members.join(",\n"))
    };
    let structures: Vec<_> = model["structures"].as_object().into_iter().flatten().map(structure).collect();
    let enums: Vec<_> = model["enums"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, values)| {
            format!("    {}: {}", json!(name), values.to_string().replace("\",\"", "\", \""))
        })
        .collect();
    out += &format!(
        "  \"structures\": {{\n{}\n  }},\n  \"enums\": {{\n{}\n  }}\n}}\n",
        structures.join(",\n"),
        enums.join(",\n")
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_went_and_changed_is_told() {
        let known = json!({ "structures": { "Finding": { "Id": {"wire": "id", "type": "string"}, "Old": {"wire": "old", "type": "string"} } }, "enums": { "E": ["A"] } });
        let service = json!({ "shapes": {
            "Finding": { "type": "structure", "members": { "Id": {"shape": "N", "locationName": "id"}, "New": {"shape": "E"} } },
            "N": { "type": "integer" },
            "E": { "type": "string", "enum": ["A", "B"] },
        } });
        let found = facts(&service).unwrap();
        assert_eq!(found["structures"]["Finding"]["New"], json!({ "wire": "New", "type": "enum E" }));
        let told = changes(&known, &found);
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(
            told.contains(&"+ Finding.New".to_owned())
                && told.contains(&"- Finding.Old".to_owned())
                && told.contains(&"+ E.B".to_owned())
        );
    }

    #[test]
    fn the_committed_file_is_written_as_it_stands() {
        let text = include_str!("../../model/guardduty.json");
        assert_eq!(lines(&serde_json::from_str(text).unwrap()).trim(), text.trim());
    }
}
