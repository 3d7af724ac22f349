//! Time limits of the review process: which there are, when they are due, and whether one was missed.

pub mod calendar;
pub mod catalogue;
pub mod due;
