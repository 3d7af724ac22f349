//! Printed documents: values in, PDF bytes out.
//!
//! The crate reads no file, opens no connection and knows no clock; templates and fonts are
//! compiled in. Documents are exported as PDF/UA-1 and PDF/A-2a, so a screen reader finds the
//! title, the language, headings, tables and reading order, and an archive can keep the file.

mod composite;
mod error;
mod receipt;
mod text;
mod world;

#[cfg(test)]
mod tests;

pub use composite::{Composite, RecordForm, RecordQuestion, RecordRow, RecordSection, RecordSource, composite};
pub use error::PrintError;
pub use receipt::{Item, Moment, Receipt, Row, Section, receipt};
