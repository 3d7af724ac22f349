//! Where requests are kept.

use crate::platform::problem::{Problem, constraint_of};
use crate::schema::{areas, memberships, organisations, request_clarifications as c, request_submissions as s, requests as r, users};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::HashMap;
use uuid::Uuid;

/// A request.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = r, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct RequestRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub reference: String,
    pub organisation_id: Uuid,
    pub agency: String,
    pub form_id: String,
    pub form_version: i32,
    pub sections: Vec<Option<String>>,
    pub due_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    pub sent_by: Uuid,
    pub resent_at: Option<DateTime<Utc>>,
    pub undelivered_at: Option<DateTime<Utc>>,
    pub opened_at: Option<DateTime<Utc>>,
    pub first_saved_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub returned_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<DateTime<Utc>>,
    pub accepted_by: Option<Uuid>,
    pub declined_at: Option<DateTime<Utc>>,
    pub decline_reason: Option<String>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub assigned_to: Option<Uuid>,
    pub version: i32,
    pub wrapped_key: Vec<u8>,
    pub sealed: Vec<u8>,
    pub sealed_ending: Option<Vec<u8>>,
}

impl RequestRow {
    /// Sections asked for.
    pub fn asked(&self) -> Vec<String> {
        self.sections.iter().flatten().cloned().collect()
    }
}

/// Keeps a new request. A reference that was drawn before is drawn again.
pub fn insert_request(conn: &mut PgConnection, row: &RequestRow) -> Result<(), Problem> {
    match diesel::insert_into(r::table).values(row).execute(conn) {
        Ok(_) => Ok(()),
        Err(error) if constraint_of(&error) == Some("requests_reference_unique") => Err(Problem::lost_race()),
        Err(error) => Err(error.into()),
    }
}

/// The requests of cases, the latest first.
pub fn list_of_cases(conn: &mut PgConnection, cases: &[Uuid]) -> Result<Vec<RequestRow>, Problem> {
    let query = r::table.filter(r::case_id.eq_any(cases)).order((r::sent_at.desc(), r::id.desc()));
    Ok(query.select(RequestRow::as_select()).load(conn)?)
}

/// One request of cases.
pub fn find_of_cases(conn: &mut PgConnection, cases: &[Uuid], id: Uuid) -> Result<Option<RequestRow>, Problem> {
    Ok(r::table.filter(r::case_id.eq_any(cases).and(r::id.eq(id))).select(RequestRow::as_select()).first(conn).optional()?)
}

/// One request of cases, held until the end of the transaction.
pub fn lock_of_cases(conn: &mut PgConnection, cases: &[Uuid], id: Uuid) -> Result<Option<RequestRow>, Problem> {
    let query = r::table.filter(r::case_id.eq_any(cases).and(r::id.eq(id))).for_no_key_update();
    Ok(query.select(RequestRow::as_select()).first(conn).optional()?)
}

/// Requests that have an invitation which can still be used.
pub fn list_invited(conn: &mut PgConnection, requests: &[Uuid], now: DateTime<Utc>) -> Result<Vec<Uuid>, Problem> {
    use crate::schema::request_invitations as i;
    let open = i::table.filter(i::request_id.eq_any(requests).and(i::revoked_at.is_null()).and(i::expires_at.gt(now)));
    Ok(open.select(i::request_id).distinct().load(conn)?)
}

/// Organisations of which somebody can sign in.
pub fn list_manned(conn: &mut PgConnection, organisations: &[Uuid], now: DateTime<Utc>) -> Result<Vec<Option<Uuid>>, Problem> {
    Ok(memberships::table
        .filter(memberships::organisation_id.eq_any(organisations).and(memberships::role.eq("agency_contributor")))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .select(memberships::organisation_id)
        .distinct()
        .load(conn)?)
}

/// One request, for the worker that tells of it.
pub fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<RequestRow>, Problem> {
    Ok(r::table.find(id).select(RequestRow::as_select()).first(conn).optional()?)
}

/// Who asks what they are asked: their organisations, or the one request of their visit.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Organisations.
    pub organisations: Vec<Uuid>,
    /// The request of a visit.
    pub request: Option<Uuid>,
}

/// Where the page before ended.
pub type Key = (NaiveDate, Uuid);

/// Which requests to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Those that wait for the organisation.
    Open,
    /// Those that were submitted, accepted, declined or withdrawn.
    Settled,
}

