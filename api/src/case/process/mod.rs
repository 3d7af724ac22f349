//! Other reviews and investigations of the same death.

pub mod routes;
pub mod service;
pub mod store;
pub mod views;
