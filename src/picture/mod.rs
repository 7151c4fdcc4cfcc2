//! Pictures: what people would rather look at than read, each with a table that says the same.
//!
//! A picture is drawn from the finding by the entry of [`PICTURES`] that it is, in the reader's words, at two widths. Its
//! marks carry the rows that they were read from, as statements do. [`drawing`] holds what a view writes out as it is.

mod anomaly;
mod bucket;
mod compare;
pub mod drawing;
mod flow;
mod kubernetes;
mod list;
mod malware;
mod network;
mod node;
mod places;
mod process;
mod remote;
mod resources;
mod sequence;
mod text;
mod timeline;
mod tree;
mod who;

pub use drawing::{Area, Drawing, Lettering, Line, Mark, Shape, Table, Tone};

use crate::{
    explain::{Reader, Subject},
    i18n::Text,
    json::RowId,
    model::Finding,
    order::Order,
};
use serde::{Deserialize, Serialize};

/// The widths that a picture is drawn for: a column of a wide page, and a telephone.
pub const WIDTHS: [i32; 2] = [640, 340];

/// A picture of a finding, in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Which picture it is: [`Motif::id`].
    pub id: String,
    /// Its heading.
    pub title: String,
    /// How to read it, and what it does not show.
    pub caption: String,
    /// The drawings.
    pub scene: Scene,
    /// The same as a table.
    pub table: Table,
}

/// The same drawing at both of [`WIDTHS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// For a column of a wide page.
    pub wide: Drawing,
    /// For a telephone.
    pub narrow: Drawing,
    /// The outline of the land, as the `d` of a path, where the drawings are maps.
    pub land: Option<String>,
}

impl Scene {
    fn both(draw: impl Fn(i32) -> Drawing) -> Scene {
        let [wide, narrow] = WIDTHS;
        Scene { wide: draw(wide), narrow: draw(narrow), land: None }
    }

    /// The drawings.
    pub fn drawings(&self) -> [&Drawing; 2] {
        [&self.wide, &self.narrow]
    }
}

/// A kind of picture.
pub struct Motif {
    /// A stable name.
    pub id: &'static str,
    /// The heading.
    pub label: Text,
    /// Draws it, if the finding has what it shows.
    draw: fn(&Subject<'_>, &Reader<'_>) -> Option<Drawn>,
}

/// What a motif gives.
struct Drawn {
    caption: String,
    scene: Scene,
    table: Table,
}

/// Every kind of picture, in the order of the page: the whole at a glance, then what the finding is most about.
pub static PICTURES: &[&Motif] = &[
    &who::MOTIF,
    &sequence::MOTIF,
    &anomaly::MOTIF,
    &process::MOTIF,
    &malware::MOTIF,
    &bucket::MOTIF,
    &kubernetes::MOTIF,
    &network::MOTIF,
    &places::MOTIF,
];

/// The pictures of a finding.
pub fn pictures(finding: &Finding, reader: &Reader<'_>) -> Vec<Picture> {
    let subject = Subject::of(finding, reader.pack);
    let draw = |motif: &&Motif| {
        let mut drawn = (motif.draw)(&subject, reader)?;
        // Marks lead to the JSON that was loaded, not to a projection of it.
        let Scene { wide, narrow, .. } = &mut drawn.scene;
        for mark in wide.marks.iter_mut().chain(&mut narrow.marks) {
            mark.rows = origins(finding, &mark.rows);
        }
        Some(Picture {
            id: motif.id.to_owned(),
            title: motif.label.get(reader.lang).to_owned(),
            caption: drawn.caption,
            scene: drawn.scene,
            table: drawn.table,
        })
    };
    PICTURES.iter().filter_map(draw).collect()
}

/// The rows of the original, each once: the one of the value first, since that is where a mark leads.
fn origins(finding: &Finding, rows: &[RowId]) -> Vec<RowId> {
    let rows: Vec<RowId> = rows.iter().filter_map(|row| finding.origin(*row)).collect();
    let Some(&first) = rows.first() else { return rows };
    let mut rest = rows;
    rest.order();
    rest.dedup();
    rest.retain(|row| *row != first);
    rest.insert(0, first);
    rest
}
