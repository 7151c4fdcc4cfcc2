//! Logins to a database: tried or done.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "database-login",
    label: Text::new("Did anybody log in to the database?", "データベースへのログインは成功したか"),
    evaluate,
};

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
            Some(failed) => say(Text::new(
                "{user} logged in after failures ({failed} failed, {done} succeeded): a password may have been guessed.",
                "{user} は失敗の後にログインに成功しています (失敗 {failed} 回、成功 {done} 回)。パスワードを推測された可能性があります。",
            ))
            .with("failed", failed),
            None => say(Text::new(
                "{user} logged in ({done} succeeded, none failed): whoever it was had the password.",
                "{user} はログインに成功しています (成功 {done} 回、失敗なし)。ログインした者はパスワードを知っていました。",
            )),
        };
        let leaning = if failed.is_some() { Attack(Strong) } else { Attack(Moderate) };
        return answer(leaning, said.with("user", user).with("done", done).observed(), turn);
    }
    let (user, failed) = attempts
        .login_attributes()
        .find_map(|login| Some((login.user()?, login.failed_login_attempts().filter(|n| n.value > 0.0)?)))?;
    answer(
        Neither,
        say(Text::new(
            "Logins as {user} failed ({failed}), none is recorded as successful. A password that was changed and not everywhere looks the same.",
            "{user} のログインは失敗しています ({failed} 回)。成功の記録はありません。変更したパスワードの設定漏れでも同じように見えます。",
        ))
        .with("user", user)
        .with("failed", failed)
        .observed(),
        turn,
    )
}
