//! Explanations and findings as JSON.

use super::explained::Explained;
use crate::{
    explain::{Reader, check::Strength},
    ingest::Record,
    json::{Document, Kind, RowId},
    model::Finding,
    respond::{Command, Labelled, LeftOut, Plan, Step},
};
use serde_json::{Value, json};

/// The version of the explanation's form.
const VERSION: u32 = 1;

/// An explanation, each statement with the places of its evidence in the input.
pub fn explanation(explained: &Explained, record: &Record, reader: &Reader<'_>) -> Value {
    let finding = &explained.finding;
    let sections: Vec<Value> = explained
        .sections
        .iter()
        .map(|(heading, statements)| {
            let statements: Vec<Value> = statements
                .iter()
                .map(|said| {
                    let evidence: Vec<Value> =
                        said.rows.iter().map(|&row| evidence(finding.document(), row, record)).collect();
                    let mut told =
                        json!({ "text": said.text(), "kind": said.basis.slug(), "evidence": evidence });
                    if let (Some(weigh), Some(told)) = (&said.weigh, told.as_object_mut()) {
                        let turn: String = weigh.turn.iter().map(|span| span.text.as_str()).collect();
                        let check = json!({
                            "id": weigh.check,
                            "question": weigh.question,
                            "points": weigh.leaning.slug(),
                            "strength": weigh.leaning.strength().map(Strength::slug),
                            "turn": turn,
                        });
                        told.insert("check".to_owned(), check);
                    }
                    if let (Some(settled), Some(told)) = (&said.settled, told.as_object_mut()) {
                        let step = settled.look_up.and_then(|at| explained.plan.look_ups.get(at as usize));
                        let settled = json!({
                            "by": settled.by,
                            "lookUp": settled.look_up,
                            "id": step.map(|step| &step.id),
                        });
                        told.insert("settled".to_owned(), settled);
                    }
                    told
                })
                .collect();
            json!({ "section": heading.slug(), "label": heading.label().get(reader.lang), "statements": statements })
        })
        .collect();
    json!({
        "version": VERSION,
        "id": finding.lens().id().map(|id| id.value.into_owned()),
        "type": finding.type_string(),
        "envelope": record.envelopes.iter().map(|envelope| envelope.id).collect::<Vec<_>>(),
        "lang": reader.lang.tag(),
        "mark": explained.mark,
        "sections": sections,
        "plan": plan_as_json(&explained.plan, finding, record),
    })
}

/// A plan, each step with the places of its evidence.
fn plan_as_json(plan: &Plan, finding: &Finding, record: &Record) -> Value {
    let facts = |facts: &[Labelled]| -> Vec<Value> {
        facts.iter().map(|fact| json!({ "label": fact.label, "text": fact.text })).collect()
    };
    let rows = |rows: &[RowId]| -> Vec<Value> {
        rows.iter().map(|&row| evidence(finding.document(), row, record)).collect()
    };
    let steps = |steps: &[Step]| -> Vec<Value> {
        let command = |command: &Command| json!({ "language": command.language.slug(), "text": command.text, "log": facts(&command.log) });
        steps
            .iter()
            .map(|step| {
                json!({
                    "id": step.id,
                    "title": step.title,
                    "why": step.why,
                    "facts": facts(&step.facts),
                    "notes": step.notes,
                    "commands": step.commands.iter().map(command).collect::<Vec<_>>(),
                    "evidence": rows(&step.rows),
                })
            })
            .collect()
    };
    let left = |left: &LeftOut| json!({ "text": left.text, "evidence": rows(&left.rows) });
    json!({
        "decides": plan.decides,
        "lookUps": steps(&plan.look_ups),
        "containment": steps(&plan.containment),
        "leftOut": plan.left_out.iter().map(left).collect::<Vec<_>>(),
    })
}

/// Where a row stands in the input: a pointer, and for what stands in a string or on a line of its own, within what.
fn evidence(document: &Document, row: RowId, record: &Record) -> Value {
    let place = record.place.pointer.join(&document.pointer(row));
    let mut within = (record.place.line > 1 || record.place.offset > 0)
        .then(|| json!({ "line": record.place.line, "offset": record.place.offset }));
    let mut hops = place.hops.into_iter().peekable();
    let mut pointer = String::new();
    while let Some(hop) = hops.next() {
        if hops.peek().is_some() {
            within = Some(match within {
                Some(further) => json!({ "pointer": hop, "within": further }),
                None => json!({ "pointer": hop }),
            });
        } else {
            pointer = hop;
        }
    }
    match within {
        Some(within) => json!({ "pointer": pointer, "within": within }),
        None => json!({ "pointer": pointer }),
    }
}

/// A finding's text with line breaks and two blanks a level. Keys, order, duplicates and the text of numbers and strings stay.
/// Text that is not JSON to its end comes back as it is.
pub fn pretty(text: &str) -> String {
    let (doc, faults) = Document::parse(text);
    let Some(root) = doc.root().filter(|_| faults.iter().all(|fault| fault.kind.is_notice())) else {
        return text.to_owned();
    };
    let mut out = String::new();
    /// What is still to be written: a row, or a closing bracket.
    enum Next {
        Row(RowId, bool),
        Close(char, usize, bool),
    }
    let mut open = vec![Next::Row(root, false)];
    while let Some(next) = open.pop() {
        let (row, more) = match next {
            Next::Close(bracket, depth, more) => {
                out.push('\n');
                out.push_str(&"  ".repeat(depth));
                out.push(bracket);
                out.push_str(if more { "," } else { "" });
                continue;
            }
            Next::Row(row, more) => (row, more),
        };
        let depth = doc.depth(row);
        if depth > 0 {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
        let key = doc.key_span(row);
        if !key.is_empty() {
            out.push_str(doc.text().get(key).unwrap_or_default());
            out.push_str(": ");
        }
        let brackets = match doc.kind(row) {
            Kind::Object => Some(('{', '}')),
            Kind::Array => Some(('[', ']')),
            _ => None,
        };
        let children: Vec<RowId> = if brackets.is_some() { doc.children(row).collect() } else { Vec::new() };
        match brackets {
            Some((left, right)) if !children.is_empty() => {
                out.push(left);
                open.push(Next::Close(right, depth, more));
                let last = children.len() - 1;
                open.extend(
                    children.into_iter().enumerate().rev().map(|(at, child)| Next::Row(child, at < last)),
                );
            }
            Some((left, right)) => {
                out.push(left);
                out.push(right);
                out.push_str(if more { "," } else { "" });
            }
            None => {
                out.push_str(doc.raw(row));
                out.push_str(if more { "," } else { "" });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pretty_changes_blanks_and_nothing_else() {
        let text =
            r#"{"a":1.0,"b":[],"c":[{"d":"\/\u00e9 , :"},12345678901234567890],"a":{},"e":"{\"x\": [1,2]}"}"#;
        let expected = "{\n  \"a\": 1.0,\n  \"b\": [],\n  \"c\": [\n    {\n      \"d\": \"\\/\\u00e9 , :\"\n    },\n    12345678901234567890\n  ],\n  \"a\": {},\n  \"e\": \"{\\\"x\\\": [1,2]}\"\n}";
        assert_eq!(pretty(text), expected);
        assert_eq!(pretty(expected), expected);
        assert_eq!(pretty("{\"a\": [1,"), "{\"a\": [1,");
    }
}
