//! The EC2 instance concerned.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, Value, say},
    },
    i18n::Text,
    model::Arn,
};

pub static TOPIC: Topic = Topic {
    id: "instance",
    action_type: None,
    label: Text::new("EC2 instance", "EC2 インスタンス"),
    about: Text::new(
        "The instance as GuardDuty knew it: name, network, security groups, instance profile. The profile's role is what a break-in would give away.",
        "GuardDuty が把握しているインスタンスの情報です。名前、ネットワーク、セキュリティグループ、インスタンスプロファイル。侵入されると、プロファイルのロールの権限が奪われます。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let instance = subject.finding.resource().instance_details();
    let Some(id) = instance.instance_id() else { return };
    let name = instance
        .tags()
        .find(|tag| tag.key().is_some_and(|k| k.as_str() == "Name"))
        .and_then(|tag| tag.value());
    let said = match (name, instance.instance_type()) {
        (Some(name), Some(kind)) => say(Text::new(
            "The instance {id} is called {name} ({kind}).",
            "インスタンス {id} の名前は {name} です ({kind})。",
        ))
        .with("name", name)
        .with("kind", kind),
        (Some(name), None) => {
            say(Text::new("The instance {id} is called {name}.", "インスタンス {id} の名前は {name} です。"))
                .with("name", name)
        }
        (None, Some(kind)) => {
            say(Text::new("The instance is {id} ({kind}).", "インスタンスは {id} です ({kind})。"))
                .with("kind", kind)
        }
        (None, None) => say(Text::new("The instance is {id}.", "インスタンスは {id} です。")),
    };
    out.push(said.with("id", &id).observed());

    if let Some(profile) = instance.iam_instance_profile().arn() {
        let name = Arn::parse(profile.as_str()).map_or(profile.as_str(), |arn| arn.name()).to_owned();
        out.push(
            say(Text::new(
                "It has the instance profile {profile}: whoever controls the machine can use the AWS permissions of its role.",
                "インスタンスプロファイル {profile} が付いています。マシンを操作できる者は、そのロールの AWS 権限を使えます。",
            ))
            .with("profile", (Value::Raw(name), profile.row))
            .observed(),
        );
    }
    for interface in instance.network_interfaces().take(1) {
        if let Some(ip) = interface.public_ip() {
            let groups: Vec<_> = interface.security_groups().filter_map(|g| g.group_id()).collect();
            let said = if groups.is_empty() {
                say(Text::new("It has the public address {ip}.", "パブリックアドレス {ip} を持っています。"))
            } else {
                say(Text::new(
                    "It has the public address {ip}; the security groups {groups} decide who can reach it.",
                    "パブリックアドレス {ip} を持っています。到達できる相手はセキュリティグループ {groups} で決まります。",
                ))
                .with("groups", groups)
            };
            out.push(said.with("ip", ip).observed());
        }
    }
}
