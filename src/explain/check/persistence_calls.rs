//! Calls that leave a way back in.

use super::{
    calls::{all, answer_of},
    prelude::*,
};

pub static CHECK: Check = Check {
    id: "persistence-calls",
    label: Text::new("Was a way back in made?", "再侵入の手段が作られたか"),
    evaluate,
};

/// Calls that create or widen access. After the persistence query of AWS's incident-response playbooks
/// (aws-samples/aws-incident-response-playbooks, credential compromise), and IAM Roles Anywhere.
const CALLS: [&str; 21] = [
    "AddPermission",
    "AddUserToGroup",
    "AttachGroupPolicy",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreateAccessKey",
    "CreateFunction",
    "CreateLoginProfile",
    "CreatePolicyVersion",
    "CreateRole",
    "CreateTrustAnchor",
    "CreateUser",
    "ImportKeyPair",
    "ModifyInstanceAttribute",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
    "SetDefaultPolicyVersion",
    "UpdateAssumeRolePolicy",
    "UpdateFunctionCode",
    "UpdateLoginProfile",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    answer_of(
        all(case).into_iter().filter(|call| CALLS.contains(&call.api.as_str())).collect(),
        |through| match through {
            true => Text::new(
                "Among the calls are some that leave a way back in: {calls}. They outlast the key.",
                "再侵入の手段を残すコールが含まれています: {calls}。キーを無効化しても効果が残ります。",
            ),
            false => Text::new(
                "Calls that would leave a way back in were tried and failed: {calls}.",
                "再侵入の手段を残すコールが試みられ、失敗しています: {calls}。",
            ),
        },
        Text::new(
            "A change record or a pipeline that makes just these calls.",
            "まさにこれらのコールを行う変更の記録やパイプラインがある場合。",
        ),
    )
}
