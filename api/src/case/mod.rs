//! Cases: one child, one review, everything that hangs on it.

pub mod access;
pub mod events;
pub mod moving;
pub mod opening;
pub mod places;
pub mod response;
pub mod routes;
pub mod routes_response;
pub mod routes_scope;
pub mod scope;
pub mod scope_view;
pub mod sealed;
pub mod service;
pub mod showing;
pub mod store;
pub mod store_list;
pub mod store_matching;
pub mod store_response;
pub mod store_scope;
pub mod views;
pub mod views_places;
pub mod views_response;
pub mod views_scope;
