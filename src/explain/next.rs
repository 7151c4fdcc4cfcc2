//! What to do next: the fields that decide, the first questions, what is particular to the type.

use super::{
    Subject,
    statement::{Basis, Quote, Statement, say},
};
use crate::{i18n::Text, json::RowId};

pub fn statements(subject: &Subject<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let row = subject.finding.type_().map(|t| t.row);
    let Some(entry) = subject.entry else {
        out.push(first(row));
        return out;
    };
    for at in 0..entry.ask.len() {
        out.push(Statement::catalogue(Quote::Ask(at), Basis::General, row));
    }
    for (at, decides) in entry.decides.iter().enumerate() {
        let rows = subject.rows_at(&decides.path);
        if !rows.is_empty() {
            out.push(Statement::catalogue(Quote::Decides(at), Basis::General, rows));
        }
    }
    for at in 0..entry.respond.len() {
        out.push(Statement::catalogue(Quote::Respond(at), Basis::General, row));
    }
    // Retired types have no questions of their own.
    if out.is_empty() {
        out.push(first(row));
    }
    out
}

/// What comes first, whatever it is.
fn first(row: Option<RowId>) -> Statement {
    say(Text::new(
        "Establish first whether the resource's owner expected this, then look in CloudTrail for what else happened to it around that time.",
        "まず、リソースの担当者にとって想定内かどうかを確認します。次に、その前後に同じリソースで何が起きたかを CloudTrail で調べます。",
    ))
    .about(row)
    .general()
}
