//! Password hashing: argon2id, bounded in memory, the same work for a known and an unknown user.

use crate::platform::problem::Problem;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::{LazyLock, Mutex};

/// One hash at a time: 46 MiB each (OWASP ASVS 5.0, appendix C), so a flood of sign-ins cannot take the machine's memory.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What an unknown user's password is compared with, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

fn argon2() -> Argon2<'static> {
    let params = Params::new(47_104, 1, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password.
///
/// # Errors
/// When there is no memory for it.
pub fn hash(password: &str) -> Result<String, Problem> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(|e| e.into_inner());
    argon2().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(|_| Problem::internal("a password could not be hashed"))
}

/// Compares a password with a hash; with none, does the same work and says no.
pub fn verify(password: &str, hash: Option<&str>) -> bool {
    let nobody = &*NOBODY;
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(|e| e.into_inner());
    let against = hash.unwrap_or(nobody);
    let matches = PasswordHash::new(against).is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok());
    matches && hash.is_some()
}
