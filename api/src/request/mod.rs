//! Requests for information: asking agencies, and how they answer.

pub mod access;
pub mod answering;
pub mod asking;
pub mod copying;
pub mod deciding;
pub mod declining;
pub mod enrolling;
pub mod inbox;
pub mod inviting;
pub mod job;
pub mod known;
pub mod proposing;
pub mod routes;
pub mod routes_agency;
pub mod routes_visit;
pub mod sealed;
pub mod showing;
pub mod store;
pub mod store_answers;
pub mod store_invitations;
pub mod submitting;
pub mod versions;
pub mod views;
pub mod views_agency;
pub mod views_panel;
