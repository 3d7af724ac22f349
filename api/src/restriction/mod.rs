//! Who may see a case beyond what roles give: restrictions and grants, declared interests, and openings in an emergency.

pub mod command;
pub mod emergency;
pub mod interests;
pub mod job;
pub mod reviewing;
pub mod routes;
pub mod routes_emergency;
pub mod sealed;
pub mod service;
pub mod store;
pub mod store_emergency;
pub mod store_operator;
pub mod views;
