//! Logins to a database: tried or done.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "database-login",
    label: Text::new("Did anybody log in to the database?", "データベースへのログインは成功したか"),
    evaluate,
};

/// Failures from which on somebody tries passwords rather than mistypes one.
const GUESSES: f64 = 10.0;

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let attempts = case.service().action().rds_login_attempt_action();
    let turn = Text::new(
        "The application or person behind the user, at this address.",
        "このアドレスから接続するアプリケーションや人が確認できた場合。",
    );
    let done = attempts.login_attributes().find_map(|login| {
        let done = login.successful_login_attempts().filter(|n| n.value > 0.0)?;
        Some((login.user()?, done, login.failed_login_attempts().filter(|n| n.value > 0.0)))
    });
    if let Some((user, done, failed)) = done {
        let said = match failed {
            Some(failed) if failed.value >= GUESSES => say(Text::new(
                "Logins as {user}: {failed} failed and {done} succeeded. A password may have been guessed.",
                "{user} のログインは、失敗が {failed} 回、成功が {done} 回です。パスワードを推測された可能性があります。",
            ))
            .with("failed", failed),
            Some(failed) => say(Text::new(
                "Logins as {user}: {failed} failed and {done} succeeded. So few failures may be a mistyped password.",
                "{user} のログインは、失敗が {failed} 回、成功が {done} 回です。この程度の失敗は入力ミスでも起こります。",
            ))
            .with("failed", failed),
            None => say(Text::new(
                "{user} logged in ({done} succeeded, none failed): whoever it was held valid credentials.",
                "{user} はログインに成功しています (成功 {done} 回、失敗なし)。ログインした者は有効な認証情報を持っていました。",
            )),
        };
        let guessed = failed.is_some_and(|failed| failed.value >= GUESSES);
        let leaning = if guessed { Attack(Strong) } else { Attack(Moderate) };
        return answer(leaning, said.with("user", user).with("done", done).observed(), turn);
    }
    let (user, failed) = attempts
        .login_attributes()
        .find_map(|login| Some((login.user()?, login.failed_login_attempts().filter(|n| n.value > 0.0)?)))?;
    answer(
        Neither,
        say(Text::new(
            "Logins as {user} failed ({failed}), and none is recorded as successful. A job that still has the old password looks the same.",
            "{user} のログインは失敗しています ({failed} 回)。成功の記録はありません。古いパスワードのままのジョブでも同じように見えます。",
        ))
        .with("user", user)
        .with("failed", failed)
        .observed(),
        turn,
    )
}
