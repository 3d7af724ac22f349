//! Asking agencies, and how they answer.

mod answering;
mod asking;
mod inviting;
pub mod versions;
