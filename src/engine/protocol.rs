//! What the page asks and what it is told: plain data, ready to be shown.

mod learn;
pub mod wire;

pub use learn::*;

use crate::{
    compare::Difference,
    explain::Rendered,
    export::redact::{Class, Classes},
    handoff::file::Parts,
    i18n::Lang,
    json::RowId,
    model::{Band, Timestamp},
    picture::Picture,
    query::{Completion, Field},
    respond::Plan,
    store::{Counted, Group, Histogram, Mark, Matrix},
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// How the reader reads. Part of every question whose answer holds words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The language.
    pub lang: Lang,
    /// The reader's offset from UTC in minutes, where times are to be shown on the reader's clock.
    pub offset: Option<i32>,
    /// The offset of the other clock, where times that decide are shown on both.
    pub other: Option<i32>,
}

/// A source of bytes: a dropped file, a paste. Counted from zero, in the order of loading.
pub type SourceNumber = u32;

/// A finding among those loaded. Counted from zero; stable until everything is cleared.
pub type FindingNumber = u32;

/// Who keeps the bytes of a source, which are wanted again when a finding is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Keep {
    /// The engine: for what is small, such as a paste.
    #[default]
    Engine,
    /// Who asks: the engine says what it needs.
    Asker,
}

/// A question to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Takes the knowledge of a language.
    Knowledge(ByteBuf),
    /// Opens a source; problems point at it by its name.
    Begin(SourceNumber, String, Keep),
    /// Takes the next bytes of a source.
    Bytes(SourceNumber, ByteBuf),
    /// To a reader: reads the next bytes of a source and answers [`Response::Batch`]. A reader reads one source at a time.
    Read(Part),
    /// Takes what a reader read of a source. Such a source gets no bytes.
    Batch(ByteBuf),
    /// Notes that a source could not be read on behind a byte.
    Lost(SourceNumber, u64),
    /// Takes the next bytes of a source for its fingerprint, where a reader has read it; the last time none.
    Digest(SourceNumber, ByteBuf),
    /// Takes what was handed over as the content of a source.
    Receive(SourceNumber, crate::handoff::Given),
    /// Closes a source.
    End(SourceNumber),
    /// Takes the reader's context file in place of the one before. A file with faults is refused and changes nothing.
    Context(Reading, ByteBuf),
    /// Forgets the context file.
    ForgetContext,
    /// Forgets everything that was loaded, the context file included.
    Clear,
    /// What was recognised in what was loaded, and what could not be read.
    Intake(Reading),
    /// A window of the list of findings, and what is counted beside it.
    Rows(Reading, Window),
    /// The findings of a window.
    Numbers(Window),
    /// Where a finding stands among those that a filter shows, in an order.
    Around(Filter, Vec<Sort>, FindingNumber),
    /// What a filter shows as a table, with the verdicts: all rows in this order, with these fields.
    Table(Reading, Window, TableForm),
    /// The findings that a filter shows as they came, one a line, in the order of their places: so many from a place on.
    Lines(Filter, u32, u32, Lang),
    /// What may come next in a query, behind so many characters.
    Complete(Lang, String, u32),
    /// One finding, explained: its latest version, or an earlier one, counted from zero at the latest.
    Open(FindingNumber, u32, Reading),
    /// A question with the bytes that were needed to answer it.
    With(Vec<Given>, Box<Request>),
    /// Gives findings a verdict or a note, or takes it away.
    Mark(Vec<FindingNumber>, Option<Mark>),
    /// All verdicts and notes as text, to be saved.
    SaveMarks,
    /// Takes verdicts and notes that were saved; of two on a finding the later counts.
    LoadMarks(Lang, ByteBuf),
    /// A Learn page.
    Learn(Reading, Lesson),
    /// What a redaction would take out and leave.
    Preview(Selection, Classes, Reading),
    /// Text to copy or to save.
    Export(Selection, Form, Classes, Reading),
    /// A hand-off file: the viewer of these parts with the findings in it; saved at this time, as RFC 3339 in UTC.
    HandOff(Selection, Classes, Box<Parts>, String, Reading),
    /// The fragment of a link that holds a finding.
    Link(FindingNumber, Classes, Reading),
    /// A text with its stand-ins turned back by a key file.
    Restore(ByteBuf, String, Reading),
    /// What changed from one version of a finding to another, or from one finding to another.
    Compare(VersionOf, VersionOf, Reading),
    /// A text, read as a paste is, listed, and the first finding explained, beside all that was loaded; nothing of it stays. A
    /// browser compiles a program as it goes, so what comes after goes faster.
    Rehearse(String, Reading),
}

