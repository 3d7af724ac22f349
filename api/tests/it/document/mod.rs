//! Documents on a case.

mod corpus;
mod hostile_files;
