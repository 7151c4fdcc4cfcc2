//! Earlier findings of the same kind on the same thing that somebody archived.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "judged-before",
    label: Text::new("Were earlier ones like it archived?", "同様の検出結果が以前アーカイブされたか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let kind = case.finding().type_()?;
    let resource = case.subject.resource()?;
    let account = case.finding().account_id()?;
    let alike = case.peers().filter(|peer| {
        peer.archived
            && peer.type_string == kind.as_str()
            && peer.account == account.as_str()
            && peer.resource.as_deref() == Some(resource.as_str())
    });
    let count = alike.count();
    if count == 0 {
        return None;
    }
    answer(
        Harmless(Weak),
        say(Text::new(
            "{count} other {count|finding|findings} of this type on {resource} among those loaded {count|is|are} archived. Somebody or a rule put {count|it|them} away before, for reasons that the JSON does not give.",
            "読み込んだ検出結果のうち、{resource} に対する同じタイプの {count} 件がアーカイブ済みです。以前に誰か、または抑制ルールが処理していますが、理由は JSON からは分かりません。",
        ))
        .with("count", Value::Count(count as u64))
        .with("resource", resource)
        .about([kind.row, account.row])
        .observed(),
        Text::new(
            "A reason that does not hold for this one: another address, another hour, another user. Or an intruder who archived them: CloudTrail has ArchiveFindings and CreateFilter.",
            "当時の理由が今回に当てはまらない場合 (アドレス、時間帯、ユーザーの違いなど)。または、侵入者がアーカイブしていた場合 (CloudTrail の ArchiveFindings と CreateFilter で確認できます)。",
        ),
    )
}
