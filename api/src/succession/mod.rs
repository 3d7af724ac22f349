//! When areas merge or split: what an area holds goes to the areas that follow it.

pub mod command;
mod store;
