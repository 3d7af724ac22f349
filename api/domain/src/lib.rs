//! The rules of child death review as pure functions and values.
//!
//! Nothing here can do anything: no clock, randomness, environment, SQL, HTTP or async.
//! Every function answers a question about the values it is given and fails only with a refusal.
#![forbid(unsafe_code)]

pub mod audit;
pub mod case;
pub mod composite;
pub mod deadline;
pub mod document;
pub mod forms;
pub mod identity;
pub mod notification;
pub mod request;
pub mod review_type;
pub mod transfer;
pub mod vocab;
