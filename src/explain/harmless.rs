//! Could it be harmless? What the checks find on this finding, then the causes that the catalogue knows.

use super::{
    check::{self, Case},
    statement::{Basis, Quote, Statement},
};

pub fn statements(case: &Case<'_>) -> Vec<Statement> {
    let mut out = check::statements(case);
    let row = case.finding().type_().map(|t| t.row);
    let causes = case.subject.entry.map_or(0, |entry| entry.harmless.len());
    out.extend((0..causes).map(|at| Statement::catalogue(Quote::Harmless(at), Basis::General, row)));
    out
}
