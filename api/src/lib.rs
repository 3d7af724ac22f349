//! OpenCDR: notification and review of child deaths. See `api/ARCHITECTURE.md`.
#![forbid(unsafe_code)]

pub mod app;
pub mod area;
pub mod audit;
pub mod case;
pub mod composite;
pub mod demo;
pub mod doctor;
pub mod document;
pub mod duplicates;
pub mod forms;
pub mod identity;
pub mod keys;
pub mod machine;
pub mod notification;
pub mod platform;
pub mod request;
pub mod restriction;
#[rustfmt::skip]
pub mod schema;
pub mod succession;
pub mod transfer;
pub mod work;
