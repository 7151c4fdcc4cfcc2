//! One finding with its explanation, ready to be written down.

use super::{
    page::{Block, Run},
    redact::Classes,
};
use crate::{
    engine::facts,
    explain::{Heading, Loaded, Reader, Rendered, Subject, Surroundings, explain},
    i18n::{
        Text,
        list::findings as list_words,
        report as words,
        ui::{finding as said_words, plan as plan_words},
    },
    ingest::Record,
    knowledge::CATALOGUE_DATE,
    model::{Band, Finding, Timestamp},
    respond::{Command, Labelled, Language, Plan, Step},
    store::{Mark, Verdict},
};

/// How many places of a statement are shown.
const PLACES: usize = 5;

/// Which commands a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commands {
    /// No steps at all: a report tells what was found, not what to do in which shell.
    None,
    /// Those for bash.
    Bash,
    /// Those of every language.
    All,
}

impl Commands {
    fn of(self, step: &Step) -> impl Iterator<Item = &Command> {
        step.commands.iter().filter(move |command| match self {
            Commands::None => false,
            Commands::Bash => command.language == Language::Bash,
            Commands::All => true,
        })
    }
}

/// A finding with its explanation.
pub struct Explained {
    /// The finding.
    pub finding: Finding,
    /// Its text, exactly as it came.
    pub text: String,
    /// GuardDuty's title, or the type.
    pub title: String,
    /// The type as it is written.
    pub type_string: String,
    /// The severity as a number.
    pub severity: Option<f64>,
    /// The resource concerned.
    pub resource: String,
    /// When the activity was first and last seen.
    pub seen: (Option<Timestamp>, Option<Timestamp>),
    /// Label and value of the facts above the explanation.
    pub facts: Vec<(String, String)>,
    /// The sections with their statements in words.
    pub sections: Vec<(Heading, Vec<Rendered>)>,
    /// The first questions that the catalogue has for the type.
    pub questions: Vec<String>,
    /// The look-ups and the containment.
    pub plan: Plan,
    /// What people noted about it.
    pub mark: Option<Mark>,
}

