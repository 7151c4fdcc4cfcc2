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
