//! The state of the page, and how actions change it. No markup, no browser.

use super::{
    list::{Change, List},
    loading::Progress,
    route::{Chapter, Route},
};
use finding_lens::{
    engine::protocol::{
        Around, FindingNumber, FindingView, Hit, Intake, LearnView, Lesson, Reading, TypesFilter,
    },
    i18n::{Clock, Lang},
    json::RowId,
    respond::Language,
};
use std::{collections::BTreeSet, rc::Rc};
use yew::Reducible;

/// What the reader set; the only thing that is ever stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prefs {
    pub lang: Lang,
    pub theme: Theme,
    pub clock: Clock,
}

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The word in the storage and in the style sheets.
    pub const fn slug(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub const fn label(self) -> finding_lens::i18n::Text {
        use finding_lens::i18n::ui::frame;
        match self {
            Theme::System => frame::THEME_SYSTEM,
            Theme::Light => frame::THEME_LIGHT,
            Theme::Dark => frame::THEME_DARK,
        }
    }

    pub fn named(slug: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|theme| theme.slug() == slug)
    }

    pub fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// What lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    Keys,
    Privacy,
    Search,
    /// Copy or save: of the finding that the page is on, else of all.
    Share,
}

/// A Learn page, in each of the languages that it is shown in.
#[derive(Debug, Clone, PartialEq)]
pub struct Lessons {
    pub chapter: Chapter,
    /// The reader's language first.
    pub views: Vec<(Lang, Rc<LearnView>)>,
}

/// What of a finding is picked out: rows of the JSON, and the statement that cites them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picked {
    /// Section and place of the statement, if one is picked.
    pub statement: Option<(usize, usize)>,
    /// The rows that it cites.
    pub cited: Rc<[RowId]>,
    /// The row that is picked in the JSON.
    pub row: Option<RowId>,
}

impl Picked {
    /// A row alone.
    pub fn row(row: Option<RowId>) -> Picked {
        Picked { row, ..Picked::default() }
    }
}

/// The reader's context file, as far as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ContextFile {
    #[default]
    None,
    /// Its name.
    Taken(Rc<str>),
    /// Its name, and its faults, one a line.
    Refused(Rc<str>, Rc<str>),
}

/// The whole state.
#[derive(Debug, Clone)]
pub struct State {
    pub prefs: Prefs,
    /// Minutes that the reader's clock is ahead of UTC.
    pub offset: i32,
    pub route: Route,
    pub dialog: Option<Dialog>,
    pub toast: Option<Rc<str>>,
    /// How many sources are being read.
    pub reading: u32,
    /// How far they have come.
    pub progress: Option<Progress>,
    pub intake: Rc<Intake>,
    pub list: Rc<List>,
    pub finding: Option<Rc<FindingView>>,
    /// The finding that could not be explained, and why.
    pub refused: Option<(FindingNumber, Rc<str>)>,
    /// Where the finding that was opened last stands in the list.
    pub around: Option<Around>,
    pub picked: Picked,
    pub lessons: Option<Rc<Lessons>>,
    /// What is wanted of the finding types.
    pub types: TypesFilter,
    /// Whether Learn shows both languages side by side.
    pub both: bool,
    /// What the search found, and for which words.
    pub hits: (String, Rc<[Hit]>),
    pub context: ContextFile,
    /// The language of commands.
    pub language: Language,
    /// The types that there are samples of, once they are there.
    pub samples: Rc<BTreeSet<String>>,
    /// Grows with each change of what is loaded, so that answers to older questions are not shown.
    pub generation: u32,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    Go(Route),
    Lang(Lang),
    Theme(Theme),
    Clock(Clock),
    Show(Option<Dialog>),
    Toast(Option<Rc<str>>),
    /// Sources begin to be read.
    Began(u32),
    Progress(Option<Progress>),
    /// Sources were read; what is now loaded.
    Loaded(u32, Rc<Intake>),
    /// What was recognised, told anew (in another language).
    Told(Rc<Intake>),
    Cleared,
    List(Change),
    Finding(Rc<FindingView>),
    /// A finding cannot be explained, and why.
    NoFinding(FindingNumber, Rc<str>),
    Around(Around),
    Pick(Picked),
    Lessons(Lessons),
    Types(TypesFilter),
    Both,
    Hits(String, Rc<[Hit]>),
    /// The context file was taken, refused or forgotten; what is explained changes with it.
    Context(ContextFile),
    Language(Language),
    Samples(BTreeSet<String>),
}

impl State {
    pub fn new(prefs: Prefs, offset: i32, route: Route, picked: Picked) -> State {
        State {
            prefs,
            offset,
            route,
            dialog: None,
            toast: None,
            reading: 0,
            progress: None,
            intake: Rc::default(),
            list: Rc::default(),
            finding: None,
            refused: None,
            around: None,
            picked,
            lessons: None,
            types: TypesFilter::default(),
            both: false,
            hits: (String::new(), Rc::from([])),
            context: ContextFile::default(),
            language: Language::default(),
            samples: Rc::default(),
            generation: 0,
        }
    }

