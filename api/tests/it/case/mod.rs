//! Cases: the list, the search, one case, its timeline and who looked.

mod detail;
mod joint_agency_response;
mod list;
mod places;
mod scope;
mod search;
