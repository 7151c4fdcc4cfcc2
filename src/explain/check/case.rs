//! What a check looks at: the finding, and what is loaded beside it.

use crate::{
    context::Context,
    explain::{Subject, Version},
    json::RowId,
    model::{
        Finding, Timestamp,
        lens::{self, RemoteIpDetails},
    },
    store::identity,
};
use std::{borrow::Cow, collections::BTreeSet};

/// What stands around a finding while it is explained. The default is nothing: the finding alone.
#[derive(Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The reader's context file.
    pub context: Option<&'a Context>,
    /// The findings that are loaded, this one included or not.
    pub peers: &'a [Peer<'a>],
    /// The time at which age is judged; without it, the newest update among the finding and its peers.
    pub at: Option<Timestamp>,
    /// The account of the event that the finding came in.
    pub event_account: Option<&'a str>,
    /// Other versions and copies of this finding that are loaded, in any order.
    pub versions: &'a [Version],
    /// How many more are loaded that are earlier than all of those.
    pub unread: u32,
    /// How many findings are loaded, where that is known: peers may be only those that this one is compared with.
    pub loaded: u32,
}

/// What checks compare of a finding that is loaded beside the one explained.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Peer<'a> {
    /// The [`identity`] of its id; how a finding knows itself among its peers.
    pub id: Option<u128>,
    /// Its type.
    pub type_string: Cow<'a, str>,
    /// Its account.
    pub account: Cow<'a, str>,
    /// The user name or principal whose credentials it concerns.
    pub principal: Option<Cow<'a, str>>,
    /// The access key id.
    pub key: Option<Cow<'a, str>>,
    /// The remote addresses.
    pub addresses: Vec<Cow<'a, str>>,
    /// The country of the first remote address, as GuardDuty names it.
    pub country: Option<Cow<'a, str>>,
    /// The resource nearest to the activity.
    pub resource: Option<Cow<'a, str>>,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is marked as a sample.
    pub sample: bool,
    /// When the activity was first seen.
    pub first: Option<Timestamp>,
    /// When it was last seen.
    pub last: Option<Timestamp>,
    /// When the finding was updated.
    pub updated: Option<Timestamp>,
}

impl Peer<'static> {
    /// What checks compare of a finding.
    pub fn of(finding: &Finding) -> Self {
        let lens = finding.lens();
        let subject = Subject { finding: lens, kind: None, entry: None };
        let case = Case { subject, around: Surroundings::default() };
        let own = |text: Option<lens::Text<'_>>| text.map(|t| Cow::Owned(t.value.into_owned()));
        let remotes: Vec<_> = subject.remotes().collect();
        Peer {
            id: lens.id().map(|id| identity(id.as_str())),
            type_string: own(lens.type_()).unwrap_or_default(),
            account: own(lens.account_id()).unwrap_or_default(),
            principal: own(case.principal()),
            key: own(case.key()),
            country: remotes.iter().find_map(|r| own(r.country().country_name())),
            addresses: remotes
                .into_iter()
                .filter_map(RemoteIpDetails::address)
                .filter_map(|ip| own(Some(ip)))
                .collect(),
            resource: own(subject.resource()),
            archived: lens.service().archived().is_some_and(|a| a.value),
            sample: case.is_sample(),
            first: time(lens.service().event_first_seen()),
            last: time(lens.service().event_last_seen()),
            updated: time(lens.updated_at()),
        }
    }
}

impl Peer<'_> {
    /// Whether it concerns the credentials of this access key id or name.
    pub fn concerns(&self, credentials: &str) -> bool {
        [&self.key, &self.principal].into_iter().any(|own| own.as_deref() == Some(credentials))
    }
}

/// The finding as the checks see it.
#[derive(Clone, Copy)]
pub struct Case<'f> {
    /// The finding.
    pub subject: Subject<'f>,
    /// What stands around it.
    pub around: Surroundings<'f>,
}

