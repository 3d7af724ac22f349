//! Who somebody is and what they may do: roles, permissions, the policy table, passwords and sessions.

pub mod actor;
pub mod emergency;
pub mod password;
pub mod permission;
pub mod policy;
pub mod reach;
pub mod role;
pub mod session;
pub mod throttle;
