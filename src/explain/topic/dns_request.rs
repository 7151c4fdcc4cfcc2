//! `DNS_REQUEST`: the resource asked for a name.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "dns-request",
    action_type: Some("DNS_REQUEST"),
    label: Text::new("DNS request", "DNS リクエスト"),
    about: Text::new(
        "The resource asked AWS's resolver for a name. A question is not a connection: what followed is not in the finding.",
        "リソースが AWS のリゾルバーに名前を問い合わせました。問い合わせは接続とは別で、その後の通信は検出結果には含まれません。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let request = subject.finding.service().action().dns_request_action();
    let Some(domain) = request.domain() else { return };
    let said = say(Text::new(
        "{resource} asked for the name {domain}.",
        "{resource} が {domain} の名前解決を問い合わせました。",
    ))
    .with("domain", domain);
    out.push(subject.with_resource(said).observed());
    if let Some(suffix) = request.domain_with_suffix() {
        out.push(
            say(Text::new(
                "The registered domain with its suffix is {suffix}.",
                "サフィックスを含む登録ドメインは {suffix} です。",
            ))
            .with("suffix", suffix)
            .observed(),
        );
    }
    if let Some(blocked) = request.blocked() {
        let text = if blocked.value {
            Text::new(
                "The request is recorded as blocked.",
                "この問い合わせはブロックされたと記録されています。",
            )
        } else {
            Text::new(
                "The request is not recorded as blocked. Whether an answer came, and whether a connection followed, is not recorded.",
                "この問い合わせはブロックされたとは記録されていません。応答の有無や、その後の接続の有無は記録されていません。",
            )
        };
        out.push(say(text).about([blocked.row]).observed());
    }
    if let Some(owner) = request.vpc_owner_account_id() {
        out.push(
            say(Text::new(
                "The VPC that carried the request belongs to account {owner}.",
                "問い合わせが通った VPC の所有アカウントは {owner} です。",
            ))
            .with("owner", owner)
            .observed(),
        );
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let request = subject.finding.service().action().dns_request_action();
    let Some(domain) = request.domain() else { return };
    out.push(
        say(Text::new(
            "Whether a connection to {domain} followed, and how much was sent. VPC flow logs would tell, by the address the name had at that time.",
            "この後 {domain} へ接続したかどうか、どれだけ送信したか。当時のアドレスを手がかりに VPC フローログで確認できます。",
        ))
        .with("domain", &domain)
        .unknowable(Settle::FLOWS),
    );
    if !subject.finding.service().runtime_details().node().is_present() {
        out.push(
            say(Text::new(
                "Which process asked. If the resource is a resolver that others use, the question may come from one of them. Route 53 Resolver query logs name the source address.",
                "どのプロセスの問い合わせか。対象が共有の DNS リゾルバーであれば、別のマシンの問い合わせかもしれません。Route 53 Resolver のクエリログで送信元アドレスを確認できます。",
            ))
            .about([domain.row])
            .unknowable(Settle::Logs(&["resolver"])),
        );
    }
}
