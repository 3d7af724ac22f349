//! Cases: the list, the search, one case, its timeline and who looked.

mod chronology;
mod deadlines;
mod detail;
mod family;
mod household;
mod joint_agency_response;
mod links;
mod list;
mod merging;
mod notes;
mod places;
mod processes;
mod record;
mod scope;
mod search;
mod triage;
