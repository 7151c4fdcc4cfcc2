//! What the Learn pages ask and are told.

use super::{CatalogueFact, Chip, FindingView};
use crate::{json::RowId, model::Band};
use serde::{Deserialize, Serialize};

/// Which Learn page is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Lesson {
    /// How findings are made: the type string, severity, action and resource kinds.
    Overview,
    /// The finding types that a filter lets through.
    Types(TypesFilter),
    /// One finding type. With its sample's text, fields that decide are found in it.
    Type(String, Option<String>),
    /// The fields of the model in which every word occurs.
    Fields(String),
    /// The values in which every word occurs.
    Values(String),
    /// The terms in which every word occurs.
    Glossary(String),
    /// The guided walk through a finding, whose text is given once the page has the samples.
    Walk(Option<String>),
    /// Everything in which every word occurs, in both languages.
    Search(String),
}

/// Which finding types are wanted. Empty strings let everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TypesFilter {
    /// Words that each have to occur.
    pub words: String,
    /// A value for each of [`TypeView`]'s facets, in the order of [`Facet::ALL`].
    pub chosen: [String; 6],
}

/// By what the types can be filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Facet {
    /// The threat purpose.
    Purpose,
    /// The resource in the type string.
    Resource,
    /// The protection plan.
    Plan,
    /// The default severity.
    Severity,
    /// The ATT&CK tactic.
    Tactic,
    /// Whether it is raised today.
    Status,
}

impl Facet {
    /// Every facet, in the order of the page.
    pub const ALL: [Facet; 6] =
        [Facet::Purpose, Facet::Resource, Facet::Plan, Facet::Severity, Facet::Tactic, Facet::Status];
}

/// A Learn page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum LearnView {
    /// How findings are made.
    Overview(Overview),
    /// The finding types.
    Types(Types),
    /// One finding type; nothing where the catalogue does not have it.
    Type(Option<Box<TypeView>>),
    /// Fields, values or terms.
    Entries(Entries),
    /// The guided walk.
    Walk(Box<WalkView>),
    /// What was found.
    Search(Vec<Hit>),
}

/// How findings are made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// The parts of the type string, each with its known values and their meanings.
    pub parts: Vec<LearnList>,
    /// The severity bands.
    pub severity: LearnList,
    /// The kinds of statements.
    pub bases: LearnList,
    /// The action kinds.
    pub actions: LearnList,
    /// The resource kinds and other topics.
    pub topics: LearnList,
}

/// A list of things with their meanings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LearnList {
    /// What the things are.
    pub label: String,
    /// Name and meaning.
    pub entries: Vec<(String, String)>,
}

/// The finding types that a filter lets through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Types {
    /// How many types there are.
    pub total: u32,
    /// What can be chosen, a facet each in the order of [`Facet::ALL`].
    pub facets: Vec<FacetView>,
    /// The types.
    pub types: Vec<LearnType>,
}

/// What can be chosen of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetView {
    /// What it is called.
    pub label: String,
    /// Value, words for it, and how many of the types that the other facets let through have it.
    pub options: Vec<(String, String, u32)>,
}

/// A finding type in the list of types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearnType {
    /// The type string.
    pub name: String,
    /// Its default severity, in words.
    pub severity: String,
    /// The band for the style, where it is fixed.
    pub band: Option<Band>,
    /// Its protection plan.
    pub plan: String,
    /// Whether it is still raised.
    pub status: String,
    /// What GuardDuty saw to raise it.
    pub seen: String,
}

/// One finding type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypeView {
    /// The type string.
    pub name: String,
    /// The type string taken apart.
    pub chips: Vec<Chip>,
    /// Its default severity, in words.
    pub severity: String,
    /// The band for the style, where it is fixed.
    pub band: Option<Band>,
    /// Plan, data source, status, techniques.
    pub facts: Vec<CatalogueFact>,
    /// The texts, in the order in which they are read.
    pub sections: Vec<TypeSection>,
    /// Types that follow it, where it is retired.
    pub replaced_by: Vec<String>,
    /// Related types.
    pub related: Vec<String>,
    /// Links, the official first. https only.
    pub references: Vec<String>,
    /// The sample, if its text was given.
    pub sample: Option<Box<FindingView>>,
}

/// Texts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeSection {
    /// The heading.
    pub label: String,
    /// The texts.
    pub items: Vec<TypeItem>,
}

/// A text about a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeItem {
    /// The field that it is about, if it is about one.
    pub field: Option<String>,
    /// The text.
    pub text: String,
    /// The rows of the sample that it is about.
    pub rows: Vec<RowId>,
}

/// Things with names and meanings, in groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entries {
    /// How many there are without a filter.
    pub total: u32,
    /// How many the filter lets through.
    pub found: u32,
    /// The groups: a shape with its members, a kind with its values, the glossary as one.
    pub groups: Vec<EntryGroup>,
}

/// A group of things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryGroup {
    /// Its name; empty where there is one group only.
    pub name: String,
    /// How many things it holds.
    pub count: u32,
    /// The things; none where the filter lets too many through.
    pub entries: Vec<EntryView>,
}

/// A thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// Its key in the catalogue.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Labelled particulars: form, use, trap, example, where it stands.
    pub facts: Vec<CatalogueFact>,
}

/// The guided walk through a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WalkView {
    /// The type whose sample is walked through.
    pub sample_type: String,
    /// The steps in order.
    pub steps: Vec<StepView>,
    /// The sample, if its text was given.
    pub sample: Option<Box<FindingView>>,
}

/// A step of the walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// What it is about.
    pub title: String,
    /// What to see there.
    pub text: String,
    /// The rows to look at.
    pub rows: Vec<RowId>,
}

/// A thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// The kind in words.
    pub label: String,
    /// Its key in the catalogue: a type string, `Shape.Member`, `Kind.VALUE`, a term.
    pub key: String,
    /// What it means, or what of it holds the words.
    pub text: String,
}

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum HitKind {
    Type,
    Part,
    Field,
    Value,
    Term,
}
