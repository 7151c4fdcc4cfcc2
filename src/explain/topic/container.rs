//! The container concerned.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "container",
    action_type: None,
    label: Text::new("Container", "コンテナ"),
    about: Text::new(
        "The container and its image. An image name with a tag says what was asked for; the image's digest, not in every finding, says what ran.",
        "コンテナとイメージです。タグ付きのイメージ名は指定された内容を示すだけで、実際に動いたものはダイジェストで決まります (記載がない場合もあります)。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let container = subject.finding.resource().container_details();
    let Some(name) = container.name().or_else(|| container.id()) else { return };
    let said = match container.image() {
        Some(image) => say(Text::new(
            "The container is {name}, from the image {image}.",
            "コンテナは {name} で、イメージは {image} です。",
        ))
        .with("image", image),
        None => say(Text::new("The container is {name}.", "コンテナは {name} です。")),
    };
    out.push(said.with("name", name).observed());
}
