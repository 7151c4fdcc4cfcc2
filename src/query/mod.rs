//! The query line: words and terms that say which findings are wanted.
//!
//! ```text
//! severity:>=high -sample:yes (ip:203.0.113.0/24 OR principal:build-bot) last:7d tunnel
//! ```
//!
//! Words have to occur somewhere in what is indexed of a finding; `field:value` in a field. Everything beside each other
//! has to hold; `OR`, `-` or `NOT`, and brackets do as they say. A field takes a list (`a,b` or `(a, b)`), comparisons
//! (`>= 4`), ranges (`4..7`), wildcards (`*`, `?`), quotes, and `=` before a value that is the whole. Times are absolute or
//! relative to the newest update that was loaded, so that the same findings always give the same.

mod check;
mod complete;
mod error;
mod evaluate;
pub mod field;
mod parse;
mod print;
mod when;

pub use complete::{Completion, Suggestion, complete};
pub use error::{QueryError, Trouble};
pub use evaluate::{evaluate, updated_in, with_values};
pub use field::{FIELDS, Field, Info, facets};

#[cfg(test)]
mod tests;

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// All of them hold. None holds always.
    All(Vec<Query>),
    /// At least one of them holds.
    Any(Vec<Query>),
    /// It does not hold.
    Not(Box<Query>),
    /// A word occurs somewhere.
    Word(Value),
    /// A field passes at least one of the tests.
    Term(Field, Vec<Test>),
}

/// A value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its text, without the quotes.
    pub text: String,
    /// Whether it stood in quotes: then `*` and `?` are themselves.
    pub quoted: bool,
}

/// A test that a value of a field passes or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `field:value`
    Is(Value),
    /// `field:=value`
    Exactly(Value),
    /// `field:>value`
    Compare(Op, Value),
    /// `field:from..to`, either end may be open.
    Range(Option<Value>, Option<Value>),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    More,
    /// `>=`
    MoreOrEqual,
}

impl Op {
    /// As it is written. The longer ones first, as they have to be tried.
    const ALL: [(&'static str, Op); 4] =
        [("<=", Op::LessOrEqual), (">=", Op::MoreOrEqual), ("<", Op::Less), (">", Op::More)];
}

impl Query {
    /// The query that everything passes.
    pub fn everything() -> Query {
        Query::All(Vec::new())
    }

    /// Reads a query.
    ///
    /// # Errors
    /// Says what cannot be read, at which characters, and what to do.
    pub fn parse(text: &str) -> Result<Query, QueryError> {
        parse::parse(text)
    }
}
