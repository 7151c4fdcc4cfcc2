//! A name that no one would choose.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "generated-domain",
    label: Text::new("Does the domain look generated?", "ドメイン名は自動生成のように見えるか"),
    evaluate,
};

/// Letters from which on a label is long enough to be judged.
const LONG: usize = 10;
/// Of a hundred letters of a generated name, fewer than this many are vowels; of names that people choose, about forty.
const VOWELS: usize = 20;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let domain = case.service().action().dns_request_action().domain()?;
    if !domain.as_str().split('.').any(is_generated) {
        return None;
    }
    let dga = case.subject.kind.is_some_and(|kind| kind.family == "DGADomainRequest");
    answer(
        if dga { Attack(Moderate) } else { Attack(Weak) },
        say(Text::new(
            "{domain} looks generated: hardly a vowel in a long name. Malware computes such names so that none can be blocked ahead.",
            "{domain} は自動生成されたように見えます (長い名前に母音がほとんどありません)。マルウェアは、事前に遮断されないよう、このような名前を計算で作ります。",
        ))
        .with("domain", domain)
        .observed(),
        Text::new(
            "A product that uses such names (content delivery, telemetry, browser checks) on this machine.",
            "このマシンで、このような名前を使う製品 (CDN、テレメトリー、ブラウザーの確認通信) が動いている場合。",
        ),
    )
}

/// Whether a label has the letters of one that was computed.
fn is_generated(label: &str) -> bool {
    let letters = label.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase());
    let (all, vowels) =
        letters.fold((0, 0), |(all, v), b| (all + 1, v + usize::from(b"aeiouy".contains(&b))));
    all >= LONG && !label.contains('-') && vowels * 100 < all * VOWELS
}

#[cfg(test)]
mod tests {
    use super::is_generated;

    #[test]
    fn names_of_people_are_told_from_computed_ones() {
        for label in ["kqzvtwpxrhbm", "bdfgkmprtvwx", "qkzvhwmtrplx"] {
            assert!(is_generated(label), "{label}");
        }
        for label in
            ["cloudfront", "amazonaws", "stackoverflow", "guarddutyc2activityb", "xn--kqzvtwpxrhbm", "cdn"]
        {
            assert!(!is_generated(label), "{label}");
        }
    }
}
