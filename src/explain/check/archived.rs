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
            "It is archived. A suppression rule or a hand did that; neither says that the activity was harmless, and somebody with enough rights can archive findings to hide.",
            "アーカイブ済みです。抑制ルールか手動によるもので、無害だったことを意味しません。十分な権限があれば、隠す目的でアーカイブすることもできます。",
        ))
        .about([archived.row])
        .observed(),
        Text::new(
            "The rule that matched, or who archived it and why: CloudTrail has ArchiveFindings and CreateFilter.",
            "一致した抑制ルール、またはアーカイブした人と理由。CloudTrail の ArchiveFindings と CreateFilter で確認できます。",
        ),
    )
}
