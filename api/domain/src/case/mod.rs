//! A case: its reference, its status, and how it is opened from a notification.

pub mod facts;
pub mod joint_agency_response;
pub mod places;
pub mod reference;
pub mod status;
pub mod workflow;