/// Which findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// One.
    One(FindingNumber),
    /// Those that are chosen in the list.
    Chosen(Vec<FindingNumber>),
    /// Those that a filter shows, in the order in which they were read.
    Shown(Filter),
    /// All that are loaded, each at its latest.
    All,
}

/// A version of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionOf {
    /// The finding.
    pub finding: FindingNumber,
    /// Its version, counted from zero at the latest.
    pub version: u32,
}

/// What text to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// The explanation as Markdown.
    Markdown,
    /// The explanation as plain text.
    Text,
    /// The finding's own text.
    Original,
    /// The same with line breaks.
    Pretty,
    /// The indicators, one a line, as they are.
    Indicators,
    /// The indicators, one a line, so that nothing follows them by accident.
    Defanged,
    /// The indicators as CSV.
    IndicatorsCsv,
    /// A report as one HTML file.
    ReportHtml,
    /// A report as Markdown.
    ReportMarkdown,
    /// What turns the redaction back.
    Key,
}

impl Form {
    /// Every form, in the order of the dialog.
    pub const ALL: [Form; 10] = [
        Form::Markdown,
        Form::Text,
        Form::Original,
        Form::Pretty,
        Form::Defanged,
        Form::Indicators,
        Form::IndicatorsCsv,
        Form::ReportHtml,
        Form::ReportMarkdown,
        Form::Key,
    ];

    /// Whether it holds explanations.
    pub const fn explains(self) -> bool {
        matches!(self, Form::Markdown | Form::Text | Form::ReportHtml | Form::ReportMarkdown)
    }

    /// The name of the file and its media type.
    pub const fn file(self) -> (&'static str, &'static str) {
        match self {
            Form::Markdown => ("finding.md", "text/markdown"),
            Form::Text => ("finding.txt", "text/plain"),
            Form::Original => ("finding.json", "application/json"),
            Form::Pretty => ("finding.pretty.json", "application/json"),
            Form::Indicators => ("indicators.txt", "text/plain"),
            Form::Defanged => ("indicators.defanged.txt", "text/plain"),
            Form::IndicatorsCsv => ("indicators.csv", "text/csv"),
            Form::ReportHtml => ("report.html", "text/html"),
            Form::ReportMarkdown => ("report.md", "text/markdown"),
            Form::Key => ("redaction-key.json", "application/json"),
        }
    }
}

/// The next bytes of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The source.
    pub source: SourceNumber,
    /// The bytes.
    pub bytes: ByteBuf,
    /// Whether more of the part will come: until it has, there is no answer but [`Response::Done`].
    pub more: bool,
    /// Whether the source ends with the part.
    pub last: bool,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableForm {
    /// CSV, in which no cell is a formula.
    Csv,
    /// A table of Markdown.
    Markdown,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// Done; nothing to tell.
    Done,
    /// The question could not be answered: why, for the reader.
    Refused(String),
    /// The question can be answered with these bytes: [`Request::With`] has both.
    Need(Vec<Need>),
    /// What was read, as bytes for [`Request::Batch`].
    Batch(ByteBuf),
    /// How many findings there are by now.
    Findings(u32),
    /// What was recognised.
    Intake(Intake),
    /// A window of the list.
    Rows(Box<Rows>),
    /// Findings.
    Numbers(Vec<FindingNumber>),
    /// Where a finding stands.
    Around(Around),
    /// What may come next.
    Completion(Completion),
    /// A finding, explained.
    Finding(Box<FindingView>),
    /// Verdicts and notes as text.
    Marks(String),
    /// A Learn page.
    Learn(Box<LearnView>),
    /// What a redaction would take out and leave.
    Preview(Box<PreviewView>),
    /// Text to copy or to save.
    Export(String),
    /// A file to save.
    File(ByteBuf),
    /// What changed.
    Differences(Vec<Difference>),
}

/// What a redaction takes out and leaves, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PreviewView {
    /// The classes, their labels and how many different values each has.
    pub classes: Vec<(Class, String, u64)>,
    /// What stays by its nature.
    pub stays: Vec<String>,
    /// Words that stay and look like names.
    pub words: Vec<String>,
}

/// Bytes that are needed to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Of which source.
    pub source: SourceNumber,
    /// From which byte on.
    pub from: u64,
    /// The first byte behind; nothing for all that there are.
    pub to: Option<u64>,
    /// Whether the bytes are to be given by [`Request::Digest`].
    pub digest: bool,
}

