//! AWS's own domain for trying GuardDuty out.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "test-domain",
    label: Text::new("Is it a test of GuardDuty?", "GuardDuty のテストかどうか"),
    evaluate,
};

/// AWS user guide, finding type `Backdoor:EC2/C&CActivity.B!DNS`: the domain to ask for in a test.
const DOMAIN: &str = "guarddutyc2activityb.com";

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let domain = case.service().action().dns_request_action().domain()?;
    let asked = domain.as_str().trim_end_matches('.').to_ascii_lowercase();
    if asked.strip_suffix(DOMAIN).is_none_or(|rest| !rest.is_empty() && !rest.ends_with('.')) {
        return None;
    }
    answer(
        Neither,
        say(Text::new(
            "{domain} is AWS's test domain for GuardDuty; tests ask for it. So can anybody who is on the machine: a name asked for never clears.",
            "{domain} は AWS が用意した GuardDuty のテスト用ドメインで、テストの際に問い合わせられます。ただし、マシンに侵入した者も問い合わせられるため、正当である証明にはなりません。",
        ))
        .with("domain", domain)
        .observed(),
        Text::new(
            "Whoever ran the test, named, with its time.",
            "テストを実施した人と、その時刻が確認できた場合。",
        ),
    )
}
