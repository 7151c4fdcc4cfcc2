//! Pictures: what the library has drawn, written out as SVG, and the table that says the same.
//!
//! The CSP forbids inline styles, so looks are classes (`styles/pictures.css`) and places are attributes. Of the two widths
//! the page has the one that fits its column. The SVG is a group and no image: an image would hide its marks, which lead to
//! the JSON, from keyboards and screen readers.

use super::data_rows;
use crate::{
    app::{
        PageProps,
        state::{Action, Picked},
    },
    browser::page::is_open,
};
use finding_lens::{
    engine::protocol::FindingView,
    i18n::{Lang, ui::finding as words},
    picture::{Area, Lettering, Line, Mark, Picture, Shape, Tone},
};
use std::rc::Rc;
use yew::prelude::*;

/// Pictures that stand open; the others wait behind their titles.
const OPEN: usize = 2;

/// The picture of the whole finding, which stands above the explanation.
pub fn overview(view: &Rc<FindingView>, narrow: bool, props: &PageProps) -> Html {
    view.pictures.iter().enumerate().take(1).map(|picture| draw(picture, narrow, view, props)).collect()
}

/// The pictures of its parts, which stand behind what happened.
pub fn details(view: &Rc<FindingView>, narrow: bool, props: &PageProps) -> Html {
    let later = view.pictures.iter().enumerate().skip(1);
    later.map(|picture| draw(picture, narrow, view, props)).collect()
}

fn draw((at, picture): (usize, &Picture), narrow: bool, view: &Rc<FindingView>, props: &PageProps) -> Html {
    let lang = props.store.prefs.lang;
    let (title, caption) = (format!("picture-{}", picture.id), format!("picture-{}-about", picture.id));
    let (drawing, width) =
        if narrow { (&picture.scene.narrow, "narrow") } else { (&picture.scene.wide, "wide") };
    let view_box = format!("0 0 {} {}", drawing.width, drawing.height);
    html! {
        <details class="picture" open={at < OPEN} key={format!("{}-{}", view.finding, picture.id)}>
            <summary id={title.clone()}>{ &picture.title }</summary>
            <div class="picture-body">
                <div translate="no">
                    <svg class={classes!("drawing", width)} viewBox={view_box} role="group" aria-labelledby={title} aria-describedby={caption.clone()}>
                        { for drawing.land.zip(picture.scene.land.clone()).map(land) }
                        { for drawing.lines.iter().map(line) }
                        { for drawing.marks.iter().map(|drawn| mark(drawn, props)) }
                    </svg>
                </div>
                <p class="small soft" id={caption}>{ &picture.caption }</p>
                <AsTable view={view.clone()} {at} {lang} />
            </div>
        </details>
    }
}

/// The outline of the land, in thousandths of its own size.
fn land((scale, d): (i32, String)) -> Html {
    html! { <path class="land" {d} transform={format!("scale(0.{scale:03})")} /> }
}

fn line(line: &Line) -> Html {
    html! { <path class={classes!("line", line.tone.slug())} d={line.d.clone()} /> }
}

fn mark(mark: &Mark, props: &PageProps) -> Html {
    let shapes = html! {
        <>
            <title>{ &mark.label }</title>
            { for mark.shapes.iter().map(shape) }
        </>
    };
    if mark.rows.is_empty() {
        return html! { <g class="mark">{ shapes }</g> };
    }
    let cited = props.store.picked.row.is_some_and(|row| mark.rows.contains(&row));
    let pick = {
        let dispatcher = props.store.dispatcher();
        let rows: Rc<[_]> = mark.rows.clone().into();
        move || {
            let row = rows.first().copied();
            dispatcher.dispatch(Action::Pick(Picked { statement: None, cited: rows.clone(), row }));
        }
    };
    let onclick = {
        let pick = pick.clone();
        Callback::from(move |_: MouseEvent| pick())
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            pick();
        }
    });
    html! {
        <g class={classes!("mark", "leads", cited.then_some("cited"))} data-rows={data_rows(&mark.rows)} role="button" tabindex="0" {onclick} {onkeydown}>{ shapes }</g>
    }
}

fn shape(shape: &Shape) -> Html {
    let solid = |kind: &'static str, tone: Tone| classes!("solid", kind, tone.slug());
    match shape {
        Shape::Box { area: Area { x, y, w, h }, tone } => html! {
            <rect class={solid("box", *tone)} x={x.to_string()} y={y.to_string()} width={w.to_string()} height={h.to_string()} />
        },
        Shape::Dot { area, tone } => html! {
            <circle class={solid("dot", *tone)} cx={area.centre().to_string()} cy={area.middle().to_string()} r={(area.w / 2).to_string()} />
        },
        Shape::Lozenge { d, tone, .. } => html! { <path class={solid("lozenge", *tone)} d={d.clone()} /> },
        Shape::Text { x, y, text, lettering } => html! {
            <text class={classes!("lettering", lettering.slug())} x={x.to_string()} y={y.to_string()} translate={(*lettering == Lettering::Value).then_some("no")}>{ text }</text>
        },
    }
}

#[derive(Properties)]
struct TableProps {
    view: Rc<FindingView>,
    /// The place of the picture in it.
    at: usize,
    lang: Lang,
}

impl PartialEq for TableProps {
    fn eq(&self, other: &TableProps) -> bool {
        Rc::ptr_eq(&self.view, &other.view) && self.at == other.at && self.lang == other.lang
    }
}

/// The table of a picture. It is as large as the picture, and made when it is unfolded.
#[component]
fn AsTable(props: &TableProps) -> Html {
    let unfolded = use_state_eq(|| false);
    let ontoggle = {
        let unfolded = unfolded.clone();
        Callback::from(move |event: Event| unfolded.set(is_open(&event)))
    };
    let Some(Picture { title, table, .. }) = props.view.pictures.get(props.at) else {
        return Html::default();
    };
    html! {
        <details class="as-table" {ontoggle}>
            <summary>{ words::AS_TABLE.get(props.lang) }<span class="visually-hidden">{ format!(": {title}") }</span></summary>
            if *unfolded {
                <div class="table-scroll" tabindex="0" role="region" aria-label={title.clone()}>
                    <table>
                        <thead><tr>{ for table.head.iter().map(|cell| html! { <th scope="col">{ cell }</th> }) }</tr></thead>
                        <tbody>
                            { for table.rows.iter().map(|row| html! {
                                <tr>{ for row.iter().map(|cell| html! { <td><bdi translate="no">{ cell }</bdi></td> }) }</tr>
                            }) }
                        </tbody>
                    </table>
                </div>
            }
        </details>
    }
}
