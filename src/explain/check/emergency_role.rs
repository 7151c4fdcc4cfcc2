//! A role kept for emergencies.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "emergency-role",
    label: Text::new("Is it an emergency role?", "緊急用のロールか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let principal = case.iam_name()?;
    let role = case.context()?.emergency(principal.as_str())?;
    answer(
        Neither,
        say(Text::new(
            "{principal} is kept for emergencies ({name}): every use has an announcement, or it is an alarm.",
            "{principal} は緊急用です ({name})。使用には必ず事前の連絡があるはずで、なければ警報と考えます。",
        ))
        .with("principal", principal)
        .with("name", Value::Raw(role.name.clone()))
        .from_context(),
        Text::new(
            "The emergency's ticket: there is one, or it is an attack until shown otherwise.",
            "緊急対応の記録があった場合。なければ、反証があるまで攻撃とみなします。",
        ),
    )
}
