//! Reading queries.

use super::{
    Field, Op, Query, QueryError, Test, Trouble, Value,
    check::check,
    field::{FIELDS, Kind},
};
use crate::model::{FindingType, Timestamp};
use std::ops::Range;

/// How deep brackets and signs may stand in each other: nobody writes more, and reading is recursive.
const DEEPEST: usize = 40;

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let query = parser.alternatives();
    let query = query.and_then(|query| match parser.peek() {
        None => Ok(query),
        Some(_) => Err(parser.fault(parser.at..parser.at + 1, Trouble::LooseBracket)),
    });
    query.map_err(|fault| {
        let characters = |at: usize| text.char_indices().take_while(|(byte, _)| *byte < at).count();
        QueryError { span: characters(fault.span.start)..characters(fault.span.end), trouble: fault.trouble }
    })
}

/// A fault at some bytes.
struct Fault {
    span: Range<usize>,
    trouble: Trouble,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

/// Words that join what stands beside them.
const OR: &str = "OR";
const AND: &str = "AND";
const NOT: &str = "NOT";

impl<'t> Parser<'t> {
    fn fault(&self, span: Range<usize>, trouble: Trouble) -> Fault {
        Fault { span, trouble }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// The next character that is no blank.
    fn peek(&mut self) -> Option<char> {
        self.blanks();
        self.rest().chars().next()
    }

    /// Whether a word comes next that stands alone.
    fn sees(&mut self, word: &str) -> bool {
        self.blanks();
        let after = self.rest().strip_prefix(word);
        after.is_some_and(|after| {
            after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '(' || c == ')')
        })
    }

    /// Takes characters that follow, up to one at which it stops.
    fn until(&mut self, stop: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || stop(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Things of which at least one has to hold.
    fn alternatives(&mut self) -> Result<Query, Fault> {
        let mut all = vec![self.together()?];
        while self.sees(OR) {
            let word = self.at..self.at + OR.len();
            self.at = word.end;
            let beside = |part: &Query| matches!(part, Query::All(parts) if parts.is_empty());
            let next = self.together()?;
            if beside(&next) || all.last().is_some_and(beside) {
                return Err(self.fault(word, Trouble::NothingBeside(OR)));
            }
            all.push(next);
        }
        Ok(match all.pop() {
            Some(only) if all.is_empty() => only,
            last => {
                all.extend(last);
                Query::Any(all)
            }
        })
    }

    /// Things that all have to hold.
    fn together(&mut self) -> Result<Query, Fault> {
        let mut all = Vec::new();
        // Where an AND stands that has something before it.
        let mut and: Option<Range<usize>> = None;
        loop {
            let end = self.peek().is_none_or(|c| c == ')') || self.sees(OR);
            if self.sees(AND) || end {
                let word = self.at..self.at + AND.len();
                if let Some(word) = and.take().or_else(|| (!end && all.is_empty()).then(|| word.clone())) {
                    return Err(self.fault(word, Trouble::NothingBeside(AND)));
                }
                if end {
                    break;
                }
                self.at = word.end;
                and = Some(word);
                continue;
            }
            all.push(self.one()?);
            and = None;
        }
        Ok(match all.pop() {
            Some(only) if all.is_empty() => only,
            last => {
                all.extend(last);
                Query::All(all)
            }
        })
    }

    fn one(&mut self) -> Result<Query, Fault> {
        self.blanks();
        let start = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.fault(start..start + 1, Trouble::TooDeep));
        }
        let sign = match self.rest() {
            rest if rest.starts_with('-') => Some("-"),
            _ if self.sees(NOT) => Some(NOT),
            _ => None,
        };
        let query = if let Some(sign) = sign {
            self.at += sign.len();
            let nothing = match sign {
                "-" => self.rest().starts_with(char::is_whitespace) || self.peek().is_none_or(|c| c == ')'),
                _ => self.peek().is_none_or(|c| c == ')') || self.sees(OR) || self.sees(AND),
            };
            if nothing {
                return Err(self.fault(start..start + sign.len(), Trouble::NothingBehind(sign)));
            }
            Query::Not(Box::new(self.one()?))
        } else if self.rest().starts_with('(') {
            self.at += 1;
            let inner = self.alternatives()?;
            if self.peek() != Some(')') {
                return Err(self.fault(start..start + 1, Trouble::OpenBracket));
            }
            self.at += 1;
            if matches!(&inner, Query::All(parts) if parts.is_empty()) {
                return Err(self.fault(start..self.at, Trouble::EmptyBrackets));
            }
            inner
        } else {
            self.word()?
        };
        self.depth -= 1;
        Ok(query)
    }

