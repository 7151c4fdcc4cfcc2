//! The facts of the finding model, as `model/*.json` hold them.

use serde::Deserialize;
use serde_json::Value;
use std::{fs, path::Path};

/// All structures and enums, in the order of the files, the members of `additionalInfo` merged in.
pub struct Facts {
    pub date: String,
    pub source: String,
    pub structures: Vec<Structure>,
    pub enums: Vec<(String, Vec<String>)>,
}

pub struct Structure {
    pub name: String,
    pub members: Vec<Member>,
}

pub struct Member {
    pub name: String,
    pub wire: String,
    pub of: Type,
    pub sensitive: bool,
    pub required: bool,
    /// Not in the API model: a member of `additionalInfo` that EventBridge and the S3 export show.
    pub beside: bool,
}

/// A member's type, in the files' notation: `string`, `[Tag]` (list), `{string}` (map), `enum Name`, `any`, `Shape`.
pub enum Type {
    Scalar(String),
    Enum(String),
    Structure(String),
    List(Box<Type>),
    Map(Box<Type>),
    Any,
}

#[derive(Deserialize)]
struct Fields {
    wire: String,
    r#type: String,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    required: bool,
}

impl Facts {
    pub fn read(root: &Path) -> Facts {
        let mut facts =
            Facts { date: String::new(), source: String::new(), structures: Vec::new(), enums: Vec::new() };
        for (name, beside) in [("guardduty", false), ("additional-info", true)] {
            let path = root.join("model").join(name).with_extension("json");
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let file: Value =
                serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            facts.merge(&file, beside);
        }
        facts
    }

    fn merge(&mut self, file: &Value, beside: bool) {
        if !beside {
            self.date = file["date"].as_str().unwrap_or_default().into();
            self.source = file["source"].as_str().unwrap_or_default().into();
        }
        for (name, members) in file["structures"].as_object().into_iter().flatten() {
            let members: Vec<Member> =
                members.as_object().into_iter().flatten().map(|m| member(m, beside)).collect();
            match self.structures.iter_mut().find(|s| s.name == *name) {
                Some(known) => known.members.extend(members),
                None => self.structures.push(Structure { name: name.clone(), members }),
            }
        }
        for (name, values) in file["enums"].as_object().into_iter().flatten() {
            let values = values
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|v| Some(v.as_str()?.to_owned()))
                .collect();
            self.enums.push((name.clone(), values));
        }
    }
}

fn member((name, value): (&String, &Value), beside: bool) -> Member {
    let fields: Fields =
        serde_json::from_value(value.clone()).unwrap_or_else(|e| panic!("model: {name}: {e}"));
    Member {
        name: name.clone(),
        wire: fields.wire,
        of: of(&fields.r#type),
        sensitive: fields.sensitive,
        required: fields.required,
        beside,
    }
}

fn of(notation: &str) -> Type {
    if let Some(inner) = notation.strip_prefix('[').and_then(|n| n.strip_suffix(']')) {
        return Type::List(Box::new(of(inner)));
    }
    if let Some(inner) = notation.strip_prefix('{').and_then(|n| n.strip_suffix('}')) {
        return Type::Map(Box::new(of(inner)));
    }
    if let Some(name) = notation.strip_prefix("enum ") {
        return Type::Enum(name.into());
    }
    match notation {
        "any" => Type::Any,
        "string" | "boolean" | "integer" | "long" | "double" | "timestamp" => Type::Scalar(notation.into()),
        shape => Type::Structure(shape.into()),
    }
}
