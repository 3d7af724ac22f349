//! Documents on a case: checked, scanned, sealed, kept and sent back.

pub mod checking;
pub mod form;
pub mod job;
pub mod keeping;
pub mod routes;
pub mod routes_upload;
pub mod service;
pub mod store;
pub mod views;
