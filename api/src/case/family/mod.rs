//! Contact with the family: their key worker, what they wish, what was said, and what they asked.

pub mod routes;
pub mod service;
pub mod views;
