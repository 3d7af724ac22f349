//! Where one case is kept.

use super::access::{CaseAccess, CaseChange};
use super::sealed::Codes;
use crate::platform::problem::Problem;
use crate::schema::{
    audit_entries, case_deadlines, case_events, case_grants, case_name_keys, case_people, case_professionals, case_reference_counters, cases,
    notifications, users,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A case.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cases, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct CaseRow {
    pub id: Uuid,
    pub area_id: Uuid,
    pub review_type: String,
    pub reference: String,
    pub status: String,
    pub nhs_number_missing_reason: Option<String>,
    pub date_of_birth: NaiveDate,
    pub date_of_death: NaiveDate,
    pub time_of_death: Option<NaiveTime>,
    pub age_days: i32,
    pub age_band: String,
    pub sex: String,
    pub ethnicity: String,
    pub place_of_death: String,
    pub local_authority_code: Option<String>,
    pub opened_at: DateTime<Utc>,
    pub opened_by: Option<Uuid>,
    pub next_due_at: Option<DateTime<Utc>>,
    pub next_due_rule: Option<String>,
    pub version: i32,
    pub time_of_birth: Option<NaiveTime>,
    pub wrapped_key: Vec<u8>,
    pub restricted: bool,
    pub sealed: Vec<u8>,
    pub nhs_key: Option<i64>,
    pub area_of_residence: Option<Uuid>,
    pub area_of_death: Option<Uuid>,
    pub area_of_event: Option<Uuid>,
    pub match_keys: Vec<Option<i64>>,
    pub merged_into: Option<Uuid>,
}

/// One case of these areas.
pub fn find_visible(conn: &mut PgConnection, areas: &[Uuid], id: Uuid) -> Result<Option<CaseRow>, Problem> {
    Ok(cases::table.filter(cases::id.eq(id).and(cases::area_id.eq_any(areas))).select(CaseRow::as_select()).first(conn).optional()?)
}

/// Whether a person has been given access to a restricted case.
pub fn has_grant(conn: &mut PgConnection, case: Uuid, user: Uuid) -> Result<bool, Problem> {
    use case_grants as g;
    let live = g::table.filter(g::case_id.eq(case).and(g::user_id.eq(user)).and(g::ended_at.is_null()));
    Ok(diesel::select(diesel::dsl::exists(live)).get_result(conn)?)
}

/// Lets the rest of this transaction change cases that are locked while they are offered.
pub fn unlock(conn: &mut PgConnection, cases: &[Uuid]) -> Result<(), Problem> {
    diesel::sql_query("SELECT set_config('app.locked', ARRAY(SELECT unnest(app_locked()) EXCEPT SELECT unnest($1))::text, true)")
        .bind::<diesel::sql_types::Array<diesel::sql_types::Uuid>, _>(cases)
        .execute(conn)?;
    Ok(())
}

/// The next number of AREA/YEAR/NNNN; held until commit, so no number is given twice or lost.
pub fn next_number(conn: &mut PgConnection, area: Uuid, year: i32) -> Result<i32, Problem> {
    use case_reference_counters as c;
    Ok(diesel::insert_into(c::table)
        .values((c::area_id.eq(area), c::year.eq(year), c::last.eq(1)))
        .on_conflict((c::area_id, c::year))
        .do_update()
        .set(c::last.eq(c::last + 1))
        .returning(c::last)
        .get_result(conn)?)
}

/// Keeps a new case and the index codes of its names.
pub fn insert_case(conn: &mut PgConnection, row: &CaseRow, name_keys: &[i64]) -> Result<(), Problem> {
    diesel::insert_into(cases::table).values(row).execute(conn)?;
    insert_name_keys(conn, row.id, row.area_id, name_keys)
}

fn insert_name_keys(conn: &mut PgConnection, case: Uuid, area: Uuid, name_keys: &[i64]) -> Result<(), Problem> {
    let keys: Vec<_> =
        name_keys.iter().map(|key| (case_name_keys::case_id.eq(case), case_name_keys::area_id.eq(area), case_name_keys::key.eq(key))).collect();
    diesel::insert_into(case_name_keys::table).values(keys).on_conflict_do_nothing().execute(conn)?;
    Ok(())
}

/// Puts other index codes in place of those a case has.
pub fn update_codes(conn: &mut PgConnection, case: &CaseChange, codes: Codes) -> Result<(), Problem> {
    let Codes { nhs_key, name_keys, match_keys } = codes;
    diesel::update(cases::table.find(case.id())).set((cases::nhs_key.eq(nhs_key), cases::match_keys.eq(match_keys))).execute(conn)?;
    diesel::delete(case_name_keys::table.filter(case_name_keys::case_id.eq(case.id()))).execute(conn)?;
    insert_name_keys(conn, case.id(), case.area(), &name_keys)
}

/// A person of the family or household.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_people)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct PersonRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub role: String,
    pub position: i32,
    pub sealed: Vec<u8>,
}

