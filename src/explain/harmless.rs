//! Could it be harmless? What the finding itself says, and the causes that the catalogue knows.

use super::{
    Subject,
    statement::{Basis, Quote, Statement, say},
};
use crate::i18n::Text;

pub fn statements(subject: &Subject<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let info = subject.finding.service().additional_info();
    if let Some(sample) = info.sample().filter(|s| s.value) {
        out.push(
            say(Text::new(
                "Yes: it is a sample, made to be looked at.",
                "はい。確認用に生成されたサンプルです。",
            ))
            .about([sample.row])
            .observed(),
        );
    }
    match subject.finding.confidence() {
        Some(confidence) if confidence.value == 0.0 => out.push(
            say(Text::new(
                "AWS itself says so since: confidence is 0.",
                "AWS 自身が誤検出と判断しています (confidence が 0)。",
            ))
            .about([confidence.row])
            .observed(),
        ),
        Some(_) => {}
        None => out.push(
            say(Text::new(
                "The finding carries no confidence. That is usual and confirms nothing.",
                "confidence の記載はありません。これは通常のことで、何かを裏付けるものではありません。",
            ))
            .about(subject.finding.node().row())
            .observed(),
        ),
    }
    let row = subject.finding.type_().map(|t| t.row);
    let causes = subject.entry.map_or(0, |entry| entry.harmless.len());
    out.extend((0..causes).map(|at| Statement::catalogue(Quote::Harmless(at), Basis::General, row)));
    out
}
