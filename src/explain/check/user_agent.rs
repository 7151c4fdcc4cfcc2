//! What the caller calls its software: it may raise suspicion, never lower it.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "user-agent",
    label: Text::new("Is the client software unusual?", "クライアントのソフトウェアは通常と異なるか"),
    evaluate,
};

/// Distributions for penetration tests that name themselves in the user agent.
const DISTRIBUTIONS: [&str; 3] = ["kali", "parrot", "pentoo"];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let info = case.service().additional_info();
    let action = case.service().action();
    let said = action
        .aws_api_call_action()
        .user_agent()
        .or_else(|| info.user_agent().full_user_agent())
        .or_else(|| action.kubernetes_api_call_action().user_agent());
    let pentest = said.filter(|agent| {
        let agent = agent.as_str().to_ascii_lowercase();
        // The kernel's version carries the name with numbers about it: `6.6.9-kali1-amd64`, `6.5.0-13parrot1`.
        let mut words = agent.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| DISTRIBUTIONS.contains(&word.trim_matches(|c: char| c.is_ascii_digit())))
    });
    if let Some(agent) = pentest {
        let said = say(Text::new(
            "The client named itself \"{agent}\", with the name of a distribution made for penetration tests.",
            "クライアントは「{agent}」と名乗っています。侵入テスト用のディストリビューションの名前が含まれています。",
        ));
        let turn = Text::new("An announced penetration test.", "予告された侵入テストだった場合。");
        return answer(Attack(Moderate), said.with("agent", agent).observed(), turn);
    }
    let unusual = info.unusual_behavior();
    let profiled = [
        unusual.unusual_user_agents_user_identity_profiling(),
        unusual.unusual_user_agents_account_profiling(),
    ];
    let told = |text: &crate::model::lens::Text<'_>| !matches!(text.as_str().trim(), "" | "[]" | "{}");
    let suspicious = || case.indicators("SUSPICIOUS_USER_AGENT").into_iter().next();
    let agent = profiled.into_iter().flatten().find(told).or_else(suspicious)?;
    answer(
        Attack(Weak),
        say(Text::new(
            "GuardDuty found the client software unusual here: {agent}.",
            "GuardDuty は、クライアントのソフトウェアが通常と異なると判断しました: {agent}。",
        ))
        .with("agent", agent)
        .inferred(),
        Text::new(
            "A tool that the owner took up lately. A familiar name would clear nothing: the caller writes it.",
            "持ち主が最近使い始めたツールだった場合。なお、名前は呼び出し元が自由に書けるため、見慣れた名前でも証明にはなりません。",
        ),
    )
}
