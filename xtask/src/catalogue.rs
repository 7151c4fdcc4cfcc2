//! The commands that keep the catalogue true: a new type's files, and what the catalogue lacks of what AWS has by now.

use crate::{
    Result, model,
    project::{Project, files, read, write},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// `cargo xtask new-type TYPE`
pub fn new_type(project: &Project, arguments: &[String]) -> Result {
    let [name] = arguments else {
        return Err("usage: cargo xtask new-type Purpose:Resource/Family.Mechanism!Artifact".into());
    };
    let (resource, slug) = place(name)
        .ok_or_else(|| format!("`{name}` is no type string: Purpose:Resource/Family, then .Mechanism and !Artifact where it has them"))?;
    let folder = project.root.join("knowledge").join("types").join(&resource);
    let (entry, sample) = (folder.join(format!("{slug}.toml")), folder.join(format!("{slug}.json")));
    if entry.exists() {
        return Err(format!("{} is there already", entry.display()));
    }
    write(&entry, form(name).as_bytes())?;
    write(
        &sample,
        (serde_json::to_string_pretty(&blank(name)).map_err(|e| e.to_string())? + "\n").as_bytes(),
    )?;
    println!(
        "{}\n{}\nFill them in (knowledge/README.md says how), then: cargo test --test knowledge",
        entry.display(),
        sample.display()
    );
    Ok(())
}

/// The folder and the file name of a type.
fn place(name: &str) -> Option<(String, String)> {
    let (purpose, rest) = name.split_once(':')?;
    let (resource, family) = rest.split_once('/')?;
    let is_word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_word(purpose) || !is_word(resource) || family.is_empty() || family.contains(['/', ' ']) {
        return None;
    }
    let slug = format!("{purpose}-{family}");
    Some((
        resource.to_owned(),
        slug.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect(),
    ))
}

/// A type's file with every key and no text: the test of the knowledge fails until it is filled in.
fn form(name: &str) -> String {
    let head = format!(
        "type = {}\nstatus = \"active\"\nseverity = \"\"\nplan = \"\"\nsource = \"\"\nresource_types = []\nrole = \"\"\nfamily = \"\"\n\
         tactics = []\ntechniques = []\nrelated = []\nreferences = [\"https://docs.aws.amazon.com/guardduty/latest/ug/\"]\n",
        json!(name)
    );
    let pair = "en = \"\"\nja = \"\"\n";
    let single = ["seen", "why", "resource"].map(|key| format!("\n[{key}]\n{pair}"));
    let lists = ["harmless", "decides", "ask", "respond"].map(|key| {
        let path = if key == "decides" { "path = \"\"\n" } else { "" };
        format!("\n[[{key}]]\n{path}{pair}")
    });
    head + &single.concat() + &lists.concat()
}

/// The members that every finding has, and the marks of a sample.
fn blank(name: &str) -> Value {
    json!({
        "accountId": "111122223333",
        "arn": "arn:aws:guardduty:ap-northeast-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0/finding/0123456789abcdef0123456789abcdef",
        "createdAt": "2026-10-14T17:22:41.318Z",
        "description": "",
        "id": "0123456789abcdef0123456789abcdef",
        "partition": "aws",
        "region": "ap-northeast-1",
        "resource": { "resourceType": "" },
        "schemaVersion": "2.0",
        "service": {
            "action": { "actionType": "" },
            "additionalInfo": { "value": "{\"sample\":true}", "type": "default" },
            "archived": false,
            "count": 1,
            "detectorId": "12abc34d567e8fa901bc2d34e56789f0",
            "eventFirstSeen": "2026-10-14T17:03:12.000Z",
            "eventLastSeen": "2026-10-14T17:03:12.000Z",
            "resourceRole": "",
            "serviceName": "guardduty",
        },
        "severity": 0,
        "title": "",
        "type": name,
        "updatedAt": "2026-10-14T17:22:41.318Z",
    })
}

/// `cargo xtask drift [MODEL] [--types FILE]`
pub fn drift(project: &Project, arguments: &[String]) -> Result {
    let at = arguments.iter().position(|argument| argument == "--types");
    let listed = at.map(|at| arguments.get(at + 1).ok_or("--types takes a file"));
    let model = arguments.iter().enumerate().find(|(n, _)| at.is_none_or(|at| *n != at && *n != at + 1));
    let (official, source) = model::official(model.map(|(_, file)| file))?;
    let beside: Value = parsed(project, "additional-info.json")?;
    let known = parsed(project, "guardduty.json")?;

    let mut lacking = model::changes(&known, &official);
    let members = |model: &Value| -> BTreeSet<String> {
        let structures = model["structures"].as_object().into_iter().flatten();
        structures
            .flat_map(|(shape, members)| {
                model::parts(members).into_iter().map(move |m| format!("{shape}.{m}"))
            })
            .collect()
    };
    let fields = names(project, "fields")?;
    let wanted: BTreeSet<String> = members(&official).union(&members(&beside)).cloned().collect();
    lacking.extend(wanted.difference(&fields).map(|key| format!("knowledge/fields lacks {key}")));
    lacking.extend(
        fields
            .difference(&wanted)
            .map(|key| format!("knowledge/fields has {key}, which the model has no longer")),
    );
    let enums = official["enums"].as_object().into_iter().flatten();
    let values = names(project, "values")?;
    let of_enums: BTreeSet<String> = enums
        .flat_map(|(name, all)| model::parts(all).into_iter().map(move |value| format!("{name}.{value}")))
        .collect();
    lacking.extend(of_enums.difference(&values).map(|key| format!("knowledge/values lacks {key}")));

    let catalogue = types(project)?;
    match listed {
        Some(file) => {
            let text = read(file?.as_ref())?;
            let found = type_strings(&text, &catalogue);
            lacking.extend(
                found
                    .difference(&catalogue)
                    .map(|name| format!("knowledge/types lacks {name}: cargo xtask new-type '{name}'")),
            );
            println!("{} type strings in the list, {} in the catalogue", found.len(), catalogue.len());
        }
        None => println!(
            "Finding types: the official model does not list them. Save the user guide's page of active finding types, or the types of\n\
             `aws guardduty create-sample-findings`, as a text file and name it: cargo xtask drift --types FILE"
        ),
    }
    for line in &lacking {
        println!("{line}");
    }
    println!("Compared with {source}: {} differences", lacking.len());
    if lacking.is_empty() {
        Ok(())
    } else {
        Err("the catalogue lacks something. CONTRIBUTING.md says how to add it".into())
    }
}

fn parsed(project: &Project, file: &str) -> Result<Value> {
    let path = project.root.join("model").join(file);
    serde_json::from_str(&read(&path)?).map_err(|e| format!("{}: {e}", path.display()))
}

/// The keys of every file of a folder of the knowledge.
fn names(project: &Project, folder: &str) -> Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    for table in tables(project, folder)? {
        out.extend(table.keys().cloned());
    }
    Ok(out)
}

