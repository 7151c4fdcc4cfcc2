//! Events on an axis of time, in lanes, each with a number that a list below tells.

use super::{
    Scene,
    drawing::{Area, Drawing, Lettering, Line, Mark, Shape, Tone},
    list::{Entry, HALF, list},
    node::{Node, set},
    text,
};
use crate::{explain::Reader, model::Timestamp};

/// Events that are drawn. The table has all.
pub const MOST: usize = 24;

/// A lane.
pub struct Lane {
    /// Its heading.
    pub head: String,
    /// What is added to it.
    pub note: String,
}

/// An event.
pub struct Event {
    /// Its lane, counted from zero.
    pub lane: usize,
    /// When it began and ended, where it is known.
    pub time: Option<(Timestamp, Timestamp)>,
    /// Whether it is drawn as a lozenge rather than a dot.
    pub lozenge: bool,
    /// What the list says of it.
    pub node: Node,
}

impl Event {
    fn entry(&self, at: usize) -> Entry<'_> {
        Entry { number: (at + 1).to_string(), node: &self.node, lozenge: self.lozenge }
    }
}

/// The events, in the order of their numbers.
pub fn timeline(reader: &Reader<'_>, lanes: &[Lane], events: &[Event]) -> Scene {
    Scene::both(|width| draw(reader, lanes, events, width))
}

/// Time to place.
struct Axis {
    from: i64,
    to: i64,
    left: i32,
    room: i32,
}

impl Axis {
    fn x(&self, at: Timestamp) -> i32 {
        if self.to <= self.from {
            return self.left + self.room / 2;
        }
        let part = (at.0 - self.from) as f64 / (self.to - self.from) as f64;
        self.left + (part * f64::from(self.room)).round() as i32
    }
}

fn draw(reader: &Reader<'_>, lanes: &[Lane], events: &[Event], width: i32) -> Drawing {
    let wide = width >= 500;
    // On a wide page the headings stand left of their lanes, on a narrow one above them.
    let left = if wide { 164 } else { HALF + 2 };
    let times = || events.iter().filter_map(|event| event.time);
    let axis = Axis {
        from: times().map(|(from, _)| from.0).min().unwrap_or(0),
        to: times().map(|(_, to)| to.0).max().unwrap_or(0),
        left: left + HALF,
        room: width - left - 2 * HALF - 2,
    };
    let mut out = Drawing { width, ..Drawing::default() };
    let mut marks: Vec<Mark> = events.iter().map(|event| event.node.mark()).collect();
    let (grid, top) = if times().next().is_some() { ticks(&mut out, reader, &axis) } else { (Vec::new(), 1) };
    let mut y = top;
    for (number, lane) in lanes.iter().enumerate() {
        y = lane_of(&mut out, &mut marks, (number, lane), events, (&axis, y, wide));
    }
    let grid = grid.into_iter().map(|x| Line { d: format!("M{x} {top}V{y}"), tone: Tone::Faint });
    out.lines.extend(grid);
    let entries: Vec<Entry<'_>> = events.iter().enumerate().map(|(at, event)| event.entry(at)).collect();
    out.height = list(&mut marks, &entries, width, y + 10) + 1;
    out.marks.extend(marks);
    out
}

/// One lane: its heading, and its events in as many rows as keep them apart. Returns where the next begins.
fn lane_of(
    out: &mut Drawing,
    marks: &mut [Mark],
    (number, lane): (usize, &Lane),
    events: &[Event],
    (axis, mut y, wide): (&Axis, i32, bool),
) -> i32 {
    const ROW: i32 = 2 * HALF + 4;
    let room = if wide { axis.left - HALF - 12 } else { axis.room };
    let mut head = Mark { label: lane.head.clone(), ..Mark::default() };
    let mut lines: Vec<_> = text::lines(&lane.head, room, Lettering::Head, 2)
        .into_iter()
        .map(|line| (Lettering::Head, line))
        .collect();
    lines.extend(
        text::lines(&lane.note, room, Lettering::Note, 2).into_iter().map(|line| (Lettering::Note, line)),
    );
    let tall: i32 = lines.iter().map(|(lettering, _)| lettering.leading()).sum();
    if !lane.note.is_empty() {
        head.label = format!("{}; {}", lane.head, lane.note);
    }
    set(&mut head, 2, y + 6, lines);
    out.marks.push(head);
    let begin = y + 6;
    if !wide {
        y += tall;
    }
    // Where each row is free again.
    let mut rows: Vec<i32> = Vec::new();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| event.lane == number) {
        let Some((from, to)) = event.time else { continue };
        let (x, end) = (axis.x(from), axis.x(to).max(axis.x(from)));
        let row = rows.iter().position(|free| *free <= x - HALF).unwrap_or_else(|| {
            rows.push(i32::MIN);
            rows.len() - 1
        });
        if let Some(free) = rows.get_mut(row) {
            *free = end.max(x + HALF) + 2;
        }
        let middle = y + 6 + HALF + ROW * i32::try_from(row).unwrap_or(0);
        let Some(mark) = marks.get_mut(at) else { continue };
        if end > x + HALF {
            let area = Area { x, y: middle - 3, w: end - x, h: 6 };
            mark.shapes.push(Shape::Box { area, tone: event.node.tone });
        }
        mark.shapes.extend(event.entry(at).symbol(x, middle));
    }
    let rows = i32::try_from(rows.len().max(1)).unwrap_or(1);
    y = (y + 6 + ROW * rows).max(begin + tall + 2);
    out.lines.push(Line { d: format!("M0 {y}H{}", out.width), tone: Tone::Faint });
    y
}

/// The scale. Returns the places of its steps, and where the lanes begin.
fn ticks(out: &mut Drawing, reader: &Reader<'_>, axis: &Axis) -> (Vec<i32>, i32) {
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const STEPS: [i64; 18] = [
        1_000,
        5_000,
        15_000,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        7 * DAY,
        30 * DAY,
    ];
    let span = axis.to - axis.from;
    let most = i64::from(axis.room / 72).max(1);
    let step = STEPS.into_iter().find(|step| span / step < most).unwrap_or((span / most).max(1));
    let ahead = i64::from(reader.offset.unwrap_or(0)) * MINUTE;
    let begin = Timestamp(axis.from).show(reader.offset);
    let mut scale = Mark { label: begin.clone(), ..Mark::default() };
    let mut put = |x: i32, y: i32, text: String| {
        scale.shapes.push(Shape::Text { x, y, text, lettering: Lettering::Axis });
    };
    let zone = begin.split(' ').nth(2).unwrap_or_default();
    put(2, 12, format!("{} {zone}", begin.split(' ').next().unwrap_or_default()));
    let mut steps = Vec::new();
    let mut at = (axis.from + ahead).div_euclid(step) * step - ahead;
    while at <= axis.to {
        let x = axis.x(Timestamp(at));
        if at >= axis.from {
            let shown = Timestamp(at).show(reader.offset);
            // Date, clock; of the date only month and day, and only where days are told apart.
            let clock = if step < MINUTE { shown.get(11..19) } else { shown.get(11..16) };
            let label = if step >= DAY { shown.get(5..10) } else { clock };
            let label = label.unwrap_or_default().to_owned();
            let half = text::width(&label, Lettering::Axis) / 2;
            put((x - half).clamp(0, out.width - 2 * half), 28, label);
            steps.push(x);
        }
        at = at.saturating_add(step);
    }
    out.marks.push(scale);
    (steps, 34)
}
