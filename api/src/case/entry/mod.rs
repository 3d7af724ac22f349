//! Entries of the case record that are sealed whole, and are all added, changed and read in the same way.

pub mod service;
pub mod store;
