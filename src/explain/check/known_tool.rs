//! A tool that attackers use.

use super::prelude::*;

pub static CHECK: Check =
    Check {
        id: "known-tool", label: Text::new("Is it a tool of attackers?", "攻撃者のツールか"), evaluate
    };

/// File names of miners, malware and tools for privilege escalation.
const HOSTILE: [&str; 18] = [
    "ccminer",
    "cpuminer",
    "deepce.sh",
    "ethminer",
    "gs-netcat",
    "kdevtmpfsi",
    "kinsing",
    "linenum.sh",
    "linpeas.sh",
    "minerd",
    "nbminer",
    "peirates",
    "pnscan",
    "pspy32",
    "pspy64",
    "pwnkit",
    "traitor",
    "xmrig",
];

/// File names of tools for scanning and tunnelling that administrators use as well.
const TWOFOLD: [&str; 13] = [
    "chisel",
    "frpc",
    "gost",
    "masscan",
    "naabu",
    "ncat",
    "ngrok",
    "nmap",
    "nuclei",
    "proxychains4",
    "rustscan",
    "socat",
    "zmap",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let runtime = case.service().runtime_details();
    let turn = Text::new(
        "An administrator or an announced test that used it at that time.",
        "その時刻に、管理者または予告されたテストが使用していた場合。",
    );
    if let Some(tool) = runtime.context().tool_name() {
        let said = say(Text::new(
            "GuardDuty recognised the tool {tool}.",
            "GuardDuty がツール {tool} を特定しました。",
        ));
        return answer(Attack(Moderate), said.with("tool", tool).inferred(), turn);
    }
    let process = runtime.process();
    let named = [process.executable_path(), process.name(), runtime.context().script_path()];
    let find = |tools: &[&str]| {
        named.iter().flatten().find(|path| {
            let name = path.as_str().trim_end_matches(" (deleted)").rsplit('/').next().unwrap_or_default();
            tools.iter().any(|tool| name.eq_ignore_ascii_case(tool))
        })
    };
    if let Some(tool) = find(&HOSTILE) {
        let said = say(Text::new(
            "{tool} bears the name of a miner, of malware or of a tool for gaining root.",
            "{tool} は、マイニングツール、マルウェア、または権限昇格ツールと同じ名前です。",
        ));
        return answer(Attack(Moderate), said.with("tool", tool).observed(), turn);
    }
    let said = say(Text::new(
        "{tool} bears the name of a scanner or tunnel: attackers bring it along, administrators use it too.",
        "{tool} は、スキャンやトンネルのツールと同じ名前です。攻撃者が持ち込みますが、管理者も使用します。",
    ));
    answer(Attack(Weak), said.with("tool", find(&TWOFOLD)?).observed(), turn)
}