/// A professional who knew the child.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_professionals)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ProfessionalRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub agency: String,
    pub informed: Option<String>,
    pub position: i32,
    pub sealed: Vec<u8>,
}

/// A deadline running on a case.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = case_deadlines)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct DeadlineRow {
    pub case_id: Uuid,
    pub rule_id: String,
    pub area_id: Uuid,
    pub trigger_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub met_at: Option<DateTime<Utc>>,
    pub stopped_at: Option<DateTime<Utc>>,
}

/// Keeps people, professionals and deadlines.
pub fn insert_parts(
    conn: &mut PgConnection,
    people: &[PersonRow],
    professionals: &[ProfessionalRow],
    deadlines: &[DeadlineRow],
) -> Result<(), Problem> {
    diesel::insert_into(case_people::table).values(people).execute(conn)?;
    diesel::insert_into(case_professionals::table).values(professionals).execute(conn)?;
    diesel::insert_into(case_deadlines::table).values(deadlines).execute(conn)?;
    Ok(())
}

/// The family and household.
pub fn list_people(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<PersonRow>, Problem> {
    Ok(case_people::table.filter(case_people::case_id.eq_any(case.ids())).order(case_people::position).select(PersonRow::as_select()).load(conn)?)
}

/// The professionals.
pub fn list_professionals(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<ProfessionalRow>, Problem> {
    Ok(case_professionals::table
        .filter(case_professionals::case_id.eq_any(case.ids()))
        .order(case_professionals::position)
        .select(ProfessionalRow::as_select())
        .load(conn)?)
}

/// The deadlines, the earliest first: of the case itself alone, since those of a merged case rest.
pub fn list_deadlines(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<DeadlineRow>, Problem> {
    Ok(case_deadlines::table
        .filter(case_deadlines::case_id.eq(case.id()))
        .order(case_deadlines::due_at)
        .select(DeadlineRow::as_select())
        .load(conn)?)
}

/// Says when a deadline was met, or that it is not, and keeps with the case what is due next.
pub fn update_met(conn: &mut PgConnection, case: &CaseChange, rule: &str, met_at: Option<DateTime<Utc>>) -> Result<(), Problem> {
    use case_deadlines as d;
    diesel::update(d::table.find((case.id(), rule))).set(d::met_at.eq(met_at)).execute(conn)?;
    let running = d::table.filter(d::case_id.eq(case.id()).and(d::met_at.is_null()).and(d::stopped_at.is_null()));
    let next: Option<(DateTime<Utc>, String)> = running.order((d::due_at, d::rule_id)).select((d::due_at, d::rule_id)).first(conn).optional()?;
    let (due_at, rule) = next.unzip();
    diesel::update(cases::table.find(case.id())).set((cases::next_due_at.eq(due_at), cases::next_due_rule.eq(rule))).execute(conn)?;
    Ok(())
}

/// One notification of a death: id, reference, when received, agency, wrapped key and what is sealed.
pub type NotificationOfCase = (Uuid, String, DateTime<Utc>, String, Vec<u8>, Vec<u8>);

/// The notifications of this death, the first first.
pub fn list_notifications(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<NotificationOfCase>, Problem> {
    use notifications as n;
    Ok(n::table
        .filter(n::case_id.eq_any(case.ids()))
        .order(n::received_at)
        .select((n::id, n::reference, n::received_at, n::notifier_organisation, n::wrapped_key, n::sealed))
        .load(conn)?)
}

/// Adds to what happened.
pub fn insert_event(
    conn: &mut PgConnection,
    case: &CaseChange,
    event: (Uuid, DateTime<Utc>, Option<Uuid>),
    kind: &str,
    sealed: Vec<u8>,
) -> Result<(), Problem> {
    let (id, at, actor) = event;
    diesel::insert_into(case_events::table)
        .values((
            case_events::id.eq(id),
            case_events::case_id.eq(case.id()),
            case_events::area_id.eq(case.area()),
            case_events::at.eq(at),
            case_events::kind.eq(kind),
            case_events::actor_id.eq(actor),
            case_events::sealed.eq(sealed),
        ))
        .execute(conn)?;
    Ok(())
}

/// One thing that happened: id, when, kind, sealed detail, who.
pub type EventRow = (Uuid, DateTime<Utc>, String, Vec<u8>, Option<String>);

/// What happened, the latest first.
pub fn list_events(conn: &mut PgConnection, case: &CaseAccess, before: Option<(DateTime<Utc>, Uuid)>, limit: i64) -> Result<Vec<EventRow>, Problem> {
    let mut query = case_events::table
        .left_join(users::table)
        .filter(case_events::case_id.eq_any(case.ids()))
        .order((case_events::at.desc(), case_events::id.desc()))
        .limit(limit)
        .select((case_events::id, case_events::at, case_events::kind, case_events::sealed, users::name.nullable()))
        .into_boxed();
    if let Some((at, id)) = before {
        query = query.filter(case_events::at.lt(at).or(case_events::at.eq(at).and(case_events::id.lt(id))));
    }
    Ok(query.load(conn)?)
}

/// When something of a kind happened, and who did it.
pub type HappenedRow = (String, DateTime<Utc>, Option<String>);

/// The last event of these kinds of a case itself.
pub fn find_last_event(conn: &mut PgConnection, case: &CaseAccess, kinds: &[&str]) -> Result<Option<HappenedRow>, Problem> {
    Ok(case_events::table
        .left_join(users::table)
        .filter(case_events::case_id.eq(case.id()).and(case_events::kind.eq_any(kinds)))
        .order((case_events::at.desc(), case_events::id.desc()))
        .select((case_events::kind, case_events::at, users::name.nullable()))
        .first(conn)
        .optional()?)
}

/// One look at a case: id, when, role, action, purpose, who, kind of actor.
pub type AccessRow = (i64, DateTime<Utc>, Option<String>, String, String, Option<String>, String);

/// Who has looked at a case or changed it, the latest first.
pub fn list_accesses(conn: &mut PgConnection, case: &CaseAccess, before: Option<i64>, limit: i64) -> Result<Vec<AccessRow>, Problem> {
    use audit_entries as a;
    Ok(a::table
        .left_join(users::table.on(a::actor_id.eq(users::id.nullable())))
        .filter(a::case_id.eq_any(case.ids()).and(a::id.lt(before.unwrap_or(i64::MAX))))
        .order(a::id.desc())
        .limit(limit)
        .select((a::id, a::at, a::role, a::action, a::purpose, users::name.nullable(), a::actor_kind))
        .load(conn)?)
}

/// Raises the version of a case, since something was added to it.
pub fn update_version(conn: &mut PgConnection, case: &CaseChange) -> Result<(), Problem> {
    diesel::update(cases::table.find(case.id())).set(cases::version.eq(cases::version + 1)).execute(conn)?;
    Ok(())
}

/// Moves a case on.
pub fn update_status(conn: &mut PgConnection, case: &CaseChange, status: &str) -> Result<(), Problem> {
    diesel::update(cases::table.find(case.id())).set((cases::status.eq(status), cases::version.eq(cases::version + 1))).execute(conn)?;
    Ok(())
}

/// Puts the areas of residence, of death and of the event in place.
pub fn update_places(conn: &mut PgConnection, case: &CaseChange, places: (Option<Uuid>, Option<Uuid>, Option<Uuid>)) -> Result<(), Problem> {
    let (residence, death, event) = places;
    diesel::update(cases::table.find(case.id()))
        .set((
            cases::area_of_residence.eq(residence),
            cases::area_of_death.eq(death),
            cases::area_of_event.eq(event),
            cases::version.eq(cases::version + 1),
        ))
        .execute(conn)?;
    Ok(())
}
