//! A process that began in somebody's login.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "login-session",
    label: Text::new("Did it begin in a login session?", "ログインセッションから始まったか"),
    evaluate,
};

/// Programs that open a session for a person, by file name.
const SESSIONS: [&str; 4] = ["amazon-ssm-agent", "login", "ssm-session-worker", "sshd"];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let process = case.service().runtime_details().process();
    let session = process.lineage().filter_map(|ancestor| ancestor.executable_path()).find(|path| {
        let name = path.as_str().rsplit('/').next().unwrap_or_default();
        SESSIONS.contains(&name)
    })?;
    answer(
        Neither,
        say(Text::new(
            "Among its ancestors is {session}: it began in a login session. A colleague at work looks like that, and so does a stolen login.",
            "起動元をたどると {session} があり、ログインセッションから始まっています。同僚の作業も、盗まれたログインも、同じように見えます。",
        ))
        .with("session", session)
        .observed(),
        Text::new(
            "Who was logged in then: the machine's login records, Session Manager's history.",
            "その時刻にログインしていた人が分かった場合。マシンのログイン記録や Session Manager の履歴で確認できます。",
        ),
    )
}
