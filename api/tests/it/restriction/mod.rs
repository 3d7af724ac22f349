//! Restricted cases, declared interests, and openings in an emergency.

mod emergency;
mod hidden;
mod interests;
mod restricting;
mod reviewing;
