//! Organisations' own systems: registered, signing in, answering.

mod answering;
mod client_command;
mod examples;
mod signing_in;
