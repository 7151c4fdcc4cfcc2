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
        let text = match (blocked.value, rebound(subject)) {
            (true, _) => Text::new(
                "The request is recorded as blocked.",
                "この問い合わせはブロックされたと記録されています。",
            ),
            // GuardDuty raises this type upon the answer.
            (false, true) => Text::new(
                "The request is not recorded as blocked.",
                "この問い合わせはブロックされたとは記録されていません。",
            ),
            (false, false) => Text::new(
                "The request is not recorded as blocked. Whether an answer came, and whether a connection followed, is not recorded.",
                "この問い合わせはブロックされたとは記録されていません。応答の有無や、その後の接続の有無は記録されていません。",
            ),
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

/// Whether the name was answered with the address of the instance metadata service.
fn rebound(subject: &Subject<'_>) -> bool {
    is_about(subject, "MetadataDNSRebind")
}

/// Whether the questions are what carries the data.
fn tunnelled(subject: &Subject<'_>) -> bool {
    is_about(subject, "DNSDataExfiltration")
}

fn is_about(subject: &Subject<'_>, mechanism: &str) -> bool {
    subject.finding.type_().is_some_and(|t| t.as_str().ends_with(mechanism))
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let request = subject.finding.service().action().dns_request_action();
    let Some(domain) = request.domain() else { return };
    let followed = if rebound(subject) {
        // Flow logs leave the metadata address out.
        say(Text::new(
            "Whether the metadata was then fetched through {domain}, and the role's credentials with it. No network log has that address; the metric MetadataNoToken counts answers without a token, and CloudTrail shows the credentials in use elsewhere.",
            "この後 {domain} を介してメタデータ、つまりロールの認証情報が取得されたかどうか。ネットワークのログにこのアドレスは残りません。トークンなしの応答はメトリクス MetadataNoToken で、認証情報の外部での利用は CloudTrail で確認できます。",
        ))
        .with("domain", &domain)
        .unknowable(Settle::Logs(&["instance-metadata-calls", "instance-role-calls", "metrics", "event-history"]))
    } else if tunnelled(subject) {
        // The questions themselves carry the data, and flow logs leave those to the Amazon DNS server out.
        say(Text::new(
            "How much left in questions such as {domain}, and what. Flow logs have no questions to the Amazon DNS server; the names in Route 53 Resolver query logs are the data.",
            "{domain} のような問い合わせで、何がどれだけ持ち出されたか。Amazon DNS サーバーへの問い合わせはフローログに残りません。Route 53 Resolver クエリログに残る名前が、データそのものです。",
        ))
        .with("domain", &domain)
        .unknowable(Settle::Logs(&["instance-dns-tunnel", "resolver"]))
    } else {
        say(Text::new(
            "Whether a connection to {domain} followed, and how much was sent. VPC flow logs would tell, by the address the name had at that time.",
            "この後 {domain} へ接続したかどうか、どれだけ送信したか。当時のアドレスを手がかりに VPC フローログで確認できます。",
        ))
        .with("domain", &domain)
        .unknowable(Settle::FLOWS)
    };
    out.push(followed);
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
