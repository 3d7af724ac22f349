//! What is written down about what people did, and how the log shows that nobody changed it.

pub mod chain;
pub mod event;
