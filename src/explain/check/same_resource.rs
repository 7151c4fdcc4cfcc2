//! Other kinds of findings on the same resource.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "same-resource",
    label: Text::new("Do other findings name the same resource?", "同じリソースのほかの検出結果があるか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let resource = case.subject.resource()?;
    // The name of a user is the business of the check on credentials.
    if case.principal().is_some_and(|principal| principal.row == resource.row) {
        return None;
    }
    let (types, rows) = case.other_types(|peer| peer.resource.as_deref() == Some(resource.as_str()))?;
    // Every public machine is knocked at: such findings come together without a tie.
    let knocks = |name: &str| name.starts_with("Recon:EC2/PortProbe") || name.contains("BruteForce");
    let leaning = if types.iter().all(|name| knocks(name)) { Attack(Weak) } else { Attack(Moderate) };
    answer(
        leaning,
        say(Text::new(
            "{resource} appears in other loaded findings too: {types}.",
            "{resource} は、読み込んだほかの検出結果にもあります: {types}。",
        ))
        .with("resource", resource)
        .with("types", names(types))
        .about(rows)
        .observed(),
        ONE_CAUSE,
    )
}
