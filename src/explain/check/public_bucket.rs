//! A bucket that everyone may read or write.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "public-bucket",
    label: Text::new("Is the bucket public?", "バケットは公開されているか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let (name, access, writes) = case.resource().s3_bucket_details().find_map(|bucket| {
        let access = bucket.public_access();
        let effective = access.effective_permission().filter(|p| p.as_str() == "PUBLIC")?;
        let level = access.permission_configuration().bucket_level_permissions();
        let writes = [
            level.bucket_policy().allows_public_write_access(),
            level.access_control_list().allows_public_write_access(),
        ];
        let writes = writes.into_iter().flatten().find(|write| write.value);
        Some((bucket.name()?, effective, writes))
    })?;
    let turn = Text::new(
        "What lies in it: a public website's files, or data that nobody meant to show (Macie, the owner).",
        "中身が公開サイトのファイルか、公開を意図しないデータかが分かった場合 (Macie や担当者に確認)。",
    );
    if let Some(write) = writes {
        let said = say(Text::new(
            "The bucket {name} is public, and everyone may write to it: hardly ever wanted.",
            "バケット {name} は公開されており、誰でも書き込めます。意図した設定であることはまれです。",
        ));
        let said = said.with("name", name).about([access.row, write.row]).observed();
        return answer(Attack(Moderate), said, turn);
    }
    answer(
        Neither,
        say(Text::new(
            "The bucket {name} is public: reading by strangers is what its permissions allow. Whether that is wanted, they do not say.",
            "バケット {name} は公開されており、第三者による読み取りは権限どおりの動作です。公開が意図されたものかどうかは、権限からは分かりません。",
        ))
        .with("name", name)
        .about([access.row])
        .observed(),
        turn,
    )
}
