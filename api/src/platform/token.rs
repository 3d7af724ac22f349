//! Access tokens of organisations' own systems: short-lived JWTs signed with the key of this server (RFC 9068 in spirit).

use super::crypto::ServerKey;
use super::problem::{Code, Problem};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long an access token works.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// Who issues the tokens, and whom they are for: this server and no other.
const ISSUER: &str = "opencdr";
/// What a token lets its bearer do.
pub const SCOPE: &str = "requests";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    scope: String,
    iat: i64,
    exp: i64,
}

fn secret(key: &ServerKey) -> [u8; 32] {
    key.code("access tokens of systems", b"")
}

/// Signs an access token for a system.
///
/// # Errors
/// When it cannot be signed.
pub fn issue(key: &ServerKey, client: Uuid, now: DateTime<Utc>) -> Result<String, Problem> {
    let claims =
        Claims { iss: ISSUER.into(), aud: ISSUER.into(), sub: client, scope: SCOPE.into(), iat: now.timestamp(), exp: (now + LIFETIME).timestamp() };
    encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(&secret(key)))
        .map_err(|_| Problem::internal("a token could not be signed"))
}

/// The system a token was issued to; nothing when it was not issued here, was changed or has expired.
pub fn client_of(key: &ServerKey, token: &str, now: DateTime<Utc>) -> Option<Uuid> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // The clock of this server decides, as everywhere.
    rules.validate_exp = false;
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(&secret(key)), &rules).ok()?.claims;
    (claims.exp > now.timestamp() && claims.scope == SCOPE).then_some(claims.sub)
}

/// A token that does not count.
pub fn refused() -> Problem {
    Problem::new(Code::Unauthenticated, "The access token is not valid, or has expired. Ask for a new one at /api/v1/oauth/token.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_system_for_five_minutes_and_with_this_key_alone() {
        let (key, other) = (ServerKey::new([7; 32]), ServerKey::new([8; 32]));
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let client = Uuid::from_u128(5);
        let token = issue(&key, client, now).unwrap();
        assert_eq!(client_of(&key, &token, now), Some(client));
        assert_eq!(client_of(&key, &token, now + LIFETIME), None);
        assert_eq!(client_of(&other, &token, now), None);
        let mut changed = token.clone();
        changed.replace_range(token.len() - 3.., "AAA");
        assert_eq!(client_of(&key, &changed, now), None);
    }
}
