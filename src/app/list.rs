//! The state of the Findings page, and how it changes.

use finding_lens::{
    engine::protocol::{Beside, Choice, Filter, FindingNumber, FindingView, Rows, Sort, Window},
    model::Timestamp,
    query::{Completion, Field},
};
use std::{collections::BTreeSet, rc::Rc};

/// How many rows are asked for at a time: the visible ones and as many on either side.
pub const WINDOW: u32 = 80;

/// Values of a facet that are seen at once, and when it is unfolded.
const SHORT: u32 = 6;
const LONG: u32 = 60;

/// Bars of the histogram at most, and accounts and Regions of the organisation at most.
const BARS: u32 = 60;
const MATRIX: u32 = 30;

/// The columns that every table begins with.
pub const COLUMNS: [Field; 7] = [
    Field::Severity,
    Field::Type,
    Field::Resource,
    Field::Updated,
    Field::Count,
    Field::Account,
    Field::Region,
];

/// What the page shows of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// One row a finding.
    #[default]
    Rows,
    /// One row a value of a field.
    Groups(Field),
    /// Accounts by Regions.
    Organisation,
}

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    pub query: String,
    pub choices: Vec<Choice>,
    pub span: Option<(Timestamp, Timestamp)>,
    pub sort: Vec<Sort>,
    /// Columns beside those that every table has.
    pub columns: Vec<Field>,
    pub view: View,
    /// Facets that show many values.
    pub unfolded: BTreeSet<Field>,
    /// The window that is held.
    pub rows: Rc<Rows>,
    /// The last answer with what is counted beside the rows.
    pub beside: Rc<Rows>,
    /// The row that the keys are on.
    pub cursor: Option<u32>,
    /// The findings that are chosen.
    pub chosen: Rc<BTreeSet<FindingNumber>>,
    /// The finding that the keys are on, explained.
    pub preview: Option<Rc<FindingView>>,
    pub completion: Rc<Completion>,
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    Query(String),
    /// Chooses a value of a facet, or takes it back.
    With(Field, Option<String>),
    /// Leaves out what has the value, or takes that back.
    Without(Field, Option<String>),
    Span(Option<(Timestamp, Timestamp)>),
    /// Sorts by a field: alone, or as one key more.
    Sort(Field, bool),
    Column(Field),
    View(View),
    Unfold(Field),
    /// No query, no facets, no span.
    Everything,
    /// A window, and whether it has what is counted beside it.
    Rows(Rc<Rows>, bool),
    Cursor(Option<u32>),
    /// Chooses findings, or all that are given no more if all of them are.
    Choose(Vec<FindingNumber>),
    ChooseNone,
    Preview(Option<Rc<FindingView>>),
    Completion(Rc<Completion>),
}

impl List {
    /// Which findings are wanted.
    pub fn filter(&self) -> Filter {
        Filter { query: self.query.clone(), facets: self.choices.clone(), span: self.span }
    }

    /// The window from a row on.
    pub fn window(&self, from: u32, beside: bool) -> Window {
        let beside = match beside {
            false => Beside::default(),
            true => Beside {
                facets: if self.unfolded.is_empty() { SHORT } else { LONG },
                bars: BARS,
                groups: match self.view {
                    View::Groups(field) => Some(field),
                    _ => None,
                },
                matrix: if self.view == View::Organisation { MATRIX } else { 0 },
            },
        };
        let (filter, sort, fields) = (self.filter(), self.sort.clone(), self.columns.clone());
        Window { filter, sort, from, len: WINDOW, fields, beside }
    }

    /// How many values of a facet are shown.
    pub fn values(&self, field: Field) -> usize {
        (if self.unfolded.contains(&field) { LONG } else { SHORT }) as usize
    }

    /// Whether anything is left out.
    pub fn is_filtered(&self) -> bool {
        self.filter() != Filter::default()
    }

    /// What decides which rows there are, in which order.
    pub fn asked(&self) -> (Filter, Vec<Sort>, Vec<Field>, View, BTreeSet<Field>) {
        (self.filter(), self.sort.clone(), self.columns.clone(), self.view, self.unfolded.clone())
    }

    /// The finding in a row, where it is held.
    pub fn finding(&self, row: u32) -> Option<FindingNumber> {
        let at = row.checked_sub(self.rows.from)?;
        self.rows.rows.get(at as usize).map(|row| row.finding)
    }

    /// What a verdict is given to: the chosen findings, else the one that the keys are on.
    pub fn targets(&self) -> Vec<FindingNumber> {
        if !self.chosen.is_empty() {
            return self.chosen.iter().copied().collect();
        }
        self.cursor.and_then(|row| self.finding(row)).into_iter().collect()
    }

    /// The key of the order that a field is, and its place among them.
    pub fn key(&self, field: Field) -> Option<(usize, Sort)> {
        self.sort.iter().copied().enumerate().find(|(_, sort)| sort.by == field)
    }

    /// Changes what is chosen in a facet.
    fn choose(&mut self, field: Field, change: impl FnOnce(&mut Choice)) {
        let known = self.choices.iter().position(|choice| choice.field == field);
        let mut choice = match known {
            Some(at) => self.choices.remove(at),
            None => Choice { field, with: Vec::new(), without: Vec::new() },
        };
        change(&mut choice);
        if !(choice.with.is_empty() && choice.without.is_empty()) {
            self.choices.push(choice);
        }
        self.changed();
    }

    /// After a change of what is wanted, the rows are others.
    fn changed(&mut self) {
        self.cursor = None;
        self.chosen = Rc::default();
        self.preview = None;
    }

    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Query(query) => {
                self.query = query;
                self.changed();
            }
            Change::With(field, value) => self.choose(field, |choice| {
                choice.without.retain(|known| *known != value);
                toggle(&mut choice.with, value);
            }),
            Change::Without(field, value) => self.choose(field, |choice| {
                choice.with.retain(|known| *known != value);
                toggle(&mut choice.without, value);
            }),
            Change::Span(span) => {
                self.span = span;
                self.changed();
            }
            Change::Sort(by, more) => {
                let ascending = self.key(by).is_some_and(|(_, sort)| !sort.ascending);
                let new = Sort { by, ascending };
                match self.sort.iter_mut().find(|sort| sort.by == by) {
                    Some(known) if more => *known = new,
                    _ if more => self.sort.push(new),
                    _ => self.sort = vec![new],
                }
                self.cursor = None;
            }
            Change::Column(field) => toggle(&mut self.columns, field),
            Change::View(view) => self.view = view,
            Change::Unfold(field) => {
                if !self.unfolded.remove(&field) {
                    self.unfolded.insert(field);
                }
            }
            Change::Everything => {
                (self.query, self.choices, self.span) = (String::new(), Vec::new(), None);
                self.changed();
            }
            Change::Rows(rows, beside) => {
                if beside {
                    self.beside = rows.clone();
                }
                self.rows = rows;
            }
            Change::Cursor(cursor) => self.cursor = cursor,
            Change::Choose(findings) => {
                let chosen = Rc::make_mut(&mut self.chosen);
                if findings.iter().all(|finding| chosen.contains(finding)) {
                    findings.iter().for_each(|finding| _ = chosen.remove(finding));
                } else {
                    chosen.extend(findings);
                }
            }
            Change::ChooseNone => self.chosen = Rc::default(),
            Change::Preview(view) => self.preview = view,
            Change::Completion(completion) => self.completion = completion,
        }
    }
}

/// Takes a value out of a list, or puts it in.
fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|known| *known == value) {
        Some(at) => drop(list.remove(at)),
        None => list.push(value),
    }
}
