//! Places: which child death overview panel is responsible for a postcode, and the table that says so.

pub mod command;
pub mod command_area;
pub mod routes;
pub mod service;
pub mod store;
mod store_import;
pub mod views;
