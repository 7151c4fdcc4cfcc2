//! Parts that pages share.

pub mod changes;
pub mod dialogs;
pub mod explanation;
pub mod header;
pub mod json_tree;
pub mod severity;
pub mod share;
pub mod virtual_rows;
