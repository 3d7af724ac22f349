//! The keys of what identifies people, as an operator changes them.

pub mod command;
pub mod store;
