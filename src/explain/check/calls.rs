//! The calls that a finding holds, each with its own result, in whichever of the many places they stand.

use super::{
    Case, Leaning, Strength,
    prelude::{Answer, Text, Value, answer, say},
};
use crate::json::{Document, Kind, RowId};
use std::borrow::Cow;

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Without an error.
    Succeeded,
    /// Refused for want of permission.
    Denied,
    /// With another error.
    Failed,
    /// Not told.
    Untold,
}

/// A call of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The API's name without its service: `CreateAccessKey`.
    pub api: String,
    /// How it ended.
    pub ended: Ended,
    /// Where it was read.
    pub row: RowId,
}

/// The calls whose result is told one by one: `additionalInfo.anomalies.anomalousAPIs`, as one string
/// (`iam.amazonaws.com:[CreateUser:success , DeleteUser:AccessDenied]`), or as lists and objects, or as a string that
/// holds those.
pub fn judged(case: &Case<'_>) -> Vec<Call> {
    let anomalies = case.service().additional_info().anomalies().node();
    let doc = anomalies.document();
    let mut out = Vec::new();
    let inside = anomalies.row().into_iter().flat_map(|row| doc.subtree(row));
    for row in inside.filter(|&row| doc.key(row).is_some_and(|k| k.eq_ignore_ascii_case("anomalousAPIs"))) {
        read(doc, row, "", &mut out);
    }
    out
}

/// Every call that the finding names, with the result where it is told.
pub fn all(case: &Case<'_>) -> Vec<Call> {
    let mut out = judged(case);
    let service = case.service();
    let info = service.additional_info();
    let shown = service.action().aws_api_call_action();
    let named = shown.api().into_iter().map(|api| {
        let ended = shown.error_code().map_or(Ended::Succeeded, |code| ended(code.as_str()));
        (api, ended)
    });
    let listed = info.api_calls().filter_map(|call| call.name());
    let recent = info.recent_api_calls().filter_map(|call| call.api());
    let untold = listed.chain(recent).chain(case.indicators("HIGH_RISK_API"));
    for (api, ended) in named.chain(untold.map(|api| (api, Ended::Untold))) {
        let name = api.as_str().rsplit(':').next().unwrap_or_default().trim().to_owned();
        // The call shown is often one of those judged; what is judged is the better account of it.
        if !out.iter().any(|known| known.api == name) {
            out.push(Call { api: name, ended, row: api.row });
        }
    }
    out
}

/// Calls at a row of unknown shape: text, a list, an object by service or by name, a string that holds JSON.
fn read(doc: &Document, row: RowId, key: &str, out: &mut Vec<Call>) {
    match doc.kind(row) {
        Kind::Object => {
            let text = |names: [&str; 2]| {
                names.into_iter().find_map(|name| doc.string(doc.get(row, name)?)).map(Cow::into_owned)
            };
            match text(["api", "name"]) {
                Some(api) => {
                    let result = text(["result", "errorCode"]);
                    let ended = result.map_or(Ended::Untold, |result| ended(&result));
                    out.push(Call { api, ended, row });
                }
                None => doc
                    .children(row)
                    .for_each(|child| read(doc, child, &doc.key(child).unwrap_or_default(), out)),
            }
        }
        Kind::Array => doc.children(row).for_each(|child| read(doc, child, "", out)),
        Kind::String => {
            let text = doc.string(row).unwrap_or_default();
            // An object may give each API's result under its name, or each service's calls under the service's.
            let is_result = !key.is_empty() && !key.contains('.') && !text.contains([':', '[']);
            match (doc.embedded(row), is_result) {
                (Some(inner), _) => read(doc, inner, key, out),
                (None, true) => out.push(Call { api: key.to_owned(), ended: ended(&text), row }),
                (None, false) => written(&text, row, out),
            }
        }
        _ => {}
    }
}

/// `service:[Api:result , Api:result] , service:[…]`, or the inside of it.
fn written(text: &str, row: RowId, out: &mut Vec<Call>) {
    let inner = text.replace(['[', ']'], ",");
    for part in inner.split(',') {
        let Some((api, result)) = part.trim().rsplit_once(':') else { continue };
        let (api, result) = (api.trim().rsplit(':').next().unwrap_or_default().trim(), result.trim());
        // What stands before a bracket is the service: `iam.amazonaws.com:`.
        if !api.is_empty() && !result.is_empty() {
            out.push(Call { api: api.to_owned(), ended: ended(result), row });
        }
    }
}

fn ended(result: &str) -> Ended {
    let result = result.to_ascii_lowercase();
    match result.as_str() {
        "success" | "successful" | "succeeded" | "ok" => Ended::Succeeded,
        r if ["denied", "unauthorized", "forbidden", "notauthorized"].iter().any(|w| r.contains(w)) => {
            Ended::Denied
        }
        "" => Ended::Untold,
        _ => Ended::Failed,
    }
}

impl Call {
    /// The API's name without the date and version that Lambda appends: `CreateFunction20150331`.
    fn plain(&self) -> &str {
        let name = self.api.trim_end_matches(|c: char| c.is_ascii_digit());
        let dated = name.strip_suffix('v').map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()));
        // Only a date makes the `v` before it a version's.
        dated.filter(|dated| dated.len() + 8 < self.api.len()).unwrap_or(name)
    }
}

/// What a check says of calls of one kind, by how the best of them ended.
pub struct Outcomes {
    /// Some succeeded.
    pub succeeded: Text,
    /// Some are named without their result.
    pub untold: Text,
    /// All failed.
    pub failed: Text,
}

/// The answer of a check on the calls of a list: those that succeeded count, else those whose result is not told, else
/// those that failed.
pub fn answer_on(case: &Case<'_>, list: &[&str], texts: Outcomes, turn: Text) -> Option<Answer> {
    let calls: Vec<_> = all(case).into_iter().filter(|call| list.contains(&call.plain())).collect();
    let any = |ended| calls.iter().any(|call| call.ended == ended);
    let (ended, text, strength) = if any(Ended::Succeeded) {
        ([Ended::Succeeded; 2], texts.succeeded, Strength::Moderate)
    } else if any(Ended::Untold) {
        ([Ended::Untold; 2], texts.untold, Strength::Weak)
    } else {
        ([Ended::Denied, Ended::Failed], texts.failed, Strength::Weak)
    };
    let named: Vec<_> = calls.into_iter().filter(|call| ended.contains(&call.ended)).collect();
    if named.is_empty() {
        return None;
    }
    let rows = named.iter().map(|call| call.row).collect::<Vec<_>>();
    let names = named.into_iter().map(|call| Value::Raw(call.api)).collect();
    answer(Leaning::Attack(strength), say(text).with("calls", (Value::List(names), rows)).observed(), turn)
}
