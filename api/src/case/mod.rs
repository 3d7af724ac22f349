//! Cases: one child, one review, everything that hangs on it.

pub mod access;
pub mod comparing;
pub mod events;
pub mod merging;
pub mod opening;
pub mod routes;
pub mod routes_merging;
pub mod sealed;
pub mod service;
pub mod showing;
pub mod store;
pub mod store_list;
pub mod store_merges;
pub mod views;
pub mod views_comparing;
