//! Templates of commands and queries, filled with the values of a finding.
//!
//! `{name}` is a value, `{name...}` all of them, `{request:name}` in a CloudTrail query a request
//! parameter, `{request}` and `{response}` all of them as text. A line of a
//! command is cut into words first and filled after, so that a value can never become two words; `'…'` and `"…"`
//! hold blanks together. Braces around anything else (JMESPath) are words.

use super::{
    quote,
    values::{Form, Values, placeholder},
};
use crate::knowledge::{FileEntry, Place, TrailQuery};

/// Most values of a list that enter one command.
pub const LIST: usize = 10;

/// Characters up to which a command stays on one line.
const WIDTH: usize = 88;

/// A shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    /// bash, and what reads its words: zsh, sh.
    Bash,
    /// PowerShell, from 5.1 on.
    PowerShell,
}

/// A dialect of SQL over CloudTrail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trail {
    /// Athena over the files of a trail, in the table of the Athena user guide, "Query AWS CloudTrail logs".
    Athena,
    /// An event data store of CloudTrail Lake.
    Lake,
}

/// Why a template could not be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfilled {
    /// The finding has no such value.
    Missing,
    /// It has one that the language has no literal for.
    Unfit(&'static str),
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'t> {
    /// As it stands.
    Words(&'t str),
    /// A value, or all of them.
    Value(&'t str, bool),
    /// A request parameter in CloudTrail.
    Request(&'t str),
    /// All of a CloudTrail event's `request` or `response`, as text.
    Whole(&'t str),
}

/// The pieces of a template.
pub fn parts(template: &str) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    let mut rest = template;
    let mut from = 0;
    while let Some(open) = rest.get(from..).and_then(|text| text.find('{')).map(|at| from + at) {
        let inside = rest.get(open + 1..).and_then(|text| text.split_once('}'));
        let Some((part, after)) = inside.and_then(|(name, after)| Some((named(name)?, after))) else {
            from = open + 1;
            continue;
        };
        out.extend(rest.get(..open).filter(|words| !words.is_empty()).map(Part::Words));
        out.push(part);
        (rest, from) = (after, 0);
    }
    if !rest.is_empty() {
        out.push(Part::Words(rest));
    }
    out
}

fn named(name: &str) -> Option<Part<'_>> {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if let Some(parameter) = name.strip_prefix("request:") {
        return parameter.chars().all(|c| c.is_ascii_alphanumeric()).then_some(Part::Request(parameter));
    }
    if matches!(name, "request" | "response") {
        return Some(Part::Whole(name));
    }
    let (name, all) = name.strip_suffix("...").map_or((name, false), |name| (name, true));
    plain(name).then_some(Part::Value(name, all))
}

/// The placeholders that a template names.
pub fn names(template: &str) -> impl Iterator<Item = &str> {
    parts(template).into_iter().filter_map(|part| match part {
        Part::Value(name, _) => Some(name),
        _ => None,
    })
}

fn first<'v>(values: &'v Values<'_>, name: &str) -> Result<&'v str, Unfilled> {
    values.get(name).first().map(|value| value.text.as_str()).ok_or(Unfilled::Missing)
}

fn unfit(name: &str) -> Unfilled {
    placeholder(name).map_or(Unfilled::Missing, |p| Unfilled::Unfit(p.name))
}

/// Fills each value by a literal of a language.
fn filled(
    template: &str,
    values: &Values<'_>,
    literal: impl Fn(&str) -> Option<String>,
    event: impl Fn(Part<'_>) -> String,
) -> Result<String, Unfilled> {
    let mut out = String::new();
    for part in parts(template) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Request(_) | Part::Whole(_) => out.push_str(&event(part)),
            Part::Value(name, all) => {
                let bare = placeholder(name).is_some_and(|p| p.form == Form::Number);
                let one = |text: &str| if bare { Some(text.to_owned()) } else { literal(text) };
                first(values, name)?;
                let texts = values.get(name).iter().take(if all { LIST } else { 1 });
                let literals: Option<Vec<String>> = texts.map(|value| one(&value.text)).collect();
                out.push_str(&literals.ok_or_else(|| unfit(name))?.join(", "));
            }
        }
    }
    Ok(out)
}

