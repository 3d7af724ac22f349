//! What a system sends to sign in, and what it gets.

use serde::Serialize;
use utoipa::ToSchema;

/// Ask for an access token (RFC 6749, section 4.4, with RFC 7523). Sent as a form, not as JSON.
#[derive(ToSchema)]
#[schema(
    example = "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=eyJhbGciOiJFUzI1NiJ9…"
)]
pub struct TokenRequest {
    /// Always `client_credentials`.
    pub grant_type: String,
    /// Always `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    pub client_assertion_type: String,
    /// A JWT signed with the private key of the system: `iss` and `sub` its identifier, `aud` the full address of this endpoint, `exp`
    /// at most five minutes ahead, and a `jti` that was never used before.
    pub client_assertion: String,
    /// Identifier of the system, where it is sent: the same as in the assertion.
    pub client_id: Option<String>,
    /// `requests`, where it is sent: there is no other.
    pub scope: Option<String>,
}

/// An access token.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    /// The token, for the header `Authorization: Bearer …`.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// How long it works, in seconds.
    pub expires_in: i64,
    /// What it lets its bearer do: `requests`.
    pub scope: &'static str,
}
