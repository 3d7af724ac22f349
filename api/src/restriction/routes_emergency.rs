//! Openings in an emergency and their review, as seen from outside.

use super::store_emergency::Key;
use super::views::{EmergencyAccessView, OpenInEmergency, OpenedInEmergency, ReviewEmergency, ReviewView};
use super::{emergency, reviewing};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::page::{self, Page};
use crate::platform::problem::{Code, Problem};
use actix_web::http::header::LOCATION;
use actix_web::{HttpResponse, get, post, web};
use opencdr_domain::identity::permission::{BreakGlass, ReviewEmergencyAccess};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EmergencyQuery {
    /// `to_review` (when left out) or `reviewed`.
    state: Option<String>,
    /// Rows wanted, 1 to 200; 25 when left out.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Open a restricted case in an emergency: one, for 60 minutes, to read.
///
/// Asks for the second factor anew. Managers and auditors are told at once. Answers the same whether there is no such case, it is
/// not restricted, belongs to another area, or an interest in it was declared.
#[utoipa::path(tag = "restriction", request_body = OpenInEmergency,
    responses((status = 201, description = "Open", body = OpenedInEmergency), (status = 404, description = "Nothing can be opened under that reference", body = crate::platform::problem::ProblemBody, content_type = "application/problem+json")), security(("session" = [])))]
#[post("/api/v1/emergency-accesses")]
pub async fn create_emergency_access(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<BreakGlass>,
    body: Body<OpenInEmergency>,
) -> Result<HttpResponse, Problem> {
    // A failed attempt is committed first, since it counts and is written down.
    let attempt = db.write(permit, move |tx| emergency::open(tx, &settings, &body.value)).await?;
    let opened = emergency::answer(attempt)?;
    Ok(HttpResponse::Created().insert_header((LOCATION, format!("/api/v1/cases/{}", opened.case_id))).json(opened))
}

/// What was opened in an emergency in my areas: what waits for a review, the oldest first; what was reviewed, the latest first.
#[utoipa::path(tag = "restriction", params(EmergencyQuery), responses((status = 200, description = "Openings", body = Page<EmergencyAccessView>)), security(("session" = [])))]
#[get("/api/v1/emergency-accesses")]
pub async fn list_emergency_accesses(
    db: web::Data<Db>,
    permit: Permit<ReviewEmergencyAccess>,
    query: web::Query<EmergencyQuery>,
) -> Result<HttpResponse, Problem> {
    let waiting = match query.state.as_deref() {
        None | Some("to_review") => true,
        Some("reviewed") => false,
        Some(_) => return Err(Problem::field(Code::InvalidBody, "/query/state", "not_an_option", "state is to_review or reviewed")),
    };
    let limit = page::limit(query.limit)?;
    let key: Option<Key> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = reviewing::list(tx, waiting, key, limit)?;
            page::write(items, next)
        })
        .await?;
    let state = if waiting { "to_review" } else { "reviewed" };
    Ok(page::respond("/api/v1/emergency-accesses", &format!("state={state}&limit={limit}"), page))
}

/// Review an opening in an emergency; never one's own.
#[utoipa::path(tag = "restriction", params(("id" = Uuid, Path, description = "Opening")), request_body = ReviewEmergency,
    responses((status = 201, description = "Reviewed", body = ReviewView)), security(("session" = [])))]
#[post("/api/v1/emergency-accesses/{id}/review")]
pub async fn review_emergency_access(
    db: web::Data<Db>,
    permit: Permit<ReviewEmergencyAccess>,
    id: web::Path<Uuid>,
    body: Body<ReviewEmergency>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| reviewing::review(tx, *id, &body.value)).await
}
