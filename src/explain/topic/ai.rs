//! AI Protection: models that were called and guardrails that acted.

use super::Topic;
use crate::{
    explain::{
        Settle, Subject,
        statement::{Statement, say},
    },
    i18n::Text,
};

pub static TOPIC: Topic = Topic {
    id: "ai",
    action_type: None,
    label: Text::new("Models and guardrails", "モデルとガードレール"),
    about: Text::new(
        "Which foundation models were called, and what the guardrail did: on the prompt (INPUT) or on the answer (OUTPUT), and by which filter.",
        "呼び出された基盤モデルと、ガードレールの動作です。プロンプト (INPUT) か応答 (OUTPUT) か、どのフィルターが働いたかが分かります。",
    ),
    happened,
    unknown,
};

fn happened(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let resource = subject.finding.resource();
    let models: Vec<_> = resource.model_details().filter_map(|m| m.model_id()).collect();
    if !models.is_empty() {
        out.push(
            say(Text::new("The models called were {models}.", "呼び出されたモデルは {models} です。"))
                .with("models", models)
                .observed(),
        );
    }
    let guardrail = resource.bedrock_guardrail_details();
    if let Some(action) = guardrail.guardrail_action() {
        let text = match action.as_str() {
            "GUARDRAIL_INTERVENED" => Text::new(
                "A Bedrock guardrail stepped in{source}.",
                "Bedrock のガードレールが介入しました{source}。",
            ),
            _ => Text::new(
                "The Bedrock guardrail did not step in{source}.",
                "Bedrock のガードレールは介入しませんでした{source}。",
            ),
        };
        let source = guardrail.guardrail_source();
        let words = match source.as_ref().map(|s| s.as_str()) {
            Some("INPUT") => Text::new(", on the prompt", " (対象はプロンプト)"),
            Some("OUTPUT") => Text::new(", on the answer", " (対象は応答)"),
            _ => Text::same(""),
        };
        out.push(say(text).with("source", words).about([action.row]).about(source.map(|s| s.row)).observed());
    }
    for filter in guardrail.content_policy_filters() {
        let (Some(kind), Some(action)) = (filter.type_(), filter.action()) else { continue };
        let said = match filter.confidence() {
            Some(confidence) => say(Text::new(
                "The filter {kind} matched with confidence {confidence}; its action was {action}.",
                "フィルター {kind} が信頼度 {confidence} で一致しました。動作は {action} です。",
            ))
            .with("confidence", confidence),
            None => say(Text::new(
                "The filter {kind} matched; its action was {action}.",
                "フィルター {kind} が一致しました。動作は {action} です。",
            )),
        };
        out.push(said.with("kind", kind).with("action", action).inferred());
    }
}

fn unknown(subject: &Subject<'_>, out: &mut Vec<Statement>) {
    let resource = subject.finding.resource();
    let row = resource
        .model_details()
        .find_map(|m| m.node().row())
        .or_else(|| resource.bedrock_guardrail_details().node().row());
    if let Some(row) = row {
        out.push(
            say(Text::new(
                "What was asked and answered, and what it cost. Bedrock's model invocation logging holds prompts and answers, if it was on; Cost Explorer holds the bill.",
                "何を質問し、何が返されたか、費用はいくらか。プロンプトと応答は、有効にしていれば Bedrock のモデル呼び出しログに、費用は Cost Explorer にあります。",
            ))
            .about([row])
            .unknowable(Settle::Logs(&["model-invocations"])),
        );
    }
}
