//! What the parts of a case record have in common: who wrote which version, the history of a row, and how a change is written down.

pub mod history;
pub mod routes;
pub mod store;
pub mod views;
pub mod writing;
