//! Signing a system in: its assertion is checked, used up, and answered with an access token.

use super::assertion::{self, Claims, Fault};
use super::key::PublicKey;
use super::store;
use crate::platform::crypto::sha256;
use crate::platform::event::Event;
use crate::platform::problem::{Code, Problem};
use crate::platform::token::SCOPE;
use crate::platform::tx::Tx;
use chrono::{DateTime, Utc};
use jsonwebtoken::dangerous::insecure_decode_claims;
use opencdr_domain::audit::event::{Action, ObjectKind};
use serde_json::json;
use uuid::Uuid;

/// Where systems ask for access tokens, under the address of the server.
pub const ENDPOINT: &str = "/api/v1/oauth/token";
/// How they prove who they are (RFC 7523).
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A system whose assertion is right, and was not used up yet.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The system.
    pub client: Uuid,
    hash: Vec<u8>,
    expires_at: DateTime<Utc>,
}

/// What became of an assertion.
pub enum Looked {
    /// It is right.
    Right(Proven),
    /// It does not count; the system is named where its own key signed it.
    Wrong(Fault, Option<Uuid>),
}

/// The assertion of a request for a token.
///
/// # Errors
/// `bad_request`, with the error code of RFC 6749.
pub fn assertion_of(fields: &[(String, String)]) -> Result<String, Problem> {
    let refuse = |error, words: String| Err(Problem::new(Code::BadRequest, words).oauth(error));
    let mut seen: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    seen.sort_unstable();
    if seen.windows(2).any(|two| two[0] == two[1]) {
        return refuse("invalid_request", "A field stands twice. Send each once.".into());
    }
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty());
    match field("grant_type") {
        Some("client_credentials") => {}
        Some(_) => return refuse("unsupported_grant_type", "grant_type must be client_credentials.".into()),
        None => return refuse("invalid_request", "grant_type is missing; send client_credentials.".into()),
    }
    if field("scope").is_some_and(|scope| scope != SCOPE) {
        return refuse("invalid_scope", format!("The only scope is {SCOPE}; it may be left out."));
    }
    let Some(assertion) = field("client_assertion").filter(|_| field("client_assertion_type") == Some(ASSERTION_TYPE)) else {
        return refuse("invalid_request", format!("Send a client_assertion, and client_assertion_type as {ASSERTION_TYPE}."));
    };
    // Where it is named beside the assertion, it is the same one (RFC 7521, section 4.2).
    let named = insecure_decode_claims::<Claims>(assertion).ok().map(|claims| claims.sub);
    if field("client_id").is_some_and(|id| Some(id) != named.as_deref()) {
        return refuse("invalid_request", "client_id is not the one of the client_assertion. Leave it out, or send the same.".into());
    }
    Ok(assertion.to_owned())
}

/// Looks at an assertion without using it up. `endpoint` is the whole address of the token endpoint.
pub fn look(tx: &mut Tx, assertion: &str, endpoint: &str) -> Result<Looked, Problem> {
    let Ok(claimed) = insecure_decode_claims::<Claims>(assertion) else { return Ok(Looked::Wrong(Fault::Unreadable, None)) };
    let Some(client) = assertion::client_of(&claimed) else { return Ok(Looked::Wrong(Fault::NotRecognised, None)) };
    let key = store::find_key(tx.conn(), client)?.and_then(|pem| PublicKey::read(&pem));
    let Some(claims) = key.and_then(|key| key.claims(assertion)) else { return Ok(Looked::Wrong(Fault::NotRecognised, None)) };
    if let Err(fault) = assertion::check(&claims, endpoint, tx.now) {
        return Ok(Looked::Wrong(fault, Some(client)));
    }
    let Some(expires_at) = DateTime::from_timestamp(claims.exp, 0) else { return Ok(Looked::Wrong(Fault::Time, Some(client))) };
    let hash = sha256(&[client.as_bytes(), claims.jti.as_bytes()]).to_vec();
    Ok(Looked::Right(Proven { client, hash, expires_at }))
}

/// Uses an assertion up and writes the sign-in down, in a transaction of the system itself. False when it was used before.
pub fn sign_in(tx: &mut Tx, proven: &Proven) -> Result<bool, Problem> {
    let first = store::insert_assertion(tx.conn(), proven.hash.clone(), proven.expires_at)?;
    if first {
        tx.record(Event::on(Action::SignInMachine, ObjectKind::Machine, proven.client).for_administration())?;
    } else {
        note_failure(tx, Fault::Used, Some(proven.client))?;
    }
    Ok(first)
}

/// Writes a refused sign-in down.
pub fn note_failure(tx: &mut Tx, fault: Fault, client: Option<Uuid>) -> Result<(), Problem> {
    let (action, object) = (Action::SignInMachineFailed, ObjectKind::Machine);
    let event = client.map_or_else(|| Event::list(action, object, Vec::new()), |id| Event::on(action, object, id));
    tx.record(event.detail(json!({ "fault": fault.code() })).for_administration())
}

/// The refusal of a sign-in.
pub fn refuse(fault: Fault) -> Problem {
    Problem::new(Code::SignInFailed, fault.words()).oauth("invalid_client")
}

/// Forgets assertions that have expired by themselves; called by the worker.
pub fn forget_expired(tx: &mut Tx) -> Result<usize, Problem> {
    let now = tx.now;
    store::delete_expired(tx.conn(), now)
}