impl Explained {
    /// Explains a finding with what stands around it.
    pub fn new(record: &Record, reader: &Reader<'_>, around: &Surroundings<'_>) -> Explained {
        let finding = Finding::open(record.dialect, &record.text);
        let lens = finding.lens();
        let entry = finding.type_string().and_then(|name| reader.pack.types.get(name));
        let subject = Subject::of(&finding, reader.pack);
        let text = |text: Option<crate::model::lens::Text<'_>>| {
            text.map(|t| t.value.into_owned()).unwrap_or_default()
        };
        let time =
            |text: Option<crate::model::lens::Text<'_>>| text.and_then(|t| Timestamp::parse(t.as_str()));
        let (first, last) = (lens.service().event_first_seen(), lens.service().event_last_seen());
        let plan = Plan::of(&finding, reader.pack);
        let sections = explain(&finding, reader.pack, around)
            .into_iter()
            .map(|section| {
                let said = section
                    .statements
                    .iter()
                    .map(|statement| reader.render(statement, entry, &plan))
                    .collect();
                (section.heading, said)
            })
            .collect();
        let facts = facts(&finding, reader, None).into_iter().map(|fact| (fact.label, fact.value)).collect();
        Explained {
            text: record.text.clone(),
            title: text(lens.title().or_else(|| lens.type_())),
            type_string: text(lens.type_()),
            severity: lens.severity().map(|s| s.value),
            resource: text(subject.resource()),
            seen: (time(first.or_else(|| lens.created_at())), time(last.or_else(|| lens.updated_at()))),
            facts,
            sections,
            plan,
            questions: entry.map(|entry| entry.ask.clone()).unwrap_or_default(),
            mark: None,
            finding,
        }
    }

    /// Explains a finding that is handed over, with what is told of its other versions. Redacted, it stands alone: beside
    /// what is known around it, its stand-ins would say something else. `record` is what became of the finding's.
    pub fn handed(
        record: &Record,
        loaded: &Loaded,
        redacted: Classes,
        reader: &Reader<'_>,
        around: &Surroundings<'_>,
    ) -> Explained {
        if !redacted.is_empty() {
            return Explained::new(record, reader, &Surroundings::default());
        }
        let (event_account, versions, unread) = (record.event_account(), &*loaded.others, loaded.unread);
        Explained::new(record, reader, &Surroundings { event_account, versions, unread, ..*around })
    }

    /// `High 8`, in the reader's language.
    pub fn severity_label(&self, reader: &Reader<'_>) -> String {
        self.severity.map(|s| format!("{} {s}", Band::of(s).label().get(reader.lang))).unwrap_or_default()
    }

    /// The explanation as a page of its own.
    pub fn page(&self, reader: &Reader<'_>, commands: Commands) -> Vec<Block> {
        let mut out = vec![Block::Heading(1, vec![Run::value(&self.title)])];
        out.extend(self.body(reader, 2, false, commands));
        out.push(Block::Paragraph(vec![Run::words(made_by(reader))]));
        out
    }

    /// What stands under its heading. `places`: with the rows that each statement rests on.
    pub fn body(&self, reader: &Reader<'_>, level: u8, places: bool, commands: Commands) -> Vec<Block> {
        let kind =
            vec![Run::value(&self.type_string), Run::words(" · "), Run::words(self.severity_label(reader))];
        let facts = self
            .facts
            .iter()
            .map(|(label, value)| vec![vec![Run::words(label)], vec![Run::value(value)]])
            .collect();
        let head = [words::FACT, words::VALUE].map(|text| text.get(reader.lang).to_owned()).to_vec();
        let mut out = vec![Block::Paragraph(kind), Block::Table(head, facts)];
        if let Some(mark) = &self.mark {
            out.push(Block::Heading(level, vec![Run::words(words::VERDICT.get(reader.lang))]));
            out.push(noted(mark, reader));
        }
        for (heading, statements) in self.sections.iter().filter(|(_, said)| !said.is_empty()) {
            out.push(Block::Heading(level, vec![Run::words(heading.label().get(reader.lang))]));
            if *heading == Heading::Next && commands != Commands::None {
                self.steps(reader, level, commands, &mut out);
            }
            out.push(Block::List(
                statements.iter().map(|said| self.statement(said, reader, places, commands)).collect(),
            ));
        }
        out
    }

    /// The questions that decide, the look-ups and the containment with their commands, and the logs that they read.
    fn steps(&self, reader: &Reader<'_>, level: u8, shown: Commands, out: &mut Vec<Block>) {
        let lang = reader.lang;
        let plan = &self.plan;
        let words = |text: &String| vec![Run::words(text)];
        if !plan.decides.is_empty() {
            out.push(Block::List(plan.decides.iter().map(words).collect()));
        }
        for (label, steps) in
            [(plan_words::LOOK_UPS, &plan.look_ups), (plan_words::CONTAINMENT, &plan.containment)]
        {
            if steps.is_empty() {
                continue;
            }
            out.push(Block::Heading(level + 1, vec![Run::words(label.get(lang))]));
            for (step, number) in steps.iter().zip(1..) {
                step_blocks(step, number, reader, level, shown, out);
            }
        }
        let mut logs: Vec<&[Labelled]> = Vec::new();
        let commands = plan.look_ups.iter().chain(&plan.containment).flat_map(|step| shown.of(step));
        // Several read the same log.
        for log in commands.map(|command| command.log.as_slice()).filter(|log| !log.is_empty()) {
            if !logs.contains(&log) {
                logs.push(log);
            }
        }
        let facts = |log: &&[Labelled]| {
            let facts: Vec<String> =
                log.iter().map(|fact| format!("{}: {}", fact.label, fact.text)).collect();
            vec![Run::words(facts.join(" · "))]
        };
        if !logs.is_empty() {
            out.push(Block::Heading(level + 1, vec![Run::words(plan_words::LOGS.get(lang))]));
            out.push(Block::List(logs.iter().map(facts).collect()));
        }
        if !plan.left_out.is_empty() {
            out.push(Block::List(plan.left_out.iter().map(|left| vec![Run::value(&left.text)]).collect()));
        }
    }

    fn statement(&self, said: &Rendered, reader: &Reader<'_>, places: bool, commands: Commands) -> Vec<Run> {
        let run = |span: &crate::explain::Span| {
            if span.value { Run::value(&span.text) } else { Run::words(&span.text) }
        };
        let mut out: Vec<Run> = said.spans.iter().map(run).collect();
        out.push(Run::words(" "));
        out.push(Run::note(match &said.weigh {
            Some(weigh) => {
                format!("{} · {}", said.basis.label().get(reader.lang), weigh.leaning.words(reader.lang))
            }
            None => said.basis.label().get(reader.lang).to_owned(),
        }));
        if let Some(weigh) = &said.weigh {
            out.push(Run::words(format!(" {}: ", said_words::TURN.get(reader.lang))));
            out.extend(weigh.turn.iter().map(run));
        }
        if let Some(settled) = &said.settled {
            let by = format!(" {}: {}", plan_words::SETTLED.get(reader.lang), settled.by);
            out.push(Run::words(by));
            let step = settled.look_up.filter(|_| commands != Commands::None);
            if let Some((at, step)) = step.and_then(|at| Some((at, self.plan.look_ups.get(at as usize)?))) {
                let values = [("n", &*(at + 1).to_string()), ("title", &*step.title)];
                out.push(Run::words(" → "));
                out.push(Run::value(plan_words::LOOK_UP.fill(reader.lang, &values)));
            }
        }
        if places {
            for row in said.rows.iter().take(PLACES) {
                out.push(Run::words(" "));
                // The whole finding has an empty pointer.
                let pointer = self.finding.document().pointer(*row).to_string();
                out.push(Run::code(if pointer.is_empty() { "/".to_owned() } else { pointer }));
            }
            if let Some(more) = said.rows.len().checked_sub(PLACES).filter(|more| *more > 0) {
                out.push(Run::words(" "));
                out.push(Run::words(words::MORE.fill(reader.lang, &[("n", &more.to_string())])));
            }
        }
        out
    }
}

