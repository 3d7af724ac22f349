//! What an operator writes on the timeline of a case, at the command line.

use super::events::CaseEvent;
use super::sealed::EVENT;
use crate::platform::ids;
use crate::platform::keyring::RecordKey;
use crate::platform::problem::Problem;
use crate::schema::case_events;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Adds a line to the timeline of a case of an area, sealed with the key of the case. No account did it.
///
/// # Errors
/// When it cannot be written; the change it tells of must not be kept then.
pub fn note_by_operator(
    conn: &mut PgConnection,
    key: &RecordKey,
    (case, area): (Uuid, Uuid),
    event: &CaseEvent,
    at: DateTime<Utc>,
) -> Result<(), Problem> {
    use case_events as e;
    let id = ids::new_id();
    let (kind, detail) = event.parts();
    let sealed = key.seal_json(EVENT, id, &detail)?;
    diesel::insert_into(e::table)
        .values((e::id.eq(id), e::case_id.eq(case), e::area_id.eq(area), e::at.eq(at), e::kind.eq(kind), e::sealed.eq(sealed)))
        .execute(conn)?;
    Ok(())
}
