//! Queries as they are written.

use super::{Op, Query, Test, Value};
use std::fmt;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.quoted {
            return f.write_str(&self.text);
        }
        write!(f, "\"{}\"", self.text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Op::ALL.iter().find(|(_, op)| op == self).map_or("", |(sign, _)| sign))
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |value: &Option<Value>| value.as_ref().map_or_else(String::new, Value::to_string);
        match self {
            Test::Is(value) => write!(f, "{value}"),
            Test::Exactly(value) => write!(f, "={value}"),
            Test::Compare(op, value) => write!(f, "{op}{value}"),
            Test::Range(first, last) => write!(f, "{}..{}", end(first), end(last)),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all =
            |f: &mut fmt::Formatter<'_>, parts: &[Query], between: &str, bracket: fn(&Query) -> bool| {
                for (at, part) in parts.iter().enumerate() {
                    f.write_str(if at > 0 { between } else { "" })?;
                    if bracket(part) { write!(f, "({part})")? } else { write!(f, "{part}")? }
                }
                Ok(())
            };
        match self {
            Query::All(parts) => all(f, parts, " ", |part| matches!(part, Query::All(_) | Query::Any(_))),
            Query::Any(parts) => all(f, parts, " OR ", |part| matches!(part, Query::Any(_))),
            Query::Not(inner) if matches!(**inner, Query::All(_) | Query::Any(_)) => write!(f, "-({inner})"),
            Query::Not(inner) => write!(f, "-{inner}"),
            Query::Word(word) => write!(f, "{word}"),
            Query::Term(field, tests) => {
                write!(f, "{}:", field.info().name)?;
                for (at, test) in tests.iter().enumerate() {
                    write!(f, "{}{test}", if at > 0 { "," } else { "" })?;
                }
                Ok(())
            }
        }
    }
}
