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
                "Long-term keys such as {key} are the kind that leaks: from repositories, images, laptops.",
                "{key} のような長期アクセスキーは、リポジトリ、イメージ、端末から漏えいしやすいものです。",
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
                "Temporary keys such as {key} are seldom leaked and often stolen on the spot: from a machine's metadata, a pipeline, a browser.",
                "{key} のような一時キーは、漏えいよりも、その場での窃取 (マシンのメタデータ、パイプライン、ブラウザーなど) に注意が必要です。",
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
