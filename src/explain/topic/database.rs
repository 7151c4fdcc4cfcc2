//! The database concerned.

use super::{Topic, nothing};
use crate::{
    explain::{
        Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "database",
    action_type: None,
    label: Text::new("Database", "データベース"),
    about: Text::new(
        "The Aurora or RDS database, its engine, and the database user. A database user is not an IAM principal.",
        "Aurora または RDS のデータベース、エンジン、データベースユーザーです。データベースユーザーは IAM プリンシパルとは別のものです。",
    ),
    happened,
    unknown: nothing,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let resource = subject.finding.resource();
    let (instance, limitless) = (resource.rds_db_instance_details(), resource.rds_limitless_db_details());
    let name = instance.db_instance_identifier().or_else(|| limitless.db_shard_group_identifier());
    let engine = instance.engine().or_else(|| limitless.engine());
    if let Some(name) = name {
        let said = match engine {
            Some(engine) => say(Text::new(
                "The database is {name} ({engine}).",
                "データベースは {name} です ({engine})。",
            ))
            .with("engine", engine),
            None => say(Text::new("The database is {name}.", "データベースは {name} です。")),
        };
        out.push(said.with("name", name).observed());
    }
    let user = resource.rds_db_user_details();
    if let Some(name) = user.user() {
        let said = match (user.database(), user.auth_method()) {
            (Some(database), Some(method)) => say(Text::new(
                "The database user is {name}, on the database {database}, by {method}.",
                "データベースユーザーは {name} です (データベース {database}、認証方式 {method})。",
            ))
            .with("database", database)
            .with("method", method),
            (Some(database), None) => say(Text::new(
                "The database user is {name}, on the database {database}.",
                "データベースユーザーは {name} です (データベース {database})。",
            ))
            .with("database", database),
            _ => say(Text::new("The database user is {name}.", "データベースユーザーは {name} です。")),
        };
        out.push(said.with("name", name).observed());
    }
}
