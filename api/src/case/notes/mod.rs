//! Notes of the panel's office, kept apart from the statutory record: no pack, print or export reads this module.

pub mod routes;
pub mod service;
pub mod store;
pub mod views;
