//! The list: which findings are wanted, in which order, and what is counted beside them.

use super::protocol::{
    Around, Beside, Choice, FacetCounts, Filter, FindingNumber, QueryProblem, Reading, RowView, Rows, Sort,
    TableForm, Window,
};
use crate::{
    export::escape,
    i18n::{Lang, Text},
    model::{Band, Timestamp, summary::Fact},
    order::Order,
    query::{
        Field, Info, Query, QueryError, evaluate, facets,
        field::{Facet, On},
        updated_in, with_values,
    },
    store::{Bitmap, Column, Counted, Group, Histogram, Key, Marks, Matrix, Store},
};
use std::cmp::Reverse;

/// The answer to the last question, so that scrolling asks nothing anew.
#[derive(Default)]
pub struct List {
    asked: Option<(Filter, Vec<Sort>)>,
    found: Option<Found>,
    rows: Vec<u32>,
    /// What was counted last beside the rows of a filter. Whoever comes back to the list asks for it again.
    beside: Option<(Filter, Beside, Counts)>,
}

/// What is counted beside the rows.
#[derive(Clone)]
struct Counts {
    facets: Vec<FacetCounts>,
    histogram: Option<Histogram>,
    groups: Vec<Group>,
    matrix: Option<Matrix>,
}

/// What a filter finds.
struct Found {
    /// What the query finds among the latest versions.
    by_query: Bitmap,
    /// What each facet's selection leaves.
    by_facet: Vec<(Field, Bitmap)>,
    /// What the span leaves.
    by_span: Option<Bitmap>,
    error: Option<QueryError>,
}

impl Found {
    fn of(filter: &Filter, store: &Store) -> Found {
        let now = store.newest().unwrap_or_default();
        let (query, error) = match Query::parse(&filter.query) {
            Ok(query) => (query, None),
            Err(error) => (Query::everything(), Some(error)),
        };
        let chosen = filter.facets.iter().filter_map(|selection| {
            Some((selection.field, chosen(store, selection.field.info().column?, selection)))
        });
        Found {
            by_query: evaluate(&query, store, now).and(store.latest()),
            by_facet: chosen.collect(),
            by_span: filter.span.map(|span| updated_in(store, span)),
            error,
        }
    }

    /// What all of it leaves, but for one facet, or for the span.
    fn rows(&self, but_facet: Option<Field>, but_span: bool) -> Bitmap {
        let facets = self.by_facet.iter().filter(|(field, _)| Some(*field) != but_facet);
        let rows = facets.fold(self.by_query.clone(), |rows, (_, chosen)| rows.and(chosen));
        match &self.by_span {
            Some(span) if !but_span => rows.and(span),
            _ => rows,
        }
    }
}

fn chosen(store: &Store, column: Column, selection: &Choice) -> Bitmap {
    let without = with_values(store, column, &selection.without).inverted();
    match selection.with.as_slice() {
        [] => without,
        with => with_values(store, column, with).and(&without),
    }
}

impl List {
    /// What was loaded changed, or what is noted about it.
    pub fn forget(&mut self) {
        *self = List::default();
    }

    /// The rows that a window's filter leaves, in its order.
    fn ask(&mut self, window: &Window, store: &Store) {
        let (filter, sort) = (&window.filter, &window.sort);
        if self.asked.as_ref().is_some_and(|(known, order)| known == filter && order == sort) {
            return;
        }
        let same_filter = self.asked.as_ref().is_some_and(|(known, _)| known == filter);
        let found = match self.found.take() {
            Some(found) if same_filter => found,
            _ => Found::of(filter, store),
        };
        let sort = if sort.is_empty() { &vec![Sort::default()] } else { sort };
        let keys: Vec<Key> =
            sort.iter().map(|sort| Key { by: sort.by.info().sort_by(), ascending: sort.ascending }).collect();
        self.rows = store.sorted(&found.rows(None, false), &keys);
        self.found = Some(found);
        self.asked = Some((window.filter.clone(), window.sort.clone()));
    }

    /// The rows of a window.
    pub fn window(&mut self, window: &Window, store: &Store) -> Vec<usize> {
        self.ask(window, store);
        let rows = self.rows.iter().skip(window.from as usize).take(window.len as usize);
        rows.map(|row| *row as usize).collect()
    }

