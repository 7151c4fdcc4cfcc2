//! In short: what happened, what speaks most for or against it, and the look-up that comes first.

use super::explanation::statement;
use crate::app::PageProps;
use finding_lens::{
    engine::protocol::FindingView,
    explain::{Heading, Rendered},
    i18n::ui::{finding as words, plan},
};
use yew::prelude::*;

/// The first thing of each section that decides; nothing where the finding has too little for it.
pub fn glance(view: &FindingView, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let first = |heading: Heading, decides: fn(&Rendered) -> bool| {
        let (at, section) = view.sections.iter().enumerate().find(|(_, s)| s.slug == heading.slug())?;
        let (n, said) = section.statements.iter().enumerate().find(|(_, said)| decides(said))?;
        Some((heading.label(), statement(said, (at, n), props)))
    };
    let told = [
        first(Heading::Happened, |_| true),
        first(Heading::Harmless, |said| said.weigh.as_ref().is_some_and(|weigh| weigh.leaning.decides())),
    ];
    let look_up = view.plan.look_ups.first().map(|step| {
        let copy = step.command(props.store.language).map(|command| {
            let (actions, text) = (props.actions.clone(), command.text.clone());
            let onclick = Callback::from(move |_: MouseEvent| actions.copy(text.clone()));
            html! { <button type="button" {onclick}>{ plan::COPY.get(lang) }{ " " }<kbd>{ "y" }</kbd></button> }
        });
        html! { <div class="row"><span>{ &step.title }</span>{ for copy }</div> }
    });
    let look_up = look_up.map(|step| (Heading::Next.label(), step));
    html! {
        <section class="glance" aria-label={words::GLANCE.get(lang)}>
            <dl>
                { for told.into_iter().flatten().chain(look_up).map(|(label, said)| html! {
                    <div><dt>{ label.get(lang) }</dt><dd>{ said }</dd></div>
                }) }
            </dl>
        </section>
    }
}
