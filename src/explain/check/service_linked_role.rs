//! A role that only an AWS service can assume, told by the path that IAM reserves for it.

use super::prelude::*;
use crate::model::Arn;

pub static CHECK: Check = Check {
    id: "service-linked-role",
    label: Text::new("Is it a service-linked role?", "サービスにリンクされたロールか"),
    evaluate,
};

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let actors = case.service().detection().sequence();
    let issuer = actors.actors().find_map(|actor| {
        let issuer = actor.session().issuer()?;
        let reserved = Arn::parse(issuer.as_str())
            .is_some_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/aws-service-role/"));
        reserved.then_some(issuer)
    });
    if let Some(issuer) = issuer {
        return answer(
            Harmless(Weak),
            say(Text::new(
                "The session was issued by {issuer}: the path is IAM's own for service-linked roles, which only their service can assume.",
                "セッションの発行元は {issuer} です。IAM がサービスにリンクされたロールのために予約したパスで、対象のサービスだけが引き受けられます。",
            ))
            .with("issuer", issuer)
            .observed(),
            Text::new(
                "Who set the service to work: it acts for them.",
                "サービスを設定したのが見知らぬ者だった場合。サービスは設定した者のために動きます。",
            ),
        );
    }
    let name = case.principal().filter(|name| name.as_str().starts_with("AWSServiceRoleFor"))?;
    answer(
        Neither,
        say(Text::new(
            "{name} is named like a service-linked role, which only a service can assume. A name alone proves nothing: the path of the role does.",
            "{name} はサービスにリンクされたロールの名前の形をしています。本物ならサービスだけが引き受けられますが、名前だけでは証明にならず、ロールのパスで判断します。",
        ))
        .with("name", name)
        .observed(),
        Text::new(
            "Its ARN: :role/aws-service-role/ is reserved by IAM.",
            "ロールの ARN を確認した場合。:role/aws-service-role/ は IAM が予約したパスです。",
        ),
    )
}
