//! The Start page: where findings come in, and what was made of them.

use crate::app::{
    PageProps,
    components::explanation::visible,
    route::Route,
    state::{Action, Dialog},
};
use crate::browser;
use finding_lens::{
    engine::protocol::{Intake, ProblemView},
    i18n::{
        Lang, Text, count,
        ui::{frame, privacy, start as words},
    },
};
use yew::prelude::*;

#[component]
pub fn StartPage(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    html! {
        <>
            <div class="hero">
                <h1>{ words::TITLE.get(lang) }</h1>
                <p>{ words::LEAD.get(lang) }</p>
            </div>
            <Drop ..props.clone() />
            <div class="promise">
                <p><strong>{ privacy::PROMISE.get(lang) }</strong>{ " " }<Closed {lang} /></p>
                <button type="button" onclick={props.act(Action::Show(Some(Dialog::Privacy)))}>{ privacy::SHOW.get(lang) }</button>
            </div>
            { read(props, lang) }
            { samples(props, lang) }
        </>
    }
}

/// The drop zone.
#[component]
fn Drop(props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let (area, files, folder) = (use_node_ref(), use_node_ref(), use_node_ref());
    let read = {
        let (actions, area) = (props.actions.clone(), area.clone());
        Callback::from(move |()| actions.read_text(browser::page::text(&area)))
    };
    let onkeydown = {
        let read = read.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                read.emit(());
            }
        })
    };
    let onchange = {
        let actions = props.actions.clone();
        Callback::from(move |event: Event| actions.load(browser::files::chosen(&event)))
    };
    let open = |node: &NodeRef| {
        let node = node.clone();
        Callback::from(move |_: MouseEvent| browser::page::open_files(&node))
    };
    html! {
        <div class="drop">
            <p><strong>{ words::DROP.get(lang) }</strong></p>
            <p class="soft small">{ words::FORMS.get(lang) }</p>
            <textarea ref={area} aria-label={words::PASTE_LABEL.get(lang)} placeholder={words::PASTE_HINT.get(lang)} {onkeydown}
                translate="no" spellcheck="false" autocomplete="off" autocapitalize="off" />
            <div class="row">
                <button type="button" class="primary" onclick={read.reform(|_: MouseEvent| ())} title="Ctrl+Enter">{ words::READ.get(lang) }</button>
                <button type="button" onclick={open(&files)}>{ words::FILES.get(lang) }</button>
                <button type="button" onclick={open(&folder)}>{ words::FOLDER.get(lang) }</button>
                <input ref={files} type="file" multiple=true hidden=true onchange={onchange.clone()} aria-label={words::FILES.get(lang)} />
                <input ref={folder} type="file" webkitdirectory=true hidden=true {onchange} aria-label={words::FOLDER.get(lang)} />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ClosedProps {
    lang: Lang,
}

/// Whether the connections are closed by now.
#[component]
fn Closed(props: &ClosedProps) -> Html {
    let complete = use_state(|| browser::boot::proof().complete.is_some());
    use_effect_with((), {
        let complete = complete.clone();
        move |()| browser::boot::on_complete(move || complete.set(true))
    });
    html! { if *complete { { privacy::CLOSED.get(props.lang) } } else { { privacy::OPEN.get(props.lang) } } }
}

/// What was read, and what could not be.
fn read(props: &PageProps, lang: Lang) -> Html {
    let intake: &Intake = &props.store.intake;
    if intake.sources.is_empty() {
        return Html::default();
    }
    let nothing = words::NOTHING.get(lang).to_owned();
    let clear = {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| actions.clear())
    };
    html! {
        <section class="stack after" aria-labelledby="read-title">
            <h2 id="read-title">{ words::RECOGNISED.get(lang) }</h2>
            <dl class="terms">
                { for intake.sources.iter().map(|source| html! {
                    <div>
                        <dt><bdi translate="no">{ &source.name }</bdi></dt>
                        <dd>
                            if source.recognised.is_empty() { { &nothing } }
                            <ul>{ for source.recognised.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                        </dd>
                    </div>
                }) }
            </dl>
            { problems(intake, true, words::PROBLEMS, lang) }
            { problems(intake, false, words::NOTICES, lang) }
            <div class="row">
                if intake.findings > 0 {
                    <a class="button" href={Route::Findings.fragment()}>{ frame::FINDINGS.get(lang) }{ " " }{ count(u64::from(intake.findings)) }</a>
                }
                <button type="button" onclick={clear}>{ frame::NEW.get(lang) }</button>
            </div>
        </section>
    }
}

/// Problems that are shown at most; the rest is counted.
const SHOWN: usize = 100;

fn problems(intake: &Intake, errors: bool, title: Text, lang: Lang) -> Html {
    let all: Vec<&ProblemView> = intake.problems.iter().filter(|problem| problem.error == errors).collect();
    if all.is_empty() {
        return Html::default();
    }
    let problem = |problem: &&ProblemView| {
        let place = words::AT.fill(
            lang,
            &[
                ("source", &problem.source),
                ("line", &count(problem.line)),
                ("column", &count(problem.column)),
            ],
        );
        html! {
            <li class={classes!("problem", errors.then_some("error"))}>
                <p><strong>{ &problem.message }</strong></p>
                <p class="soft small"><bdi translate="no">{ place }</bdi>{ " · " }<span class="mono">{ &problem.code }</span></p>
                if !problem.excerpt.is_empty() {
                    <pre translate="no">{ visible(&problem.excerpt) }</pre>
                }
                <p>{ &problem.remedy }</p>
            </li>
        }
    };
    let left = all.len().saturating_sub(SHOWN);
    html! {
        <>
            <h3>{ title.get(lang) }{ " " }<span class="soft">{ count(all.len() as u64) }</span></h3>
            <ul class="stack">{ for all.iter().take(SHOWN).map(problem) }</ul>
            if left > 0 {
                <p class="soft">{ "… +" }{ count(left as u64) }</p>
            }
        </>
    }
}

fn samples(props: &PageProps, lang: Lang) -> Html {
    let open = |name: Option<String>| {
        let actions = props.actions.clone();
        Callback::from(move |_: MouseEvent| actions.sample(name.clone()))
    };
    let total = props.store.samples.len();
    html! {
        <section class="stack after" aria-labelledby="samples-title">
            <h2 id="samples-title">{ words::SAMPLES.get(lang) }</h2>
            <p class="soft">{ words::SAMPLES_NOTE.get(lang) }</p>
            <ul class="samples">
                { for words::GALLERY.iter().map(|(name, about)| html! {
                    <li><button type="button" onclick={open(Some((*name).to_owned()))}>
                        <span>{ about.get(lang) }</span>
                        <span class="mono small soft" translate="no">{ *name }</span>
                    </button></li>
                }) }
            </ul>
            if total > 0 {
                <button type="button" onclick={open(None)}>{ words::ALL_SAMPLES.fill(lang, &[("n", &count(total as u64))]) }</button>
            } else {
                <p class="soft small">{ words::SAMPLES_LOADING.get(lang) }</p>
            }
        </section>
    }
}
