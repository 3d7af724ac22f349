//! Cases: the list, the search, one case, its timeline and who looked.

mod detail;
mod family;
mod list;
mod processes;
mod record;
mod search;
