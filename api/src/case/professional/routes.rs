//! Professionals as seen from outside.

use super::service as professionals;
use super::views::{Professional, ProfessionalList};
use crate::case::entry::service;
use crate::case::record::routes::{add, changed};
use crate::case::record::views::Added;
use crate::case::routes::form;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{ChangeCaseRecord, ReadCaseRecord};
use uuid::Uuid;

/// Professionals who knew the child or work on the case.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "Professionals", body = ProfessionalList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/professionals")]
pub async fn list_case_professionals(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadCaseRecord>,
    id: web::Path<Uuid>,
) -> Result<web::Json<ProfessionalList>, Problem> {
    db.read(permit, move |tx| professionals::read(tx, form(&registry)?, *id)).await.map(web::Json)
}

/// Add a professional.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Professional,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/professionals")]
pub async fn add_case_professional(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<Professional>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/professionals"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change a professional. Send the version you changed as If-Match; 0 for whom a notification named.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Professional,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/professionals/{row}")]
pub async fn replace_case_professional(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Professional>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| professionals::change(tx, form(&registry)?, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
