//! Hashes, keyed codes and sealing of secrets, all from one library.

use aws_lc_rs::aead::{AES_256_GCM, Aad, RandomizedNonceKey};
use aws_lc_rs::{constant_time, digest, hkdf, hmac};

/// SHA-256.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part);
    }
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    out
}

/// Whether two secrets are the same, in time that does not depend on where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    constant_time::verify_slices_are_equal(a, b).is_ok()
}

/// A key for one purpose, derived from a secret.
pub(super) fn derive(secret: &[u8; 32], salt: &[u8], info: &[&[u8]]) -> [u8; 32] {
    let mut out = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(secret)
        .expand(info, hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut out))
        .expect("32 bytes is a length HKDF-SHA256 gives");
    out
}

/// Version of the layout of what is sealed: version, nonce, text, tag.
const LAYOUT: u8 = 1;

/// Encrypts with AES-256-GCM. `place` is bound in, so that what is sealed cannot be moved.
pub(super) fn seal(key: &[u8; 32], place: &[u8], plain: &[u8]) -> Vec<u8> {
    let key = RandomizedNonceKey::new(&AES_256_GCM, key).expect("the key has 32 bytes");
    let mut text = plain.to_vec();
    let nonce = key.seal_in_place_append_tag(Aad::from(place), &mut text).expect("a text of this size can be sealed");
    let mut sealed = vec![LAYOUT];
    sealed.extend_from_slice(nonce.as_ref());
    sealed.extend_from_slice(&text);
    sealed
}

/// Decrypts what [`seal`] made for the same place; `None` when it was changed, moved or sealed with another key.
pub(super) fn open(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.strip_prefix(&[LAYOUT])?.split_at_checked(12)?;
    let key = RandomizedNonceKey::new(&AES_256_GCM, key).ok()?;
    let nonce = aws_lc_rs::aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut text = text.to_vec();
    let length = key.open_in_place(nonce, Aad::from(place), &mut text).ok()?.len();
    text.truncate(length);
    Some(text)
}

/// The server's secret, from which a key for each purpose is derived. It lives outside the database.
#[derive(Clone)]
pub struct ServerKey {
    secret: [u8; 32],
}

impl ServerKey {
    /// Wraps the 32 bytes read from the key file.
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        derive(&self.secret, b"opencdr", &[purpose.as_bytes()])
    }

    /// A code bound to a purpose and a value; nobody without the key can make it.
    pub fn code(&self, purpose: &str, value: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.derive(purpose));
        let mut out = [0; 32];
        out.copy_from_slice(hmac::sign(&key, value).as_ref());
        out
    }

    /// Encrypts a secret for the database. `place` (table, column and row) is bound in, so that it cannot be moved.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Vec<u8> {
        seal(&self.derive("seal"), place.as_bytes(), secret)
    }

    /// Decrypts what [`ServerKey::seal`] made for the same place; `None` when it was changed, moved or sealed with another key.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        open(&self.derive("seal"), place.as_bytes(), sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_only_in_its_place_and_unchanged() {
        let key = ServerKey::new([7; 32]);
        let mut sealed = key.seal("users.totp_secret/1", b"secret");
        assert_eq!(key.open("users.totp_secret/1", &sealed).as_deref(), Some(&b"secret"[..]));
        assert!(key.open("users.totp_secret/2", &sealed).is_none());
        assert!(ServerKey::new([8; 32]).open("users.totp_secret/1", &sealed).is_none());
        *sealed.last_mut().unwrap() ^= 1;
        assert!(key.open("users.totp_secret/1", &sealed).is_none());
    }

    #[test]
    fn codes_differ_by_purpose_and_value() {
        let key = ServerKey::new([7; 32]);
        assert_eq!(key.code("a", b"x"), key.code("a", b"x"));
        assert_ne!(key.code("a", b"x"), key.code("b", b"x"));
        assert_ne!(key.code("a", b"x"), key.code("a", b"y"));
    }
}
