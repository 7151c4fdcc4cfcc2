//! A name that carries data.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "tunnel-domain",
    label: Text::new("Does the name carry data?", "ドメイン名でデータを運んでいるか"),
    evaluate,
};

/// Characters from which on a label is longer than names need to be. DNS allows 63.
const LONG: usize = 18;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let request = case.service().action().dns_request_action();
    let domain = request.domain()?;
    let exfiltration = case.family("DNSDataExfiltration");
    let labels: Vec<&str> = domain.as_str().trim_end_matches('.').split('.').collect();
    // The registered name at the end is chosen by people; what is encoded stands before it.
    let encoded = labels.iter().rev().skip(2).any(|label| {
        let digits = label.bytes().filter(u8::is_ascii_digit).count();
        label.len() >= LONG && !label.contains('-') && digits >= 2
    });
    if !encoded {
        return None;
    }
    answer(
        if exfiltration.is_some() { Attack(Strong) } else { Attack(Weak) },
        say(Text::new(
            "{domain} has a long label that reads like encoded data. Tunnels carry data out in such names; clouds give their own endpoints names like it.",
            "{domain} には、データを符号化したような長いラベルがあります。DNS トンネルはこのような名前でデータを持ち出しますが、クラウドのエンドポイントの名前にも見られます。",
        ))
        .with("domain", domain)
        .about(exfiltration)
        .observed(),
        Text::new(
            "A product that looks things up this way (antivirus, block lists), and how many different names of the domain were asked for: the resolver query logs.",
            "このような照会を行う製品 (ウイルス対策、ブロックリスト) が使われている場合。問い合わせた名前の種類の数は、リゾルバーのクエリログで確認できます。",
        ),
    )
}
