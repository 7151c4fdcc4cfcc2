//! A program where no program should lie.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "writable-path",
    label: Text::new(
        "Does the program lie where anybody may write?",
        "プログラムは誰でも書き込める場所にあるか",
    ),
    evaluate,
};

/// Where every user may write, on Linux.
const WRITABLE: [&str; 5] = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/user/", "/run/shm/"];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let runtime = case.service().runtime_details();
    let sequence = case.service().detection().sequence();
    let own = [
        runtime.process().executable_path(),
        runtime.context().module_file_path(),
        runtime.context().threat_file_path(),
        runtime.context().script_path(),
        runtime.context().library_path(),
    ];
    let of_actors = sequence.actors().filter_map(|actor| actor.process().path());
    let path = own.into_iter().flatten().chain(of_actors).find(|path| {
        let hidden =
            path.as_str().split('/').any(|part| part.len() > 1 && part.starts_with('.') && part != "..");
        hidden || WRITABLE.iter().any(|folder| path.as_str().starts_with(folder))
    })?;
    answer(
        Attack(Moderate),
        say(Text::new(
            "{path} lies in a place that every user may write to, or that is hidden. Installed software lies elsewhere; what was dropped lies there.",
            "{path} は、誰でも書き込める場所、または隠しフォルダーにあります。通常のソフトウェアは別の場所にあり、侵入後に置かれたファイルはこうした場所にあります。",
        ))
        .with("path", path)
        .observed(),
        Text::new(
            "A build or installer that unpacks there at that time, and the file's hash being known.",
            "その時刻にそこへ展開するビルドやインストーラーがあり、ファイルのハッシュが既知だった場合。",
        ),
    )
}
