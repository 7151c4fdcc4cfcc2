//! A shell or interpreter that a server started.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "server-shell",
    label: Text::new("Did a server start a shell?", "サーバーがシェルを起動したか"),
    evaluate,
};

/// Programs that run commands, by file name without its version.
const SHELLS: [&str; 15] = [
    "ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "perl", "php", "pwsh", "python", "ruby", "sh",
    "tcsh", "zsh",
];

/// Programs that answer requests from the network and hardly ever start another, by file name without its version.
const SERVERS: [&str; 12] = [
    "caddy",
    "grafana",
    "grafana-server",
    "haproxy",
    "mariadbd",
    "memcached",
    "mongod",
    "mysqld",
    "named",
    "nginx",
    "redis-server",
    "valkey-server",
];

/// Programs that answer requests and start shells in their daily work too: build servers, npm scripts, CGI, `mail()` of
/// PHP, `archive_command` of PostgreSQL.
const WORKERS: [&str; 13] = [
    "apache", "gunicorn", "httpd", "java", "lighttpd", "node", "nodejs", "php-cgi", "php-fpm", "postgres",
    "puma", "unicorn", "uwsgi",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let process = case.service().runtime_details().process();
    let name = |path: &str| {
        let file = path.trim_end_matches(" (deleted)").rsplit('/').next().unwrap_or_default();
        // `python3.11`, `php-fpm8.2`, `apache2`
        file.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').to_ascii_lowercase()
    };
    // Nearest first: the process, then its ancestors.
    let own = process.executable_path();
    let chain: Vec<_> =
        own.into_iter().chain(process.lineage().filter_map(|a| a.executable_path())).collect();
    let (shell, server) = chain.iter().zip(chain.iter().skip(1)).find(|(child, parent)| {
        let parent = name(parent.as_str());
        SHELLS.contains(&name(child.as_str()).as_str())
            && SERVERS.iter().chain(&WORKERS).any(|server| *server == parent)
    })?;
    let worker = WORKERS.contains(&name(server.as_str()).as_str());
    let (leaning, text) = if worker {
        (
            Attack(Moderate),
            Text::new(
                "{server} started {shell}. An exploited server does that; so do build servers, package scripts and applications that call other programs.",
                "{server} が {shell} を起動しています。脆弱性を突かれたサーバーの動きですが、ビルドサーバー、パッケージのスクリプト、外部コマンドを呼び出すアプリケーションでも見られます。",
            ),
        )
    } else {
        (
            Attack(Strong),
            Text::new(
                "The server {server} started {shell}. Servers of this kind rarely need a shell; an exploited one starts one.",
                "サーバー {server} が {shell} を起動しています。この種のサーバーがシェルを必要とすることはまれで、脆弱性を突かれたときの典型的な動きです。",
            ),
        )
    };
    answer(
        leaning,
        say(text).with("server", server).with("shell", shell).observed(),
        Text::new(
            "An application that is known to call out to commands here: its code or its owner says so.",
            "ここで外部コマンドを呼び出すことがアプリケーションのコードや担当者から確認できた場合。",
        ),
    )
}
