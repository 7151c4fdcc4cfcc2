//! The ECS cluster and task concerned.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
    model::Arn,
};

pub static TOPIC: Topic = Topic {
    id: "ecs-task",
    action_type: None,
    label: Text::new("ECS cluster and task", "ECS クラスターとタスク"),
    about: Text::new(
        "The cluster, the task and its definition. Other tasks from the same image share its fate if the image is the problem.",
        "クラスター、タスク、タスク定義です。イメージが原因なら、同じイメージの他のタスクも同様に影響を受けます。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let cluster = subject.finding.resource().ecs_cluster_details();
    if let Some(name) = cluster.name() {
        out.push(
            say(Text::new("The ECS cluster is {name}.", "ECS クラスターは {name} です。"))
                .with("name", name)
                .observed(),
        );
    }
    let task = cluster.task_details();
    if let Some(definition) = task.definition_arn() {
        let name = Arn::parse(definition.as_str()).map_or(definition.as_str(), |arn| arn.resource).to_owned();
        let shown = (crate::explain::statement::Value::Raw(name), definition.row);
        let said = match task.launch_type() {
            Some(launch) => say(Text::new(
                "The task runs {definition} on {launch}.",
                "タスクは {launch} で {definition} を実行しています。",
            ))
            .with("launch", launch),
            None => say(Text::new("The task runs {definition}.", "タスクは {definition} を実行しています。")),
        };
        out.push(said.with("definition", shown).observed());
    }
    let images: Vec<_> = task.containers().filter_map(|c| c.image()).collect();
    if !images.is_empty() {
        out.push(
            say(Text::new("Images: {images}.", "イメージは {images} です。"))
                .with("images", images)
                .observed(),
        );
    }
}
