//! Calls that switch off the logs and the watch.

use super::{
    calls::{all, answer_of},
    prelude::*,
};

pub static CHECK: Check = Check {
    id: "blinding-calls",
    label: Text::new("Was logging or detection switched off?", "ログや検出が止められたか"),
    evaluate,
};

/// Calls that end or blind logging and detection.
const CALLS: [&str; 17] = [
    "CreateFilter",
    "DeleteBucketLogging",
    "DeleteDetector",
    "DeleteFlowLogs",
    "DeleteModelInvocationLoggingConfiguration",
    "DeleteResolverQueryLogConfig",
    "DeleteTrail",
    "DisableAlarmActions",
    "DisableSecurityHub",
    "DisassociateFromMasterAccount",
    "DisassociateMembers",
    "DisassociateResolverQueryLogConfig",
    "LeaveOrganization",
    "PutEventSelectors",
    "StopConfigurationRecorder",
    "StopLogging",
    "UpdateDetector",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    answer_of(
        all(case).into_iter().filter(|call| CALLS.contains(&call.api.as_str())).collect(),
        |through| match through {
            true => Text::new(
                "Among the calls are some that end or blind logging or detection: {calls}. What came after may be missing from the logs.",
                "ログや検出を止めるコールが含まれています: {calls}。その後の操作はログに残っていない可能性があります。",
            ),
            false => Text::new(
                "Calls that would end or blind logging or detection were tried and failed: {calls}.",
                "ログや検出を止めるコールが試みられ、失敗しています: {calls}。",
            ),
        },
        Text::new(
            "Infrastructure code or a change record that removes just this, and a replacement that was already running.",
            "まさにこれを削除する IaC や変更の記録があり、代わりの仕組みがすでに動いていた場合。",
        ),
    )
}
