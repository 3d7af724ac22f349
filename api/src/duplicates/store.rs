//! What is read of a database whose cases are scored.

use crate::case::store::CaseRow;
use crate::schema::{areas, cases};
use diesel::prelude::*;
use uuid::Uuid;

/// Every area.
pub fn list_area_ids(conn: &mut PgConnection) -> QueryResult<Vec<Uuid>> {
    areas::table.order(areas::id).select(areas::id).load(conn)
}

/// How many cases there are.
pub fn count_cases(conn: &mut PgConnection) -> QueryResult<i64> {
    cases::table.count().get_result(conn)
}

/// Cases spread over the whole table, the same ones for the same seed.
pub fn list_spread(conn: &mut PgConnection, wanted: usize, seed: u64) -> QueryResult<Vec<CaseRow>> {
    let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
    let all: Vec<Uuid> = cases::table.order(cases::id).select(cases::id).load(conn)?;
    let step = (all.len() / usize::try_from(wanted).unwrap_or(usize::MAX)).max(1);
    let start = usize::try_from(seed).unwrap_or(0) % step;
    let ids: Vec<Uuid> = all.into_iter().skip(start).step_by(step).collect();
    cases::table.filter(cases::id.eq_any(ids)).order(cases::id).limit(wanted).select(CaseRow::as_select()).load(conn)
}

/// These cases.
pub fn list_by_id(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<CaseRow>> {
    cases::table.filter(cases::id.eq_any(ids)).select(CaseRow::as_select()).load(conn)
}
