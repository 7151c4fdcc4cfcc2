//! A long-term key or a session's.

use super::prelude::*;
use crate::model::{IdKind, id_kind};

pub static CHECK: Check =
    Check {
        id: "key-kind", label: Text::new("What kind of key is it?", "キーの種類は何か"), evaluate
    };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let key = case.key()?;
    match id_kind(key.as_str())? {
        IdKind::LongTermKey => answer(
            Attack(Weak),
            say(Text::new(
                "{key} is a long-term key: the kind that is found in repositories, images and laptops, and works until somebody deactivates it.",
                "{key} は長期アクセスキーです。リポジトリ、イメージ、端末から漏えいしやすく、無効化するまで使えます。",
            ))
            .with("key", key)
            .observed(),
            Text::new(
                "The key being used only where it always was: last use and addresses in CloudTrail.",
                "キーが従来と同じ場所だけで使われている場合。CloudTrail で最終使用とアドレスを確認できます。",
            ),
        ),
        IdKind::SessionKey => answer(
            Neither,
            say(Text::new(
                "{key} is a temporary key. It expires by itself, but whoever can get one can get the next.",
                "{key} は一時キーです。自動的に失効しますが、取得できた者は次のキーも取得できます。",
            ))
            .with("key", key)
            .observed(),
            Text::new(
                "Who obtained the session: AssumeRole, or the machine's metadata service, in CloudTrail.",
                "セッションを取得した者 (CloudTrail の AssumeRole、またはマシンのメタデータサービス) が分かった場合。",
            ),
        ),
        _ => None,
    }
}