    /// How the reader reads, for questions to the engine.
    pub fn reading(&self) -> Reading {
        let local = self.prefs.clock == Clock::Local;
        let other = if local { 0 } else { self.offset };
        Reading {
            lang: self.prefs.lang,
            offset: local.then_some(self.offset),
            // Where the reader's clock is UTC, there is no other one.
            other: (self.offset != 0).then_some(other),
        }
    }

    /// What the Learn page on view asks for. `sample` is the text of the sample that it shows, once that is there.
    pub fn lesson(&self, chapter: &Chapter, sample: Option<String>) -> Lesson {
        match chapter {
            Chapter::Overview => Lesson::Overview,
            Chapter::Walk => Lesson::Walk(sample),
            Chapter::Types => Lesson::Types(self.types.clone()),
            Chapter::Type(name) => Lesson::Type(name.clone(), sample),
            Chapter::Fields(words) => Lesson::Fields(words.clone()),
            Chapter::Values(words) => Lesson::Values(words.clone()),
            Chapter::Glossary(words) => Lesson::Glossary(words.clone()),
        }
    }

    /// The type whose sample the walk on view goes through.
    pub fn walked(&self) -> Option<&str> {
        match &*self.lessons.as_ref()?.views.first()?.1 {
            LearnView::Walk(walk) => Some(&walk.sample_type),
            _ => None,
        }
    }

    /// The page without the words that are looked for on it: typing is not going to another page.
    pub fn place(&self) -> Route {
        let none = String::new;
        match &self.route {
            Route::Learn(Chapter::Fields(_)) => Route::Learn(Chapter::Fields(none())),
            Route::Learn(Chapter::Values(_)) => Route::Learn(Chapter::Values(none())),
            Route::Learn(Chapter::Glossary(_)) => Route::Learn(Chapter::Glossary(none())),
            route => route.clone(),
        }
    }

    /// Whether the page is read as one column.
    pub fn is_narrow(&self) -> bool {
        match &self.route {
            Route::Start => true,
            Route::Learn(chapter) => !self.both && !matches!(chapter, Chapter::Type(_) | Chapter::Walk),
            _ => false,
        }
    }

    /// The finding that the page is on.
    pub fn open(&self) -> Option<FindingNumber> {
        match self.route {
            Route::Finding(number) => Some(number),
            _ => None,
        }
    }
}

/// Whatever happens makes a new state. To compare what it holds would be to compare whole findings, in each view.
impl PartialEq for State {
    fn eq(&self, other: &State) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // The browser tells of an address that the page went to by itself.
        if matches!(&action, Action::Go(route) if *route == self.route) {
            return self;
        }
        let mut state = (*self).clone();
        match action {
            Action::Go(route) => {
                state.picked = Picked::default();
                state.dialog = None;
                state.route = route;
            }
            Action::Lang(lang) => state.prefs.lang = lang,
            Action::Theme(theme) => state.prefs.theme = theme,
            Action::Clock(clock) => state.prefs.clock = clock,
            Action::Show(dialog) => state.dialog = dialog,
            Action::Toast(toast) => state.toast = toast,
            Action::Began(sources) => state.reading += sources,
            Action::Progress(progress) => state.progress = progress,
            Action::Loaded(sources, intake) => {
                state.reading = state.reading.saturating_sub(sources);
                state.intake = intake;
                state.generation += 1;
            }
            Action::Told(intake) => state.intake = intake,
            Action::Cleared => {
                state = State::new(state.prefs, state.offset, Route::Start, Picked::default());
                state.generation = self.generation + 1;
                state.lessons = self.lessons.clone();
                state.language = self.language;
                state.samples = self.samples.clone();
            }
            Action::List(change) => Rc::make_mut(&mut state.list).apply(change),
            Action::Finding(finding) => (state.finding, state.refused) = (Some(finding), None),
            Action::NoFinding(finding, why) => {
                (state.finding, state.refused) = (None, Some((finding, why)));
            }
            Action::Around(around) => {
                state.around = Some(around);
                // Back in the list, the keys are where the reader comes from.
                let list = Rc::make_mut(&mut state.list);
                list.cursor = around.shown.then_some(around.row);
                list.preview =
                    state.finding.clone().filter(|view| around.shown && view.finding == around.finding);
            }
            Action::Pick(picked) => state.picked = picked,
            Action::Lessons(lessons) => {
                // Not the answer to an older question.
                if state.route == Route::Learn(lessons.chapter.clone()) {
                    state.lessons = Some(Rc::new(lessons));
                }
            }
            Action::Types(filter) => state.types = filter,
            Action::Both => state.both = !state.both,
            Action::Hits(words, hits) => state.hits = (words, hits),
            Action::Context(context) => {
                state.context = context;
                state.picked = Picked::default();
                state.generation += 1;
            }
            Action::Language(language) => state.language = language,
            Action::Samples(samples) => state.samples = Rc::new(samples),
        }
        Rc::new(state)
    }
}
