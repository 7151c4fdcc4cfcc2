//! A shell or interpreter that a server started.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "server-shell",
    label: Text::new("Did a server start a shell?", "サーバーがシェルを起動したか"),
    evaluate,
};

/// Programs that run commands, by file name.
const SHELLS: [&str; 13] = [
    "ash", "bash", "busybox", "csh", "dash", "ksh", "perl", "pwsh", "python", "python3", "sh", "tcsh", "zsh",
];
/// Programs that answer requests from the network, by the beginning of their file name.
const SERVERS: [&str; 15] = [
    "apache2",
    "gunicorn",
    "grafana-server",
    "httpd",
    "java",
    "lighttpd",
    "mysqld",
    "nginx",
    "node",
    "php-fpm",
    "postgres",
    "puma",
    "redis-server",
    "tomcat",
    "uwsgi",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let process = case.service().runtime_details().process();
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    // Nearest first: the process, then its ancestors.
    let own = process.executable_path();
    let chain: Vec<_> =
        own.into_iter().chain(process.lineage().filter_map(|a| a.executable_path())).collect();
    let (shell, server) = chain.iter().zip(chain.iter().skip(1)).find(|(child, parent)| {
        SHELLS.contains(&name(child.as_str()).as_str())
            && SERVERS.iter().any(|server| name(parent.as_str()).starts_with(server))
    })?;
    answer(
        Attack(Strong),
        say(Text::new(
            "The server {server} started {shell}. Servers rarely need a shell; that is what an exploited one does.",
            "サーバー {server} が {shell} を起動しています。サーバーがシェルを必要とすることはまれで、脆弱性を突かれたときの典型的な動きです。",
        ))
        .with("server", server)
        .with("shell", shell)
        .observed(),
        Text::new(
            "An application that is known to call out to commands here: its code or its owner says so.",
            "ここで外部コマンドを呼び出すことがアプリケーションのコードや担当者から確認できた場合。",
        ),
    )
}