/// Bytes that were needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Of which source.
    pub source: SourceNumber,
    /// From which byte on.
    pub from: u64,
    /// The bytes.
    pub bytes: ByteBuf,
}

/// Which findings are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    /// The query line.
    pub query: String,
    /// What is chosen in facets. One that nothing is chosen in may be left out.
    pub facets: Vec<Choice>,
    /// Only what was updated from the first moment on and before the second.
    pub span: Option<(Timestamp, Timestamp)>,
}

/// What is chosen in a facet. A value that is nothing stands for findings that have none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The facet.
    pub field: Field,
    /// Findings have to have one of these, if there are any.
    pub with: Vec<Option<String>>,
    /// Findings must have none of these.
    pub without: Vec<Option<String>>,
}

/// Which part of the list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Window {
    /// Which findings.
    pub filter: Filter,
    /// The order: by the first, where that does not decide by the next. None is by severity, the worst first.
    pub sort: Vec<Sort>,
    /// The first row, counted from zero.
    pub from: u32,
    /// How many rows at most.
    pub len: u32,
    /// Fields of which each row shows the values, beside those that every row has.
    pub fields: Vec<Field>,
    /// What is wanted beside the rows. Not needed for scrolling.
    pub beside: Beside,
}

/// What is counted beside the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Beside {
    /// How many values of each facet; none for no facets.
    pub facets: u32,
    /// How many bars of severity over time at most; none for no histogram.
    pub bars: u32,
    /// Groups by a field.
    pub groups: Option<Field>,
    /// How many accounts and Regions at most; none for no matrix.
    pub matrix: u32,
}

/// A key of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// By which field.
    pub by: Field,
    /// Whether the smallest comes first.
    pub ascending: bool,
}

impl Default for Sort {
    fn default() -> Sort {
        Sort { by: Field::Severity, ascending: false }
    }
}

/// Where a finding stands in the list; where the filter leaves it out, in the list of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Around {
    /// The finding.
    pub finding: FindingNumber,
    /// Its row, counted from zero.
    pub row: u32,
    /// How many rows there are.
    pub total: u32,
    /// The finding in the row before.
    pub previous: Option<FindingNumber>,
    /// The finding in the row behind.
    pub next: Option<FindingNumber>,
    /// Whether the filter shows it.
    pub shown: bool,
}

/// What was recognised in what was loaded.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Intake {
    /// One line a source: `EventBridge event: 1 finding`.
    pub sources: Vec<SourceView>,
    /// How many findings there are; one that came several times counts once.
    pub findings: u32,
    /// What could not be read, and notices.
    pub problems: Vec<ProblemView>,
    /// Where what was handed over came from.
    pub handed: Vec<HandedView>,
}

/// Where findings that were handed over came from, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct HandedView {
    /// How they came, and what stand-ins stand in place of.
    pub said: String,
    /// The inputs that they had been read from, a line each.
    pub sources: Vec<String>,
}

/// A source, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SourceView {
    /// Its name.
    pub name: String,
    /// What it was taken for and how many findings it held.
    pub recognised: Vec<String>,
}

