//! How well records of one child are found: measured on invented families and on public test data.
//!
//! The rules themselves are in `opencdr_domain::notification::duplicate`; nothing here is used by the running system.

pub mod command;
mod command_timing;
pub mod family;
mod febrl;
mod measure;
mod slips;
mod store;
