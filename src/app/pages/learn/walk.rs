//! The guided walk through a finding: a text for each step, and the rows that it is about beside it.

use super::type_page::{open, pick};
use crate::app::{
    PageProps,
    components::{FindingProps, json_tree::JsonTree},
};
use finding_lens::{
    engine::protocol::{StepView, WalkView},
    i18n::{Lang, ui::learn as words},
};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct WalkProps {
    pub page: PageProps,
    pub view: WalkView,
    pub lang: Lang,
    /// Whether it is the first of two languages: the one with the sample.
    pub first: bool,
}

#[component]
pub fn Walk(props: &WalkProps) -> Html {
    let lang = props.lang;
    let sample = use_memo(props.view.clone(), |view| view.sample.clone().map(|sample| Rc::new(*sample)));
    let beside = (*sample).clone().filter(|_| props.first && !props.page.store.both);
    let picked = &props.page.store.picked.cited;
    let total = props.view.steps.len().to_string();
    let step = |(at, step): (usize, &StepView)| {
        let at = (at + 1).to_string();
        let shown = !step.rows.is_empty() && **picked == *step.rows.as_slice();
        html! {
            <li>
                <button type="button" class="statement step" aria-pressed={shown.to_string()} onclick={pick(&step.rows, &props.page)}>
                    <span>
                        <span class="small soft">{ words::STEP.fill(lang, &[("n", &at), ("total", &total)]) }</span>
                        <strong>{ &step.title }</strong>
                        <span>{ &step.text }</span>
                    </span>
                </button>
            </li>
        }
    };
    html! {
        <>
            <h1>{ words::WALK.get(lang) }</h1>
            <div class={classes!(beside.is_some().then_some("panes"))}>
                <ol class="steps">{ for props.view.steps.iter().enumerate().map(step) }</ol>
                if let Some(sample) = beside {
                    <div class="stack">
                        <JsonTree ..FindingProps::new(&props.page, sample, false) />
                        { open(&props.view.sample_type, &props.page, lang) }
                    </div>
                }
            </div>
        </>
    }
}
