//! All commands of a language as one script.

use super::{Language, Plan, Step, quote};

impl Plan {
    /// The look-ups of a language one after another, with comments; behind them the containment, commented out, so that
    /// running the whole changes nothing. Empty where no step has the language.
    pub fn script(&self, language: Language) -> String {
        let look_ups = texts(&self.look_ups, language);
        let containment = texts(&self.containment, language);
        if look_ups.is_empty() && containment.is_empty() {
            return String::new();
        }
        let mut out = String::new();
        let names = match language {
            Language::Bash | Language::PowerShell => &self.remarks.shell,
            Language::Athena | Language::Lake => &self.remarks.sql,
            Language::Insights => &self.remarks.insights,
        };
        out.push_str(&comment(&self.remarks.head, language));
        out.push_str(&comment(names, language));
        for (step, text) in look_ups {
            out.push_str(&format!(
                "\n{}{}{text}\n",
                comment(&step.title, language),
                comment(&step.why, language)
            ));
        }
        if !containment.is_empty() {
            out.push_str(&format!("\n{}", comment(&self.remarks.containment, language)));
        }
        for (step, text) in containment {
            out.push_str(&format!("\n{}", comment(&step.title, language)));
            for fact in &step.facts {
                out.push_str(&comment(&format!("{}: {}", fact.label, fact.text), language));
            }
            text.lines().for_each(|line| out.push_str(&comment(line, language)));
        }
        out
    }
}

/// The steps that have the language, with their text.
fn texts(steps: &[Step], language: Language) -> Vec<(&Step, &str)> {
    steps
        .iter()
        .filter_map(|step| {
            let command = step.commands.iter().find(|command| command.language == language)?;
            Some((step, command.text.as_str()))
        })
        .collect()
}

/// A line of comment. Nothing in it can end the comment.
fn comment(text: &str, language: Language) -> String {
    format!("{} {}\n", language.comment(), quote::comment(text))
}
