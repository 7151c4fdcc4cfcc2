//! What the list knows of a finding: the few values that findings are filtered, grouped, searched and sorted by.
//!
//! [`PATHS`] says where each value stands. Two readers go by it and give the same: a fast one, a single pass of serde_json
//! over the text that borrows from it, and the lens, which reads every dialect and casing and everything odd. The fast one
//! gives up, rather than guess, on what only the lens can tell: another dialect, a key that occurs twice, a string where an
//! object belongs.

mod table;

pub use table::{Fact, Form, TACTICS};

use super::{Arn, Finding, Timestamp, lens::Node};
use crate::ingest::Dialect;
use crate::model::schema::MemberId;
use scan::{End, Found, Place, Raw};
use std::borrow::Cow;
use table::{PATHS, Use, tree};

/// The indexed values of a finding. Borrows from the text where it can.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary<'t> {
    /// Texts, in the order of the facts; of one fact in the order of its paths and then of the document, each once.
    texts: Vec<(Fact, Cow<'t, str>)>,
    numbers: [Option<f64>; Fact::NUMBERS.len()],
    times: [Option<Timestamp>; Fact::TIMES.len()],
    flags: [Option<bool>; Fact::FLAGS.len()],
}

impl<'t> Summary<'t> {
    /// The summary of a finding's text.
    pub fn of(dialect: Dialect, text: &'t str) -> Summary<'t> {
        if dialect == Dialect::Native
            && let Some(found) = scan::finding(text, tree(), false)
        {
            return Summary::assemble(found);
        }
        Summary::through_lens(&Finding::open(dialect, text)).into_owned()
    }

    /// The summary of a line that holds a finding in GuardDuty's own shape and nothing else: no envelope, no member that
    /// the model does not have, no key twice. Nothing where it is anything else, or may be.
    pub fn of_line(line: &'t str) -> Option<Summary<'t>> {
        scan::finding(line, tree(), true).map(Summary::assemble)
    }

    /// The summary of an opened finding, through the lens.
    pub fn through_lens(finding: &Finding) -> Summary<'_> {
        let mut found: Found<'_> = Vec::new();
        gather(finding.lens().node(), tree(), &mut found);
        Summary::assemble(found)
    }

    /// The one text of a fact.
    pub fn text(&self, fact: Fact) -> Option<&str> {
        self.texts(fact).next()
    }

    /// Every text of a fact.
    pub fn texts(&self, fact: Fact) -> impl Iterator<Item = &str> {
        let first = self.texts.partition_point(|(known, _)| *known < fact);
        let rest = self.texts.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(known, _)| *known == fact).map(|(_, text)| text.as_ref())
    }

    /// Every text with its fact.
    pub fn all_texts(&self) -> impl Iterator<Item = (Fact, &str)> {
        self.texts.iter().map(|(fact, text)| (*fact, text.as_ref()))
    }

    /// A number; nothing for facts of another form.
    pub fn number(&self, fact: Fact) -> Option<f64> {
        self.numbers.get(Fact::NUMBERS.iter().position(|known| *known == fact)?).copied().flatten()
    }

    /// A time; nothing for facts of another form.
    pub fn time(&self, fact: Fact) -> Option<Timestamp> {
        self.times.get(Fact::TIMES.iter().position(|known| *known == fact)?).copied().flatten()
    }

    /// Yes or no; nothing for facts of another form.
    pub fn flag(&self, fact: Fact) -> Option<bool> {
        self.flags.get(Fact::FLAGS.iter().position(|known| *known == fact)?).copied().flatten()
    }

    /// The numbers, in the order of [`Fact::NUMBERS`].
    pub fn numbers(&self) -> &[Option<f64>; Fact::NUMBERS.len()] {
        &self.numbers
    }

    /// The times, in the order of [`Fact::TIMES`].
    pub fn times(&self) -> &[Option<Timestamp>; Fact::TIMES.len()] {
        &self.times
    }

    /// The flags, in the order of [`Fact::FLAGS`].
    pub fn flags(&self) -> &[Option<bool>; Fact::FLAGS.len()] {
        &self.flags
    }

    /// The same, free of the text.
    pub fn into_owned(self) -> Summary<'static> {
        let owned = |(fact, text): (Fact, Cow<'_, str>)| (fact, Cow::Owned(text.into_owned()));
        Summary {
            texts: self.texts.into_iter().map(owned).collect(),
            numbers: self.numbers,
            times: self.times,
            flags: self.flags,
        }
    }

