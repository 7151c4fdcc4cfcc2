//! Other kinds of findings on the same resource.

use super::prelude::*;
use std::collections::BTreeSet;

pub static CHECK: Check = Check {
    id: "same-resource",
    label: Text::new("Do other findings name the same resource?", "同じリソースのほかの検出結果があるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let account = case.finding().account_id()?;
    let kind = case.finding().type_()?;
    let resource = case.subject.resource()?;
    // The name of a user is the business of the check on credentials.
    if case.principal().is_some_and(|principal| principal.row == resource.row) {
        return None;
    }
    let others = case.peers().filter(|peer| {
        peer.account == account.as_str()
            && peer.type_string != kind.as_str()
            && peer.resource.as_deref() == Some(resource.as_str())
    });
    let types: BTreeSet<&str> = others.map(|peer| peer.type_string.as_str()).collect();
    if types.is_empty() {
        return None;
    }
    // Every public machine is knocked at: such findings come together without a tie.
    let knocks = |name: &str| name.starts_with("Recon:EC2/PortProbe") || name.contains("BruteForce");
    let leaning = if types.iter().all(|name| knocks(name)) { Attack(Weak) } else { Attack(Moderate) };
    let types = types.into_iter().map(|name| Value::Raw(name.to_owned())).collect();
    answer(
        leaning,
        say(Text::new(
            "{resource} appears in other loaded findings too: {types}.",
            "{resource} は、読み込んだほかの検出結果にもあります: {types}。",
        ))
        .with("resource", resource)
        .with("types", Value::List(types))
        .about([account.row, kind.row])
        .observed(),
        Text::new(
            "One cause that explains all of them, such as an announced test.",
            "予告されたテストなど、すべてを説明できる 1 つの原因がある場合。",
        ),
    )
}
