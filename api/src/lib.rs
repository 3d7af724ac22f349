//! OpenCDR: notification and review of child deaths. See `api/ARCHITECTURE.md`.
#![forbid(unsafe_code)]

pub mod app;
pub mod area;
pub mod case;
pub mod forms;
pub mod identity;
pub mod platform;
#[rustfmt::skip]
pub mod schema;
