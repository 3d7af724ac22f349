//! Cases: the list, the search, one case, its timeline and who looked.

mod chronology;
mod detail;
mod family;
mod household;
mod links;
mod list;
mod merging;
mod notes;
mod processes;
mod record;
mod search;
