//! Links between cases. Whoever may not know of both cases knows of no link between them.

pub mod routes;
pub mod service;
pub mod store;
pub mod views;
