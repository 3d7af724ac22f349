//! The joint agency response of a case, as seen from outside.

use super::response;
use super::views_response::{JointAgencyResponseView, RecordJointAgencyResponse};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, put, web};
use opencdr_domain::identity::permission::{DecideJointAgencyResponse, ReadCase};
use uuid::Uuid;

fn respond(view: JointAgencyResponseView) -> HttpResponse {
    let version = view.current.as_ref().map_or(0, |current| current.version);
    HttpResponse::Ok().insert_header((ETAG, format!("\"{version}\""))).json(view)
}

/// What was decided about a joint agency response, now and before, and the criteria.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "The decision; its version is the ETag, 0 while there is none", body = JointAgencyResponseView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/joint-agency-response")]
pub async fn get_joint_agency_response(db: web::Data<Db>, permit: Permit<ReadCase>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    db.read(permit, move |tx| response::get(tx, *id)).await.map(respond)
}

/// Record a decision about a joint agency response. What was recorded before is kept.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = RecordJointAgencyResponse,
    responses((status = 200, description = "As recorded", body = JointAgencyResponseView)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/joint-agency-response")]
pub async fn record_joint_agency_response(
    db: web::Data<Db>,
    permit: Permit<DecideJointAgencyResponse>,
    id: web::Path<Uuid>,
    body: Body<RecordJointAgencyResponse>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    db.write(permit, move |tx| response::record(tx, *id, &wanted)).await.map(respond)
}
