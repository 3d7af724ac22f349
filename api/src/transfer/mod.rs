//! Transfers: a case, or a notification that waits, offered by one area to another.

pub mod job;
pub mod offering;
pub mod routes;
pub mod service;
pub mod settling;
pub mod store;
pub mod views;
