//! Cases: the list, the search, one case, its timeline and who looked.

mod detail;
mod list;
mod merging;
mod search;
