//! The finding model.
