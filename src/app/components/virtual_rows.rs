//! A list of rows of one height, of which only the visible ones are in the page.

use crate::browser;
use std::rc::Rc;
use yew::prelude::*;

/// Rows that are in the page at most.
const MOST: u32 = 78;

/// Rows above and below the visible ones that are drawn as well.
const MARGIN: u32 = 12;

#[derive(Properties, PartialEq)]
pub struct VirtualRowsProps {
    /// How many rows there are.
    pub count: u32,
    /// The height of a row in CSS pixels.
    pub height: u32,
    /// Draws the rows from one place to another.
    pub draw: Callback<(u32, u32), Html>,
    /// A row that should be in view; it is scrolled to when it changes.
    #[prop_or_default]
    pub show: Option<u32>,
    /// Told which rows are in view.
    #[prop_or_default]
    pub on_view: Callback<u32>,
    /// Class of the scrolling box.
    pub class: Classes,
    /// Attributes of the scrolling box.
    #[prop_or_default]
    pub role: Option<AttrValue>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub active: Option<AttrValue>,
    #[prop_or_default]
    pub id: Option<AttrValue>,
    #[prop_or_default]
    pub onkeydown: Callback<KeyboardEvent>,
    /// How many rows there are with those of the head, for a grid.
    #[prop_or_default]
    pub total: Option<u32>,
    /// Whether several rows can be chosen.
    #[prop_or_default]
    pub many: bool,
    /// Drawn above the rows, inside the box.
    #[prop_or_default]
    pub head: Html,
}

#[component]
pub fn VirtualRows(props: &VirtualRowsProps) -> Html {
    let node = use_node_ref();
    let view = use_state_eq(|| (0u32, 40u32));
    let (first, visible) = *view;
    let from = first.saturating_sub(MARGIN).min(props.count);
    let to = (first + visible + MARGIN).min(props.count).min(from + MOST);

    let measure = {
        let (node, view, height) = (node.clone(), view.clone(), props.height);
        let on_view = props.on_view.clone();
        Rc::new(move || {
            if let Some((top, tall)) = browser::page::scrolled(&node) {
                let first = top / height;
                view.set((first, tall / height + 2));
                on_view.emit(first);
            }
        })
    };
    use_effect_with((props.count, props.height), {
        let measure = measure.clone();
        move |_| measure()
    });
    use_effect_with((props.show, props.count), {
        let (node, height) = (node.clone(), props.height);
        move |(show, _)| {
            if let Some(row) = *show {
                browser::page::scroll_to_row(&node, row, height);
            }
        }
    });
    // The style attribute is forbidden by the page's policy; properties are not.
    use_effect_with((props.count, from, props.height), {
        let node = node.clone();
        move |(count, from, height)| browser::page::place_window(&node, count * height, from * height)
    });
    html! {
        <div ref={node} id={props.id.clone()} class={props.class.clone()} role={props.role.clone()} aria-label={props.label.clone()} aria-activedescendant={props.active.clone()}
            aria-multiselectable={props.many.then_some("true")} aria-rowcount={props.total.map(|total| total.to_string())} tabindex="0" onscroll={move |_| measure()} onkeydown={props.onkeydown.clone()}>
            { props.head.clone() }
            <div class="json-space" role="presentation"><div class="json-window" role="presentation">{ props.draw.emit((from, to)) }</div></div>
        </div>
    }
}