    /// A word or a term.
    fn word(&mut self) -> Result<Query, Fault> {
        let start = self.at;
        if self.rest().starts_with('"') {
            return Ok(Query::Word(self.quoted()?));
        }
        let name = self.until(|c| !c.is_ascii_alphanumeric());
        let sign = self.rest().chars().next();
        if matches!(sign, Some(':' | '<' | '>' | '=')) && !name.is_empty() {
            if let Some(field) = Field::named(name) {
                if sign == Some(':') {
                    self.at += 1;
                }
                return self.term(field, start);
            }
            self.at = start;
            let whole = self.until(|c| matches!(c, '(' | ')' | '"'));
            if sign != Some('=') && !is_other(whole) {
                let trouble = Trouble::UnknownField(name.to_owned(), nearest(name));
                return Err(self.fault(start..start + name.len(), trouble));
            }
        } else {
            self.until(|c| matches!(c, '(' | ')' | '"'));
        }
        let text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        Ok(Query::Word(Value { text, quoted: false }))
    }

    fn quoted(&mut self) -> Result<Value, Fault> {
        let start = self.at;
        let mut text = String::new();
        let mut escaped = false;
        for (at, c) in self.rest().char_indices().skip(1) {
            match c {
                _ if escaped => {
                    text.push(c);
                    escaped = false;
                }
                '\\' => escaped = true,
                '"' => {
                    self.at += at + 1;
                    return Ok(Value { text, quoted: true });
                }
                c => text.push(c),
            }
        }
        Err(self.fault(start..self.text.len(), Trouble::OpenQuote))
    }

    /// The tests of a term.
    fn term(&mut self, field: Field, start: usize) -> Result<Query, Fault> {
        let mut tests = Vec::new();
        if self.rest().starts_with('(') {
            let bracket = self.at;
            self.at += 1;
            loop {
                match self.peek() {
                    None => return Err(self.fault(bracket..bracket + 1, Trouble::OpenBracket)),
                    Some(')') => break,
                    Some(',') => self.at += 1,
                    Some(_) if self.sees(OR) => self.at += OR.len(),
                    Some(_) => tests.push(self.test(field, start)?),
                }
            }
            self.at += 1;
            if tests.is_empty() {
                return Err(self.fault(bracket..self.at, Trouble::MissingValue(field)));
            }
            return Ok(Query::Term(field, tests));
        }
        loop {
            tests.push(self.test(field, start)?);
            if !self.rest().starts_with(',') {
                return Ok(Query::Term(field, tests));
            }
            self.at += 1;
        }
    }

    fn test(&mut self, field: Field, term: usize) -> Result<Test, Fault> {
        let start = self.at;
        let op = Op::ALL.iter().find(|(sign, _)| self.rest().starts_with(sign));
        let exactly = op.is_none() && self.rest().starts_with('=');
        self.at += op.map_or(usize::from(exactly), |(sign, _)| sign.len());
        let value = self.value()?;
        if value.text.is_empty() && !value.quoted {
            return Err(self.fault(term..self.at, Trouble::MissingValue(field)));
        }
        let ordered = !matches!(field.info().kind, Kind::Text | Kind::Name | Kind::Flag);
        let range =
            value.text.split_once("..").filter(|_| ordered && !value.quoted && op.is_none() && !exactly);
        let test = match (op, range) {
            (Some((_, op)), _) => Test::Compare(*op, value),
            (None, Some((first, last))) => {
                let end =
                    |text: &str| (!text.is_empty()).then(|| Value { text: text.to_owned(), quoted: false });
                Test::Range(end(first), end(last))
            }
            (None, None) if exactly => Test::Exactly(value),
            (None, None) => Test::Is(value),
        };
        match check(field, &test, Timestamp::default()) {
            Ok(_) => Ok(test),
            Err(trouble) => Err(self.fault(start..self.at, trouble)),
        }
    }

    fn value(&mut self) -> Result<Value, Fault> {
        if self.rest().starts_with('"') {
            return self.quoted();
        }
        let text = self.until(|c| matches!(c, '(' | ')' | ',' | '"'));
        Ok(Value { text: text.to_owned(), quoted: false })
    }
}

/// Whether a text with a colon is no field with its value but one of the things that have colons: a finding type, an ARN, an
/// IPv6 address, a URL, a time, a host with its port, an API's service prefix.
fn is_other(text: &str) -> bool {
    let Some((before, after)) = text.split_once(':') else { return false };
    FindingType::parse(text).is_some()
        || before.eq_ignore_ascii_case("arn")
        || after.starts_with("//")
        || after.starts_with(':')
        || before.bytes().all(|b| b.is_ascii_digit())
        || text.parse::<std::net::Ipv6Addr>().is_ok()
}

/// The field whose name is nearest to one that is none, if one is near.
fn nearest(name: &str) -> Option<Field> {
    let name = name.to_ascii_lowercase();
    let names = FIELDS
        .iter()
        .flat_map(|info| info.aliases.iter().chain([&info.name]).map(|known| (info.field, *known)));
    let distances = names.map(|(field, known)| (distance(&name, &known.to_ascii_lowercase()), field));
    let (distance, field) = distances.min()?;
    (distance <= 1 + name.len() / 4).then_some(field)
}

/// How many letters have to be put in, taken out or changed to make one name of another.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *slot;
            *slot = changed.min(left + 1).min(diagonal + 1);
            left = *slot;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
