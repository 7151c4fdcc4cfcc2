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
        Harmless(Weak),
        say(Text::new(
            "GuardDuty attributes the call to the AWS service {service}. A service acts for whoever set it to work, so the question becomes who that was.",
            "GuardDuty は、呼び出し元を AWS サービス {service} としています。サービスは設定した者のために動くため、誰が設定したかが問題になります。",
        ))
        .with("service", service)
        .inferred(),
        Text::new(
            "The service having been set up by somebody unknown, or shortly before.",
            "サービスが見知らぬ者によって、または直前に設定されていた場合。",
        ),
    )
}
