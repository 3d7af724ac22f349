//! The people around the child, the households they live in, and addresses with their dates.

pub mod routes;
pub mod service;
pub mod views;
