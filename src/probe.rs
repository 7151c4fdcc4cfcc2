//! Stands in for the page until it is there: shows the loader's state and that the worker answers.

use crate::browser::{boot, worker::Client};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The engine's stand-in.
pub fn answer(question: String) -> usize {
    question.len()
}

/// The page's stand-in.
#[component]
pub fn Probe() -> Html {
    let echoes = use_mut_ref(|| 0);
    let echo = use_state(|| 0);
    let complete = use_state(|| false);
    let held = use_state(|| 0);
    let early = use_mut_ref(Vec::new);
    let client = use_memo((), |()| Client::<String, usize>::start());

    use_effect_with((), {
        let held = held.clone();
        let (echoes, echo, complete, early, client) =
            (echoes.clone(), echo.clone(), complete.clone(), early.clone(), client.clone());
        move |()| {
            *early.borrow_mut() = boot::early();
            let ask = {
                let client = client.clone();
                move || {
                    let (client, echoes, echo) = (client.clone(), echoes.clone(), echo.clone());
                    spawn_local(async move {
                        if client.ask(&"four".to_owned()).await == Ok(4) {
                            *echoes.borrow_mut() += 1;
                            echo.set(*echoes.borrow());
                        }
                    });
                }
            };
            client.on_restart(ask.clone());
            ask();
            boot::on_complete(move || {
                spawn_local(async move {
                    let (knowledge, samples) = (boot::knowledge(boot::lang()).await, boot::samples().await);
                    held.set(knowledge.into_iter().chain(samples).map(|part| part.len()).sum());
                    complete.set(true);
                });
            });
            boot::ready();
        }
    });
    let proof = boot::proof();
    html! {
        <main class="narrow">
            <h1>{ "Finding Lens" }</h1>
            <p id="state">{ if *complete { "complete" } else { "ready" } }</p>
            <p id="held">{ *held }</p>
            <p id="echo">{ *echo }</p>
            <p id="early">{ early.borrow().iter().map(boot::Early::describe).collect::<Vec<_>>().join("; ") }</p>
            <ul>{ for proof.requests.iter().map(|url| html! { <li class="mono">{ url }</li> }) }</ul>
            { for proof.policies.iter().map(|policy| html! { <p class="mono">{ policy }</p> }) }
        </main>
    }
}
