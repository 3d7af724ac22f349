//! The forms of this version, served as they are validated.

pub mod routes;
pub mod views;
pub mod words;
