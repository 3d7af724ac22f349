//! People: signing in, second factors, sessions, and what they are members of.

pub mod command;
pub mod job;
pub mod password;
pub mod routes;
pub mod routes_account;
pub mod second_factor;
pub mod service;
pub mod store;
pub mod views;
