//! The chronology as seen from outside.

use super::service as chronology;
use super::views::{ChronologyEntry, ChronologyView};
use crate::case::entry::service;
use crate::case::record::routes::{add, changed};
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{ChangeCaseRecord, ReadCaseRecord};
use uuid::Uuid;

/// What happened in the child’s life and afterwards, the earliest first.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "The chronology", body = ChronologyView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/chronology")]
pub async fn get_case_chronology(
    db: web::Data<Db>,
    permit: Permit<ReadCaseRecord>,
    id: web::Path<Uuid>,
) -> Result<web::Json<ChronologyView>, Problem> {
    db.read(permit, move |tx| chronology::read(tx, *id)).await.map(web::Json)
}

/// Add something that happened to the chronology.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = ChronologyEntry,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/chronology")]
pub async fn add_chronology_entry(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<ChronologyEntry>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/chronology"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change an entry of the chronology. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = ChronologyEntry,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/chronology/{row}")]
pub async fn replace_chronology_entry(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<ChronologyEntry>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