/// What was noted about a finding, as a table.
fn noted(mark: &Mark, reader: &Reader<'_>) -> Block {
    let lang = reader.lang;
    let mut rows = vec![
        (list_words::MARK_HERE, Run::words(mark.verdict.map_or(words::NO_VERDICT, Verdict::label).get(lang))),
        (list_words::REASON, Run::value(&mark.reason)),
        (list_words::CONFIRMED, Run::value(&mark.confirmed_by)),
        (words::NOTED_AT, Run::words(mark.at.show(reader.offset))),
        (list_words::NOTE, Run::value(&mark.note)),
    ];
    rows.retain(|(_, run)| !run.text().is_empty());
    let row = |(label, run): (Text, Run)| vec![vec![Run::words(label.get(lang))], vec![run]];
    let head = [words::FACT, words::VALUE].map(|text| text.get(lang).to_owned()).to_vec();
    Block::Table(head, rows.into_iter().map(row).collect())
}

/// A step with its commands.
fn step_blocks(
    step: &Step,
    number: usize,
    reader: &Reader<'_>,
    level: u8,
    shown: Commands,
    out: &mut Vec<Block>,
) {
    let title = vec![Run::words(format!("{number}. ")), Run::value(&step.title)];
    out.push(Block::Heading(level + 2, title));
    out.push(Block::Paragraph(vec![Run::value(&step.why)]));
    out.extend(step.notes.iter().map(|note| Block::Paragraph(vec![Run::value(note)])));
    for command in shown.of(step) {
        let log = command.log.first().map(|log| format!(" ({})", log.text)).unwrap_or_default();
        out.push(Block::Paragraph(vec![Run::words(format!(
            "{}{log}",
            command.language.label().get(reader.lang)
        ))]));
        out.push(Block::Code(command.language.slug(), command.text.clone()));
    }
    if !step.facts.is_empty() {
        let fact = |fact: &Labelled| vec![Run::words(format!("{}: ", fact.label)), Run::value(&fact.text)];
        out.push(Block::List(step.facts.iter().map(fact).collect()));
    }
}

/// Which program and which catalogue wrote it.
pub fn made_by(reader: &Reader<'_>) -> String {
    words::MADE_BY.fill(reader.lang, &[("version", env!("CARGO_PKG_VERSION")), ("date", CATALOGUE_DATE)])
}
