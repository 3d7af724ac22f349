//! Comparing, merging and taking apart cases, as seen from outside.

use super::merging;
use super::routes::form;
use super::views_comparing::{CaseComparisonView, MergeCases, Merged, UnmergeCases};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{MergeCases as MayMerge, ReadCase};
use uuid::Uuid;

/// Two cases side by side, with the differences in words.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("other" = Uuid, Path, description = "Case to compare it with")),
    responses((status = 200, description = "The comparison", body = CaseComparisonView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/comparisons/{other}")]
pub async fn compare_cases(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadCase>,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<web::Json<CaseComparisonView>, Problem> {
    let (id, other) = path.into_inner();
    db.read(permit, move |tx| merging::comparison(tx, form(&registry)?, id, other)).await.map(web::Json)
}

/// Let a case continue as another case of the same child. Nothing is moved; it can be taken apart again.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case to be merged")), request_body = MergeCases,
    responses((status = 201, description = "Merged", body = Merged)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/merging")]
pub async fn merge_cases(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MayMerge>,
    id: web::Path<Uuid>,
    body: Body<MergeCases>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| merging::merge(tx, form(&registry)?, *id, &wanted)).await
}

/// Take a merged case apart from the one it continues as: both are as they were, but for what was added since.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case that was merged")), request_body = UnmergeCases,
    responses((status = 201, description = "Taken apart", body = Merged)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/unmerging")]
pub async fn unmerge_cases(
    db: web::Data<Db>,
    permit: Permit<MayMerge>,
    id: web::Path<Uuid>,
    body: Body<UnmergeCases>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| merging::unmerge(tx, *id, &wanted)).await
}
