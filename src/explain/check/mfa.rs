//! Whether the session was opened with a second factor.

use super::prelude::*;
use crate::model::{IdKind, id_kind};

pub static CHECK: Check =
    Check { id: "mfa", label: Text::new("Was there a second factor?", "MFA は使われたか"), evaluate };

fn evaluate(case: &Case<'_>) -> Option<Answer> {
    let sequence = case.service().detection().sequence();
    let without = sequence.actors().find_map(|actor| {
        let status = actor.session().mfa_status().filter(|status| status.as_str() == "DISABLED")?;
        let long_term =
            actor.user().credential_uid().filter(|key| id_kind(key.as_str()) == Some(IdKind::LongTermKey));
        Some((status, actor.user().type_()?, actor.user().name()?, long_term))
    });
    if let Some((status, _, name, Some(key))) = without {
        return answer(
            Neither,
            say(Text::new(
                "{name} called with the long-term key {key}. Such calls carry no MFA, whoever makes them, unless the key was exchanged for a session first.",
                "{name} の呼び出しは長期アクセスキー {key} によるものです。先に一時セッションに交換しない限り、誰の呼び出しでも MFA の情報は含まれません。",
            ))
            .with("name", name)
            .with("key", key)
            .about([status.row])
            .observed(),
            Text::new("The owner confirming the calls.", "持ち主本人がその呼び出しを認めた場合。"),
        );
    }
    if let Some((status, kind, name, None)) = without {
        // A machine's session never has a second factor; an identity provider's does not show here.
        let person = matches!(kind.as_str(), "IAMUser" | "Root");
        let text = if person {
            Text::new(
                "The session of {name} had no MFA: a password or key alone was enough.",
                "{name} のセッションでは MFA が使われていません。パスワードまたはキーだけで利用できました。",
            )
        } else {
            Text::new(
                "The session of {name} shows no MFA. Sessions of machines and services never do, nor do most of people who come by federation.",
                "{name} のセッションに MFA の記録はありません。マシンやサービスのセッションでは常に、フェデレーションによるセッションでもほとんどの場合、記録されません。",
            )
        };
        let said = say(text).with("name", name).about([status.row, kind.row]).observed();
        let turn = Text::new("The owner confirming the session.", "持ち主本人がそのセッションを認めた場合。");
        return answer(if person { Attack(Weak) } else { Neither }, said, turn);
    }
    let call = case.service().action().aws_api_call_action();
    let api = call.api().filter(|api| api.as_str() == "ConsoleLogin")?;
    answer(
        Open,
        say(Text::new(
            "The finding does not say whether the login used MFA. The {api} event in CloudTrail does: additionalEventData.MFAUsed.",
            "ログインで MFA が使われたかどうかは記載されていません。CloudTrail の {api} イベントの additionalEventData.MFAUsed で確認できます。",
        ))
        .with("api", api)
        .unknowable(Settle::Logs(&["console-logins", "event-history", "trail"])),
        Text::new(
            "MFAUsed: Yes, which a stolen password alone does not explain. No makes an attack likelier, except for logins by federation, which always show No.",
            "MFAUsed が Yes だった場合 (パスワードの盗難だけでは説明できません)。No なら攻撃の可能性が高まりますが、フェデレーションによるログインでは常に No です。",
        ),
    )
}
