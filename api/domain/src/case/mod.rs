//! A case: its reference, its status, how it is opened from a notification, and its record.

pub mod facts;
pub mod joint_agency_response;
pub mod places;
pub mod record;
pub mod reference;
pub mod status;
pub mod triage;
pub mod workflow;
