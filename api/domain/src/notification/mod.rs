//! What may be notified, whether a death is already known, and what may be done with a notification.

pub mod decision;
pub mod duplicate;
pub mod facts;
pub mod reference;
pub mod scope;
pub mod scope_questions;
pub mod two_children;
