//! Cases: one child, one review, everything that hangs on it.

pub mod access;
pub mod events;
pub mod opening;
pub mod routes;
pub mod sealed;
pub mod service;
pub mod showing;
pub mod store;
pub mod store_list;
pub mod views;
