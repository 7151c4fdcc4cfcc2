//! A program that has no file any more.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "deleted-binary",
    label: Text::new("Does the program have no file?", "プログラムのファイルが存在しないか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let path = case.service().runtime_details().process().executable_path()?;
    let gone = path.as_str().ends_with("(deleted)");
    let memory = path.as_str().contains("memfd:");
    if !gone && !memory {
        return None;
    }
    answer(
        Attack(Strong),
        say(Text::new(
            "{path}: the program runs from memory or was deleted after it began, so that no scan of files finds it.",
            "{path}: プログラムはメモリ上で動作しているか、起動後にファイルが削除されています。ファイルのスキャンでは見つかりません。",
        ))
        .with("path", path)
        .observed(),
        Text::new(
            "A package upgrade that replaced a running program at that time.",
            "その時刻に、実行中のプログラムがパッケージ更新で置き換えられていた場合。",
        ),
    )
}
