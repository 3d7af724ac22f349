//! Documents on a case: checked, scanned, sealed, kept and sent back.

pub mod checking;
