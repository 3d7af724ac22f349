//! Triage of a case, as seen from outside.

use super::triage;
use super::views_triage::{CompleteTriage, ReopenTriage, TriageMoved};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, post, web};
use opencdr_domain::identity::permission::CompleteTriage as MayComplete;
use uuid::Uuid;

/// Say that triage is complete: the case moves on to gathering information, and the deadline of triage is met.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = CompleteTriage,
    responses((status = 201, description = "Triage is complete", body = TriageMoved)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/triage-completion")]
pub async fn complete_triage(
    db: web::Data<Db>,
    permit: Permit<MayComplete>,
    id: web::Path<Uuid>,
    body: Body<CompleteTriage>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| triage::complete(tx, *id)).await
}

/// Reopen triage, as long as the case has not come further than gathering information: its deadline runs again.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = ReopenTriage,
    responses((status = 201, description = "The case is in triage", body = TriageMoved)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/triage-reopening")]
pub async fn reopen_triage(
    db: web::Data<Db>,
    permit: Permit<MayComplete>,
    id: web::Path<Uuid>,
    body: Body<ReopenTriage>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| triage::reopen(tx, *id, &wanted)).await
}
