//! The people around a child as seen from outside.

use super::service as household;
use super::views::{Address, Household, HouseholdView, Person, Stay};
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

/// Everybody around the child, the households they live in, and addresses.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "People, households and addresses", body = HouseholdView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/household")]
pub async fn get_case_household(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadCaseRecord>,
    id: web::Path<Uuid>,
) -> Result<web::Json<HouseholdView>, Problem> {
    db.read(permit, move |tx| household::read(tx, form(&registry)?, *id)).await.map(web::Json)
}

/// Add somebody of the family, the household or else of importance.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Person,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/people")]
pub async fn add_case_person(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<Person>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/people"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change somebody of the family, the household or else of importance. Send the version you changed as If-Match; 0 for whom a notification named.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Person,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/people/{row}")]
pub async fn replace_case_person(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Person>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| household::change_person(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add a household.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Household,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/households")]
pub async fn add_case_household(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<Household>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/households"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change a household. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Household,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/households/{row}")]
pub async fn replace_case_household(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Household>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add who lives or lived in a household.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Stay,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/household-stays")]
pub async fn add_household_stay(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<Stay>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/household-stays"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change who lives or lived in a household. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Stay,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/household-stays/{row}")]
pub async fn replace_household_stay(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Stay>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}

/// Add an address with its dates.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Address,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/addresses")]
pub async fn add_case_address(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<Address>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/addresses"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change an address with its dates. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Address,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/addresses/{row}")]
pub async fn replace_case_address(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Address>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
