//! Severity over time: bars to be dragged over, and the same as a table.

use crate::app::{PageProps, list::Change, state::Action};
use crate::browser;
use finding_lens::{
    i18n::{count, list::findings as words},
    model::{Band, Timestamp},
    store::Tally,
};
use yew::prelude::*;

/// The drawing's height and the width of a bar, in its own units. It is stretched to its place.
const HEIGHT: u64 = 1000;
const WIDTH: usize = 10;

/// The classes of the parts of a bar, from below: the worst band stands on the ground.
const PARTS: [&str; 5] = ["critical", "high", "medium", "low", "none"];

#[component]
pub fn Histogram(props: &PageProps) -> Html {
    let store = &props.store;
    let lang = store.prefs.lang;
    let list = &store.list;
    let node = use_node_ref();
    // The bars from which and to which is being dragged.
    let drag = use_state_eq(|| None::<(usize, usize)>);
    // The table is made when it is wanted.
    let unfolded = use_state_eq(|| false);
    let ontoggle = {
        let unfolded = unfolded.clone();
        Callback::from(move |event: Event| unfolded.set(browser::page::is_open(&event)))
    };
    let Some(histogram) = list.beside.histogram.clone().filter(|histogram| !histogram.bars.is_empty()) else {
        return Html::default();
    };
    let bars = histogram.bars.len();
    let start = move |bar: usize| {
        Timestamp(histogram.start.0.saturating_add(histogram.width.saturating_mul(bar as i64)))
    };
    let most = histogram.bars.iter().map(Tally::sum).max().unwrap_or(1).max(1);
    let show = |at: Timestamp| at.show(store.reading().offset);
    let only = {
        let dispatcher = store.dispatcher();
        move |(a, b): (usize, usize)| {
            let span = (start(a.min(b)), start(a.max(b) + 1));
            dispatcher.dispatch(Action::List(Change::Span(Some(span))));
        }
    };
    let under = {
        let node = node.clone();
        move |event: &PointerEvent| {
            let share = browser::page::share_of_width(&node, event.client_x());
            ((share * bars as f64) as usize).min(bars - 1)
        }
    };
    let onpointerdown = {
        let (drag, under) = (drag.clone(), under.clone());
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            let bar = under(&event);
            drag.set(Some((bar, bar)));
        })
    };
    let onpointermove = {
        let (drag, under) = (drag.clone(), under.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((from, _)) = *drag {
                drag.set(Some((from, under(&event))));
            }
        })
    };
    let onpointerup = {
        let (drag, only) = (drag.clone(), only.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((from, _)) = *drag {
                only((from, under(&event)));
            }
            drag.set(None);
        })
    };
    let onpointerleave = {
        let drag = drag.clone();
        Callback::from(move |_: PointerEvent| drag.set(None))
    };
    // All of one band is one shape: the page is drawn anew while findings come in.
    let part = |(band, class): (usize, &'static str)| {
        let height =
            |parts: &[u32]| parts.iter().map(|n| u64::from(*n)).sum::<u64>() * HEIGHT / u64::from(most);
        let shape = |(at, tally): (usize, &Tally)| {
            let (below, all) = (height(tally.0.get(..band)?), height(tally.0.get(..=band)?));
            let (x, y, wide, tall) = (at * WIDTH + 1, HEIGHT - all, WIDTH - 2, all - below);
            (tall > 0).then(|| format!("M{x} {y}h{wide}v{tall}h-{wide}z"))
        };
        let shapes: String = histogram.bars.iter().enumerate().filter_map(shape).collect();
        html! { if !shapes.is_empty() { <path {class} d={shapes} /> } }
    };
    let shade = |(a, b): (usize, usize)| {
        let (from, to) = (a.min(b), a.max(b) + 1);
        html! { <rect class="shade" x={(from * WIDTH).to_string()} y="0" width={((to - from) * WIDTH).to_string()} height={HEIGHT.to_string()} /> }
    };
    let bar_at =
        |at: Timestamp| ((at.0 - histogram.start.0) / histogram.width.max(1)).clamp(0, bars as i64) as usize;
    let chosen = list.span.map(|(from, to)| (bar_at(from), bar_at(to).saturating_sub(1)));
    let row = |(at, tally): (usize, &Tally)| {
        let onclick = {
            let only = only.clone();
            Callback::from(move |_: MouseEvent| only((at, at)))
        };
        html! {
            if tally.sum() > 0 {
                <tr>
                    <th scope="row">{ show(start(at)) }</th>
                    { for tally.0.into_iter().map(|n| html! { <td class="number">{ count(u64::from(n)) }</td> }) }
                    <td class="number">{ count(u64::from(tally.sum())) }</td>
                    <td><button type="button" {onclick}>{ words::ONLY.get(lang) }</button></td>
                </tr>
            }
        }
    };
    let clear = props.act(Action::List(Change::Span(None)));
    html! {
        <section class="histogram" aria-label={words::OVER_TIME.get(lang)}>
            <svg ref={node} viewBox={format!("0 0 {} {HEIGHT}", bars * WIDTH)} preserveAspectRatio="none" aria-hidden="true"
                {onpointerdown} {onpointermove} {onpointerup} {onpointerleave}>
                { for PARTS.into_iter().enumerate().map(part) }
                if let Some(bars) = drag.or(chosen) { { shade(bars) } }
            </svg>
            <p class="row small soft">
                <span>{ show(histogram.start) }</span>
                if let Some((from, to)) = list.span {
                    <strong>{ words::SPAN.fill(lang, &[("from", &show(from)), ("to", &show(to))]) }</strong>
                    <button type="button" onclick={clear}>{ words::WHOLE.get(lang) }</button>
                }
                if histogram.untimed > 0 { <span>{ words::UNTIMED.fill(lang, &[("n", &count(u64::from(histogram.untimed)))]) }</span> }
                <span class="end">{ show(start(bars)) }</span>
            </p>
            <details class="small" {ontoggle}>
                <summary>{ words::AS_TABLE.get(lang) }</summary>
                if *unfolded { <div class="grid"><table class="changes">
                    <thead><tr>
                        <th scope="col">{ words::PERIOD.get(lang) }</th>
                        { for Band::ALL.map(|band| html! { <th scope="col">{ band.label().get(lang) }</th> }) }
                        <th scope="col">{ words::NONE.get(lang) }</th><th scope="col">{ words::TOTAL.get(lang) }</th><td></td>
                    </tr></thead>
                    <tbody>{ for histogram.bars.iter().enumerate().map(row) }</tbody>
                </table></div> }
            </details>
        </section>
    }
}
