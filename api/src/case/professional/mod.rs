//! Professionals who knew the child or work on the case.

pub mod routes;
pub mod service;
pub mod views;
