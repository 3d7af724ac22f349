//! Work to do after a change: enqueued in its transaction, done by a worker that holds a lease.

use super::ids;
use super::problem::Problem;
use super::tx::Tx;
use crate::schema::jobs;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// Every kind of job there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Tell the people of an area that a notification waits. The mail holds its reference, nothing of its content.
    AlertNotification {
        /// Area that received it.
        area: Uuid,
        /// Its reference.
        reference: String,
    },
    /// Tell the people of an area that another area offers it something.
    AlertTransfer {
        /// Area it is offered to.
        area: Uuid,
        /// Reference of what is offered.
        reference: String,
        /// Whether only managers may know.
        restricted: bool,
    },
    /// Tell an organisation that it is asked something. The mail holds a reference and a link, nothing of its content.
    AlertRequest {
        /// Request.
        request: Uuid,
    },
    /// Send somebody without an account the link by which they answer.
    SendInvitation {
        /// Invitation.
        invitation: Uuid,
    },
    /// Have a file scanned that could not be scanned when it came.
    ScanDocument {
        /// Version of the document.
        version: Uuid,
    },
    /// Tell the managers and auditors of an area that somebody opened a restricted case in an emergency. The mail says who, and
    /// nothing of the case.
    AlertEmergency {
        /// Area of the case.
        area: Uuid,
        /// Account of whoever opened it.
        by: Uuid,
    },
}

/// How long a worker may take before another may try.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// Tries before a person has to look.
const MOST_ATTEMPTS: i32 = 12;

/// How long a finished job is kept, for whoever wonders whether an alert was sent.
const DONE_KEPT: TimeDelta = TimeDelta::days(7);

/// A job taken by this worker.
pub struct Leased {
    /// Identifier, also of the mail it sends.
    pub id: Uuid,
    /// What to do.
    pub job: Job,
    /// Tries so far, this one included.
    pub attempts: i32,
}

/// Enqueues a job; it exists only if the transaction commits.
pub fn enqueue(tx: &mut Tx, job: &Job) -> Result<(), Problem> {
    let mut payload = serde_json::to_value(job).map_err(Problem::internal)?;
    let kind = payload.as_object_mut().and_then(|o| o.remove("kind")).and_then(|k| k.as_str().map(str::to_owned)).unwrap_or_default();
    diesel::insert_into(jobs::table)
        .values((jobs::id.eq(ids::new_id()), jobs::kind.eq(kind), jobs::payload.eq(payload), jobs::run_at.eq(tx.now)))
        .execute(tx.conn())?;
    Ok(())
}

/// What the jobs of a kind that nobody has given up on are about.
pub fn waiting(tx: &mut Tx, kind: &str) -> Result<Vec<Job>, Problem> {
    let rows: Vec<(String, Value)> = jobs::table
        .filter(jobs::kind.eq(kind).and(jobs::done_at.is_null()).and(jobs::dead_at.is_null()))
        .select((jobs::kind, jobs::payload))
        .load(tx.conn())?;
    rows.into_iter().map(|(kind, payload)| read(kind, payload)).collect()
}

fn read(kind: String, mut payload: Value) -> Result<Job, Problem> {
    if let Some(object) = payload.as_object_mut() {
        object.insert("kind".into(), kind.into());
    }
    serde_json::from_value(payload).map_err(Problem::internal)
}

/// Takes the next job that is due, so that no other worker has it.
pub fn take(tx: &mut Tx) -> Result<Option<Leased>, Problem> {
    let now = tx.now;
    let row: Option<(Uuid, String, Value, i32)> = jobs::table
        .filter(jobs::done_at.is_null().and(jobs::dead_at.is_null()).and(jobs::run_at.le(now)))
        .filter(jobs::leased_until.is_null().or(jobs::leased_until.lt(now)))
        .order(jobs::run_at)
        .select((jobs::id, jobs::kind, jobs::payload, jobs::attempts))
        .for_update()
        .skip_locked()
        .first(tx.conn())
        .optional()?;
    let Some((id, kind, payload, attempts)) = row else { return Ok(None) };
    diesel::update(jobs::table.find(id)).set((jobs::leased_until.eq(now + LEASE), jobs::attempts.eq(attempts + 1))).execute(tx.conn())?;
    Ok(Some(Leased { id, job: read(kind, payload)?, attempts: attempts + 1 }))
}

/// Notes that a job is done.
pub fn done(tx: &mut Tx, id: Uuid) -> Result<(), Problem> {
    let now = tx.now;
    diesel::update(jobs::table.find(id))
        .set((jobs::done_at.eq(now), jobs::leased_until.eq(None::<DateTime<Utc>>), jobs::last_error.eq(None::<String>)))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that a try failed: another follows later, twice as long each time, until a person has to look.
pub fn failed(tx: &mut Tx, leased: &Leased, error: &str) -> Result<(), Problem> {
    let now = tx.now;
    let wait = TimeDelta::seconds(15 * (1 << leased.attempts.clamp(0, 10)));
    let dead = (leased.attempts >= MOST_ATTEMPTS).then_some(now);
    diesel::update(jobs::table.find(leased.id))
        .set((
            jobs::run_at.eq(now + wait),
            jobs::leased_until.eq(None::<DateTime<Utc>>),
            jobs::dead_at.eq(dead),
            jobs::last_error.eq(error.chars().take(300).collect::<String>()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Deletes jobs finished long enough ago. Those given up stay until a person has looked at them.
pub fn forget_done(tx: &mut Tx) -> Result<usize, Problem> {
    let before = tx.now - DONE_KEPT;
    Ok(diesel::delete(jobs::table.filter(jobs::done_at.lt(before))).execute(tx.conn())?)
}
