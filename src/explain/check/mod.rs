//! Could it be harmless? Questions that an analyst asks of a finding, each answered on the finding itself, on the others
//! loaded with it, and on the reader's context file.
//!
//! A check must not clear an attacker. The rules, each held by a test in `tests.rs`:
//! - Only a sample mark and `confidence` 0 point strongly to harmless: GuardDuty writes both.
//! - What the caller controls (user agent, session name, process, host, path, domain) may raise, never lower.
//! - Amazon's own network is never harmless evidence: everyone can rent an address there.
//! - That an address stands on no trusted list cannot be read: GuardDuty raises nothing for those that do.
//! - `errorCode` is one call's result. The others are read one by one, and refusals may be probing.
//! - Whose credentials they are, or which AWS service they were used from, says nothing of who held them.
//! - `blocked: false` does not prove success and a missing `confidence` confirms nothing: neither is an answer.
//! - `affiliated` lowers and never clears.
//! - Silence is no end: age is judged at a stated reference time and never lowers.
//!
//! A page is read in ten seconds: what a topic says already is not said again here, only weighed, and what would stand on
//! nearly every page is left out.

mod calls;
mod case;
mod leaning;

mod account_owner;
mod acting_resource;
mod affiliated_account;
mod allowed_scanner;
mod amazon_network;
mod anonymous;
mod archived;
mod blinding_calls;
mod blocked;
mod calls_failed;
mod calls_succeeded;
mod change_window;
mod cluster_admin;
mod confidence;
mod credentials_left;
mod database_login;
mod deleted_binary;
mod disguised_process;
mod documentation_remote;
mod domain_reputation;
mod eicar;
mod emergency_role;
mod exposed_instance;
mod familiar_network;
mod foreign_principal;
mod generated_domain;
mod host_access;
mod judged_before;
mod key_kind;
mod known_tool;
mod login_session;
mod mfa;
mod new_place;
mod node_identity;
mod outside_account;
mod own_account;
mod own_network;
mod persistence_calls;
mod pipeline_role;
mod placeholder_names;
mod pod_token_outside;
mod private_remote;
mod privileged_container;
mod public_bucket;
mod recency;
mod remote_login;
mod repetition;
mod root;
mod same_address;
mod same_credentials;
mod same_resource;
mod sample;
mod sequence_member;
mod server_shell;
mod service_caller;
mod service_linked_role;
mod test_domain;
mod threat_list;
mod tor;
mod tunnel_domain;
mod two_countries;
mod unreadable_hash;
mod unusual_network;
mod user_agent;
mod writable_path;

pub use case::{Case, Peer, Surroundings};
pub use leaning::{Leaning, Strength, Weigh, Weighed};

use super::Statement;
use crate::i18n::Text;
use crate::order::Order;

/// A question about a finding that points to a harmless cause or to an attack.
pub struct Check {
    /// A stable name.
    pub id: &'static str,
    /// The question.
    pub label: Text,
    /// The answer; nothing where the question does not arise.
    pub evaluate: fn(&Case<'_>) -> Option<Answer>,
}

/// The answer of a check.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which way it points; [`Leaning::Open`] where it cannot be evaluated.
    pub leaning: Leaning,
    /// What was found, with its evidence; for an open question, why it is open.
    pub statement: Statement,
    /// What would turn it: a template over the statement's own values.
    pub turn: Text,
}

/// Every check. Among those that point equally strongly this is the order on the page.
pub static CHECKS: &[&Check] = &[
    &sample::CHECK,
    &sequence_member::CHECK,
    &credentials_left::CHECK,
    &tor::CHECK,
    &anonymous::CHECK,
    &database_login::CHECK,
    &deleted_binary::CHECK,
    &server_shell::CHECK,
    &calls_succeeded::CHECK,
    &persistence_calls::CHECK,
    &blinding_calls::CHECK,
    &root::CHECK,
    &outside_account::CHECK,
    &pod_token_outside::CHECK,
    &node_identity::CHECK,
    &acting_resource::CHECK,
    &threat_list::CHECK,
    &unusual_network::CHECK,
    &new_place::CHECK,
    &two_countries::CHECK,
    &same_credentials::CHECK,
    &same_resource::CHECK,
    &same_address::CHECK,
    &known_tool::CHECK,
    &writable_path::CHECK,
    &disguised_process::CHECK,
    &user_agent::CHECK,
    &tunnel_domain::CHECK,
    &generated_domain::CHECK,
    &domain_reputation::CHECK,
    &foreign_principal::CHECK,
    &key_kind::CHECK,
    &mfa::CHECK,
    &cluster_admin::CHECK,
    &privileged_container::CHECK,
    &host_access::CHECK,
    &exposed_instance::CHECK,
    &own_network::CHECK,
    &allowed_scanner::CHECK,
    &own_account::CHECK,
    &pipeline_role::CHECK,
    &change_window::CHECK,
    &eicar::CHECK,
    &affiliated_account::CHECK,
    &service_caller::CHECK,
    &service_linked_role::CHECK,
    &familiar_network::CHECK,
    &judged_before::CHECK,
    &emergency_role::CHECK,
    &account_owner::CHECK,
    &calls_failed::CHECK,
    &private_remote::CHECK,
    &documentation_remote::CHECK,
    &amazon_network::CHECK,
    &placeholder_names::CHECK,
    &test_domain::CHECK,
    &public_bucket::CHECK,
    &login_session::CHECK,
    &blocked::CHECK,
    &repetition::CHECK,
    &recency::CHECK,
    &unreadable_hash::CHECK,
    &archived::CHECK,
    &confidence::CHECK,
    &remote_login::CHECK,
];

/// What the checks that apply have to say, the most telling first.
pub fn statements(case: &Case<'_>) -> Vec<Statement> {
    let mut out: Vec<(Leaning, Statement)> = CHECKS
        .iter()
        .filter_map(|check| {
            let Answer { leaning, mut statement, turn } = (check.evaluate)(case)?;
            statement.weigh = Some(Weigh { check: check.id, question: check.label, leaning, turn });
            Some((leaning, statement))
        })
        .collect();
    out.order_by_key(|(leaning, _)| leaning.rank());
    out.into_iter().map(|(_, statement)| statement).collect()
}

/// What a check is written with.
mod prelude {
    pub use super::{
        Answer, Case, Check,
        Leaning::{Attack, Harmless, Neither, Open},
        Strength::{Moderate, Strong, Weak},
    };
    pub use crate::{
        explain::{
            Settle, Statement,
            statement::{Value, say},
        },
        i18n::Text,
    };

    /// What would turn a tie between findings.
    pub const ONE_CAUSE: Text = Text::new(
        "One cause that explains all of them, such as an announced test.",
        "予告されたテストなど、すべてを説明できる 1 つの原因がある場合。",
    );

    /// Names of types as one value.
    pub fn names<'t>(types: impl IntoIterator<Item = &'t str>) -> Value {
        Value::List(types.into_iter().map(|name| Value::Raw(name.to_owned())).collect())
    }

    /// The answer of a check that applies.
    pub fn answer(leaning: super::Leaning, statement: Statement, turn: Text) -> Option<Answer> {
        Some(Answer { leaning, statement, turn })
    }
}

#[cfg(test)]
#[cfg(feature = "packs")]
mod tests;
