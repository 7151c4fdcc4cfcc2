//! A program where no program should lie.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "writable-path",
    label: Text::new("Does the program lie where none is installed?", "プログラムは通常と異なる場所にあるか"),
    evaluate,
};

/// Where every user may write, on Linux.
const WRITABLE: [&str; 5] = ["/tmp/", "/var/tmp/", "/dev/shm/", "/run/user/", "/run/shm/"];

/// Where packages of the system install.
const SYSTEM: [&str; 10] = [
    "/bin/",
    "/boot/",
    "/dev/",
    "/etc/",
    "/lib",
    "/sbin/",
    "/usr/bin/",
    "/usr/lib",
    "/usr/sbin/",
    "/usr/share/",
];

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
    let paths: Vec<_> = own.into_iter().flatten().chain(of_actors).collect();
    let turn = Text::new(
        "A build or installer that unpacks there at that time, and the file's hash being known.",
        "その時刻にそこへ展開するビルドやインストーラーがあり、ファイルのハッシュが既知だった場合。",
    );
    let writable = paths.iter().find(|path| WRITABLE.iter().any(|folder| path.as_str().starts_with(folder)));
    if let Some(path) = writable {
        let said = say(Text::new(
            "{path} lies where every user may write. Installed software does not lie there; what was dropped does.",
            "{path} は、誰でも書き込める場所にあります。インストールされたソフトウェアは通常ここにはなく、侵入後に置かれたファイルによく見られます。",
        ));
        return answer(Attack(Moderate), said.with("path", path).observed(), turn);
    }
    // Below a home or a project, tools keep what they install in folders with a dot; in system folders nothing does.
    let hidden = paths
        .iter()
        .find(|path| path.as_str().split('/').any(|part| part.len() > 2 && part.starts_with('.')))?;
    let system = SYSTEM.iter().any(|folder| hidden.as_str().starts_with(folder));
    let (leaning, text) = if system {
        (
            Attack(Moderate),
            Text::new(
                "{path} is hidden by a dot inside a system folder, where packages install nothing hidden.",
                "{path} は、システムのフォルダー内でドットによって隠されています。パッケージがここに隠しファイルを置くことは通常ありません。",
            ),
        )
    } else {
        (
            Attack(Weak),
            Text::new(
                "{path} is hidden by a dot. Malware hides there, and development tools install themselves there too (.local, .cache, .venv).",
                "{path} は、ドットで隠された場所にあります。マルウェアが隠れる場所ですが、開発ツールもここにインストールされます (.local、.cache、.venv など)。",
            ),
        )
    };
    answer(leaning, say(text).with("path", hidden).observed(), turn)
}
