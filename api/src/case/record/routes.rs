//! The history of a row of the record, and how its parts answer a change.

use super::history;
use super::views::{Added, RecordHistory};
use crate::platform::db::Db;
use crate::platform::extract::Permit;
use crate::platform::idempotency::{Answer, write_once};
use crate::platform::problem::Problem;
use crate::platform::tx::Tx;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, web};
use opencdr_domain::identity::permission::{Grants, ReadCaseRecord};
use serde::Serialize;
use uuid::Uuid;

/// Runs a change that adds a row, once for its key. A row is read in its list, so that is where the location points.
pub async fn add<P: Grants + 'static>(
    db: &Db,
    permit: Permit<P>,
    fingerprint: [u8; 32],
    list: String,
    work: impl Fn(&mut Tx) -> Result<Added, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let make = move |tx: &mut Tx| {
        let added = work(tx)?;
        Answer::created(format!("{list}#{}", added.id), added)
    };
    write_once(db, permit, fingerprint, make).await
}

/// Answers a change with the new version as the ETag.
pub fn changed(version: i32, body: impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, format!("\"{version}\""))).json(body)
}

/// Every version of a row of the case record, the latest first: who wrote it, when, and what changed.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row of the record")),
    responses((status = 200, description = "Versions", body = RecordHistory)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/record-history/{row}")]
pub async fn get_record_history(
    db: web::Data<Db>,
    permit: Permit<ReadCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<web::Json<RecordHistory>, Problem> {
    let (id, row) = path.into_inner();
    db.read(permit, move |tx| history::read(tx, id, row)).await.map(web::Json)
}
