//! Why it matters: what an attacker gains, how the resource is meant, how bad GuardDuty rates it.

use super::{
    Subject, rating,
    statement::{Basis, Quote, Statement, Value, say},
};
use crate::{i18n::Text, model::Band};

pub fn statements(subject: &Subject<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let row = subject.finding.type_().map(|t| t.row);
    if subject.entry.is_some() {
        out.push(Statement::catalogue(Quote::Why, Basis::General, row));
        let role = subject.finding.service().resource_role().map(|r| r.row);
        out.push(Statement::catalogue(Quote::Resource, Basis::General, role.or(row)));
    }
    role(subject, &mut out);
    severity(subject, &mut out);
    if let Some(reason) = rating::statement(subject) {
        out.push(reason);
    } else if subject.entry.is_some_and(|entry| entry.severity_varies.is_some()) {
        out.push(Statement::catalogue(Quote::SeverityVaries, Basis::General, row));
    }
    out
}

fn role(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(role) = subject.finding.service().resource_role() else { return };
    let action = subject.finding.service().action();
    let direction = action.network_connection_action().connection_direction();
    let outward = action.dns_request_action().node().is_present()
        || direction.is_some_and(|direction| direction.as_str().eq_ignore_ascii_case("OUTBOUND"));
    let credentials = subject.finding.resource().access_key_details().node().is_present();
    let text = match role.as_str() {
        "TARGET" if credentials => Text::new(
            "GuardDuty gives the credentials the role TARGET: they are what was attacked or misused. That the principal acted by itself does not follow.",
            "GuardDuty はこの認証情報のリソースロールを TARGET (ターゲット) としています。攻撃または悪用された側という意味で、本人が操作したことを示すものではありません。",
        ),
        "TARGET" if outward => Text::new(
            "GuardDuty gives the resource the role TARGET, although the traffic went out from it: it is taken for the victim of what makes it do so.",
            "GuardDuty はこのリソースのリソースロールを TARGET (ターゲット) としています。通信の発信元ですが、そうさせている何かの被害者という位置付けです。",
        ),
        "TARGET" => Text::new(
            "GuardDuty gives the resource the role TARGET: the activity was aimed at it.",
            "GuardDuty はこのリソースのリソースロールを TARGET (ターゲット) としています。アクティビティが向けられた側です。",
        ),
        "ACTOR" => Text::new(
            "GuardDuty gives the resource the role ACTOR: the activity came from it, so it may itself be under somebody's control.",
            "GuardDuty はこのリソースのリソースロールを ACTOR (アクター) としています。アクティビティの発生元であり、すでに誰かに操作されている可能性があります。",
        ),
        _ => return,
    };
    out.push(say(text).about([role.row]).inferred());
}

fn severity(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let Some(severity) = subject.finding.severity() else { return };
    let band = Band::of(severity.value);
    out.push(
        say(Text::new(
            "GuardDuty rates it {severity}, which is {band} ({limits}). The number speaks of the kind of activity, not of how much the resource matters to you.",
            "GuardDuty の評価は {severity} で、重要度は「{band}」です ({limits})。この数値はアクティビティの種類に対するもので、リソースの業務上の重要性は考慮されていません。",
        ))
        .with("severity", (Value::Number(severity.value), severity.row))
        .with("band", band.label())
        .with("limits", Text::same(band.limits()))
        .inferred(),
    );
}
