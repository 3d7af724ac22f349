//! The forms of this version, served as they are validated.

#[cfg(feature = "pdf")]
pub mod paper;
pub mod routes;
pub mod views;
pub mod words;
