//! The audit trail: added to, never changed; sealed; verified; read by auditors.

mod reading;
mod trail;
