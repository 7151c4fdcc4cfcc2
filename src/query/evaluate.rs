//! Which rows a query wants.

use super::{
    Field, Query, Value,
    check::{Check, check},
    field::On,
};
use crate::{
    model::{Timestamp, summary::Fact},
    store::{Bitmap, Column, Store, folded},
};

/// Columns that words are not looked for in: their texts are parts of another's.
const PARTS: [Column; 4] = [Column::Purpose, Column::About, Column::Family, Column::Band];

/// The rows of a store that pass a query: of all versions, not only the latest.
pub fn evaluate(query: &Query, store: &Store, now: Timestamp) -> Bitmap {
    let rows = store.rows();
    let each = |parts: &[Query], first: Bitmap, join: fn(Bitmap, &Bitmap) -> Bitmap| {
        parts.iter().fold(first, |all, part| join(all, &evaluate(part, store, now)))
    };
    match query {
        Query::All(parts) => each(parts, Bitmap::none(rows).inverted(), Bitmap::and),
        Query::Any(parts) => each(parts, Bitmap::none(rows), Bitmap::or),
        Query::Not(inner) => evaluate(inner, store, now).inverted(),
        Query::Word(word) => holding(store, word),
        Query::Term(field, tests) => tests.iter().fold(Bitmap::none(rows), |all, test| {
            // What could not be read was told when the query was; it passes nothing.
            check(*field, test, now)
                .map_or_else(|_| all.clone(), |check| all.clone().or(&passing(*field, &check, store)))
        }),
    }
}

/// Whether a word is looked for in ids. Short ones are not: of random digits any two are in one id of ten.
pub(super) fn is_id_part(word: &str) -> bool {
    word.len() >= 8
}

/// The rows in which a word occurs, or a pattern fits a part.
fn holding(store: &Store, word: &Value) -> Bitmap {
    let text = folded(&word.text);
    let pattern = !word.quoted && text.contains(['*', '?']);
    let check = match pattern {
        true => Check::Fits(format!("*{text}*")),
        false => Check::Holds(text.clone()),
    };
    let columns = Column::all().filter(|column| !PARTS.contains(column));
    let found = if !pattern && is_id_part(&text) { store.with_id(&text) } else { Bitmap::none(store.rows()) };
    columns.fold(found, |found, column| match in_texts(store, column, &check) {
        Some(rows) => found.or(&rows),
        None => found,
    })
}

/// The rows that have a text in a column that passes; nothing where no text does.
fn in_texts(store: &Store, column: Column, check: &Check) -> Option<Bitmap> {
    let texts = store.column(column)?;
    let dict = &texts.dict;
    let wanted: Vec<bool> = match check {
        Check::Holds(part) if !part.is_empty() => dict.holding(part)?,
        Check::Some => vec![true; dict.len()],
        check => {
            let passes = |id| u32::try_from(id).is_ok_and(|id| check.passes_text(dict.get_lower(id)));
            (0..dict.len()).map(passes).collect()
        }
    };
    wanted.contains(&true).then(|| texts.rows_with(&wanted, false))
}

/// The rows of which a value in a field passes.
fn passing(field: Field, check: &Check, store: &Store) -> Bitmap {
    let rows = store.rows();
    match field.info().on {
        On::Texts(columns) => {
            columns.iter().fold(Bitmap::none(rows), |found, column| match in_texts(store, *column, check) {
                Some(rows) => found.or(&rows),
                None => found,
            })
        }
        On::Number(fact) => {
            Bitmap::of(rows, |row| store.number(fact, row).is_some_and(|number| check.passes_number(number)))
        }
        On::Time(fact) => {
            Bitmap::of(rows, |row| store.time(fact, row).is_some_and(|time| check.passes_time(time)))
        }
        On::Flag(fact) => {
            // What does not say that it is archived or a sample is neither.
            let told = |row| match (store.flag(fact, row), check) {
                (flag, Check::Some) => flag.is_some(),
                (flag, check) => check.passes_flag(flag.unwrap_or_default()),
            };
            Bitmap::of(rows, told)
        }
        On::Id => match check {
            Check::Holds(part) => store.with_id(part),
            check => Bitmap::of(rows, |row| check.passes_text(&folded(&store.id(row)))),
        },
    }
}

/// The rows that have or lack one of some values in a column. A value that is nothing stands for rows that have none.
pub fn with_values(store: &Store, column: Column, values: &[Option<String>]) -> Bitmap {
    let Some(texts) = store.column(column) else { return Bitmap::none(store.rows()) };
    let mut wanted = vec![false; texts.dict.len()];
    for id in values.iter().flatten().filter_map(|text| texts.dict.find(text)) {
        if let Some(slot) = wanted.get_mut(id as usize) {
            *slot = true;
        }
    }
    texts.rows_with(&wanted, values.contains(&None))
}

/// The rows updated in a stretch of time: from the first moment on, and before the second.
pub fn updated_in(store: &Store, (from, to): (Timestamp, Timestamp)) -> Bitmap {
    Bitmap::of(store.rows(), |row| store.time(Fact::Updated, row).is_some_and(|at| from <= at && at < to))
}
