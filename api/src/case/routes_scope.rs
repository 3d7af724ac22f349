//! The questions of scope of a case, and its areas, as seen from outside.

use super::places;
use super::scope;
use super::views_places::{ChangePlaces, PlacesView};
use super::views_scope::{AnswerScope, ProveStillbirth, ReviewEnded, ScopeView};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{DecideScope, ReadCase};
use uuid::Uuid;

fn respond(view: ScopeView) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view)
}

/// Whether the death of a case is reviewed here: questions, answers, and what follows.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "The questions; their version is the ETag", body = ScopeView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/scope")]
pub async fn get_case_scope(db: web::Data<Db>, permit: Permit<ReadCase>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    db.read(permit, move |tx| scope::get(tx, *id)).await.map(respond)
}

/// Answer questions of scope of a case. Answers before are kept.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = AnswerScope,
    responses((status = 200, description = "As answered", body = ScopeView)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/scope")]
pub async fn answer_case_scope(
    db: web::Data<Db>,
    permit: Permit<DecideScope>,
    id: web::Path<Uuid>,
    body: Body<AnswerScope>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    db.write(permit, move |tx| scope::answer(tx, *id, &wanted)).await.map(respond)
}

/// Show that a baby was stillborn: the review of an unattended stillbirth ends as not in scope, and its clocks stop.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = ProveStillbirth,
    responses((status = 201, description = "The review has ended", body = ReviewEnded)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/stillbirth-proof")]
pub async fn prove_stillbirth(
    db: web::Data<Db>,
    permit: Permit<DecideScope>,
    id: web::Path<Uuid>,
    body: Body<ProveStillbirth>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| scope::prove_stillbirth(tx, *id, &wanted)).await
}

/// Put right in which areas the child lived, died, and in which it happened.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = ChangePlaces,
    responses((status = 200, description = "As they are now; the version of the case is the ETag", body = PlacesView)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/areas")]
pub async fn change_areas_of_case(
    db: web::Data<Db>,
    permit: Permit<DecideScope>,
    id: web::Path<Uuid>,
    body: Body<ChangePlaces>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    let (view, version) = db.write(permit, move |tx| places::change(tx, *id, &wanted)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{version}\""))).json(view))
}
