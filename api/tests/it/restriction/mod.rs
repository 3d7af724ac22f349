//! Restricted cases, declared interests, and openings in an emergency.

mod emergency;
mod hidden;
mod interests;
mod operator;
mod restricting;
mod reviewing;