    /// Where a finding stands among those that a filter leaves; among all, where the filter leaves it out.
    #[inline(never)]
    pub fn around(
        &mut self,
        filter: Filter,
        sort: Vec<Sort>,
        finding: FindingNumber,
        store: &Store,
    ) -> Around {
        let stands = |list: &mut List, filter: Filter, sort: Vec<Sort>| {
            list.ask(&Window { filter, sort, ..Window::default() }, store);
            let row = store.row_of(finding)?;
            let at = list.rows.iter().position(|known| *known as usize == row)?;
            let finding_at = |at: Option<usize>| store.finding_of(*list.rows.get(at?)? as usize);
            let [row, total] = [at, list.rows.len()].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            let (previous, next) = (finding_at(at.checked_sub(1)), finding_at(at.checked_add(1)));
            Some(Around { finding, row, total, previous, next, shown: true })
        };
        let in_filter = stands(self, filter, sort.clone());
        // The list keeps its own answer: its filter is still the one that is wanted.
        let in_all = || stands(&mut List::default(), Filter::default(), sort).unwrap_or_default();
        in_filter.unwrap_or_else(|| Around { finding, shown: false, ..in_all() })
    }

    /// Every row that a filter leaves.
    pub fn all(&mut self, filter: &Filter, store: &Store) -> Vec<usize> {
        self.window(&Window { filter: filter.clone(), len: u32::MAX, ..Window::default() }, store)
    }

    /// What a window's filter leaves as a table, in its order and with its fields, and what people noted.
    #[inline(never)]
    pub fn table(
        &mut self,
        window: &Window,
        store: &Store,
        marks: &Marks,
        form: TableForm,
        reading: Reading,
    ) -> String {
        const REASON: Text = Text::new("Reason", "理由");
        const CONFIRMED: Text = Text::new("Confirmed by", "確認者");
        const NOTE: Text = Text::new("Note", "メモ");
        let label = |field: &Field| field.info().label.get(reading.lang).to_owned();
        let noted = [REASON, CONFIRMED, NOTE].map(|text| text.get(reading.lang).to_owned());
        let head: Vec<String> = window.fields.iter().map(label).chain(noted).collect();
        let sorted = self.window(&Window { from: 0, len: u32::MAX, ..window.clone() }, store);
        let cells = |row: usize| -> Vec<String> {
            let values = window.fields.iter().map(|field| value(store, row, *field, reading));
            let mark = marks.get(&store.id(row)).cloned().unwrap_or_default();
            values.chain([mark.reason, mark.confirmed_by, mark.note]).collect()
        };
        let (cell, between, edge): (fn(&str) -> String, &str, &str) = match form {
            TableForm::Csv => (escape::csv, ",", ""),
            TableForm::Markdown => (escape::markdown, " | ", "|"),
        };
        let line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
            let pad = if edge.is_empty() { "" } else { " " };
            format!(
                "{edge}{pad}{}{pad}{edge}{}",
                cells.join(between),
                if edge.is_empty() { "\r\n" } else { "\n" }
            )
        };
        let mut out = line(head.clone());
        if form == TableForm::Markdown {
            out += &format!("|{}\n", " --- |".repeat(head.len()));
        }
        sorted.into_iter().for_each(|row| out += &line(cells(row)));
        out
    }

    /// A window of the list, and what is wanted beside it.
    #[inline(never)]
    pub fn rows(&mut self, window: &Window, store: &Store, marks: &Marks, reading: Reading) -> Rows {
        let shown = self.window(window, store);
        let mut out = Rows {
            matching: u32::try_from(self.rows.len()).unwrap_or(u32::MAX),
            total: store.len(),
            from: window.from,
            rows: shown.into_iter().filter_map(|row| view(store, row, window, marks, reading)).collect(),
            newest: store.newest(),
            ..Rows::default()
        };
        let Some(found) = &self.found else { return out };
        out.error = found.error.as_ref().map(|error| problem(error, reading.lang));
        // Scrolling counts nothing, and does away with no counts.
        if window.beside == Beside::default() {
            return out;
        }
        let asked = (&window.filter, &window.beside);
        if self.beside.as_ref().is_none_or(|(filter, beside, _)| (filter, beside) != asked) {
            let counts = Counts::of(found, window, store);
            self.beside = Some((window.filter.clone(), window.beside.clone(), counts));
        }
        let Some((.., counts)) = &self.beside else { return out };
        Rows {
            facets: counts.facets.clone(),
            histogram: counts.histogram.clone(),
            groups: counts.groups.clone(),
            matrix: counts.matrix.clone(),
            ..out
        }
    }
}

