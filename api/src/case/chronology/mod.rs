//! The chronology: entries with their sources, and what the case itself knows, in one order.

pub mod routes;
pub mod service;
pub mod views;
