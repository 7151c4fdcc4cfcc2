//! A program that borrows the name of a part of the system.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "disguised-process",
    label: Text::new("Does it borrow a system name?", "システムの名前を装っているか"),
    evaluate,
};

/// Beginnings of the names of kernel threads, which have no file.
const KERNEL: [&str; 9] = [
    "kauditd",
    "kcompactd",
    "kdevtmp",
    "khugepaged",
    "ksoftirqd",
    "kswap",
    "kthrea",
    "kworker",
    "migration/",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let process = case.service().runtime_details().process();
    let path = process.executable_path()?;
    let file = path.as_str().trim_end_matches(" (deleted)").rsplit(['/', ':']).next().unwrap_or_default();
    let borrowed = |name: &str| KERNEL.iter().any(|kernel| name.trim_start_matches('[').starts_with(kernel));
    // A process may call itself something else than its file.
    let name =
        if borrowed(file) { None } else { Some(process.name().filter(|name| borrowed(name.as_str()))?) };
    answer(
        Attack(Moderate),
        say(Text::new(
            "{path} goes by the name of a kernel thread, and those have no file: it is meant to be overlooked.",
            "{path} はカーネルスレッドの名前を使っています。本物のカーネルスレッドにファイルはなく、見過ごされることを狙った名前です。",
        ))
        .with("path", path)
        .about(name.map(|name| name.row))
        .observed(),
        Text::new(
            "The file belonging to a package of the system (rpm -qf, dpkg -S).",
            "そのファイルがシステムのパッケージに属していた場合 (rpm -qf、dpkg -S)。",
        ),
    )
}
