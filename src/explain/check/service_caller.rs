//! An AWS service as the caller.

use super::prelude::*;

pub static CHECK: Check = Check {
    id: "service-caller",
    label: Text::new("Did an AWS service call?", "呼び出したのは AWS サービスか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let remote = case.service().action().aws_api_call_action().remote_account_details();
    let service = remote.aws_service_name()?;
    answer(
        Neither,
        say(Text::new(
            "The calling account belongs to the AWS service {service}. A service works for whoever set it up, and stolen credentials can be used from inside one.",
            "呼び出し元のアカウントは AWS サービス {service} のものです。サービスは設定した者のために動き、盗まれた認証情報がサービスの中で使われることもあります。",
        ))
        .with("service", service)
        .inferred(),
        Text::new(
            "Who set the service up, and when: a job of yours, or something made shortly before.",
            "サービスを設定した人と時期が分かった場合 (既存のジョブか、直前に作られたものか)。",
        ),
    )
}
