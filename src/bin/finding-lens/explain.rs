//! `finding-lens explain`

use crate::{input, show};
use clap::ValueEnum;
use finding_lens::{
    context::Context,
    explain::{
        Basis, Heading, Peer, Reader, Rendered, Surroundings,
        check::{Strength, Weighed},
        explain,
    },
    i18n::{
        Lang,
        ui::{finding, plan as words},
    },
    ingest::Record,
    json::{Document, RowId},
    knowledge::Pack,
    model::{Band, Finding},
    respond::{Command, Labelled, Language, LeftOut, Plan, Step},
};
use serde_json::{Value, json};

/// How the explanation is written.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub enum Format {
    /// For the eye.
    Text,
    /// For a ticket.
    Markdown,
    /// One JSON object a finding.
    Json,
}

/// Explains every finding, or the one with the id. All are read before the first is explained: checks compare them.
pub fn run(files: &[String], lang: Lang, format: Format, id: Option<&str>, context: Option<&str>) -> u8 {
    let pack = match Pack::embedded(lang) {
        Ok(pack) => pack,
        Err(error) => {
            eprintln!("finding-lens: {error}");
            return 2;
        }
    };
    let context = match context.map(|name| read_context(name, lang)).transpose() {
        Ok(context) => context,
        Err(why) => {
            eprintln!("{why}");
            return 2;
        }
    };
    let reader = Reader { lang, offset: None, pack: &pack };
    let mut records = Vec::new();
    let mut peers = Vec::new();
    let outcome = input::each(files, lang, |_, record| {
        peers.push(Peer::of(&Finding::open(record.dialect, &record.text)));
        records.push(record);
    });
    let mut found = false;
    for (record, _) in records.iter().zip(&peers).filter(|(_, peer)| id.is_none_or(|id| peer.id == id)) {
        found = true;
        let finding = Finding::open(record.dialect, &record.text);
        let event_account = record.event_account();
        let around = Surroundings { context: context.as_ref(), peers: &peers, at: None, event_account };
        let sections = sections(&finding, &reader, &around);
        match format {
            Format::Json => println!("{}", as_json(&finding, record, &reader, sections)),
            Format::Text => as_text(&finding, &reader, sections),
            Format::Markdown => as_markdown(&finding, &reader, sections),
        }
    }
    match id {
        Some(id) if !found => {
            eprintln!("finding-lens: no finding has the id {id}");
            2
        }
        _ => outcome.code(),
    }
}

/// The reader's context file, or each of its faults on a line.
fn read_context(name: &str, lang: Lang) -> Result<Context, String> {
    let bytes = std::fs::read(name).map_err(|error| format!("{name}: {error}"))?;
    Context::read(&bytes).map_err(|error| {
        let faults = error.message(lang);
        faults.lines().map(|fault| format!("{name}: {fault}")).collect::<Vec<_>>().join("\n")
    })
}

/// A section's slug, heading and statements in words.
type Told = (&'static str, &'static str, Vec<Rendered>);

fn sections(finding: &Finding, reader: &Reader<'_>, around: &Surroundings<'_>) -> Vec<Told> {
    let entry = finding.type_string().and_then(|name| reader.pack.types.get(name));
    let rendered = explain(finding, reader.pack, around).into_iter().map(|section| {
        let said = section.statements.iter().map(|statement| reader.render(statement, entry)).collect();
        (section.heading.slug(), section.heading.label().get(reader.lang), said)
    });
    rendered.collect()
}

/// On what a statement rests and, for a check, which way it points: `Observed · Points to an attack (weak)`.
fn grounds(said: &Rendered, lang: Lang) -> String {
    let basis = said.basis.label().get(lang);
    match &said.weigh {
        Some(weigh) => format!("{basis} · {}", weigh.leaning.words(lang)),
        None => basis.to_owned(),
    }
}

/// What would turn a check.
fn turn(weigh: &Weighed, lang: Lang, value: fn(&str) -> String) -> String {
    let spans = weigh.turn.iter();
    let text: String =
        spans.map(|span| if span.value { value(&span.text) } else { span.text.clone() }).collect();
    format!("{}: {text}", finding::TURN.get(lang))
}

fn head(finding: &Finding, lang: Lang) -> (String, String) {
    let lens = finding.lens();
    let title = lens.title().or_else(|| lens.type_()).map(|t| t.value.into_owned()).unwrap_or_default();
    let kind = finding.type_string().unwrap_or_default();
    let severity = lens
        .severity()
        .map(|s| format!("{} {}", Band::of(s.value).label().get(lang), s.value))
        .unwrap_or_default();
    (title, format!("{kind} · {severity}"))
}

