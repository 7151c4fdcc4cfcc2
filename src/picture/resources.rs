//! The resources of a finding as nodes, the one nearest to the activity first.

use super::{drawing::Tone, node::Node};
use crate::{
    explain::{Reader, Subject},
    i18n::Text,
    model::{Arn, lens},
};

/// What a finding is about. Credentials are left out: they are who, not to what.
pub fn resources(subject: &Subject<'_>, reader: &Reader<'_>) -> Vec<Node> {
    let resource = subject.finding.resource();
    let mut out = Vec::new();
    let mut push = |kind: Text, name: Option<lens::Text<'_>>, more: &dyn Fn(Node) -> Node| {
        out.extend(name.map(|name| more(Node::new(reader, kind, Tone::Target, &name))));
    };
    for bucket in resource.s3_bucket_details() {
        let objects: Vec<_> =
            bucket.s3_object_details().filter_map(|o| o.key().or_else(|| o.object_arn())).collect();
        let access = bucket.public_access().effective_permission();
        push(BUCKET, bucket.name().or_else(|| bucket.arn()), &|node| {
            node.note(
                reader,
                Text::new("object {x}", "オブジェクト {x}"),
                (!objects.is_empty()).then(|| objects.clone()),
            )
            .note(
                reader,
                Text::new("effective permission {x}", "実効的な権限 {x}"),
                access.clone(),
            )
        });
    }
    let container = resource.container_details();
    push(CONTAINER, container.name().or_else(|| container.id()), &|node| {
        node.note(reader, Text::new("image {x}", "イメージ {x}"), container.image())
    });
    let workload = resource.kubernetes_details().kubernetes_workload_details();
    push(WORKLOAD, workload.name(), &|node| {
        node.note(reader, Text::same("{x}"), workload.type_()).note(
            reader,
            Text::new("namespace {x}", "名前空間 {x}"),
            workload.namespace(),
        )
    });
    let eks = resource.eks_cluster_details();
    push(Text::new("EKS cluster", "EKS クラスター"), eks.name().or_else(|| eks.arn()), &|node| node);
    let ecs = resource.ecs_cluster_details();
    push(Text::new("ECS cluster", "ECS クラスター"), ecs.name().or_else(|| ecs.arn()), &|node| {
        node.note(reader, Text::new("task {x}", "タスク {x}"), ecs.task_details().arn())
    });
    let function = resource.lambda_details();
    push(
        Text::new("Lambda function", "Lambda 関数"),
        function.function_name().or_else(|| function.function_arn()),
        &|node| node.note(reader, Text::new("role {x}", "ロール {x}"), function.role()),
    );
    let database = resource.rds_db_instance_details();
    push(Text::new("Database", "データベース"), database.db_instance_identifier(), &|node| {
        node.note(reader, Text::same("{x}"), database.engine()).note(
            reader,
            Text::new("cluster {x}", "クラスター {x}"),
            database.db_cluster_identifier(),
        )
    });
    let limitless = resource.rds_limitless_db_details();
    push(Text::new("Database", "データベース"), limitless.db_shard_group_identifier(), &|node| {
        node.note(reader, Text::same("{x}"), limitless.engine())
    });
    let instance = resource.instance_details();
    push(INSTANCE, instance.instance_id(), &|node| {
        let name = instance.tags().find(|tag| tag.key().is_some_and(|key| key.as_str() == "Name"));
        let profile = instance.iam_instance_profile().arn().map(|arn| {
            let name = Arn::parse(arn.as_str()).map_or(arn.as_str(), |parsed| parsed.name()).to_owned();
            (crate::explain::statement::Value::Raw(name), arn.row)
        });
        node.note(reader, Text::same("{x}"), name.and_then(|tag| tag.value())).note(
            reader,
            Text::new("profile {x}", "プロファイル {x}"),
            profile,
        )
    });
    push(
        Text::new("EBS snapshot", "EBS スナップショット"),
        resource.ebs_snapshot_details().snapshot_arn(),
        &|node| node,
    );
    push(Text::same("AMI"), resource.ec2_image_details().image_arn(), &|node| node);
    let point = resource.recovery_point_details();
    push(Text::new("Recovery point", "復旧ポイント"), point.recovery_point_arn(), &|node| {
        node.note(reader, Text::new("vault {x}", "ボールト {x}"), point.backup_vault_name())
    });
    for model in resource.model_details() {
        push(Text::new("Model", "モデル"), model.model_id(), &|node| node);
    }
    push(
        Text::new("Guardrail", "ガードレール"),
        resource.bedrock_guardrail_details().guardrail_arn(),
        &|node| node,
    );
    out
}

pub const INSTANCE: Text = Text::new("EC2 instance", "EC2 インスタンス");
pub const BUCKET: Text = Text::new("S3 bucket", "S3 バケット");
pub const CONTAINER: Text = Text::new("Container", "コンテナ");
pub const WORKLOAD: Text = Text::new("Workload", "ワークロード");

/// What a resource of a sequence is, by the model's `FindingResourceType`; unknown kinds are shown as they are written.
pub fn kind_of(name: &str) -> Text {
    match name {
        "EC2_INSTANCE" => INSTANCE,
        "EC2_NETWORK_INTERFACE" => Text::new("Network interface", "ネットワークインターフェイス"),
        "S3_BUCKET" => BUCKET,
        "S3_OBJECT" => Text::new("S3 object", "S3 オブジェクト"),
        "ACCESS_KEY" => Text::new("Access key", "アクセスキー"),
        "EKS_CLUSTER" => Text::new("EKS cluster", "EKS クラスター"),
        "KUBERNETES_WORKLOAD" => WORKLOAD,
        "CONTAINER" => CONTAINER,
        "ECS_CLUSTER" => Text::new("ECS cluster", "ECS クラスター"),
        "ECS_TASK" => Text::new("ECS task", "ECS タスク"),
        "IAM_INSTANCE_PROFILE" => Text::new("Instance profile", "インスタンスプロファイル"),
        "EC2_LAUNCH_TEMPLATE" => Text::new("Launch template", "起動テンプレート"),
        "EC2_VPC" => Text::same("VPC"),
        "EC2_IMAGE" => Text::same("AMI"),
        "CLOUDFORMATION_STACK" => Text::new("CloudFormation stack", "CloudFormation スタック"),
        "AUTOSCALING_AUTO_SCALING_GROUP" => Text::new("Auto Scaling group", "Auto Scaling グループ"),
        "BEDROCK_GUARDRAIL" => Text::new("Guardrail", "ガードレール"),
        _ => Text::new("Resource", "リソース"),
    }
}