/// A query for Logs Insights as a command of a shell, one line, and what gets its answer.
pub fn start_query(
    template: &str,
    group: &str,
    shell: Shell,
    values: &Values<'_>,
) -> Result<String, Unfilled> {
    let query = insights(template, values)?.replace('\n', " ");
    let group = filled(group, values, |text| Some(text.to_owned()), own)?;
    let mut words: Vec<String> = ["aws", "logs", "start-query", "--log-group-name"].map(str::to_owned).into();
    words.push(group);
    for (option, name) in [("--start-time", "from_epoch"), ("--end-time", "to_epoch")] {
        words.extend([option.to_owned(), first(values, name)?.to_owned()]);
    }
    words.extend(["--query-string".to_owned(), query]);
    words.extend(region(Place::Region, values));
    let last = names(template).last().map_or(Unfilled::Missing, unfit);
    let command = typed(&words, shell).ok_or(last)?;
    Ok(format!("{command}\n# aws logs get-query-results --query-id QUERY-ID"))
}

/// A part of an event where there is no event: its own name.
fn own(part: Part<'_>) -> String {
    match part {
        Part::Request(name) | Part::Whole(name) => name.to_owned(),
        Part::Words(_) | Part::Value(..) => String::new(),
    }
}

/// A query for Logs Insights.
pub fn insights(template: &str, values: &Values<'_>) -> Result<String, Unfilled> {
    filled(template.trim(), values, quote::insights, own)
}

/// A query for Athena over a log other than CloudTrail.
pub fn athena(template: &str, values: &Values<'_>) -> Result<String, Unfilled> {
    filled(template.trim(), values, quote::sql, own)
}

/// A query over CloudTrail. The account is that of the finding, since a table of an organization's trail holds many.
pub fn trail(query: &TrailQuery, dialect: Trail, values: &Values<'_>) -> Result<String, Unfilled> {
    // A text in the table of a trail, a map in an event data store.
    let event = |part: Part<'_>| match (dialect, part) {
        (Trail::Athena, Part::Request(name)) => format!("json_extract_scalar(requestparameters, '$.{name}')"),
        (Trail::Lake, Part::Request(name)) => format!("element_at(requestparameters, '{name}')"),
        (Trail::Athena, Part::Whole("request")) => "requestparameters".to_owned(),
        (Trail::Athena, Part::Whole(_)) => "responseelements".to_owned(),
        (Trail::Lake, Part::Whole("request")) => "json_format(CAST(requestparameters AS json))".to_owned(),
        (Trail::Lake, Part::Whole(_)) => "json_format(CAST(responseelements AS json))".to_owned(),
        (_, part) => own(part),
    };
    let time = |name: &str| {
        let text = first(values, name)?;
        let text = match dialect {
            Trail::Athena => text.to_owned(),
            Trail::Lake => text.replace('T', " ").replace('Z', ""),
        };
        quote::sql(&text).ok_or_else(|| unfit(name))
    };
    let fill = |template: &str| filled(template, values, quote::sql, event);
    const COLUMNS: &str = "eventtime, eventsource, eventname, awsregion, sourceipaddress, useragent, errorcode, requestparameters";
    let columns = query.select.as_deref().unwrap_or(COLUMNS);
    let table = match dialect {
        Trail::Athena => "cloudtrail_logs",
        Trail::Lake => "event_data_store_id",
    };
    let mut out = format!(
        "SELECT {}\nFROM {table}\nWHERE eventtime >= {}",
        fill(columns)?,
        time(if query.backward { "earlier" } else { "from" })?
    );
    if !query.onward {
        out.push_str(&format!("\n  AND eventtime <= {}", time("to")?));
    }
    if let Ok(account) = first(values, "account") {
        out.push_str(&format!("\n  AND recipientaccountid = '{account}'"));
    }
    out.push_str(&format!("\n  AND ({})", fill(&query.filter)?));
    if let Some(group) = &query.group {
        out.push_str(&format!("\nGROUP BY {}", fill(group)?));
    }
    out.push_str(&format!("\nORDER BY {};", fill(query.order.as_deref().unwrap_or("eventtime"))?));
    Ok(out)
}

/// The words of a line; `'…'` and `"…"` hold blanks and the other quote together.
pub fn words(line: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut quoted, mut within) = (None, false);
    for c in line.chars() {
        match quoted {
            Some(mark) if c == mark => quoted = None,
            None if matches!(c, '\'' | '"') => quoted = Some(c),
            None if c.is_whitespace() => within = false,
            _ => {
                if !within {
                    out.push(String::new());
                    within = true;
                }
                out.iter_mut().last().into_iter().for_each(|word| word.push(c));
            }
        }
    }
    out
}

