//! What can be said of a finding whose type the catalogue does not have: the meaning of its parts.

use super::{
    Subject,
    statement::{Statement, Value, say},
};
use crate::{i18n::Text, knowledge::CATALOGUE_DATE};

/// In place of the catalogue's account of what GuardDuty saw.
pub fn seen(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(name) = subject.finding.type_() else { return };
    out.push(
        say(Text::new(
            "The type {name} is not in this catalogue of {date}. What follows is composed from the parts of its name and from the JSON.",
            "タイプ {name} は、このカタログ ({date} 時点) にありません。以下は、名前の構成要素と JSON から組み立てた説明です。",
        ))
        .with("name", name)
        .with("date", Value::Raw(CATALOGUE_DATE.into()))
        .general(),
    );
    if let Some(title) = subject.finding.title() {
        out.push(
            say(Text::new("GuardDuty's own title is: {title}", "GuardDuty によるタイトル: {title}"))
                .with("title", title)
                .inferred(),
        );
    }
    if let Some(description) = subject.finding.description() {
        out.push(
            say(Text::new("GuardDuty describes it so: {description}", "GuardDuty による説明: {description}"))
                .with("description", description)
                .inferred(),
        );
    }
}