impl<'f> Case<'f> {
    /// The finding.
    pub fn finding(&self) -> lens::Finding<'f> {
        self.subject.finding
    }

    /// The service part of the finding.
    pub fn service(&self) -> lens::Service<'f> {
        self.finding().service()
    }

    /// The resource part of the finding.
    pub fn resource(&self) -> lens::Resource<'f> {
        self.finding().resource()
    }

    /// The reader's context file.
    pub fn context(&self) -> Option<&'f Context> {
        self.around.context
    }

    /// Whether GuardDuty marks it as a sample.
    pub fn is_sample(&self) -> bool {
        self.service().additional_info().sample().is_some_and(|s| s.value)
    }

    /// Whether the family of the type is this one, and the row of the type.
    pub fn family(&self, family: &str) -> Option<RowId> {
        self.subject.kind.filter(|kind| kind.family == family)?;
        self.finding().type_().map(|t| t.row)
    }

    /// Whether the activity went out from the resource, and the row that says so. The remote side is then the target.
    pub fn outward(&self) -> Option<RowId> {
        let service = self.service();
        let role = service.resource_role().filter(|role| role.as_str() == "ACTOR");
        let direction = service.action().network_connection_action().connection_direction();
        let out = direction.filter(|direction| direction.as_str().eq_ignore_ascii_case("OUTBOUND"));
        role.or(out).map(|text| text.row)
    }

    /// Every remote address, each once: of the action, of the hops that a Kubernetes request names, of an attack
    /// sequence's endpoints.
    pub fn addresses(&self) -> Vec<lens::Text<'f>> {
        let endpoints = self.service().detection().sequence().endpoints().filter_map(|e| e.ip());
        let hops = self.service().action().kubernetes_api_call_action().source_ips();
        let mut out: Vec<lens::Text<'f>> = Vec::new();
        for ip in self
            .subject
            .remotes()
            .filter_map(RemoteIpDetails::address)
            .chain(hops.filter_map(|hop| hop.text()))
            .chain(endpoints)
        {
            if !out.iter().any(|known| known.value == ip.value) {
                out.push(ip);
            }
        }
        out
    }

    /// The remote addresses with what each of them is by the context file; nothing where one of them is nothing. One
    /// address of the reader's own beside a stranger's clears nothing, and the hops of a Kubernetes request are written by
    /// the client.
    pub fn all_known<T>(&self, known: impl Fn(&str) -> Option<T>) -> Option<Vec<(lens::Text<'f>, T)>> {
        let addresses = self.addresses().into_iter();
        let all: Option<Vec<_>> = addresses.map(|ip| known(ip.as_str()).map(|what| (ip, what))).collect();
        all.filter(|all| !all.is_empty())
    }

    /// The name of the IAM user or role of this account whose credentials were used. Not a Kubernetes user name: clusters
    /// may make those from session names, which the caller chooses.
    pub fn iam_name(&self) -> Option<lens::Text<'f>> {
        let key = self.resource().access_key_details();
        let foreign = key.user_type().is_some_and(|kind| kind.as_str() == "AWSAccount");
        key.user_name().filter(|_| !foreign)
    }

    /// The user name, else the principal id, whose credentials the finding concerns.
    pub fn principal(&self) -> Option<lens::Text<'f>> {
        let key = self.resource().access_key_details();
        let user = self.resource().kubernetes_details().kubernetes_user_details();
        key.user_name()
            .or_else(|| key.principal_id())
            .or_else(|| user.username())
            .or_else(|| self.service().detection().sequence().actors().find_map(|actor| actor.user().name()))
    }

    /// The access key id.
    pub fn key(&self) -> Option<lens::Text<'f>> {
        let actors = self.service().detection().sequence();
        let id = self.resource().access_key_details().access_key_id();
        id.or_else(|| actors.actors().find_map(|actor| actor.user().credential_uid()))
    }

    /// The findings that are loaded beside this one. Samples are compared with samples only.
    pub fn peers(&self) -> impl Iterator<Item = &'f Peer<'f>> + Clone + use<'f> {
        let own = self.finding().id().map(|id| identity(id.as_str()));
        let sample = self.is_sample();
        self.around.peers.iter().filter(move |peer| peer.id != own && peer.sample == sample)
    }

    /// The types of loaded findings of this account and of other types that have something in common with this one, each
    /// once, and the rows that say what this one is.
    pub fn other_types(&self, common: impl Fn(&Peer<'_>) -> bool) -> Option<(BTreeSet<&'f str>, [RowId; 2])> {
        let (account, kind) = (self.finding().account_id()?, self.finding().type_()?);
        let others = self.peers().filter(|peer| {
            peer.account == account.as_str() && peer.type_string != kind.as_str() && common(peer)
        });
        let types = crate::order::set(others.map(|peer| &*peer.type_string));
        (!types.is_empty()).then_some((types, [account.row, kind.row]))
    }

    /// The time at which age is judged.
    pub fn at(&self) -> Option<Timestamp> {
        let own = time(self.finding().updated_at());
        let newest = || self.around.peers.iter().filter_map(|peer| peer.updated).max();
        self.around.at.or_else(|| own.max(newest()))
    }

    /// What the indicators of an attack sequence hold under a key.
    pub fn indicators(&self, key: &str) -> Vec<lens::Text<'f>> {
        let sequence = self.service().detection().sequence();
        let of = sequence
            .sequence_indicators()
            .filter(|indicator| indicator.key().is_some_and(|k| k.as_str() == key));
        of.flat_map(|indicator| indicator.values().filter_map(|value| value.text())).collect()
    }
}

/// A time that the model types as a string.
pub fn time(text: Option<lens::Text<'_>>) -> Option<Timestamp> {
    text.and_then(|t| Timestamp::parse(t.as_str()))
}
