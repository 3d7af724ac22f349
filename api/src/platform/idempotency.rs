//! A repeated request changes nothing: the answer to a key is kept in the transaction of the change.

use super::crypto::sha256;
use super::db::Db;
use super::extract::Permit;
use super::problem::{Code, Problem, constraint_of};
use super::tx::Tx;
use crate::schema::idempotency_keys as keys;
use diesel::prelude::*;
use opencdr_domain::identity::permission::Grants;
use serde_json::Value;

/// What a change answered, or would answer again.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 201 for something made, 200 for something that stood already.
    pub status: u16,
    /// Where the thing made is.
    pub location: Option<String>,
    /// Body.
    pub body: Value,
}

impl Answer {
    /// Something was made.
    pub fn created(location: String, body: impl serde::Serialize) -> Result<Self, Problem> {
        Ok(Self { status: 201, location: Some(location), body: serde_json::to_value(body).map_err(Problem::internal)? })
    }

    /// It stood already.
    pub fn again(location: String, body: impl serde::Serialize) -> Result<Self, Problem> {
        Ok(Self { status: 200, ..Self::created(location, body)? })
    }
}

/// Answers a change that may be repeated.
pub fn respond(answer: &Answer) -> actix_web::HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(answer.status).unwrap_or(actix_web::http::StatusCode::OK);
    let mut response = actix_web::HttpResponse::build(status);
    if let Some(location) = &answer.location {
        response.insert_header((actix_web::http::header::LOCATION, location.as_str()));
    }
    response.json(&answer.body)
}

/// Makes a change under a permit, once for its key, and answers it.
pub async fn write_once<P: Grants + 'static>(
    db: &Db,
    permit: Permit<P>,
    fingerprint: [u8; 32],
    work: impl Fn(&mut Tx) -> Result<Answer, Problem> + Send + 'static,
) -> Result<actix_web::HttpResponse, Problem> {
    db.write(permit, move |tx| once(tx, &fingerprint, &work)).await.map(|answer| respond(&answer))
}

/// Runs a change once for its key. Without a key it simply runs.
///
/// Two requests with the same key at once: the one that commits second breaks the unique key, is undone
/// whole and runs again ([`super::db::Db`]), and then finds the answer of the first.
pub fn once(tx: &mut Tx, fingerprint: &[u8; 32], work: impl FnOnce(&mut Tx) -> Result<Answer, Problem>) -> Result<Answer, Problem> {
    let Some(key) = tx.request.idempotency_key.clone() else { return work(tx) };
    let principals = tx.principals();
    let request_hash = sha256(&[tx.request.target.as_bytes(), b"\n", fingerprint]).to_vec();
    let kept: Option<(Vec<u8>, i16, Option<String>, Value)> = keys::table
        .filter(keys::principal.eq_any(&principals).and(keys::key.eq(&key)))
        .select((keys::request_hash, keys::status, keys::location, keys::body))
        .first(tx.conn())
        .optional()?;
    if let Some((hash, status, location, body)) = kept {
        if hash != request_hash {
            return Err(Problem::new(
                Code::IdempotencyMismatch,
                "This Idempotency-Key was already used for a different request. Use a new key for a new request.",
            ));
        }
        tx.replayed();
        return Ok(Answer { status: u16::try_from(status).unwrap_or(200), location, body });
    }
    let answer = match work(tx) {
        Ok(answer) => answer,
        // What this one found taken (a challenge, a draft) may have been taken by the same request sent at the same
        // time, which has committed since: then its answer is the answer.
        Err(problem) => return Err(if is_kept(tx, &principals, &key) { Problem::lost_race() } else { problem }),
    };
    // One by one: a statement for several rows would be prepared anew each time.
    for principal in &principals {
        diesel::insert_into(keys::table)
            .values((
                keys::principal.eq(principal),
                keys::key.eq(&key),
                keys::request_hash.eq(&request_hash),
                keys::status.eq(i16::try_from(answer.status).unwrap_or(200)),
                keys::location.eq(&answer.location),
                keys::body.eq(&answer.body),
                keys::created_at.eq(tx.now),
            ))
            .execute(tx.conn())
            .map_err(|error| match constraint_of(&error) {
                Some("idempotency_keys_pkey") => Problem::lost_race(),
                _ => error.into(),
            })?;
    }
    Ok(answer)
}

/// Whether an answer to the key was kept meanwhile. A transaction that is broken cannot tell, and keeps its own problem.
fn is_kept(tx: &mut Tx, principals: &[Vec<u8>], key: &str) -> bool {
    diesel::select(diesel::dsl::exists(keys::table.filter(keys::principal.eq_any(principals).and(keys::key.eq(key)))))
        .get_result(tx.conn())
        .unwrap_or(false)
}

/// How long an answer is kept.
const KEPT: chrono::TimeDelta = chrono::TimeDelta::hours(72);

/// Deletes answers that are old enough.
pub fn forget_old(tx: &mut Tx) -> Result<usize, Problem> {
    let before = tx.now - KEPT;
    Ok(diesel::delete(keys::table.filter(keys::created_at.lt(before))).execute(tx.conn())?)
}
