//! From a death notified to what the coordinator decides.

mod alerts;
mod bad_input;
mod challenges;
mod comparing;
mod decisions;
mod drafts;
mod idempotency;
mod inbox;
mod linking;
mod receipts;
mod resumption;
mod routing;
mod submit;
