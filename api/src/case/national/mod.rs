//! That the national child mortality database was told of a death.

pub mod routes;
pub mod service;
pub mod views;
