//! The audit trail: read by auditors, sealed by the worker, verified by operators.

pub mod command;
pub mod routes;
pub mod seal;
pub mod store;
pub mod views;
