//! The one place where new identifiers and random bytes are made.

use rand::TryRng;
use rand::rngs::SysRng;
use uuid::Uuid;

/// A new identifier, ordered by time so that indexes stay compact.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// Bytes from the operating system's generator.
///
/// # Panics
/// When the operating system has no randomness, in which case nothing here may go on.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SysRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
