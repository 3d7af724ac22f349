//! Walks the OpenAPI document: what it promises is true, of every operation, for everyone.

mod audit_coverage;
mod authz_matrix;
pub mod generated;
mod methods;
mod not_found;
mod openapi;
pub mod operations;
mod sites;
