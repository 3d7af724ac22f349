//! Notifications: begun by anyone, sent to the right panel, and decided by its coordinator.

pub mod challenge;
pub mod deciding;
pub mod drafts;
pub mod inbox;
pub mod job;
pub mod moving;
pub mod receipts;
pub mod routes;
pub mod routes_drafts;
pub mod routes_inbox;
pub mod routes_scope;
pub mod scoping;
pub mod sealed;
pub mod store;
pub mod store_drafts;
pub mod submitting;
pub mod views;
