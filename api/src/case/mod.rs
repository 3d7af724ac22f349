//! Cases: one child, one review, everything that hangs on it.

pub mod access;
pub mod chronology;
pub mod comparing;
pub mod entry;
pub mod events;
pub mod family;
pub mod household;
pub mod links;
pub mod merging;
pub mod notes;
pub mod opening;
pub mod process;
pub mod professional;
pub mod record;
pub mod routes;
pub mod routes_merging;
pub mod sealed;
pub mod service;
pub mod showing;
pub mod store;
pub mod store_list;
pub mod store_matching;
pub mod store_merges;
pub mod views;
pub mod views_comparing;
