//! The questions of scope about a notification, as seen from outside.

use super::scoping;
use crate::case::views_scope::{AnswerScope, ScopeView};
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, put, web};
use opencdr_domain::identity::permission::{DecideScope, ReadNotification};
use uuid::Uuid;

fn respond(view: ScopeView) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view)
}

/// Whether the death a notification tells of is reviewed here: questions, answers, and what follows.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), responses((status = 200, description = "The questions; their version is the ETag", body = ScopeView)), security(("session" = [])))]
#[get("/api/v1/notifications/{id}/scope")]
pub async fn get_scope_of_notified(db: web::Data<Db>, permit: Permit<ReadNotification>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    db.read(permit, move |tx| scoping::get(tx, *id)).await.map(respond)
}

/// Answer questions of scope before a notification is decided. Answers before are kept, and go with it into the case.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = AnswerScope,
    responses((status = 200, description = "As answered", body = ScopeView)), security(("session" = [])))]
#[put("/api/v1/notifications/{id}/scope")]
pub async fn answer_scope_of_notified(
    db: web::Data<Db>,
    permit: Permit<DecideScope>,
    id: web::Path<Uuid>,
    body: Body<AnswerScope>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    db.write(permit, move |tx| scoping::answer(tx, *id, &wanted)).await.map(respond)
}
