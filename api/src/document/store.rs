//! Where what is known of documents is kept; the files themselves are in the store of objects.

use crate::case::access::{CaseAccess, CaseChange};
use crate::platform::problem::Problem;
use crate::schema::{case_document_versions as versions, case_documents as documents, users};
use chrono::{DateTime, Utc};
use diesel::dsl::{max, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

/// A document.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = documents, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct DocumentRow {
    pub id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub classification: String,
    pub withheld_from_panel: bool,
    pub sealed_title: Vec<u8>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub sealed_withdrawal_reason: Option<Vec<u8>>,
}

/// A version of a document.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = versions, treat_none_as_default_value = false)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct VersionRow {
    pub id: Uuid,
    pub document_id: Uuid,
    pub case_id: Uuid,
    pub area_id: Uuid,
    pub number: i32,
    pub kind: String,
    pub size: i64,
    pub sealed_file_name: Vec<u8>,
    pub sealed_sha256: Vec<u8>,
    pub cleaned: bool,
    pub object_name: String,
    pub scan_state: String,
    pub scanned_at: Option<DateTime<Utc>>,
    pub uploaded_at: DateTime<Utc>,
    pub uploaded_by: Uuid,
}

/// The documents of a case, the latest first.
pub fn list_documents(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<DocumentRow>, Problem> {
    Ok(documents::table
        .filter(documents::case_id.eq_any(case.ids()))
        .order((documents::created_at.desc(), documents::id.desc()))
        .select(DocumentRow::as_select())
        .load(conn)?)
}

/// The versions of all documents of a case, the latest first, with the name of who uploaded each.
pub fn list_versions(conn: &mut PgConnection, case: &CaseAccess) -> Result<Vec<(VersionRow, String)>, Problem> {
    Ok(versions::table
        .inner_join(users::table)
        .filter(versions::case_id.eq_any(case.ids()))
        .order(versions::number.desc())
        .select((VersionRow::as_select(), users::name))
        .load(conn)?)
}

/// One document of a case.
pub fn find_document(conn: &mut PgConnection, case: &CaseAccess, id: Uuid) -> Result<Option<DocumentRow>, Problem> {
    Ok(documents::table
        .filter(documents::id.eq(id).and(documents::case_id.eq_any(case.ids())))
        .select(DocumentRow::as_select())
        .first(conn)
        .optional()?)
}

/// One document of a case, held until the end of the transaction.
pub fn lock_document(conn: &mut PgConnection, case: &CaseChange, id: Uuid) -> Result<Option<DocumentRow>, Problem> {
    Ok(documents::table
        .filter(documents::id.eq(id).and(documents::case_id.eq_any(case.ids())))
        .select(DocumentRow::as_select())
        .for_update()
        .first(conn)
        .optional()?)
}

/// One version of a document of a case.
pub fn find_version(conn: &mut PgConnection, case: &CaseAccess, document: Uuid, number: i32) -> Result<Option<VersionRow>, Problem> {
    Ok(versions::table
        .filter(versions::document_id.eq(document).and(versions::number.eq(number)).and(versions::case_id.eq_any(case.ids())))
        .select(VersionRow::as_select())
        .first(conn)
        .optional()?)
}

/// Bytes the files of a case come to, those of withdrawn documents included.
pub fn count_bytes(conn: &mut PgConnection, case: &CaseAccess) -> Result<u64, Problem> {
    let total: Option<i64> =
        versions::table.filter(versions::case_id.eq_any(case.ids())).select(sql::<Nullable<BigInt>>("sum(size)::bigint")).first(conn)?;
    Ok(total.and_then(|total| u64::try_from(total).ok()).unwrap_or(0))
}

/// The number the next version of a document has.
pub fn next_number(conn: &mut PgConnection, document: Uuid) -> Result<i32, Problem> {
    let last: Option<i32> = versions::table.filter(versions::document_id.eq(document)).select(max(versions::number)).first(conn)?;
    Ok(last.unwrap_or(0) + 1)
}

/// Keeps a new document.
pub fn insert_document(conn: &mut PgConnection, row: &DocumentRow) -> Result<(), Problem> {
    diesel::insert_into(documents::table).values(row).execute(conn)?;
    Ok(())
}

/// Keeps a new version.
pub fn insert_version(conn: &mut PgConnection, row: &VersionRow) -> Result<(), Problem> {
    diesel::insert_into(versions::table).values(row).execute(conn)?;
    Ok(())
}

/// What may change about a document; what is left out stays.
#[derive(AsChangeset)]
#[diesel(table_name = documents)]
#[allow(missing_docs, reason = "the columns are described in the schema")]
pub struct DocumentChange {
    pub classification: Option<String>,
    pub withheld_from_panel: Option<bool>,
    pub sealed_title: Option<Vec<u8>>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub sealed_withdrawal_reason: Option<Vec<u8>>,
    pub version: i32,
}

/// Changes a document.
pub fn update_document(conn: &mut PgConnection, case: &CaseChange, id: Uuid, change: &DocumentChange) -> Result<(), Problem> {
    diesel::update(documents::table.filter(documents::id.eq(id).and(documents::case_id.eq_any(case.ids())))).set(change).execute(conn)?;
    Ok(())
}

/// The name of a person.
pub fn find_name(conn: &mut PgConnection, user: Uuid) -> Result<Option<String>, Problem> {
    Ok(users::table.find(user).select(users::name).first(conn).optional()?)
}

/// A file that waits for the scanner.
#[derive(Clone, Debug, QueryableByName)]
pub struct Waiting {
    /// Document.
    #[diesel(sql_type = SqlUuid)]
    pub document_id: Uuid,
    /// Case.
    #[diesel(sql_type = SqlUuid)]
    pub case_id: Uuid,
    /// Area.
    #[diesel(sql_type = SqlUuid)]
    pub area_id: Uuid,
    /// Name in the store.
    #[diesel(sql_type = Text)]
    pub object_name: String,
    /// Key of the case, wrapped.
    #[diesel(sql_type = Binary)]
    pub wrapped_key: Vec<u8>,
}

/// A file that waits for the scanner, with the key it is sealed with; for the worker alone (api/src/sql/functions.sql).
pub fn find_waiting(conn: &mut PgConnection, version: Uuid) -> Result<Option<Waiting>, Problem> {
    Ok(diesel::sql_query("SELECT * FROM document_to_scan($1)").bind::<SqlUuid, _>(version).get_result(conn).optional()?)
}

/// Every version that waits for the scanner; for the worker alone.
pub fn list_waiting(conn: &mut PgConnection) -> Result<Vec<Uuid>, Problem> {
    Ok(versions::table.filter(versions::scan_state.eq("quarantined")).order(versions::id).limit(1000).select(versions::id).load(conn)?)
}

/// Keeps what the scanner said of a file that waited.
pub fn update_scanned(conn: &mut PgConnection, version: Uuid, state: &str, at: DateTime<Utc>) -> Result<bool, Problem> {
    let changed = diesel::update(versions::table.filter(versions::id.eq(version).and(versions::scan_state.eq("quarantined"))))
        .set((versions::scan_state.eq(state), versions::scanned_at.eq(at)))
        .execute(conn)?;
    Ok(changed > 0)
}
