//! The finding as the topics see it.

use super::statement::Say;
use crate::{
    i18n::Text,
    json::RowId,
    knowledge::{Pack, TypeEntry},
    model::{
        Finding, FindingType,
        lens::{self, Node, RemoteIpDetails},
    },
};

/// The finding, its type taken apart, and its catalogue entry.
#[derive(Clone, Copy)]
pub struct Subject<'f> {
    /// The finding.
    pub finding: lens::Finding<'f>,
    /// Its type taken apart, where it has one.
    pub kind: Option<FindingType<'f>>,
    /// The catalogue entry of its type, where the type is known.
    pub entry: Option<&'f TypeEntry>,
}

impl<'f> Subject<'f> {
    /// The finding with what a pack knows of its type.
    pub fn of(finding: &'f Finding, pack: &'f Pack) -> Subject<'f> {
        Subject {
            finding: finding.lens(),
            kind: finding.type_string().and_then(FindingType::parse),
            entry: finding.type_string().and_then(|name| pack.types.get(name)),
        }
    }

    /// Whether it is an attack sequence.
    pub fn is_sequence(&self) -> bool {
        self.finding.service().detection().sequence().node().is_present()
    }

    /// The remote side of whichever action the finding has; several where ports were probed.
    pub fn remotes(&self) -> impl Iterator<Item = RemoteIpDetails<'f>> + use<'f> {
        let action = self.finding.service().action();
        let single = [
            action.aws_api_call_action().remote_ip_details(),
            action.network_connection_action().remote_ip_details(),
            action.kubernetes_api_call_action().remote_ip_details(),
            action.rds_login_attempt_action().remote_ip_details(),
        ];
        let probes = action.port_probe_action().port_probe_details().map(|probe| probe.remote_ip_details());
        single.into_iter().chain(probes).filter(|remote| remote.node().is_present())
    }

    /// The name of the resource concerned, the one nearest to the activity: a container rather than its instance.
    pub fn resource(&self) -> Option<lens::Text<'f>> {
        let resource = self.finding.resource();
        let container = resource.container_details();
        let kubernetes = resource.kubernetes_details().kubernetes_workload_details();
        container
            .name()
            .or_else(|| kubernetes.name())
            .or_else(|| resource.rds_db_instance_details().db_instance_identifier())
            .or_else(|| resource.rds_limitless_db_details().db_shard_group_identifier())
            .or_else(|| resource.lambda_details().function_name())
            .or_else(|| resource.ecs_cluster_details().name())
            .or_else(|| resource.instance_details().instance_id())
            .or_else(|| resource.eks_cluster_details().name())
            .or_else(|| resource.s3_bucket_details().find_map(|bucket| bucket.name()))
            .or_else(|| resource.access_key_details().user_name())
            .or_else(|| resource.access_key_details().principal_id())
            // Attack sequences and custom detection rules name their resources in the sequence.
            .or_else(|| {
                self.finding
                    .service()
                    .detection()
                    .sequence()
                    .resources()
                    .find_map(|r| r.name().or_else(|| r.uid()))
            })
    }

    /// Puts the resource into a message under the name `resource`.
    pub fn with_resource(&self, said: Say) -> Say {
        match self.resource() {
            Some(name) => said.with("resource", name),
            None => said.with("resource", Text::new("the resource", "対象リソース")),
        }
    }

    /// The rows at a wire path such as `service.action.portProbeAction.portProbeDetails[].remoteIpDetails`.
    pub fn rows_at(&self, path: &str) -> Vec<RowId> {
        self.nodes_at(path).into_iter().filter_map(Node::row).collect()
    }

    /// The values at a wire path.
    pub fn nodes_at(&self, path: &str) -> Vec<Node<'f>> {
        let mut nodes = vec![self.finding.node()];
        for step in path.split('.') {
            let (name, list) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
            let children = nodes.into_iter().filter_map(|node| node.named(name));
            nodes = match list {
                true => children.flat_map(Node::items).collect(),
                false => children.collect(),
            };
        }
        nodes
    }
}
