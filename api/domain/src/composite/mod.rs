//! What several organisations say about one child, brought together: every contribution stays as it was sent, and what
//! the record says is worked out from them and from the choices people made.
//!
//! One answer, or the same answer from everybody, is taken without asking. Different answers wait for a person. An answer
//! that comes later and differs never replaces a choice: it opens it again.

pub mod choice;
pub mod collate;
pub mod completeness;
pub mod rows;
mod weight;
pub mod wishes;

pub use choice::{Choice, ChoiceRefusal, Seen, check};
pub use collate::{Collated, Count, Source, Standing, View, collate};
