//! Signing in, second factors, sessions and accounts.

mod accounts;
mod passwords;
mod second_factor;
mod sessions;
mod sign_in;
mod user_command;
