//! Restrictions, grants and interests as seen from outside.

use super::views::{DeclareInterest, GiveGrant, GrantGiven, InterestDeclared, InterestWithdrawn, RestrictionView, SetRestriction, WithdrawInterest};
use super::{interests, service};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, delete, get, post, put, web};
use opencdr_domain::identity::permission::{DeclareInterest as MayDeclare, ReadCase, RestrictCase};
use uuid::Uuid;

/// Who may see a case.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Restriction, grants and interests", body = RestrictionView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/restriction")]
pub async fn get_case_restriction(db: web::Data<Db>, permit: Permit<ReadCase>, id: web::Path<Uuid>) -> Result<web::Json<RestrictionView>, Problem> {
    db.read(permit, move |tx| service::get(tx, *id)).await.map(web::Json)
}

/// Restrict a case, which gives you a grant, or lift that, which ends every grant.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Case")), request_body = SetRestriction,
    responses((status = 200, description = "Who may see it now", body = RestrictionView)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/restriction")]
pub async fn set_case_restriction(
    db: web::Data<Db>,
    permit: Permit<RestrictCase>,
    id: web::Path<Uuid>,
    body: Body<SetRestriction>,
) -> Result<web::Json<RestrictionView>, Problem> {
    db.write(permit, move |tx| service::set(tx, *id, &body.value)).await.map(web::Json)
}

/// Let a colleague of the area see a restricted case.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Case")), request_body = GiveGrant,
    responses((status = 201, description = "Given", body = GrantGiven), (status = 200, description = "Had it already", body = GrantGiven)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/grants")]
pub async fn create_case_grant(
    db: web::Data<Db>,
    permit: Permit<RestrictCase>,
    id: web::Path<Uuid>,
    body: Body<GiveGrant>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| service::give_grant(tx, *id, &body.value)).await
}

/// End a grant. A restricted case always keeps one manager who sees it.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Grant")), responses((status = 204, description = "Ended")), security(("session" = [])))]
#[delete("/api/v1/case-grants/{id}")]
pub async fn end_case_grant(db: web::Data<Db>, permit: Permit<RestrictCase>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    db.write(permit, move |tx| service::end_grant(tx, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Declare an interest in a case, which hides it from you above every grant; as a manager, that of a colleague.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Case")), request_body = DeclareInterest,
    responses((status = 201, description = "Declared; the case is hidden from whose interest it is", body = InterestDeclared)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/interests")]
pub async fn declare_case_interest(
    db: web::Data<Db>,
    permit: Permit<MayDeclare>,
    id: web::Path<Uuid>,
    body: Body<DeclareInterest>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| interests::declare(tx, *id, &body.value)).await
}

/// Withdraw a colleague's interest in a case.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Interest")), request_body = WithdrawInterest,
    responses((status = 201, description = "Withdrawn", body = InterestWithdrawn)), security(("session" = [])))]
#[post("/api/v1/case-interests/{id}/withdrawal")]
pub async fn withdraw_case_interest(
    db: web::Data<Db>,
    permit: Permit<RestrictCase>,
    id: web::Path<Uuid>,
    body: Body<WithdrawInterest>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| interests::withdraw(tx, *id, &body.value)).await
}
