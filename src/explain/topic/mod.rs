//! The topics: the parts of a finding that can be spoken about.

mod access_key;
mod ai;
pub(crate) mod anomaly;
mod api_call;
mod bucket;
mod container;
mod custom_rule;
mod database;
mod detection;
mod dns_request;
mod function;
mod instance;
mod kubernetes_api_call;
mod kubernetes_cluster;
mod kubernetes_permission;
mod kubernetes_role;
mod login_attempt;
mod malware;
mod network_connection;
mod origin;
mod port_probe;
mod runtime;
mod sequence;
mod state;
mod task;
mod threat_list;
mod time;

use super::{Heading, Statement, Subject};
use crate::i18n::Text;

/// A part of a finding that can be spoken about.
pub struct Topic {
    /// A stable name.
    pub id: &'static str,
    /// The value of `service.action.actionType`, for the topics that are action kinds.
    pub action_type: Option<&'static str>,
    /// What it is called.
    pub label: Text,
    /// What it is about, for the Learn page.
    pub about: Text,
    /// What happened, if the finding has this part.
    pub happened: fn(&Subject<'_>, &mut Vec<Statement>),
    /// What this part leaves open.
    pub unknown: fn(&Subject<'_>, &mut Vec<Statement>),
}

/// Every topic, in the order in which an analyst reads: what was done, by whom, to what, why GuardDuty thinks so, when.
pub static TOPICS: &[&Topic] = &[
    &sequence::TOPIC,
    &api_call::TOPIC,
    &network_connection::TOPIC,
    &port_probe::TOPIC,
    &dns_request::TOPIC,
    &kubernetes_api_call::TOPIC,
    &kubernetes_permission::TOPIC,
    &kubernetes_role::ROLE,
    &kubernetes_role::BINDING,
    &login_attempt::TOPIC,
    &runtime::TOPIC,
    &malware::VOLUMES,
    &malware::OBJECTS,
    &ai::TOPIC,
    &custom_rule::TOPIC,
    &detection::TOPIC,
    &threat_list::TOPIC,
    &anomaly::TOPIC,
    &origin::TOPIC,
    &access_key::TOPIC,
    &instance::TOPIC,
    &bucket::TOPIC,
    &kubernetes_cluster::TOPIC,
    &task::TOPIC,
    &container::TOPIC,
    &function::TOPIC,
    &database::TOPIC,
    &time::TOPIC,
    &state::TOPIC,
];

/// What the topics have to say in a section.
pub(super) fn statements(subject: &Subject<'_>, heading: Heading) -> Vec<Statement> {
    let mut out = Vec::new();
    for topic in TOPICS {
        match heading {
            Heading::Unknown => (topic.unknown)(subject, &mut out),
            _ => (topic.happened)(subject, &mut out),
        }
    }
    out
}

/// For topics that leave nothing open.
fn nothing(_: &Subject<'_>, _: &mut Vec<Statement>) {}
