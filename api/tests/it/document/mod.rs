//! Documents on a case.

mod corpus;
mod hostile_files;
mod keeping;
mod scanning;
mod storing;
mod uploads;