/// Withdrawn, or declined, submitted or accepted after it was last returned: where the rules say that no answer is awaited.
const SETTLED: &str = "(requests.withdrawn_at IS NOT NULL OR coalesce(greatest(requests.declined_at, requests.submitted_at, requests.accepted_at)
    > coalesce(requests.returned_at, '-infinity'), false))";

/// What an organisation is asked, the first due first; what is settled, the last due first.
pub fn list_asked(conn: &mut PgConnection, asked: &Asked, tab: Tab, key: Option<Key>, limit: i64) -> Result<Vec<RequestRow>, Problem> {
    let mine = r::table.filter(r::organisation_id.eq_any(&asked.organisations).or(r::id.nullable().eq(asked.request)));
    let query = mine.select(RequestRow::as_select()).limit(limit).into_boxed();
    let rows = match tab {
        Tab::Open => {
            let query = query.filter(sql::<Bool>("NOT ").sql(SETTLED));
            let query = match key {
                Some((due, id)) => query.filter(r::due_on.gt(due).or(r::due_on.eq(due).and(r::id.gt(id)))),
                None => query,
            };
            query.order((r::due_on, r::id)).load(conn)?
        }
        Tab::Settled => {
            let query = query.filter(sql::<Bool>(SETTLED));
            let query = match key {
                Some((due, id)) => query.filter(r::due_on.lt(due).or(r::due_on.eq(due).and(r::id.lt(id)))),
                None => query,
            };
            query.order((r::due_on.desc(), r::id.desc())).load(conn)?
        }
    };
    Ok(rows)
}

/// One request of whoever is asked.
pub fn find_asked(conn: &mut PgConnection, asked: &Asked, id: Uuid) -> Result<Option<RequestRow>, Problem> {
    let query = r::table.filter(r::organisation_id.eq_any(&asked.organisations).or(r::id.nullable().eq(asked.request)));
    Ok(query.filter(r::id.eq(id)).select(RequestRow::as_select()).first(conn).optional()?)
}

/// One request of whoever is asked, held until the end of the transaction.
pub fn lock_asked(conn: &mut PgConnection, asked: &Asked, id: Uuid) -> Result<Option<RequestRow>, Problem> {
    let query = r::table.filter(r::organisation_id.eq_any(&asked.organisations).or(r::id.nullable().eq(asked.request)));
    Ok(query.filter(r::id.eq(id)).for_no_key_update().select(RequestRow::as_select()).first(conn).optional()?)
}

/// What a change sets; what is left out stays. Clearing is setting to an inner nothing.
#[derive(Default, AsChangeset)]
#[diesel(table_name = r)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct Changes {
    pub due_on: Option<NaiveDate>,
    pub resent_at: Option<DateTime<Utc>>,
    pub undelivered_at: Option<Option<DateTime<Utc>>>,
    pub opened_at: Option<DateTime<Utc>>,
    pub first_saved_at: Option<DateTime<Utc>>,
    pub submitted_at: Option<DateTime<Utc>>,
    pub returned_at: Option<DateTime<Utc>>,
    pub accepted_at: Option<Option<DateTime<Utc>>>,
    pub accepted_by: Option<Option<Uuid>>,
    pub declined_at: Option<DateTime<Utc>>,
    pub decline_reason: Option<String>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub assigned_to: Option<Option<Uuid>>,
    pub form_version: Option<i32>,
    pub version: Option<i32>,
    pub sealed_ending: Option<Vec<u8>>,
}

/// Changes a request that was read in this transaction.
pub fn update(conn: &mut PgConnection, request: &RequestRow, changes: &Changes) -> Result<(), Problem> {
    diesel::update(r::table.find(request.id)).set(changes).execute(conn)?;
    Ok(())
}

