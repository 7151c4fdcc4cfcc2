//! `cargo xtask cli`: brings `model/cli.tsv` up to botocore's service models: the options of every AWS CLI operation that
//! `knowledge/responses` uses, so that a test can hold the commands to them.

use crate::{
    Result, model,
    project::{Project, files, read, read_bytes, write},
};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// CLI commands that go by another name than the folder of their model.
const FOLDERS: [(&str, &str); 2] = [("s3api", "s3"), ("configservice", "config")];

/// `cargo xtask cli [FOLDER]`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let (botocore, source, fetched) = match arguments.first() {
        Some(folder) => (PathBuf::from(folder), folder_version(Path::new(folder))?, None),
        None => {
            let (folder, name) = model::botocore()?;
            (folder.join("botocore"), name, Some(folder))
        }
    };
    let mut rows = BTreeSet::new();
    for (service, operation) in used(project)? {
        let options = options(&botocore, &service, &operation)?;
        rows.extend(options.into_iter().map(|option| format!("{service}\t{operation}\t{option}")));
    }
    if let Some(folder) = fetched {
        let _ = fs::remove_dir_all(folder);
    }
    let head = format!(
        "# Options of the AWS CLI operations that knowledge/responses uses. Made by: cargo xtask cli\n\
         # Source: service models of {source} (github.com/boto/botocore, Apache-2.0), names as the AWS CLI spells them.\n\
         # A lone `-` is an operation without options of its own.\n"
    );
    let body: String = rows.iter().map(|row| format!("{row}\n")).collect();
    write(&project.root.join("model").join("cli.tsv"), format!("{head}{body}").as_bytes())?;
    println!("{} options of {source}", rows.len());
    Ok(())
}

fn folder_version(folder: &Path) -> Result<String> {
    let text = read(&folder.join("__init__.py"))?;
    let version = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    let version = version.ok_or_else(|| format!("{} is not botocore: no __version__", folder.display()))?;
    Ok(format!("botocore {}", version.trim_matches(['\'', '"'])))
}

/// Every service and operation that a step runs.
fn used(project: &Project) -> Result<BTreeSet<(String, String)>> {
    // What asks a log group is made by the program, from a query.
    let mut out = BTreeSet::from([("logs".to_owned(), "start-query".to_owned())]);
    for file in files(&project.root.join("knowledge").join("responses"))? {
        let table: toml::Table = read(&file)?.parse().map_err(|e| format!("{}: {e}", file.display()))?;
        let steps =
            ["look_up", "contain"].into_iter().filter_map(|kind| table.get(kind)?.as_array()).flatten();
        for line in steps.filter_map(|step| step.get("run")?.as_array()).flatten().filter_map(|l| l.as_str())
        {
            let mut words = line.split_whitespace();
            if let (Some("aws"), Some(service), Some(operation)) = (words.next(), words.next(), words.next())
            {
                out.insert((service.to_owned(), operation.to_owned()));
            }
        }
    }
    Ok(out)
}

fn options(botocore: &Path, service: &str, operation: &str) -> Result<Vec<String>> {
    let folder = FOLDERS.iter().find(|(cli, _)| *cli == service).map_or(service, |(_, folder)| folder);
    let model = files(&botocore.join("data").join(folder))?
        .into_iter()
        .filter(|file| file.to_string_lossy().contains("service-2.json"))
        .max()
        .ok_or_else(|| format!("botocore has no service `{folder}`"))?;
    let bytes = read_bytes(&model)?;
    let mut text = String::new();
    match bytes.starts_with(&[0x1F, 0x8B]) {
        true => GzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(|e| format!("{}: {e}", model.display()))?;
    let model: Value = serde_json::from_str(&text).map_err(|e| format!("{service}: {e}"))?;
    let operations = model["operations"].as_object().ok_or_else(|| format!("{service}: no operations"))?;
    let found = operations.iter().find(|(name, _)| spelled(name) == operation);
    let (_, found) = found.ok_or_else(|| format!("`aws {service}` has no operation `{operation}`"))?;
    let members =
        model["shapes"][found["input"]["shape"].as_str().unwrap_or_default()]["members"].as_object();
    let mut out = Vec::new();
    for (name, member) in members.into_iter().flatten() {
        let option = spelled(name);
        let shape = &model["shapes"][member["shape"].as_str().unwrap_or_default()];
        // A switch has its opposite; so has a structure of one boolean, which EC2 has many of.
        let lone = shape["members"].as_object().filter(|members| members.len() == 1);
        let lone = lone.and_then(|members| members.values().next()?["shape"].as_str());
        if shape["type"] == "boolean" || lone.is_some_and(|name| model["shapes"][name]["type"] == "boolean") {
            out.push(format!("--no-{option}"));
        }
        out.push(format!("--{option}"));
    }
    if out.is_empty() {
        out.push("-".to_owned());
    }
    Ok(out)
}

/// A name of the model as the CLI spells it: `DBInstanceIdentifier` is `db-instance-identifier`, `VolumeARNs` is
/// `volume-arns`.
fn spelled(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    let plural = chars.len() > 2
        && chars.ends_with(&['s'])
        && chars[chars.len() - 3..chars.len() - 1].iter().all(char::is_ascii_uppercase);
    if plural {
        let start =
            chars[..chars.len() - 1].iter().rposition(|c| !c.is_ascii_uppercase()).map_or(0, |at| at + 1);
        chars[start + 1..].iter_mut().for_each(|c| *c = c.to_ascii_lowercase());
    }
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        let begins = c.is_ascii_uppercase()
            && before.is_some_and(|b| {
                b != '-'
                    && (b.is_ascii_lowercase()
                        || b.is_ascii_digit()
                        || after.is_some_and(char::is_ascii_lowercase))
            });
        if begins {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn names_are_spelled_as_the_cli_does() {
        for (name, cli) in [
            ("LookupEvents", "lookup-events"),
            ("DBInstanceIdentifier", "db-instance-identifier"),
            ("VolumeARNs", "volume-arns"),
            ("DescribeDBLogFiles", "describe-db-log-files"),
            ("ListMFADevices", "list-mfa-devices"),
            ("resourcesVpcConfig", "resources-vpc-config"),
            ("HttpPutResponseHopLimit", "http-put-response-hop-limit"),
        ] {
            assert_eq!(spelled(name), cli);
        }
    }
}
