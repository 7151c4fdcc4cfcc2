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

/// The answer of a check on calls of one kind: those that went through count, else those that were tried.
pub fn answer_of(calls: Vec<Call>, text: impl Fn(bool) -> Text, turn: Text) -> Option<Answer> {
    let failed = |call: &Call| matches!(call.ended, Ended::Denied | Ended::Failed);
    let through = calls.iter().any(|call| !failed(call));
    let named: Vec<_> = calls.into_iter().filter(|call| !through || !failed(call)).collect();
    let succeeded = named.iter().any(|call| call.ended == Ended::Succeeded);
    let rows = named.iter().map(|call| call.row).collect::<Vec<_>>();
    if rows.is_empty() {
        return None;
    }
    let names = named.into_iter().map(|call| Value::Raw(call.api)).collect();
    let said = say(text(through)).with("calls", (Value::List(names), rows)).observed();
    answer(Leaning::Attack(if succeeded { Strength::Moderate } else { Strength::Weak }), said, turn)
}
