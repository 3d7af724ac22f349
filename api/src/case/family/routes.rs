//! Contact with the family as seen from outside.

use super::service as family;
use super::views::{FamilyArrangements, FamilyContact, FamilyDay, FamilyQuestion, FamilyView};
use crate::case::entry::service;
use crate::case::record::routes::{add, changed};
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{ChangeCaseRecord, ReadCaseRecord};
use uuid::Uuid;

/// Contact with the family: arrangements, days not to write on, what was said and what they asked.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "Contact with the family", body = FamilyView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/family")]
pub async fn get_case_family(db: web::Data<Db>, permit: Permit<ReadCaseRecord>, id: web::Path<Uuid>) -> Result<web::Json<FamilyView>, Problem> {
    db.read(permit, move |tx| family::read(tx, *id)).await.map(web::Json)
}

/// Write down the arrangements with the family. Send the version you changed as If-Match; 0 where there was none.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = FamilyArrangements,
    responses((status = 200, description = "Written down; the version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/family-arrangements")]
pub async fn replace_family_arrangements(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<FamilyArrangements>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    let kept = db.write(permit, move |tx| family::arrange(tx, id, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add a day on which the family should not be written to.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = FamilyDay,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/family-days")]
pub async fn add_family_day(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<FamilyDay>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/family-days"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change a day on which the family should not be written to. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = FamilyDay,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/family-days/{row}")]
pub async fn replace_family_day(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<FamilyDay>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add what was said or written between the family and those who work on the review.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = FamilyContact,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/family-contacts")]
pub async fn add_family_contact(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<FamilyContact>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/family-contacts"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change what was said or written between the family and those who work on the review. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = FamilyContact,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/family-contacts/{row}")]
pub async fn replace_family_contact(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<FamilyContact>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add a question of the family.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = FamilyQuestion,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/family-questions")]
pub async fn add_family_question(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<FamilyQuestion>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/family-questions"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change a question of the family. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = FamilyQuestion,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/family-questions/{row}")]
pub async fn replace_family_question(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<FamilyQuestion>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
