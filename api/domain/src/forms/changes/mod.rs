//! What changes from one version of a form to the next, and what becomes of answers that are under way.
//!
//! Answers that were sent are never changed: they are read in the version they were given in. Only a form somebody is
//! still filling in can move to a new version, and only as the new version says: it comes with a [`Mapping`] that says
//! of every changed question what its old answer is worth. A version without one is refused when the forms are loaded.

mod carry;
mod diff;
mod in_flight;
mod mapping;
#[cfg(test)]
mod tests;

pub use carry::{Anew, Carried, Why, carry};
pub use diff::{Change, What, diff};
pub use in_flight::{Decision, InFlight, decide};
pub use mapping::{Mapping, Mappings, Worth, check_changes};
