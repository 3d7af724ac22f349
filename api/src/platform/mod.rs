//! The machinery every capability stands on; knows no capability.

pub mod clock;
pub mod config;
pub mod crypto;
pub mod db;
pub mod db_prepare;
pub mod db_roles;
pub mod event;
pub mod extract;
pub mod headers;
pub mod health;
pub mod idempotency;
pub mod ids;
pub mod jobs;
pub mod json;
pub mod keyring;
pub mod limits;
pub mod mail;
pub mod migrate;
pub mod openapi;
pub mod page;
pub mod problem;
pub mod request;
pub mod spa;
pub mod tx;