/// The type strings of the catalogue.
fn types(project: &Project) -> Result<BTreeSet<String>> {
    let tables = tables(project, "types")?;
    Ok(tables.iter().filter_map(|table| Some(table.get("type")?.as_str()?.to_owned())).collect())
}

fn tables(project: &Project, folder: &str) -> Result<Vec<toml::Table>> {
    let all = files(&project.root.join("knowledge").join(folder))?;
    let all = all.iter().filter(|file| file.extension().is_some_and(|e| e == "toml"));
    all.map(|file| read(file)?.parse().map_err(|e| format!("{}: {e}", file.display()))).collect()
}

/// The type strings in a text: what is built like one and begins with a purpose that the catalogue has or a capital letter.
fn type_strings(text: &str, catalogue: &BTreeSet<String>) -> BTreeSet<String> {
    let purposes: BTreeSet<&str> = catalogue.iter().filter_map(|name| name.split(':').next()).collect();
    let resources: BTreeSet<&str> =
        catalogue.iter().filter_map(|name| name.split(':').nth(1)?.split('/').next()).collect();
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '.' | '!' | '&' | '-');
    let unescaped = text.replace("&amp;", "&").replace('\\', "");
    let all =
        unescaped.split(|c| !word(c)).map(|candidate| candidate.trim_matches(['.', ':', '/', '!', '-']));
    all.filter(|candidate| {
        let parts =
            candidate.split_once(':').and_then(|(purpose, rest)| Some((purpose, rest.split_once('/')?.0)));
        parts.is_some_and(|(purpose, resource)| purposes.contains(purpose) || resources.contains(resource))
            && place(candidate).is_some()
    })
    .map(str::to_owned)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_goes_where_its_name_says() {
        let place = |name| place(name).map(|(folder, file)| format!("{folder}/{file}"));
        assert_eq!(
            place("Backdoor:EC2/C&CActivity.B!DNS").as_deref(),
            Some("EC2/Backdoor-C-CActivity-B-DNS")
        );
        for wrong in ["", "Backdoor", "Backdoor:EC2", "../x:y/z", "A:B/", "A:B/c d"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_new_type_has_every_key_and_no_text() {
        let form: toml::Table = form("A:B/C").parse().unwrap();
        assert_eq!(form["type"].as_str(), Some("A:B/C"));
        for key in ["seen", "why", "resource", "harmless", "decides", "ask", "respond", "references"] {
            assert!(form.contains_key(key), "{key}");
        }
    }

    #[test]
    fn type_strings_are_found_in_any_text() {
        let catalogue = BTreeSet::from(["Backdoor:EC2/DenialOfService.Dns".to_owned()]);
        let text = "See [Backdoor:EC2/C&amp;CActivity.B\\!DNS](x.html#a), Novel:EC2/Thing. Not https://aws.amazon.com/x or a:b/c.";
        let found: Vec<_> = type_strings(text, &catalogue).into_iter().collect();
        assert_eq!(found, ["Backdoor:EC2/C&CActivity.B!DNS", "Novel:EC2/Thing"]);
    }
}