fn as_text(finding: &Finding, reader: &Reader<'_>, sections: Vec<Told>) {
    let lang = reader.lang;
    let (title, line) = head(finding, lang);
    println!("{}\n{}\n", show::plain(&title), show::plain(&line));
    for (slug, label, statements) in sections {
        println!("{label}");
        if slug == Heading::Next.slug() {
            steps_as_text(&Plan::of(finding, reader.pack), reader.lang);
        }
        for said in statements {
            println!("  [{}] {}", grounds(&said, lang), show::plain(&said.text()));
            if let Some(weigh) = &said.weigh {
                println!("      {}", turn(weigh, lang, show::plain));
            }
        }
        println!();
    }
}

fn as_markdown(finding: &Finding, reader: &Reader<'_>, sections: Vec<Told>) {
    let lang = reader.lang;
    let (title, line) = head(finding, lang);
    println!("# {}\n\n{}\n", show::markdown(&title), show::markdown(&line));
    for (slug, label, statements) in sections {
        println!("## {label}\n");
        if slug == Heading::Next.slug() {
            steps_as_markdown(&Plan::of(finding, reader.pack), reader.lang);
        }
        for said in statements {
            let words: String = said
                .spans
                .iter()
                .map(|span| if span.value { show::markdown(&span.text) } else { span.text.clone() })
                .collect();
            println!("- {words} ({})", grounds(&said, lang));
            if let Some(weigh) = &said.weigh {
                println!("  - {}", turn(weigh, lang, show::markdown));
            }
        }
        println!();
    }
}

fn as_json(finding: &Finding, record: &Record, reader: &Reader<'_>, sections: Vec<Told>) -> Value {
    let statement = |said: Rendered| {
        let evidence: Vec<Value> =
            said.rows.iter().map(|&row| evidence(finding.document(), row, record)).collect();
        let mut told = json!({ "text": said.text(), "kind": said.basis.slug(), "evidence": evidence });
        if let (Some(weigh), Some(told)) = (&said.weigh, told.as_object_mut()) {
            let turn: String = weigh.turn.iter().map(|span| span.text.as_str()).collect();
            let check = json!({
                "id": weigh.check,
                "question": weigh.question,
                "points": weigh.leaning.slug(),
                "strength": weigh.leaning.strength().map(Strength::slug),
                "turn": turn,
            });
            told.insert("check".to_owned(), check);
        }
        told
    };
    let sections: Vec<Value> = sections
        .into_iter()
        .map(|(slug, label, statements)| {
            let statements: Vec<Value> = statements.into_iter().map(statement).collect();
            json!({ "section": slug, "label": label, "statements": statements })
        })
        .collect();
    json!({
        "version": 1,
        "id": finding.lens().id().map(|id| id.value.into_owned()),
        "type": finding.type_string(),
        "envelope": record.envelopes.iter().map(|envelope| envelope.id).collect::<Vec<_>>(),
        "lang": reader.lang.tag(),
        "sections": sections,
        "plan": plan_as_json(&Plan::of(finding, reader.pack), finding, record),
    })
}

/// The parts of a plan with their headings.
fn parts(plan: &Plan, lang: Lang) -> [(&'static str, &[Step]); 2] {
    [
        (words::LOOK_UPS.get(lang), plan.look_ups.as_slice()),
        (words::CONTAINMENT.get(lang), plan.containment.as_slice()),
    ]
}

fn steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.look_ups.iter().chain(&plan.containment)
}

/// The logs that commands read, each once: several read the same.
fn logs<'p>(commands: impl Iterator<Item = &'p Command>) -> Vec<&'p [Labelled]> {
    let mut out: Vec<&[Labelled]> = Vec::new();
    for log in commands.map(|command| command.log.as_slice()).filter(|log| !log.is_empty()) {
        if !out.contains(&log) {
            out.push(log);
        }
    }
    out
}

/// The name of the log that a command reads.
fn log_name(command: &Command) -> Option<&Labelled> {
    command.log.first()
}