/// Names of organisations.
pub fn list_organisation_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    let rows: Vec<(Uuid, String)> =
        organisations::table.filter(organisations::id.eq_any(ids)).select((organisations::id, organisations::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// An organisation: identifier, name, agency type.
pub type OrganisationRow = (Uuid, String, String);

/// Every organisation that can be asked, by name, with whether it has people who can sign in.
pub fn list_organisations(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<Vec<(OrganisationRow, bool)>, Problem> {
    let rows: Vec<OrganisationRow> = organisations::table
        .filter(organisations::kind.ne("cdop"))
        .order(organisations::name)
        .select((organisations::id, organisations::name, organisations::kind))
        .load(conn)?;
    let manned: Vec<Option<Uuid>> = memberships::table
        .filter(memberships::role.eq("agency_contributor").and(memberships::valid_from.le(now)))
        .filter(memberships::valid_to.is_null().or(memberships::valid_to.gt(now)))
        .select(memberships::organisation_id)
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(|row| (row.clone(), manned.contains(&Some(row.0)))).collect())
}

/// An organisation by its name, whatever the case of its letters.
pub fn find_organisation(conn: &mut PgConnection, name: &str) -> Result<Option<Uuid>, Problem> {
    diesel::define_sql_function!(fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text);
    Ok(organisations::table.filter(lower(organisations::name).eq(name.to_lowercase())).select(organisations::id).first(conn).optional()?)
}

/// Keeps a new organisation. One that was added meanwhile is found when this runs again.
pub fn insert_organisation(conn: &mut PgConnection, id: Uuid, name: &str, kind: &str) -> Result<(), Problem> {
    let row = (organisations::id.eq(id), organisations::name.eq(name), organisations::kind.eq(kind));
    diesel::insert_into(organisations::table).values(row).execute(conn).map(drop).map_err(|error| match constraint_of(&error) {
        Some("organisations_name_unique") => Problem::lost_race(),
        _ => error.into(),
    })
}

/// People who answer for an organisation: account, name, e-mail.
pub fn list_colleagues(conn: &mut PgConnection, organisation: Uuid, now: DateTime<Utc>) -> Result<Vec<(Uuid, String, String)>, Problem> {
    Ok(memberships::table
        .inner_join(users::table)
        .filter(memberships::organisation_id.eq(organisation).and(memberships::role.eq("agency_contributor")))
        .filter(memberships::valid_from.le(now).and(memberships::valid_to.is_null().or(memberships::valid_to.gt(now))))
        .filter(users::disabled_at.is_null())
        .order((users::name, users::id))
        .distinct()
        .select((users::id, users::name, users::email))
        .load(conn)?)
}

/// Names and addresses of people by account.
pub fn list_people(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, String)>, Problem> {
    let rows: Vec<(Uuid, String, String)> = users::table.filter(users::id.eq_any(ids)).select((users::id, users::name, users::email)).load(conn)?;
    Ok(rows.into_iter().map(|(id, name, email)| (id, (name, email))).collect())
}

/// Names of areas.
pub fn list_area_names(conn: &mut PgConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, Problem> {
    let rows: Vec<(Uuid, String)> = areas::table.filter(areas::id.eq_any(ids)).select((areas::id, areas::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What an organisation submitted.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = s, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct SubmissionRow {
    pub id: Uuid,
    pub request_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub number: i32,
    pub form_version: i32,
    pub submitted_at: DateTime<Utc>,
    pub submitted_by: Option<Uuid>,
    pub visit_id: Option<Uuid>,
    pub client_id: Option<Uuid>,
    pub submitted_by_name: String,
    pub sealed: Vec<u8>,
}

/// Keeps a submission.
pub fn insert_submission(conn: &mut PgConnection, row: &SubmissionRow) -> Result<(), Problem> {
    diesel::insert_into(s::table).values(row).execute(conn)?;
    Ok(())
}

/// The last submission of each of these requests.
pub fn list_last_submissions(conn: &mut PgConnection, requests: &[Uuid]) -> Result<Vec<SubmissionRow>, Problem> {
    let query = s::table.filter(s::request_id.eq_any(requests)).order((s::request_id, s::number.desc())).distinct_on(s::request_id);
    Ok(query.select(SubmissionRow::as_select()).load(conn)?)
}

/// What was asked to have cleared up.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = c)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct ClarificationRow {
    pub id: Uuid,
    pub request_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub returned_at: DateTime<Utc>,
    pub returned_by: Uuid,
    pub sealed: Vec<u8>,
}

/// Keeps what is asked to be cleared up.
pub fn insert_clarification(conn: &mut PgConnection, row: &ClarificationRow) -> Result<(), Problem> {
    diesel::insert_into(c::table).values(row).execute(conn)?;
    Ok(())
}

/// What was asked about a request, the latest first.
pub fn list_clarifications(conn: &mut PgConnection, request: Uuid) -> Result<Vec<ClarificationRow>, Problem> {
    let query = c::table.filter(c::request_id.eq(request)).order((c::returned_at.desc(), c::id.desc()));
    Ok(query.select(ClarificationRow::as_select()).load(conn)?)
}
