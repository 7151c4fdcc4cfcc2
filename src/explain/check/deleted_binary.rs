//! A program that has no file any more.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "deleted-binary",
    label: Text::new("Does the program have no file?", "プログラムのファイルが存在しないか"),
    evaluate,
};

/// How runc names its copy (libcontainer, `ensure_cloned_binary`).
const RUNC: &str = "memfd:runc_cloned:";

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let path = case.service().runtime_details().process().executable_path()?;
    let (leaning, text, turn) = if path.as_str().contains(RUNC) {
        (
            Neither,
            Text::new(
                "{path}: runc runs from a copy of itself in memory whenever a container starts, under this name. Malware can choose the name too.",
                "{path}: runc はコンテナの起動時に、自身のコピーをこの名前でメモリ上から実行します。マルウェアが同じ名前を付けることもできます。",
            ),
            Text::new(
                "A container that started at that second, by the runtime's own log.",
                "コンテナランタイムのログで、その時刻にコンテナの起動が確認できた場合。",
            ),
        )
    } else if path.as_str().contains("memfd:") {
        (
            Attack(Strong),
            Text::new(
                "{path}: the program runs from memory and never lay on disk, so no scan of files finds it.",
                "{path}: プログラムはディスクに置かれず、メモリ上で実行されています。ファイルのスキャンでは見つかりません。",
            ),
            Text::new(
                "A product that is known to start this way: container runtimes and some agents do.",
                "このように起動することが知られた製品だった場合 (コンテナランタイムや一部のエージェントなど)。",
            ),
        )
    } else if path.as_str().ends_with("(deleted)") {
        (
            Attack(Moderate),
            Text::new(
                "{path}: the file was deleted while the program ran. Malware removes its file so that no scan finds it; a package upgrade does the same to a running service.",
                "{path}: 実行中にプログラムのファイルが削除されています。マルウェアはスキャンを避けるためにファイルを消しますが、パッケージの更新でも同じ状態になります。",
            ),
            Text::new(
                "An upgrade of that package in the hours before, and the service not restarted since.",
                "直前にそのパッケージが更新され、サービスが再起動されていなかった場合。",
            ),
        )
    } else {
        return None;
    };
    answer(leaning, say(text).with("path", path).observed(), turn)
}
