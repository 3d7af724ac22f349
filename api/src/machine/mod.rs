//! Organisations' own systems: how one is registered, and how it signs in to answer what its organisation is asked.

pub mod assertion;
pub mod command;
pub mod key;
pub mod routes;
pub mod service;
pub mod store;
pub mod views;
