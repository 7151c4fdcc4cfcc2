//! Runtime Monitoring: the process that was seen on the machine.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, say},
    },
    i18n::Text,
    model::lens::{ProcessDetails, RuntimeContext, Text as Read},
};

pub static TOPIC: Topic = Topic {
    id: "runtime",
    action_type: None,
    label: Text::new("Process on the machine", "マシン上のプロセス"),
    about: Text::new(
        "The process that the runtime agent saw: its path, hash, user and ancestors, and what it touched. The agent sees system calls; it does not see why.",
        "ランタイムエージェントが観測したプロセスです。パス、ハッシュ、ユーザー、親プロセス、触れたもの。システムコールは分かりますが、意図は分かりません。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let runtime = subject.finding.service().runtime_details();
    process(runtime.process(), out);
    context(runtime.context(), out);
}

fn process(process: ProcessDetails<'_>, out: &mut Vec<Statement>) {
    let Some(path) = process.executable_path().or_else(|| process.name()) else { return };
    let said = match (process.user(), process.pid()) {
        (Some(user), Some(pid)) => say(Text::new(
            "The process was {path} (PID {pid}), run by the user {user}.",
            "プロセスは {path} (PID {pid}) で、実行ユーザーは {user} です。",
        ))
        .with("user", user)
        .with("pid", (crate::explain::statement::Value::Number(pid.value), pid.row)),
        (Some(user), None) => say(Text::new(
            "The process was {path}, run by the user {user}.",
            "プロセスは {path} で、実行ユーザーは {user} です。",
        ))
        .with("user", user),
        _ => say(Text::new("The process was {path}.", "プロセスは {path} です。")),
    };
    out.push(said.with("path", path).observed());
    if let Some(euid) = process.euid().filter(|e| e.value == 0.0) {
        out.push(
            say(Text::new(
                "It ran with root's rights (effective user id 0).",
                "root の権限で動作していました (実効ユーザー ID が 0)。",
            ))
            .about([euid.row])
            .observed(),
        );
    }
    if let Some(hash) = process.executable_sha256() {
        out.push(
            say(Text::new(
                "Its executable has the SHA-256 {hash}.",
                "実行ファイルの SHA-256 は {hash} です。",
            ))
            .with("hash", hash)
            .observed(),
        );
    }
    // The lineage lists the nearest ancestor first.
    let ancestors: Vec<_> =
        process.lineage().filter_map(|a| a.executable_path().or_else(|| a.name())).collect();
    if !ancestors.is_empty() {
        out.push(
            say(Text::new(
                "It was started by, nearest first: {ancestors}.",
                "起動元は、近い順に {ancestors} です。",
            ))
            .with("ancestors", ancestors)
            .observed(),
        );
    }
    if let Some(pwd) = process.pwd() {
        out.push(
            say(Text::new("Its working directory was {pwd}.", "作業ディレクトリは {pwd} です。"))
                .with("pwd", pwd)
                .observed(),
        );
    }
}

/// What the process touched. Each kind of runtime finding fills a few of these.
fn context(context: RuntimeContext<'_>, out: &mut Vec<Statement>) {
    let facts: [(Option<Read<'_>>, Text); 21] = [
        (
            context.command_line_example(),
            Text::new("The command line was: {x}", "コマンドラインは次のとおりです: {x}"),
        ),
        (context.script_path(), Text::new("The script run was {x}.", "実行されたスクリプトは {x} です。")),
        (
            context.library_path(),
            Text::new("The library loaded was {x}.", "ロードされたライブラリは {x} です。"),
        ),
        (
            context.ld_preload_value(),
            Text::new("LD_PRELOAD was set to {x}.", "LD_PRELOAD の値は {x} でした。"),
        ),
        (context.socket_path(), Text::new("The socket opened was {x}.", "開かれたソケットは {x} です。")),
        (
            context.runc_binary_path(),
            Text::new(
                "The container runtime binary concerned is {x}.",
                "対象のコンテナランタイムのバイナリは {x} です。",
            ),
        ),
        (
            context.release_agent_path(),
            Text::new(
                "The cgroup release agent was set at {x}.",
                "cgroup の release_agent が {x} に設定されました。",
            ),
        ),
        (
            context.mount_source(),
            Text::new("The node's path {x} was mounted.", "ノードのパス {x} がマウントされました。"),
        ),
        (
            context.mount_target(),
            Text::new("It was mounted at {x} in the container.", "コンテナ内のマウント先は {x} です。"),
        ),
        (
            context.file_system_type(),
            Text::new("The file system type is {x}.", "ファイルシステムの種類は {x} です。"),
        ),
        (context.module_name(), Text::new("The kernel module is {x}.", "カーネルモジュールは {x} です。")),
        (
            context.module_file_path(),
            Text::new("The module was loaded from {x}.", "モジュールの読み込み元は {x} です。"),
        ),
        (
            context.module_sha256(),
            Text::new("The module has the SHA-256 {x}.", "モジュールの SHA-256 は {x} です。"),
        ),
        (
            context.shell_history_file_path(),
            Text::new("The shell history file concerned is {x}.", "対象のシェル履歴ファイルは {x} です。"),
        ),
        (
            context.address_family(),
            Text::new("The socket's address family is {x}.", "ソケットのアドレスファミリーは {x} です。"),
        ),
        (
            context.tool_name(),
            Text::new("GuardDuty recognised the tool {x}.", "GuardDuty が特定したツールは {x} です。"),
        ),
        (
            context.tool_category(),
            Text::new("GuardDuty counts it among: {x}.", "GuardDuty による分類は {x} です。"),
        ),
        (context.service_name(), Text::new("The service concerned is {x}.", "対象のサービスは {x} です。")),
        (
            context.threat_file_path(),
            Text::new("The malicious file is {x}.", "悪意のあるファイルは {x} です。"),
        ),
        (context.file_operation(), Text::new("The file operation was {x}.", "ファイル操作は {x} です。")),
        (context.file_path(), Text::new("The file concerned is {x}.", "対象のファイルは {x} です。")),
    ];
    for (value, text) in facts {
        out.extend(value.map(|value| say(text).with("x", value).observed()));
    }
    let flags: Vec<_> = context.flags().filter_map(|f| f.text()).collect();
    if !flags.is_empty() {
        out.push(
            say(Text::new("The flags set are {flags}.", "設定されたフラグは {flags} です。"))
                .with("flags", flags)
                .observed(),
        );
    }
    let related: Vec<_> = context.related_file_paths().filter_map(|f| f.text()).collect();
    if !related.is_empty() {
        out.push(
            say(Text::new("Other files concerned: {related}.", "関連するファイル: {related}。"))
                .with("related", related)
                .observed(),
        );
    }
    let others = [
        (
            context.modifying_process(),
            Text::new("The process that changed it was {path}.", "変更したプロセスは {path} です。"),
        ),
        (
            context.target_process(),
            Text::new("The process acted upon was {path}.", "操作対象のプロセスは {path} です。"),
        ),
    ];
    for (other, text) in others {
        let path = other.executable_path().or_else(|| other.name());
        out.extend(path.map(|path| say(text).with("path", path).observed()));
    }
    if let Some(at) = context.modified_at() {
        out.push(
            say(Text::new("The change happened at {at}.", "変更時刻は {at} です。"))
                .with("at", at)
                .observed(),
        );
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let process = subject.finding.service().runtime_details().process();
    if let Some(path) = process.executable_path().or_else(|| process.name()) {
        out.push(
            say(Text::new(
                "Who started {path}, and with what aim. The finding keeps the process and its ancestors, not the login or deployment behind them; the machine's own logs and the deployment history tell.",
                "誰が何の目的で {path} を起動したか。検出結果にあるのはプロセスとその親だけで、背後のログインやデプロイは含まれません。マシンのログとデプロイ履歴で確認できます。",
            ))
            .with("path", path)
            .unknowable(Settle::MACHINE),
        );
    }
}
