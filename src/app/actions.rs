//! What can be done: the bridge between the state, the engine and the browser.

use super::{
    keys,
    list::{COLUMNS, Change},
    loading::Load,
    route::{Chapter, Route},
    state::{Action, ContextFile, Lessons, Picked, State},
};
use crate::browser::{self, engine::Engine, files::Input};
use finding_lens::{
    compare::Difference,
    engine::protocol::{
        FindingNumber, Form, Given, LearnView, Lesson, Need, PreviewView, Reading, Request, Response,
        Selection, SourceNumber, TableForm, VersionOf, Window,
    },
    export::redact::Classes,
    handoff::{self, link::is_link},
    i18n::{Clock, Lang, Text, list, ui},
    query::Field,
    store::Mark,
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::spawn_local;
use yew::{UseReducerDispatcher, UseReducerHandle};

/// How many findings are saved at a time, as they came.
const LINES: u32 = 1_000;

/// The sample that is explained for nobody: a sequence has something of nearly every kind.
const REHEARSED: &str = "AttackSequence:EKS/CompromisedCluster";

/// How often all samples are read for nobody. A browser compiles at first in haste, and better what is used again.
const REHEARSALS: usize = 4;

/// Bytes from which on a context file is read no further.
const CONTEXT_BYTES: usize = 4 << 20;

/// The same of a key file, which holds all values of what it belongs to.
const KEY_BYTES: usize = 256 << 20;

/// What can be done. Cheap to clone.
#[derive(Clone)]
pub struct Actions {
    dispatcher: UseReducerDispatcher<State>,
    pub(super) engine: Engine,
    /// The state as it was last drawn, for actions that start outside a view.
    seen: Rc<RefCell<Option<UseReducerHandle<State>>>>,
    /// The sources that have been opened, by their numbers: their bytes are wanted again when a finding is opened.
    sources: Rc<RefCell<Vec<Input>>>,
    /// The part of the list that is wanted next, and whether with what is counted beside it.
    wanted: Rc<Cell<Option<(u32, bool)>>>,
    /// Whether a part of the list is on its way.
    listing: Rc<Cell<bool>>,
    /// The finding that is to be explained beside the list next, and whether one is on its way.
    peeked: Rc<Cell<Option<FindingNumber>>>,
    peeking: Rc<Cell<bool>>,
    /// The finding that was asked for before its page was drawn.
    ahead: Rc<Cell<Option<FindingNumber>>>,
    /// What is being read.
    loads: Rc<RefCell<Vec<Load>>>,
}

impl Actions {
    pub fn new(dispatcher: UseReducerDispatcher<State>) -> Actions {
        Actions {
            dispatcher,
            engine: Engine::start(),
            seen: Rc::default(),
            sources: Rc::default(),
            wanted: Rc::default(),
            listing: Rc::default(),
            peeked: Rc::default(),
            peeking: Rc::default(),
            ahead: Rc::default(),
            loads: Rc::default(),
        }
    }

    /// Takes note of the state as it is drawn.
    pub fn see(&self, store: &UseReducerHandle<State>) {
        *self.seen.borrow_mut() = Some(store.clone());
    }

    pub fn act(&self, action: Action) {
        self.dispatcher.dispatch(action);
    }

    /// Once, when the page stands: listens, and takes what was dropped or pasted before.
    pub fn start(&self) {
        let actions = self.clone();
        browser::location::on_change(move |fragment| {
            if !actions.take_link() {
                actions.act(Action::Go(Route::parse(&fragment)));
                if let Some(row) = Route::row(&fragment) {
                    actions.act(Action::Pick(Picked::row(Some(row))));
                }
                actions.take_query(&fragment);
            }
        });
        self.take_query(&browser::location::fragment());
        let actions = self.clone();
        browser::files::on_input(move |inputs| actions.load(inputs));
        let actions = self.clone();
        browser::page::on_key(move |event| {
            if let Some(store) = actions.seen.borrow().clone() {
                keys::press(&event, &store, &actions);
            }
        });
        let actions = self.clone();
        self.engine.on_restart(move || {
            actions.cancel();
            actions.act(Action::Cleared);
            actions.go(Route::Start);
            actions.toast(ui::failure::RESTARTED);
        });
        let actions = self.clone();
        browser::prefs::on_system_theme(move || {
            if let Some(store) = actions.seen.borrow().clone() {
                browser::prefs::apply(store.prefs);
            }
        });
        let actions = self.clone();
        browser::boot::on_complete(move || {
            spawn_local(async move {
                // Before the first finding comes, so that it is explained at once.
                let lang = actions.seen.borrow().as_ref().map(|state| state.prefs.lang).unwrap_or_default();
                actions.engine.teach(lang).await;
                let samples = browser::boot::sample_list().await.unwrap_or_default();
                let lines = rehearsed(&samples);
                actions.act(Action::Samples(samples.into_iter().map(|(name, _)| name).collect()));
                for _ in 0..REHEARSALS {
                    let state = actions.seen.borrow().clone();
                    let Some(state) = state.filter(|state| state.intake.findings == 0) else { return };
                    actions.engine.rehearse(lines.clone(), state.reading()).await;
                }
            });
        });
        browser::page::light_rows();
        browser::boot::ready();
        self.take_link();
        let actions = self.clone();
        spawn_local(async move {
            if let Some(bytes) = browser::boot::handed().await {
                actions.receive(ui::handoff::GIVEN_HERE, handoff::Given::Here(bytes.into()));
            }
        });
    }

    /// Takes the finding that the address holds, out of the address; whether it held one.
    fn take_link(&self) -> bool {
        let taken = browser::location::take(is_link, &Route::Start.fragment());
        let came = taken.is_some();
        if let Some(fragment) = taken {
            self.receive(ui::handoff::GIVEN_LINK, handoff::Given::Link(fragment));
        }
        came
    }

    fn receive(&self, name: Text, given: handoff::Given) {
        let lang = self.seen.borrow().as_ref().map(|state| state.prefs.lang).unwrap_or_default();
        self.load(vec![Input::Given(name.get(lang).to_owned(), given)]);
    }

    /// Takes the query line of an address, if it has one.
    fn take_query(&self, fragment: &str) {
        let known = self.seen.borrow().as_ref().map(|state| state.list.query.clone());
        if let Some(query) = browser::location::query(fragment).filter(|query| known.as_ref() != Some(query))
        {
            self.act(Action::List(Change::Query(query)));
        }
    }

    /// Goes to a page by the address, so that Back leads back.
    pub fn go(&self, route: Route) {
        // The engine explains while the page before is taken away.
        if let Route::Finding(number) = route
            && self.route().as_ref() != Some(&route)
        {
            self.ahead.set(Some(number));
            self.open(number);
        }
        browser::location::go(&route.fragment());
        if route == Route::Findings
            && let Some(state) = &*self.seen.borrow()
        {
            browser::location::keep_query(&state.list.query);
        }
        self.act(Action::Go(route));
    }

    /// Reads inputs and goes to what they held.
    pub fn load(&self, inputs: Vec<Input>) {
        let Some(state) = self.seen.borrow().clone() else { return };
        if inputs.is_empty() {
            return;
        }
        let actions = self.clone();
        let count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        let first = u32::try_from(self.sources.borrow().len()).unwrap_or(u32::MAX);
        self.sources.borrow_mut().extend(inputs.iter().cloned());
        let (before, reading) = (state.intake.findings, state.reading());
        // Whoever hands over a page may have named a finding in its address.
        let named = state.open().filter(|_| inputs.iter().all(|input| matches!(input, Input::Given(..))));
        self.act(Action::Began(count));
        spawn_local(async move {
            let load = Load::start(&actions, reading, first, inputs);
            actions.loads.borrow_mut().push(load.clone());
            load.run().await;
            actions.loads.borrow_mut().retain(|other| !other.is(&load));
            actions.act(Action::Progress(None));
            let Response::Intake(intake) = actions.engine.ask(Request::Intake(reading)).await else { return };
            let found = intake.findings;
            actions.act(Action::Loaded(count, Rc::new(intake)));
            if load.is_cancelled() {
                actions.toast(list::loading::CANCELLED);
            }
            match found {
                0 => {}
                _ if load.has_shown() => actions.list_anew(),
                _ if named.is_some_and(|named| before <= named && named < found) => {}
                _ if found == before + 1 => actions.go(Route::Finding(found - 1)),
                _ if found == before && found == 1 => actions.go(Route::Finding(0)),
                _ => actions.go(Route::Findings),
            }
        });
    }

    /// Stops what is being read; what was read stays.
    pub fn cancel(&self) {
        self.loads.borrow().iter().for_each(Load::cancel);
    }

    /// Loads text as if it had been pasted.
    pub fn read_text(&self, text: String) {
        if !text.trim().is_empty() {
            self.load(vec![Input::text(text)]);
        }
    }

    /// Opens the sample of a type, or all.
    pub fn sample(&self, type_string: Option<String>) {
        let actions = self.clone();
        spawn_local(async move {
            let Some(samples) = browser::boot::sample_list().await else {
                return actions.toast(ui::start::SAMPLES_LOADING);
            };
            let wanted = samples
                .into_iter()
                .filter(|(name, _)| type_string.as_ref().is_none_or(|wanted| wanted == name));
            let texts: Vec<String> = wanted.map(|(_, text)| text).collect();
            match texts.len() {
                0 => actions.toast(ui::start::NOTHING),
                _ => {
                    let name = type_string.unwrap_or_else(|| ui::findings::SAMPLE.en.to_owned());
                    actions.load(vec![Input::named(name, texts.join("\n"))]);
                }
            }
        });
    }

    /// Takes a context file.
    pub fn take_context(&self, inputs: Vec<Input>) {
        let Some((state, input)) = self.seen.borrow().clone().zip(inputs.into_iter().next()) else { return };
        let actions = self.clone();
        let reading = state.reading();
        spawn_local(async move {
            let name: Rc<str> = input.name().into();
            let bytes = input.whole(CONTEXT_BYTES).await;
            let context = match actions.engine.ask(Request::Context(reading, bytes.into())).await {
                Response::Done => ContextFile::Taken(name),
                Response::Refused(why) => ContextFile::Refused(name, why.into()),
                _ => return,
            };
            actions.act(Action::Context(context));
        });
    }

    /// Forgets the context file.
    pub fn forget_context(&self) {
        let actions = self.clone();
        spawn_local(async move {
            actions.engine.ask(Request::ForgetContext).await;
            actions.act(Action::Context(ContextFile::None));
        });
    }

    /// Forgets everything loaded.
    pub fn clear(&self) {
        let actions = self.clone();
        self.cancel();
        spawn_local(async move {
            actions.engine.ask(Request::Clear).await;
            actions.sources.borrow_mut().clear();
            actions.act(Action::Cleared);
            actions.go(Route::Start);
        });
    }

    /// Asks for what the page on view needs.
    pub fn refresh(&self) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let reading = state.reading();
        match state.route.clone() {
            Route::Start => {
                if state.intake.sources.is_empty() {
                    return;
                }
                let actions = self.clone();
                spawn_local(async move {
                    if let Response::Intake(intake) = actions.engine.ask(Request::Intake(reading)).await {
                        actions.act(Action::Told(Rc::new(intake)));
                    }
                });
            }
            Route::Findings => self.list_anew(),
            Route::Finding(number) if self.ahead.take() == Some(number) => {}
            Route::Finding(number) => self.open(number),
            Route::Learn(chapter) => self.learn(chapter),
        }
    }

    /// Asks for the Learn page on view anew, if one is.
    pub fn relearn(&self) {
        if let Some(Route::Learn(chapter)) = self.route() {
            self.learn(chapter);
        }
    }

    /// The page on view.
    fn route(&self) -> Option<Route> {
        self.seen.borrow().as_ref().map(|state| state.route.clone())
    }

    /// Asks for a Learn page, in both languages where they are shown side by side.
    fn learn(&self, chapter: Chapter) {
        let actions = self.clone();
        spawn_local(async move {
            let Some(state) = actions.seen.borrow().clone() else { return };
            // The walk names its type; its sample is asked for once it is known.
            let walked = state.walked().map(str::to_owned);
            let wanted = match &chapter {
                Chapter::Type(name) => Some(name.clone()),
                Chapter::Walk => walked,
                _ => None,
            };
            let wanted = wanted.filter(|name| state.samples.contains(name));
            let sample = match wanted {
                Some(name) => browser::boot::sample(&name).await,
                None => None,
            };
            let lang = state.prefs.lang;
            let mut views = Vec::new();
            for shown in
                std::iter::once(lang).chain(Lang::ALL.into_iter().filter(|l| state.both && *l != lang))
            {
                let reading = Reading { lang: shown, ..state.reading() };
                let lesson = state.lesson(&chapter, sample.clone());
                match actions.engine.ask(Request::Learn(reading, lesson)).await {
                    Response::Learn(view) => views.push((shown, Rc::from(view))),
                    _ => return,
                }
            }
            actions.act(Action::Lessons(Lessons { chapter, views }));
        });
    }

    /// Looks for words in everything that the catalogue knows.
    pub fn search(&self, words: String) {
        let actions = self.clone();
        spawn_local(async move {
            let Some(state) = actions.seen.borrow().clone() else { return };
            for lang in Lang::ALL {
                actions.engine.teach(lang).await;
            }
            let lesson = Lesson::Search(words.clone());
            if let Response::Learn(view) = actions.engine.ask(Request::Learn(state.reading(), lesson)).await
                && let LearnView::Search(hits) = *view
            {
                actions.act(Action::Hits(words, hits.into()));
            }
        });
    }

    /// Asks for the list anew: what is loaded has changed.
    pub fn list_anew(&self) {
        let from = self.seen.borrow().as_ref().map(|state| state.list.rows.from);
        self.list(from.unwrap_or_default(), true);
    }

    /// Whether rows of the list have been drawn.
    pub fn has_rows(&self) -> bool {
        self.seen.borrow().as_ref().is_some_and(|state| state.list.rows.total > 0)
    }

    /// Asks for a window of the list, and for what is counted beside it. While one is on its way, only the last that is
    /// wanted waits.
    pub fn list(&self, from: u32, beside: bool) {
        let beside = beside || self.wanted.get().is_some_and(|(_, beside)| beside);
        self.wanted.set(Some((from, beside)));
        if self.listing.replace(true) {
            return;
        }
        let actions = self.clone();
        spawn_local(async move {
            let mut begun = false;
            while let Some((from, beside)) = actions.wanted.take() {
                let Some(state) = actions.seen.borrow().clone() else { break };
                let mut window = state.list.window(from, beside);
                // The first rows come without facets: to draw all at once would keep the page from answering.
                let first = beside && state.list.rows.total == 0 && !begun;
                if first {
                    begun = true;
                    window.beside.facets = 0;
                    actions.wanted.set(actions.wanted.get().or(Some((from, true))));
                }
                if let Response::Rows(rows) = actions.engine.ask(Request::Rows(state.reading(), window)).await
                {
                    actions.act(Action::List(Change::Rows(Rc::from(rows), beside)));
                }
            }
            actions.listing.set(false);
        });
    }

    /// Puts the keys on a row, and explains what stands there beside the list.
    pub fn cursor(&self, row: Option<u32>) {
        self.act(Action::List(Change::Cursor(row)));
        let finding = self.seen.borrow().as_ref().and_then(|state| state.list.finding(row?));
        self.peek(finding);
    }

    /// Explains a finding beside the list. While one is on its way, only the last that is wanted waits.
    pub fn peek(&self, finding: Option<FindingNumber>) {
        self.peeked.set(finding);
        if self.peeking.replace(true) {
            return;
        }
        let actions = self.clone();
        spawn_local(async move {
            while let Some(number) = actions.peeked.take() {
                let Some(state) = actions.seen.borrow().clone() else { break };
                let answer = actions.ask(Request::Open(number, 0, state.reading())).await;
                if let Response::Finding(view) = answer {
                    actions.act(Action::List(Change::Preview(Some(Rc::from(view)))));
                }
            }
            actions.peeking.set(false);
        });
    }

    /// Chooses the findings of rows, wherever they stand in the list.
    pub fn choose(&self, from: u32, len: u32) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let window = Window { from, len, ..state.list.window(from, false) };
            if let Response::Numbers(findings) = actions.engine.ask(Request::Numbers(window)).await {
                actions.act(Action::List(Change::Choose(findings)));
            }
        });
    }

    /// Gives the chosen findings a mark, or takes it away.
    pub fn mark(&self, findings: Vec<FindingNumber>, mark: Option<Mark>) {
        let actions = self.clone();
        spawn_local(async move {
            actions.engine.ask(Request::Mark(findings.clone(), mark)).await;
            match actions.route() {
                Some(Route::Finding(number)) => actions.open(number),
                _ => {
                    actions.list_anew();
                    if let [finding] = findings.as_slice() {
                        actions.peek(Some(*finding));
                    }
                }
            }
        });
    }

    /// Saves all verdicts and notes.
    pub fn save_marks(&self) {
        let actions = self.clone();
        spawn_local(async move {
            if let Response::Marks(text) = actions.engine.ask(Request::SaveMarks).await {
                actions.saved(browser::save::save("verdicts.json", "application/json", &text));
            }
        });
    }

    /// Takes verdicts and notes that were saved.
    pub fn load_marks(&self, inputs: Vec<Input>) {
        let Some((state, input)) = self.seen.borrow().clone().zip(inputs.into_iter().next()) else { return };
        let actions = self.clone();
        spawn_local(async move {
            let mut bytes = Vec::new();
            while let Some(piece) = input.slice(bytes.len() as u64).await {
                bytes.extend(piece);
            }
            match actions.engine.ask(Request::LoadMarks(state.prefs.lang, bytes.into())).await {
                Response::Refused(why) => actions.warn(&why, 8_000),
                _ => actions.list_anew(),
            }
        });
    }

    /// Saves what the filter shows as a table.
    pub fn save_table(&self, form: TableForm) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let mut window = state.list.window(0, false);
            window.fields = [Field::Id].into_iter().chain(COLUMNS).chain(window.fields).collect();
            window.fields.push(Field::Verdict);
            let (name, kind) = match form {
                TableForm::Csv => ("findings.csv", "text/csv"),
                TableForm::Markdown => ("findings.md", "text/markdown"),
            };
            let request = Request::Table(state.reading(), window, form);
            if let Response::Export(text) = actions.engine.ask(request).await {
                actions.saved(browser::save::save(name, kind, &text));
            }
        });
    }

    /// Saves what the filter shows as it came, one finding a line.
    pub fn save_lines(&self) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let parts = js_sys::Array::new();
            let mut from = 0;
            while from < state.list.rows.matching {
                let request = Request::Lines(state.list.filter(), from, LINES, state.prefs.lang);
                match actions.ask(request).await {
                    // Each part is the browser's to keep.
                    Response::Export(text) => parts.push(&browser::save::blob(&text)),
                    Response::Refused(why) => return actions.warn(&why, 8_000),
                    _ => return,
                };
                from += LINES;
            }
            actions.saved(browser::save::save_parts("findings.jsonl", "application/json", &parts));
        });
    }

    /// Asks what may come next in the query line.
    pub fn complete(&self, text: String, cursor: u32) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let request = Request::Complete(state.prefs.lang, text, cursor);
            if let Response::Completion(completion) = actions.engine.ask(request).await {
                actions.act(Action::List(Change::Completion(Rc::new(completion))));
            }
        });
    }

    fn saved(&self, saved: bool) {
        self.toast(if saved { ui::share::SAVED } else { ui::share::NOT_SAVED });
    }

    fn open(&self, number: FindingNumber) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        let reading = state.reading();
        spawn_local(async move {
            match actions.ask(Request::Open(number, 0, reading)).await {
                Response::Finding(view) => actions.act(Action::Finding(Rc::from(view))),
                Response::Refused(why) => actions.act(Action::NoFinding(number, why.into())),
                _ => {}
            }
            let request = Request::Around(state.list.filter(), state.list.sort.clone(), number);
            if let Response::Around(around) = actions.engine.ask(request).await {
                actions.act(Action::Around(around));
            }
        });
    }

    /// Asks, and gives the bytes of sources that the answer needs.
    async fn ask(&self, request: Request) -> Response {
        let needs = match self.engine.ask(request.clone()).await {
            Response::Need(needs) => needs,
            answer => return answer,
        };
        let (digests, needs): (Vec<Need>, Vec<Need>) = needs.into_iter().partition(|need| need.digest);
        for Need { source, .. } in &digests {
            self.digest(*source).await;
        }
        if !digests.is_empty() {
            return Box::pin(self.ask(request)).await;
        }
        let mut given = Vec::with_capacity(needs.len());
        for need in needs {
            let bytes = self.read_again(&need).await.unwrap_or_default().into();
            given.push(Given { source: need.source, from: need.from, bytes });
        }
        self.engine.ask(Request::With(given, Box::new(request))).await
    }

    /// Gives the engine all bytes of a source for its fingerprint.
    async fn digest(&self, source: SourceNumber) {
        let input = self.sources.borrow().get(source as usize).cloned();
        let mut at = 0;
        while let Some(input) = &input
            && let Some(bytes) = input.slice(at).await
        {
            at += bytes.len() as u64;
            self.engine.ask(Request::Digest(source, bytes.into())).await;
        }
        self.engine.ask(Request::Digest(source, Vec::new().into())).await;
    }

    /// Bytes of a source, read again.
    async fn read_again(&self, need: &Need) -> Option<Vec<u8>> {
        let input = self.sources.borrow().get(need.source as usize).cloned()?;
        let mut bytes = Vec::new();
        while let Some(more) = input.part(need.from + bytes.len() as u64, need.to).await {
            bytes.extend(more);
        }
        Some(bytes)
    }

    /// Shows a word for a moment.
    pub fn toast(&self, text: Text) {
        let lang = self.seen.borrow().as_ref().map(|state| state.prefs.lang).unwrap_or_default();
        self.warn(text.get(lang), 2_500);
    }

    /// Shows words for so many milliseconds.
    fn warn(&self, words: &str, milliseconds: u32) {
        self.act(Action::Toast(Some(words.into())));
        let actions = self.clone();
        gloo::timers::callback::Timeout::new(milliseconds, move || actions.act(Action::Toast(None))).forget();
    }

    /// Puts text on the clipboard.
    pub fn copy(&self, text: String) {
        let actions = self.clone();
        spawn_local(async move {
            let copied = browser::clipboard::copy(&text).await;
            actions.toast(if copied { ui::frame::COPIED } else { ui::frame::NOT_COPIED });
        });
    }

    /// What a redaction would take out and leave.
    pub fn preview(&self, selection: Selection, classes: Classes, show: impl FnOnce(PreviewView) + 'static) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let request = Request::Preview(selection, classes, state.reading());
            if let Response::Preview(view) = actions.ask(request).await {
                show(*view);
            }
        });
    }

    /// What differs from one finding, or version of it, to another.
    pub fn compare(&self, before: VersionOf, after: VersionOf, show: impl FnOnce(Vec<Difference>) + 'static) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let request = Request::Compare(before, after, state.reading());
            if let Response::Differences(differences) = actions.ask(request).await {
                show(differences);
            }
        });
    }

    /// Copies or saves findings in a form, with the classes taken out.
    pub fn share(&self, selection: Selection, form: Form, classes: Classes, save: bool) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let request = Request::Export(selection, form, classes, state.reading());
            let text = match actions.ask(request).await {
                Response::Export(text) => text,
                Response::Refused(why) => return actions.warn(&why, 8_000),
                _ => return,
            };
            if !save {
                return actions.copy(text);
            }
            let (name, media_type) = form.file();
            actions.save(name, media_type, text.as_bytes());
        });
    }

    fn save(&self, name: &str, media_type: &str, bytes: &[u8]) {
        self.saved(browser::save::save_bytes(name, media_type, bytes));
    }

    /// Saves the page with findings in it as one file, with the classes taken out.
    pub fn hand_off(&self, selection: Selection, classes: Classes) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            let parts = Box::new(browser::boot::viewer().await.unwrap_or_default());
            let at = browser::intl::now();
            let request = Request::HandOff(selection, classes, parts, at, state.reading());
            match actions.ask(request).await {
                Response::File(file) => actions.save("finding-lens-handoff.html", "text/html", &file),
                _ => actions.toast(finding_lens::i18n::handoff::NO_VIEWER),
            }
        });
    }

    /// The fragment of a link that holds a finding, with the classes taken out; or why there is none.
    pub fn link(
        &self,
        finding: FindingNumber,
        classes: Classes,
        show: impl FnOnce(Result<String, String>) + 'static,
    ) {
        let Some(state) = self.seen.borrow().clone() else { return };
        let actions = self.clone();
        spawn_local(async move {
            match actions.ask(Request::Link(finding, classes, state.reading())).await {
                Response::Export(fragment) => show(Ok(fragment)),
                Response::Refused(why) => show(Err(why)),
                _ => {}
            }
        });
    }

    /// A text with its stand-ins turned back by a key file; or why it cannot be.
    pub fn restore(
        &self,
        inputs: Vec<Input>,
        text: String,
        show: impl FnOnce(Result<String, String>) + 'static,
    ) {
        let Some((state, input)) = self.seen.borrow().clone().zip(inputs.into_iter().next()) else { return };
        let actions = self.clone();
        spawn_local(async move {
            let key = input.whole(KEY_BYTES).await;
            match actions.engine.ask(Request::Restore(key.into(), text, state.reading())).await {
                Response::Export(text) => show(Ok(text)),
                Response::Refused(why) => show(Err(why)),
                _ => {}
            }
        });
    }

    pub fn toggle_lang(&self, lang: Lang) {
        self.act(Action::Lang(match lang {
            Lang::En => Lang::Ja,
            Lang::Ja => Lang::En,
        }));
    }

    pub fn toggle_clock(&self, clock: Clock) {
        self.act(Action::Clock(match clock {
            Clock::Utc => Clock::Local,
            Clock::Local => Clock::Utc,
        }));
    }
}

/// The samples, one a line, that which is explained first.
fn rehearsed(samples: &[(String, String)]) -> String {
    let (mut lines, others): (Vec<_>, Vec<_>) = samples.iter().partition(|(name, _)| name == REHEARSED);
    lines.extend(others);
    lines.into_iter().map(|(_, text)| format!("{text}\n")).collect()
}