/// A problem, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProblemView {
    /// Its stable code.
    pub code: String,
    /// Whether something was lost, rather than read leniently.
    pub error: bool,
    /// The source's name.
    pub source: String,
    /// The line, counted from one.
    pub line: u64,
    /// The column, counted from one.
    pub column: u64,
    /// The byte, counted from zero.
    pub offset: u64,
    /// The text there.
    pub excerpt: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rows {
    /// How many findings match.
    pub matching: u32,
    /// How many there are.
    pub total: u32,
    /// The first row of this window.
    pub from: u32,
    /// The rows.
    pub rows: Vec<RowView>,
    /// What is wrong with the query. It is taken for empty then.
    pub error: Option<QueryProblem>,
    /// The newest update of all: what relative times in queries are relative to.
    pub newest: Option<Timestamp>,
    /// The facets, if wanted.
    pub facets: Vec<FacetCounts>,
    /// Severity over time, if wanted: as if no span were chosen.
    pub histogram: Option<Histogram>,
    /// Groups, if wanted, the worst first.
    pub groups: Vec<Group>,
    /// Accounts by Regions, if wanted.
    pub matrix: Option<Matrix>,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryProblem {
    /// The first character of what is wrong, from zero.
    pub from: u32,
    /// The first character behind.
    pub to: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// A facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Its field.
    pub field: Field,
    /// Its values with how many findings would be left if it were chosen alone; those that are chosen are always among them.
    pub values: Vec<Counted>,
    /// How many values there are in all.
    pub distinct: u32,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowView {
    /// The finding.
    pub finding: FindingNumber,
    /// The severity as a number, as the JSON has it.
    pub severity: Option<f64>,
    /// Its band.
    pub band: Option<Band>,
    /// The finding type as it is written.
    pub type_string: String,
    /// The resource concerned.
    pub resource: String,
    /// The account.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The count.
    pub count: Option<u64>,
    /// When it was last updated, in the reader's format.
    pub updated: String,
    /// Whether it is a sample.
    pub sample: bool,
    /// Whether it is archived.
    pub archived: bool,
    /// How many versions of it were loaded.
    pub versions: u32,
    /// The verdict or note on it.
    pub mark: Option<Mark>,
    /// The values of the fields that were asked for, in their order.
    pub fields: Vec<String>,
}

/// A finding, explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingView {
    /// The finding.
    pub finding: FindingNumber,
    /// GuardDuty's title, or the type.
    pub title: String,
    /// The type string taken apart.
    pub chips: Vec<Chip>,
    /// Whether the catalogue has the type.
    pub known_type: bool,
    /// The severity as the JSON writes it.
    pub severity: Option<String>,
    /// Its band.
    pub band: Option<Band>,
    /// The facts above the explanation.
    pub facts: Vec<Fact>,
    /// The envelopes it came in, outermost first.
    pub envelopes: Vec<String>,
    /// Facts of the envelope.
    pub context: Vec<Fact>,
    /// The sections.
    pub sections: Vec<SectionView>,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// What to do next, with the finding's own values.
    pub plan: Plan,
    /// What the catalogue says of the type: plan, source, techniques, references.
    pub catalogue: Vec<CatalogueFact>,
    /// Links, the official first. https only.
    pub references: Vec<String>,
    /// The finding's own text.
    pub text: String,
    /// What is known of the rows of its JSON, in their order; the rows themselves are [`Tree`](super::Tree)'s.
    pub notes: Vec<RowNote>,
    /// The fields that occur, as [`RowNote::field`] counts them.
    pub fields: Vec<FieldView>,
    /// The values that occur and have a meaning of their own, as [`RowNote::means`] counts them.
    pub values: Vec<String>,
    /// Every version that was loaded, the latest first.
    pub versions: Vec<VersionView>,
    /// Which of them this is.
    pub version: u32,
    /// The verdict or note on it.
    pub mark: Option<Mark>,
}

/// A version of a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionView {
    /// When it was updated, in the reader's format.
    pub updated: String,
    /// Its severity.
    pub severity: Option<f64>,
    /// Its count.
    pub count: Option<u64>,
    /// The name of the source.
    pub source: String,
    /// The line there, from one.
    pub line: u64,
    /// How many times more it was met as it is.
    pub copies: u32,
}

/// A part of the type string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chip {
    /// What part it is: `Threat purpose`.
    pub label: String,
    /// The mark before it in the string: nothing, `:`, `/`, `.`, `!`.
    pub mark: String,
    /// The part.
    pub text: String,
    /// What it means.
    pub meaning: String,
}

/// A labelled value with the rows it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value in the reader's format.
    pub value: String,
    /// The same time on the other clock.
    pub beside: Option<String>,
    /// The rows.
    pub rows: Vec<RowId>,
}

/// A labelled value of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueFact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// A section of the explanation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectionView {
    /// The word for the address.
    pub slug: String,
    /// The heading.
    pub label: String,
    /// The statements.
    pub statements: Vec<Rendered>,
}

/// No number of a finding is NaN: JSON has none. Shared views are then the same where their addresses are, and only others
/// are looked through.
impl Eq for FindingView {}

impl FindingView {
    /// What is known of a row.
    pub fn note(&self, row: RowId) -> Option<RowNote> {
        self.notes.get(row.index()).copied()
    }
}

/// What is known of a row of the JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNote {
    /// The field it is, counted in [`FindingView::fields`].
    pub field: Option<u32>,
    /// What its value means, counted in [`FindingView::values`].
    pub means: Option<u32>,
    /// Whether the model does not have it.
    pub unknown: bool,
}

/// What a field means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// `Shape.Member`.
    pub key: String,
    /// What it is. Empty where the catalogue does not say.
    pub meaning: String,
    /// Its form.
    pub form: String,
    /// What to do with it.
    pub use_: String,
    /// What misleads about it.
    pub trap: String,
}