/// The arguments of a command: words of the template with the values in them.
pub fn arguments(line: &str, place: Place, values: &Values<'_>) -> Result<Vec<String>, Unfilled> {
    let mut out: Vec<String> = Vec::new();
    for word in words(line) {
        let parts = parts(&word);
        if let [Part::Value(name, true)] = parts.as_slice() {
            first(values, name)?;
            for value in values.get(name).iter().take(LIST) {
                begins_well(&value.text, name)?;
                out.push(value.text.clone());
            }
            continue;
        }
        let mut text = String::new();
        for part in &parts {
            match part {
                Part::Words(words) => text.push_str(words),
                Part::Request(name) | Part::Whole(name) => text.push_str(name),
                Part::Value(name, _) => {
                    let value = first(values, name)?;
                    // Behind `Key=` the value is inside the CLI's shorthand.
                    let inside = !text.is_empty() && !text.starts_with("--") && text.contains('=');
                    text.push_str(if inside {
                        quote::shorthand(value).ok_or_else(|| unfit(name))?
                    } else {
                        value
                    });
                }
            }
        }
        if let Some(Part::Value(name, _)) = parts.first() {
            if text.starts_with('-') {
                // Else the program takes the value for an option.
                match out.last_mut().filter(|option| option.starts_with("--") && !option.contains('=')) {
                    Some(option) => {
                        option.push('=');
                        option.push_str(&text);
                        continue;
                    }
                    None => return Err(unfit(name)),
                }
            }
            if quote::is_loaded(&text) {
                return Err(unfit(name));
            }
        }
        out.push(text);
    }
    if out.first().is_some_and(|program| program == "aws") && !out.iter().any(|word| word == "--region") {
        out.extend(region(place, values));
    }
    Ok(out)
}

/// The option that says the Region, where it is known.
fn region(place: Place, values: &Values<'_>) -> Vec<String> {
    let of = if place == Place::Global { "global_region" } else { "region" };
    first(values, of).map(|region| vec!["--region".to_owned(), region.to_owned()]).unwrap_or_default()
}

fn begins_well(text: &str, name: &str) -> Result<(), Unfilled> {
    if text.starts_with('-') || quote::is_loaded(text) { Err(unfit(name)) } else { Ok(()) }
}

/// A command as one types it.
pub fn command(line: &str, place: Place, shell: Shell, values: &Values<'_>) -> Result<String, Unfilled> {
    let words = arguments(line, place, values)?;
    typed(&words, shell).ok_or_else(|| names(line).last().map_or(Unfilled::Missing, unfit))
}

/// Arguments as one types them; long commands with an option a line. Nothing where the shell has no literal for one.
fn typed(words: &[String], shell: Shell) -> Option<String> {
    let literal = |word: &String| match shell {
        Shell::Bash => quote::bash(word),
        Shell::PowerShell => quote::power_shell(word),
    };
    let literals: Vec<String> = words.iter().map(literal).collect::<Option<_>>()?;
    if literals.iter().map(|word| word.chars().count() + 1).sum::<usize>() <= WIDTH {
        return Some(literals.join(" "));
    }
    let mark = match shell {
        Shell::Bash => " \\\n  ",
        Shell::PowerShell => " `\n  ",
    };
    let mut out = String::new();
    for (at, (word, literal)) in words.iter().zip(&literals).enumerate() {
        if at > 0 {
            out.push_str(if word.starts_with("--") { mark } else { " " });
        }
        out.push_str(literal);
    }
    Some(out)
}

/// What writes a file for a command. `{now}` in it is the moment at which the command runs.
pub fn file(file: &FileEntry, shell: Shell, values: &Values<'_>) -> Result<String, Unfilled> {
    let mut pieces = Vec::new();
    for piece in file.text.trim().split("{now}") {
        pieces.push(filled(piece, values, |text| Some(quote::json(text)), own)?);
    }
    let name = &file.name;
    match shell {
        Shell::Bash => {
            let literals: Option<Vec<String>> = pieces.iter().map(|piece| quote::bash(piece)).collect();
            let text = literals.ok_or(Unfilled::Missing)?.join("\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"");
            Ok(format!("printf '%s\\n' {text} > {name}"))
        }
        Shell::PowerShell => {
            let literals: Vec<String> = pieces.iter().map(|piece| quote::power_shell_string(piece)).collect();
            let now = " + (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') + ";
            Ok(format!("({}) | Set-Content -Encoding ascii {name}", literals.join(now)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_comes_apart() {
        assert_eq!(
            parts("a {b} {Id:X} {c...} {request:roleArn}{"),
            [
                Part::Words("a "),
                Part::Value("b", false),
                Part::Words(" {Id:X} "),
                Part::Value("c", true),
                Part::Words(" "),
                Part::Request("roleArn"),
                Part::Words("{"),
            ]
        );
        assert_eq!(words("aws x  --query 'A[].[B, C]' d"), ["aws", "x", "--query", "A[].[B, C]", "d"]);
    }
}