    /// Makes a summary of values in any order. Of a fact that has one value, the first path that has one counts, and at a
    /// path the first value.
    fn assemble(mut found: Found<'t>) -> Summary<'t> {
        found.sort_by_key(|(rank, _)| *rank);
        let mut out = Summary { texts: Vec::with_capacity(found.len()), ..Summary::default() };
        for (rank, raw) in found {
            let Some((what, _)) = PATHS.get(usize::from(rank)) else { continue };
            match *what {
                Use::As(fact) => out.put(fact, raw),
                Use::ByArn => {
                    if let Raw::Text(text) = raw
                        && let Some((fact, name)) = by_arn(&text)
                    {
                        out.put(fact, Raw::Text(Cow::Owned(name.to_owned())));
                    }
                }
                Use::IfTactic => {
                    if let Raw::Text(text) = raw
                        && let Some(name) = table::tactic(&text)
                    {
                        out.put(Fact::Tactic, Raw::Text(Cow::Borrowed(name)));
                    }
                }
            }
        }
        out.texts.sort_by_key(|(fact, _)| *fact);
        out
    }

    fn put(&mut self, fact: Fact, raw: Raw<'t>) {
        fn set<T>(facts: &[Fact], slots: &mut [Option<T>], fact: Fact, value: Option<T>) {
            let at = facts.iter().position(|known| *known == fact);
            if let Some(slot) = at.and_then(|at| slots.get_mut(at)) {
                *slot = slot.take().or(value);
            }
        }
        match fact.form() {
            Form::One | Form::Many => {
                let Raw::Text(text) = raw else { return };
                let mut same = self.texts.iter().filter(|(known, _)| *known == fact);
                let full = match fact.form() {
                    Form::One => same.next().is_some(),
                    _ => same.any(|(_, known)| *known == text),
                };
                if !full {
                    self.texts.push((fact, text));
                }
            }
            Form::Number => {
                let number = match raw {
                    Raw::Number(number) => Some(number),
                    Raw::Text(text) => scan::number(text.trim()),
                    Raw::Flag(_) => None,
                };
                set(&Fact::NUMBERS, &mut self.numbers, fact, number.filter(|n: &f64| n.is_finite()));
            }
            Form::Time => {
                let time = match raw {
                    Raw::Number(number) => Timestamp::of_epoch(number),
                    Raw::Text(text) => Timestamp::parse(&text),
                    Raw::Flag(_) => None,
                };
                set(&Fact::TIMES, &mut self.times, fact, time);
            }
            Form::Flag => {
                let flag = match raw {
                    Raw::Flag(flag) => Some(flag),
                    Raw::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
                    Raw::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
                    _ => None,
                };
                set(&Fact::FLAGS, &mut self.flags, fact, flag);
            }
        }
    }
}

/// Walks the lens along the paths.
fn gather<'f>(node: Node<'f>, place: &'static Place, found: &mut Found<'f>) {
    found.extend(place.ends.iter().filter_map(|end| Some((end.rank, raw(end, node)?))));
    for member in &place.members {
        let Some(place) = &member.place else { continue };
        let child = node.member(MemberId(member.id));
        if place.list {
            child.items().for_each(|item| gather(item, place, found));
        } else {
            gather(child, place, found);
        }
    }
}

/// A value that the lens sees, in the form that its path wants: text as it is written, or a number as such.
fn raw<'f>(end: &End, node: Node<'f>) -> Option<Raw<'f>> {
    if end.wants_text {
        return Some(Raw::Text(node.text()?.value));
    }
    let number = || node.number().map(|n| Raw::Number(n.value));
    let flag = || node.flag().map(|f| Raw::Flag(f.value));
    match node.text()? {
        text if node.document().string(text.row).is_some() => Some(Raw::Text(text.value)),
        _ => number().or_else(flag),
    }
}

/// What an ARN or another identifier of a resource in an attack sequence names, where that is indexed.
fn by_arn(uid: &str) -> Option<(Fact, &str)> {
    let arn = Arn::parse(uid)?;
    let fact = match (arn.service, arn.resource.split('/').next()?) {
        ("ec2", "instance") => Fact::Instance,
        ("eks" | "ecs", "cluster") => Fact::Cluster,
        // The bucket of an object, too.
        ("s3", bucket) => return Some((Fact::Bucket, bucket)),
        _ => return None,
    };
    Some((fact, arn.name()))
}

#[cfg(test)]
mod tests;
