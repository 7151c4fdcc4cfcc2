//! A tool that attackers use.

use super::prelude::*;

pub static CHECK: Check =
    Check {
        id: "known-tool", label: Text::new("Is it a tool of attackers?", "攻撃者のツールか"), evaluate
    };

/// File names of tools for scanning, tunnelling, mining and privilege escalation.
const TOOLS: [&str; 17] = [
    "chisel",
    "deepce",
    "frpc",
    "gost",
    "hydra",
    "kdevtmpfsi",
    "kinsing",
    "linpeas.sh",
    "masscan",
    "mimikatz",
    "nmap",
    "peirates",
    "pspy64",
    "pwnkit",
    "socat",
    "xmrig",
    "zmap",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let runtime = case.service().runtime_details();
    let turn = Text::new(
        "An administrator or an announced test that used it: several of these have honest uses.",
        "管理者や予告されたテストによる使用だった場合。正当な用途のあるツールも含まれます。",
    );
    if let Some(tool) = runtime.context().tool_name() {
        let said = say(Text::new(
            "GuardDuty recognised the tool {tool}.",
            "GuardDuty がツール {tool} を特定しました。",
        ));
        return answer(Attack(Moderate), said.with("tool", tool).inferred(), turn);
    }
    let process = runtime.process();
    let tool = [process.executable_path(), process.name()].into_iter().flatten().find(|path| {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        TOOLS.iter().any(|tool| name.eq_ignore_ascii_case(tool))
    })?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "{tool} bears the name of a tool that attackers use.",
            "{tool} は、攻撃者が使うツールと同じ名前です。",
        ))
        .with("tool", tool)
        .observed(),
        turn,
    )
}
