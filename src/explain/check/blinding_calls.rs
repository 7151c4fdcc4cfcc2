//! Calls that switch off the logs and the watch.

use super::{
    calls::{Outcomes, answer_on},
    prelude::*,
};

pub static CHECK: Check = Check {
    id: "blinding-calls",
    label: Text::new("Was logging or detection switched off?", "ログや検出が止められたか"),
    evaluate,
};

/// Calls that can end, narrow or hide logging and detection. Some can also widen it; the parameters tell.
const CALLS: [&str; 44] = [
    "ArchiveFindings",
    "BatchDisableStandards",
    "CreateFilter",
    "CreateIPSet",
    "CreateTrustedEntitySet",
    "DeleteAlarms",
    "DeleteAnalyzer",
    "DeleteConfigRule",
    "DeleteConfigurationRecorder",
    "DeleteDeliveryChannel",
    "DeleteDetector",
    "DeleteEventDataStore",
    "DeleteFlowLogs",
    "DeleteLogGroup",
    "DeleteLogStream",
    "DeleteMembers",
    "DeleteModelInvocationLoggingConfiguration",
    "DeletePublishingDestination",
    "DeleteResolverQueryLogConfig",
    "DeleteTrail",
    "DisableAlarmActions",
    "DisableMacie",
    "DisableOrganizationAdminAccount",
    "DisableRule",
    "DisableSecurityHub",
    "DisassociateFromAdministratorAccount",
    "DisassociateFromMasterAccount",
    "DisassociateMembers",
    "DisassociateResolverQueryLogConfig",
    "LeaveOrganization",
    "PutBucketLogging",
    "PutEventSelectors",
    "StopConfigurationRecorder",
    "StopEventDataStoreIngestion",
    "StopLogging",
    "StopMonitoringMembers",
    "UpdateDetector",
    "UpdateEventDataStore",
    "UpdateFilter",
    "UpdateIPSet",
    "UpdateMemberDetectors",
    "UpdatePublishingDestination",
    "UpdateTrail",
    "UpdateTrustedEntitySet",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let texts = Outcomes {
        succeeded: Text::new(
            "Calls that can end or narrow logging or detection succeeded: {calls}. What came after may be missing from the logs.",
            "ログや検出を停止または制限できるコールが成功しています: {calls}。その後の操作はログに残っていない可能性があります。",
        ),
        untold: Text::new(
            "GuardDuty names calls that can end or narrow logging or detection, without their results: {calls}.",
            "ログや検出を停止または制限できるコールが挙げられています (結果の記載なし): {calls}。",
        ),
        failed: Text::new(
            "Calls that can end or narrow logging or detection were tried and failed: {calls}.",
            "ログや検出を停止または制限できるコールが試みられ、失敗しています: {calls}。",
        ),
    };
    answer_on(
        case,
        &CALLS,
        texts,
        Text::new(
            "Infrastructure code or a change record that makes just this change, and a replacement that was already running.",
            "この変更そのものを行う IaC や作業記録があり、代わりの仕組みがすでに動いていた場合。",
        ),
    )
}