impl Counts {
    fn of(found: &Found, window: &Window, store: &Store) -> Counts {
        let beside = &window.beside;
        let all = found.rows(None, false);
        let chosen = |field: Field| window.filter.facets.iter().find(|chosen| chosen.field == field);
        let wanted = facets().filter(|_| beside.facets > 0);
        let column = beside.groups.and_then(|field| field.info().column);
        Counts {
            facets: wanted
                .filter_map(|info| facet(info, chosen(info.field), found, &all, store, beside.facets))
                .collect(),
            histogram: (beside.bars > 0)
                .then(|| store.histogram(&found.rows(None, true), beside.bars as usize)),
            groups: column.map(|column| store.groups(column, &all)).unwrap_or_default(),
            matrix: (beside.matrix > 0).then(|| store.matrix(&all, beside.matrix as usize)),
        }
    }
}

fn facet(
    info: &Info,
    chosen: Option<&Choice>,
    found: &Found,
    all: &Bitmap,
    store: &Store,
    limit: u32,
) -> Option<FacetCounts> {
    let column = info.column?;
    let always: Vec<Option<String>> =
        chosen.into_iter().flat_map(|chosen| chosen.with.iter().chain(&chosen.without).cloned()).collect();
    // What is chosen in a facet does not lessen its own counts.
    let own = chosen.map(|_| found.rows(Some(info.field), false));
    let rows = own.as_ref().unwrap_or(all);
    let (mut values, distinct) = match info.facet? {
        Facet::ByCount => store.top(column, rows, limit as usize, &always),
        // In their own order the first may be rare.
        Facet::Own => store.top(column, rows, usize::MAX, &always),
    };
    if info.facet == Some(Facet::Own) {
        in_own_order(&mut values, info.field);
        let mut room = limit as usize;
        values.retain(|value| {
            room = room.saturating_sub(1);
            room > 0 || always.contains(&value.value)
        });
    }
    Some(FacetCounts { field: info.field, values, distinct })
}

/// Bands with the worst first, others by the value with the greatest first; what has none comes last.
fn in_own_order(values: &mut [Counted], field: Field) {
    let band = |value: &str| Band::ALL.iter().position(|band| band.slug() == value);
    values.order_by_key(|counted| {
        let value = counted.value.clone();
        let band = (field == Field::Severity).then(|| value.as_deref().and_then(band)).flatten();
        (value.is_none(), band, Reverse(value))
    });
}

fn problem(error: &QueryError, lang: Lang) -> QueryProblem {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    QueryProblem {
        from: number(error.span.start),
        to: number(error.span.end),
        message: error.message(lang),
        remedy: error.remedy(lang),
    }
}

fn view(store: &Store, row: usize, window: &Window, marks: &Marks, reading: Reading) -> Option<RowView> {
    let text = |fact: Fact| store.text(Column::Of(fact), row).unwrap_or_default().to_owned();
    let severity = store.number(Fact::Severity, row);
    Some(RowView {
        finding: store.finding_of(row)?,
        severity,
        band: severity.map(Band::of),
        type_string: text(Fact::Type),
        resource: text(Fact::Resource),
        account: text(Fact::Account),
        region: text(Fact::Region),
        count: store.number(Fact::Count, row).and_then(whole),
        updated: store.time(Fact::Updated, row).map(|at| at.show(reading.offset)).unwrap_or_default(),
        sample: store.flag(Fact::Sample, row).unwrap_or_default(),
        archived: store.flag(Fact::Archived, row).unwrap_or_default(),
        versions: u32::try_from(store.version_count(row)).ok()?,
        mark: marks.get(&store.id(row)).cloned(),
        fields: window.fields.iter().map(|field| value(store, row, *field, reading)).collect(),
    })
}

/// The value of a field in words.
fn value(store: &Store, row: usize, field: Field, reading: Reading) -> String {
    match field.info().on {
        On::Texts(columns) => {
            let texts = columns.iter().take(1).filter_map(|column| store.column(*column));
            texts.flat_map(|texts| texts.texts(row)).collect::<Vec<_>>().join(", ")
        }
        On::Number(fact) => store.number(fact, row).map(|number| number.to_string()).unwrap_or_default(),
        On::Time(fact) => {
            let show = |at: Timestamp| at.show(reading.offset);
            store.time(fact, row).map(show).unwrap_or_default()
        }
        On::Flag(fact) => {
            let flag = store.flag(fact, row);
            flag.map(|is| super::view::yes_no(is, reading.lang).to_owned()).unwrap_or_default()
        }
        On::Id => store.id(row),
    }
}

/// A number as a count: whole and not negative, else nothing.
pub fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0 && number < 9e15).then_some(number as u64)
}
