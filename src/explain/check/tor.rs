//! Tor on either end.

use super::prelude::*;

pub static CHECK: Check =
    Check { id: "tor", label: Text::new("Is Tor involved?", "Tor が関係しているか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let turn = Text::new(
        "Somebody known who says that they used Tor for this, and why.",
        "この操作に Tor を使った理由を説明できる既知の人がいる場合。",
    );
    if let Some(ip) = case.indicators("TOR_IP").into_iter().next() {
        let said = say(Text::new(
            "GuardDuty gives {ip} as a Tor exit, which hides where the caller sits.",
            "GuardDuty は {ip} を Tor の出口としています。呼び出した者は身元を隠しています。",
        ));
        return answer(Attack(Strong), said.with("ip", ip).inferred(), turn);
    }
    if let Some(row) = case.family("TorIPCaller") {
        let said = say(Text::new(
            "The caller came through Tor, which hides where it sits. Few have a reason for that at work.",
            "呼び出しは Tor を経由しています。発信元を隠す意図があり、業務上の理由はまれです。",
        ));
        return answer(Attack(Strong), said.about([row]).inferred(), turn);
    }
    let row = case.family("TorClient").or_else(|| case.family("TorRelay"))?;
    let said = say(Text::new(
        "The resource itself speaks with the Tor network. Malware hides its control servers there; so do a few legitimate tools.",
        "リソース自体が Tor ネットワークと通信しています。マルウェアの指令サーバーの隠蔽に使われますが、正当なツールもあります。",
    ));
    answer(Attack(Moderate), said.about([row]).inferred(), turn)
}
