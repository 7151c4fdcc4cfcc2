//! Calls that leave a way back in.

use super::{
    calls::{Outcomes, answer_on},
    prelude::*,
};

pub static CHECK: Check = Check {
    id: "persistence-calls",
    label: Text::new("Was a way back in made?", "再侵入の手段が作られたか"),
    evaluate,
};

/// Calls that create or widen access. After the persistence query of AWS's incident-response playbooks
/// (aws-samples/aws-incident-response-playbooks, credential compromise); beside them what it leaves out: federation
/// (SAML, OIDC, Roles Anywhere), sessions that outlive their key (GetFederationToken), a second factor taken away, EKS
/// access entries, function URLs.
const CALLS: [&str; 41] = [
    "AddClientIDToOpenIDConnectProvider",
    "AddPermission",
    "AddRoleToInstanceProfile",
    "AddUserToGroup",
    "AssociateAccessPolicy",
    "AssociateIamInstanceProfile",
    "AttachGroupPolicy",
    "AttachRolePolicy",
    "AttachUserPolicy",
    "CreateAccessEntry",
    "CreateAccessKey",
    "CreateEventSourceMapping",
    "CreateFunction",
    "CreateFunctionUrlConfig",
    "CreateKeyPair",
    "CreateLoginProfile",
    "CreateOpenIDConnectProvider",
    "CreatePolicyVersion",
    "CreateRole",
    "CreateSAMLProvider",
    "CreateServiceSpecificCredential",
    "CreateTrustAnchor",
    "CreateUser",
    "DeactivateMFADevice",
    "DeleteRolePermissionsBoundary",
    "DeleteUserPermissionsBoundary",
    "EnableMFADevice",
    "GetFederationToken",
    "ImportKeyPair",
    "ModifyInstanceAttribute",
    "PutGroupPolicy",
    "PutRolePolicy",
    "PutUserPolicy",
    "SetDefaultPolicyVersion",
    "UpdateAccessKey",
    "UpdateAssumeRolePolicy",
    "UpdateFunctionCode",
    "UpdateLoginProfile",
    "UpdateSAMLProvider",
    "UploadSSHPublicKey",
    "UploadSigningCertificate",
];

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let texts = Outcomes {
        succeeded: Text::new(
            "Calls that can leave a way back in succeeded: {calls}. Deactivating the key does not undo them.",
            "再侵入の手段を残せるコールが成功しています: {calls}。キーを無効化しても元には戻りません。",
        ),
        untold: Text::new(
            "GuardDuty names calls that can leave a way back in, without their results: {calls}.",
            "再侵入の手段を残せるコールが挙げられています (結果の記載なし): {calls}。",
        ),
        failed: Text::new(
            "Calls that can leave a way back in were tried and failed: {calls}.",
            "再侵入の手段を残せるコールが試みられ、失敗しています: {calls}。",
        ),
    };
    answer_on(
        case,
        &CALLS,
        texts,
        Text::new(
            "A change record or a pipeline that makes just these calls.",
            "これらのコールだけを行う作業記録やパイプラインが確認できた場合。",
        ),
    )
}
