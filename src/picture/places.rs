//! Places: the remote addresses on a map of the world that needs no network.

use super::{
    Drawn, Motif, Scene,
    drawing::{Drawing, Mark, Table},
    list::{Entry, HALF, list},
    node::Node,
    remote::{Remote, remotes},
    text,
};
use crate::{
    explain::{Reader, Subject, statement::Value},
    i18n::Text,
    json::RowId,
};

pub static MOTIF: Motif = Motif { id: "places", label: Text::new("Places", "場所"), draw };

const CAPTION: Text = Text::new(
    "GuardDuty's geolocation of the addresses: approximate, often only the country, and the place of the last hop rather than of a person.",
    "GuardDuty による IP アドレスの位置情報です。おおよその位置で、国だけが正しい場合も多く、示すのは最後の中継点であり人の居場所ではありません。",
);

/// Addresses that are drawn. The table has all.
const MOST: usize = 12;

/// The map: its size in units, two a degree, and the latitude of its upper edge.
const SIZE: (i32, i32) = (720, 282);
const NORTH: f64 = 84.0;

/// The outline of the land, as the `d` of a path in a frame of 720 × 282 units.
fn land() -> &'static str {
    const WORLD: &str = include_str!("world.svg");
    WORLD.rsplit_once("d=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(d, _)| d)
}

/// An address with its place.
struct Spot {
    at: Option<(f64, f64)>,
    node: Node,
}

fn draw(subject: &Subject<'_>, reader: &Reader<'_>) -> Option<Drawn> {
    let mut spots: Vec<Spot> = Vec::new();
    for remote in remotes(subject) {
        let Some(spot) = spot(&remote, reader) else { continue };
        // One address that probed many ports is one spot.
        match spots.iter_mut().find(|known| known.node.value == spot.node.value && known.at == spot.at) {
            Some(known) => known.node.rows.extend_from_slice(&spot.node.rows),
            None => spots.push(spot),
        }
    }
    spots.iter().any(|spot| spot.at.is_some()).then_some(())?;
    let table = table(reader, &spots);
    spots.retain(|spot| spot.at.is_some());
    spots.truncate(MOST);
    let scene = Scene { land: Some(land().to_owned()), ..Scene::both(|width| map(&spots, width)) };
    Some(Drawn { caption: CAPTION.get(reader.lang).to_owned(), scene, table })
}

fn spot(remote: &Remote<'_>, reader: &Reader<'_>) -> Option<Spot> {
    const NOWHERE: Text = Text::new("no place: latitude and longitude are 0", "位置なし (緯度・経度が 0)");
    let node = remote.node(reader, Text::new("Remote address", "リモートアドレス"))?;
    // Samples and addresses without a place carry 0, 0, which is open sea.
    let zero = remote.at.is_some_and(|(lat, lon)| lat.value == 0.0 && lon.value == 0.0);
    let known = remote.at.filter(|(lat, lon)| !zero && lat.value.abs() <= 90.0 && lon.value.abs() <= 180.0);
    let node = match remote.at {
        Some((lat, lon)) if zero => node.says(reader, NOWHERE, [lat.row, lon.row]),
        Some((lat, lon)) => {
            let rows: Vec<RowId> = vec![lat.row, lon.row];
            let words = Value::Raw(format!("{}, {}", lat.value, lon.value));
            node.note(reader, Text::new("latitude, longitude {x}", "緯度・経度 {x}"), Some((words, rows)))
        }
        None => node,
    };
    Some(Spot { at: known.map(|(lat, lon)| (lat.value, lon.value)), node })
}

fn map(spots: &[Spot], width: i32) -> Drawing {
    let (map_width, map_height) = SIZE;
    let tall = map_height * width / map_width;
    let mut out = Drawing { width, land: Some(width * 1000 / map_width), ..Drawing::default() };
    let scale = f64::from(width) / 360.0;
    let point = |(lat, lon): (f64, f64)| {
        let x = ((lon + 180.0) * scale).round() as i32;
        let y = ((NORTH - lat) * scale).round() as i32;
        (x.clamp(HALF, width - HALF), y.clamp(HALF, tall - HALF))
    };
    // Places that would cover one another share a symbol: the first.
    let mut symbols: Vec<(i32, i32)> = Vec::new();
    let places: Vec<usize> = spots
        .iter()
        .filter_map(|spot| spot.at.map(point))
        .map(|(x, y)| {
            let near = symbols.iter().position(|(a, b)| (a - x).abs() < 2 * HALF && (b - y).abs() < 2 * HALF);
            near.unwrap_or_else(|| {
                symbols.push((x, y));
                symbols.len() - 1
            })
        })
        .collect();
    let entries: Vec<Entry<'_>> = spots
        .iter()
        .zip(&places)
        .map(|(spot, place)| Entry { number: (place + 1).to_string(), node: &spot.node, lozenge: false })
        .collect();
    let mut marks: Vec<Mark> = spots.iter().map(|spot| spot.node.mark()).collect();
    let mut drawn: Vec<usize> = Vec::new();
    for ((mark, entry), place) in marks.iter_mut().zip(&entries).zip(&places) {
        if let (false, Some((x, y))) = (drawn.contains(place), symbols.get(*place)) {
            mark.shapes.extend(entry.symbol(*x, *y));
            drawn.push(*place);
        }
    }
    out.height = list(&mut marks, &entries, width, tall + 10) + 1;
    out.marks = marks;
    out
}

fn table(reader: &Reader<'_>, spots: &[Spot]) -> Table {
    const HEAD: [Text; 2] = [Text::new("Remote address", "リモートアドレス"), Text::new("Details", "詳細")];
    let row = |spot: &Spot| vec![text::whole(&spot.node.value), spot.node.details()];
    Table {
        head: HEAD.map(|text| text.get(reader.lang).to_owned()).into(),
        rows: spots.iter().map(row).collect(),
    }
}
