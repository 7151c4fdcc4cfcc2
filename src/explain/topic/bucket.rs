//! The S3 buckets and objects concerned.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "bucket",
    action_type: None,
    label: Text::new("S3 bucket", "S3 バケット"),
    about: Text::new(
        "The bucket, its objects where the finding names them, and whether it is public: the effective permission is what policy, ACL and Block Public Access add up to.",
        "バケットと、記載があればオブジェクト。公開状態も分かります。実効的な権限は、ポリシー、ACL、ブロックパブリックアクセスを総合した結果です。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    for bucket in subject.finding.resource().s3_bucket_details() {
        let Some(name) = bucket.name().or_else(|| bucket.arn()) else { continue };
        let access = bucket.public_access().effective_permission();
        out.push(match access {
            Some(access) if access.as_str() == "PUBLIC" => say(Text::new(
                "The bucket {name} is effectively public.",
                "バケット {name} は実効的に公開されています。",
            ))
            .with("name", name)
            .about([access.row])
            .observed(),
            Some(access) => say(Text::new(
                "The bucket is {name}; its effective permission is {access}.",
                "バケットは {name} で、実効的な権限は {access} です。",
            ))
            .with("name", name)
            .with("access", access)
            .observed(),
            None => say(Text::new("The bucket is {name}.", "バケットは {name} です。"))
                .with("name", name)
                .observed(),
        });
        let objects: Vec<_> = bucket
            .s3_object_details()
            .filter_map(|object| object.key().or_else(|| object.object_arn()))
            .collect();
        if !objects.is_empty() {
            out.push(
                say(Text::new("Objects named: {objects}.", "記載されたオブジェクトは {objects} です。"))
                    .with("objects", objects)
                    .observed(),
            );
        }
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let mut buckets = subject.finding.resource().s3_bucket_details();
    if let Some(name) = buckets.find_map(|bucket| bucket.name()) {
        out.push(
            say(Text::new(
                "Which objects of {name} were read or changed, and how many bytes. Only S3 data events in CloudTrail or server access logs tell; neither is on by default, and GuardDuty's own copy cannot be read.",
                "{name} のどのオブジェクトが、何バイト読み書きされたか。CloudTrail の S3 データイベントまたはサーバーアクセスログでのみ確認できます。どちらも既定では無効で、GuardDuty が取得したログは参照できません。",
            ))
            .with("name", name)
            .unknowable(Settle::Logs(&["bucket-objects", "trail"])),
        );
    }
}
