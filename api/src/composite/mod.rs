//! The collated record: what is made of everything agencies have submitted, with a source beside every answer.
//!
//! Contributions are facts and stay as they were sent. What the record says is worked out anew at every look, from them and from
//! the choices people made (api/docs/decisions/0019).

pub mod choosing;
pub mod completing;
pub mod gathering;
pub mod joining;
#[cfg(feature = "pdf")]
pub mod paper;
pub mod routes;
pub mod showing;
pub mod store;
pub mod views;