fn steps_as_text(plan: &Plan, lang: Lang) {
    let general = Basis::General.label().get(lang);
    for question in &plan.decides {
        println!("  [{general}] {question}");
    }
    for (label, steps) in parts(plan, lang) {
        println!("\n  {label}");
        for (step, number) in steps.iter().zip(1..) {
            println!("  {number}. {}\n     {}", show::plain(&step.title), show::plain(&step.why));
            for note in &step.notes {
                println!("     {}", show::plain(note));
            }
            if let Some(command) = step.command(Language::Bash) {
                println!("     {}:", command.language.label().get(lang));
                command.text.lines().for_each(|line| println!("       {}", show::plain(line)));
            }
            for fact in step.facts.iter().chain(step.command(Language::Bash).and_then(log_name)) {
                println!("     {}: {}", fact.label, show::plain(&fact.text));
            }
        }
    }
    println!("\n  {}", words::LOGS.get(lang));
    for log in logs(steps(plan).filter_map(|step| step.command(Language::Bash))) {
        for (at, fact) in log.iter().enumerate() {
            let indent = if at == 0 { "  - " } else { "    " };
            println!("{indent}{}: {}", fact.label, fact.text);
        }
    }
    for left in &plan.left_out {
        println!("  {}", left.text);
    }
    println!();
}

fn steps_as_markdown(plan: &Plan, lang: Lang) {
    for question in &plan.decides {
        println!("- {question} ({})", Basis::General.label().get(lang));
    }
    for (label, steps) in parts(plan, lang) {
        println!("\n### {label}\n");
        for (step, number) in steps.iter().zip(1..) {
            println!("{number}. **{}** {}\n", show::markdown(&step.title), show::markdown(&step.why));
            for note in &step.notes {
                println!("   {}\n", show::markdown(note));
            }
            for command in &step.commands {
                let fence = show::fence(&command.text);
                let log = log_name(command).map(|log| format!(" ({})", log.text)).unwrap_or_default();
                println!(
                    "   {}{log}\n\n   {fence}{}",
                    command.language.label().get(lang),
                    command.language.slug()
                );
                command.text.lines().for_each(|line| println!("   {}", show::plain(line)));
                println!("   {fence}\n");
            }
            for fact in &step.facts {
                println!("   - {}: {}", fact.label, show::markdown(&fact.text));
            }
            println!();
        }
    }
    println!("### {}\n", words::LOGS.get(lang));
    for log in logs(steps(plan).flat_map(|step| &step.commands)) {
        let facts: Vec<String> = log.iter().map(|fact| format!("{}: {}", fact.label, fact.text)).collect();
        println!("- {}", facts.join(" · "));
    }
    for left in &plan.left_out {
        println!("- {}", left.text);
    }
    println!();
}

fn plan_as_json(plan: &Plan, finding: &Finding, record: &Record) -> Value {
    let facts = |facts: &[Labelled]| -> Vec<Value> {
        facts.iter().map(|fact| json!({ "label": fact.label, "text": fact.text })).collect()
    };
    let rows = |rows: &[RowId]| -> Vec<Value> {
        rows.iter().map(|&row| evidence(finding.document(), row, record)).collect()
    };
    let steps = |steps: &[Step]| -> Vec<Value> {
        let command = |command: &Command| json!({ "language": command.language.slug(), "text": command.text, "log": facts(&command.log) });
        steps
            .iter()
            .map(|step| {
                json!({
                    "id": step.id,
                    "title": step.title,
                    "why": step.why,
                    "facts": facts(&step.facts),
                    "notes": step.notes,
                    "commands": step.commands.iter().map(command).collect::<Vec<_>>(),
                    "evidence": rows(&step.rows),
                })
            })
            .collect()
    };
    let left = |left: &LeftOut| json!({ "text": left.text, "evidence": rows(&left.rows) });
    json!({
        "decides": plan.decides,
        "lookUps": steps(&plan.look_ups),
        "containment": steps(&plan.containment),
        "leftOut": plan.left_out.iter().map(left).collect::<Vec<_>>(),
    })
}

/// Where a row stands in the input: a pointer, and for what stands in a string or on a line of its own, within what.
fn evidence(document: &Document, row: RowId, record: &Record) -> Value {
    let place = record.place.pointer.join(&document.pointer(row));
    let mut within = (record.place.line > 1 || record.place.offset > 0)
        .then(|| json!({ "line": record.place.line, "offset": record.place.offset }));
    let mut hops = place.hops.into_iter().peekable();
    let mut pointer = String::new();
    while let Some(hop) = hops.next() {
        if hops.peek().is_some() {
            within = Some(match within {
                Some(further) => json!({ "pointer": hop, "within": further }),
                None => json!({ "pointer": hop }),
            });
        } else {
            pointer = hop;
        }
    }
    match within {
        Some(within) => json!({ "pointer": pointer, "within": within }),
        None => json!({ "pointer": pointer }),
    }
}
