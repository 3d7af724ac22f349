//! Notifications: begun by anyone, sent to the right panel, and decided by its coordinator.

pub mod answers;
pub mod challenge;
pub mod deciding;
pub mod drafts;
pub mod duplicates;
pub mod inbox;
pub mod job;
pub mod linking;
pub mod moving;
pub mod receipts;
pub mod routes;
pub mod routes_comparing;
pub mod routes_drafts;
pub mod routes_inbox;
pub mod routes_scope;
pub mod scoping;
pub mod sealed;
pub mod store;
pub mod store_drafts;
pub mod store_links;
pub mod submitting;
pub mod views;
pub mod views_comparing;
