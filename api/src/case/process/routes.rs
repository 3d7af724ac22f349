//! Other reviews and investigations as seen from outside.

use super::service;
use super::views::{ProcessList, ProcessView, SaveProcess};
use crate::case::record::routes::{add, changed};
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{ChangeCaseRecord, ReadCaseRecord};
use uuid::Uuid;

/// Other reviews and investigations of the same death, and what waits for them.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "Reviews and investigations", body = ProcessList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/processes")]
pub async fn list_case_processes(db: web::Data<Db>, permit: Permit<ReadCaseRecord>, id: web::Path<Uuid>) -> Result<web::Json<ProcessList>, Problem> {
    db.read(permit, move |tx| service::list(tx, *id)).await.map(web::Json)
}

/// Add another review or investigation.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = SaveProcess,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/processes")]
pub async fn add_case_process(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<SaveProcess>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/processes"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change another review or investigation. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Review or investigation")),
    request_body = SaveProcess, responses((status = 200, description = "Changed; its version is the ETag", body = ProcessView)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/processes/{row}")]
pub async fn replace_case_process(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<SaveProcess>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let view = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(view.written.version, view))
}
