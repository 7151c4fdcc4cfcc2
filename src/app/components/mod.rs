//! Parts that pages share.

pub mod changes;
pub mod context_file;
pub mod dialogs;
pub mod explanation;
pub mod glance;
pub mod hand_over;
pub mod handed;
pub mod header;
pub mod json_tree;
pub mod judgement;
pub mod look_up;
pub mod picture;
pub mod plan;
pub mod progress;
pub mod severity;
pub mod share;
pub mod turn_back;
pub mod virtual_rows;

use super::{
    PageProps,
    state::{ContextFile, Picked},
};
use finding_lens::{engine::protocol::FindingView, i18n::Lang, json::RowId, respond::Language};
use std::rc::Rc;
use yew::prelude::*;

/// The numbers of rows, as the page knows by them what belongs together ([`crate::browser::page::light_rows`]).
pub fn data_rows(rows: &[RowId]) -> String {
    rows.iter().map(|row| row.0.to_string()).collect::<Vec<_>>().join(" ")
}

/// What the large parts of a finding's page are drawn from. They are drawn anew when some of this changes, not whenever
/// the state does: a finding is thousands of nodes, and to open one changes the state many times.
#[derive(Properties, Clone)]
pub struct FindingProps {
    pub page: PageProps,
    pub view: Rc<FindingView>,
    /// Whether pictures are drawn for a narrow column.
    #[prop_or_default]
    pub narrow: bool,
    seen: (Lang, Picked, Language, ContextFile),
}

impl FindingProps {
    pub fn new(page: &PageProps, view: Rc<FindingView>, narrow: bool) -> FindingProps {
        let state = &page.store;
        let seen = (state.prefs.lang, state.picked.clone(), state.language, state.context.clone());
        FindingProps { page: page.clone(), view, narrow, seen }
    }
}

impl PartialEq for FindingProps {
    fn eq(&self, other: &FindingProps) -> bool {
        Rc::ptr_eq(&self.view, &other.view) && self.narrow == other.narrow && self.seen == other.seen
    }
}
