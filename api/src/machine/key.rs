//! The public key of a system. Its kind alone says with which algorithm the system signs: what a token says of itself is only compared
//! with that, so that no token can choose how it is checked.

use super::assertion::Claims;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA512};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};

/// What a public key begins with. A certificate, or a private key, is not one.
const BEGINS: &str = "-----BEGIN PUBLIC KEY-----";
/// What the header of an assertion may call it, where it says so (RFC 7519, and the revision of RFC 7523).
const KINDS: [&str; 2] = ["JWT", "client-authentication+jwt"];
/// The shortest RSA key that is taken, in bytes: 2,048 bits and what stands around them.
const SHORTEST_RSA: usize = 264;

/// The public key of a system.
pub struct PublicKey {
    algorithm: Algorithm,
    key: DecodingKey,
}

impl PublicKey {
    /// Reads a key in PEM. Nothing when it is none that systems sign in with: P-256, Ed25519, or RSA of at least 2,048 bits.
    pub fn read(pem: &str) -> Option<Self> {
        let pem = pem.trim();
        if !pem.starts_with(BEGINS) {
            return None;
        }
        let bytes = pem.as_bytes();
        let kinds = [
            (Algorithm::ES256, DecodingKey::from_ec_pem(bytes)),
            (Algorithm::EdDSA, DecodingKey::from_ed_pem(bytes)),
            (Algorithm::RS512, DecodingKey::from_rsa_pem(bytes)),
        ];
        kinds.into_iter().find_map(|(algorithm, key)| {
            let key = key.ok()?;
            fits(algorithm, key.try_get_as_bytes().ok()?).then_some(Self { algorithm, key })
        })
    }

    /// Name of the algorithm it signs with, as in the header of a token.
    pub fn algorithm(&self) -> &'static str {
        match self.algorithm {
            Algorithm::ES256 => "ES256",
            Algorithm::EdDSA => "EdDSA",
            _ => "RS512",
        }
    }

    /// What an assertion says, when this key signed it.
    pub fn claims(&self, assertion: &str) -> Option<Claims> {
        let mut rules = Validation::new(self.algorithm);
        // What the claims must be is asked by `assertion::check`, by the clock of this server.
        rules.validate_exp = false;
        rules.validate_aud = false;
        rules.required_spec_claims.clear();
        let token = decode::<Claims>(assertion, &self.key, &rules).ok()?;
        // A token made for something else is no assertion, whoever signed it.
        let kind = token.header.typ.as_deref().unwrap_or("JWT");
        KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind)).then_some(token.claims)
    }
}

/// Whether the bytes are a key for this algorithm: on its curve, or long enough.
fn fits(algorithm: Algorithm, bytes: &[u8]) -> bool {
    match algorithm {
        Algorithm::ES256 => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes).is_ok(),
        Algorithm::EdDSA => ParsedPublicKey::new(&ED25519, bytes).is_ok(),
        _ => bytes.len() >= SHORTEST_RSA && ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, bytes).is_ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn algorithm(lines: &str) -> Option<&'static str> {
        PublicKey::read(&format!("{BEGINS}\n{lines}\n-----END PUBLIC KEY-----\n")).map(|key| key.algorithm())
    }

    #[test]
    fn the_kind_of_a_key_says_the_algorithm() {
        let p256 = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIT4x9jiM2+JhIniAuZIqVHqp/2xe\nnWtnrMAwuA2rWjhUmATEcWDBmh0OTYjeZp1P0yZQTHNd1rdmVYETmLkxXQ==";
        let ed25519 = "MCowBQYDK2VwAyEAnvisalWrN8kr1OBRzNABMLFbt4O/8N/d3yoGB38lY2U=";
        let rsa = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzEuBHCXOb5EsXPrVHC6g\navrpJIegJtcnXPqtygMCWNAc8/+ooiKZ9AH3xVbM37ndRsDouQHcbvaJKMyYUDRN\n4VAXRHdYgTQKQUGRBDP9IRuKpu1zi0JGvev37UiiyYzvrxOM4mBa/x1WCPZWQMn+\nDzDH1z6U56tzDJ3pusA/cWUh7B9g+pnmQ2fR03FdNmOxkhL3/g+zrDpE7O7T5jzS\nS8pIwr26sneGj9wVQpymgxwUXnN8CsVLkUwEHAjHaipnTFl0T7aiSXPmZLdLLKAW\nVweAXHZwN4Kp5l+yToATmpbpFkLxQNstDfsPDYoEKByIRU1FfmBWsJB7g3HK2oa2\nQwIDAQAB";
        assert_eq!([p256, ed25519, rsa].map(algorithm), [Some("ES256"), Some("EdDSA"), Some("RS512")]);
    }

    #[test]
    fn keys_on_other_curves_and_short_ones_are_none() {
        let secp256k1 = "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEavQpwMH7NZNdCWVuKXZL32PcAbQq4/iM\nil6wrs57uLkJEXyBh4R6qD+W9HqT+tBKqyIRmYPTHKSh0pSy2zA2Cg==";
        let p384 = "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEXnOKoEZDvDkHH3WEQGEDMdxk3hquFBuT\nq/0Q/fX6+p7wwmB1f+aFhg9cY92g3GcbEuXBMKoZ4rQIJpaM1cq2xcFb58fteKfm\nG/O1LC8POkUjvd3lQfUahfKdQB9ANg7q";
        let short = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC2dttPX8pA0KYRcs5+MOG9/E3y\n0xouuPxymRTkxeiHK6msmXbCyShg3h0MMcS0UE42cLc5jK/1qVNkByOv7WWAIeXW\nSGVUywEh4AnGYj5bZ9j9tiSsZS4iejuj5RugEYarLulG96Wlu1IkGsJsEZ+yp9nH\n9emJz/gdk/oLjJNz9wIDAQAB";
        assert_eq!([secp256k1, p384, short, "", "AAAA"].map(algorithm), [None; 5]);
    }
}
