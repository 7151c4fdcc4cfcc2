//! The finding's own archive mark.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "archived",
    label: Text::new("Has somebody put it away?", "すでにアーカイブされているか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let archived = case.service().archived().filter(|a| a.value)?;
    answer(
        Neither,
        say(Text::new(
            "That it is archived is no verdict on the activity: an intruder with enough rights can archive findings to hide.",
            "アーカイブ済みであることは、無害と判断されたことを意味しません。十分な権限を得た侵入者が、隠すためにアーカイブすることもできます。",
        ))
        .about([archived.row])
        .observed(),
        Text::new(
            "The rule that matched, or who archived it and why: CloudTrail has ArchiveFindings and CreateFilter.",
            "一致した抑制ルール、またはアーカイブした人と理由が分かった場合。CloudTrail の ArchiveFindings と CreateFilter で確認できます。",
        ),
    )
}
