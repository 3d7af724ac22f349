//! Comparing a notification with other records, answering, and taking back, as seen from outside.

use super::views::Decided;
use super::views_comparing::{AnswerComparison, Answered, ComparisonView, UnlinkNotification, WithdrawAnswer};
use super::{answers, linking};
use crate::case::routes::form;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{LinkNotification as MayLink, ReadNotification};
use uuid::Uuid;

/// A notification beside a case or another notification, with the differences in words.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification"), ("kind" = String, Path, description = "`case` or `notification`"),
    ("other" = Uuid, Path, description = "The other record")),
    responses((status = 200, description = "The comparison", body = ComparisonView)), security(("session" = [])))]
#[get("/api/v1/notifications/{id}/comparisons/{kind}/{other}")]
pub async fn compare_notification(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadNotification>,
    path: web::Path<(Uuid, String, Uuid)>,
) -> Result<web::Json<ComparisonView>, Problem> {
    let (id, kind, other) = path.into_inner();
    db.read(permit, move |tx| answers::comparison(tx, form(&registry)?, id, &kind, other)).await.map(web::Json)
}

/// Answer whether a notification and another record are about the same child. "Same child" about a case links the notification to it;
/// every other answer is remembered and changes nothing.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = AnswerComparison,
    responses((status = 201, description = "The answer is kept", body = Answered)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/comparison-answers")]
pub async fn answer_comparison(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MayLink>,
    id: web::Path<Uuid>,
    body: Body<AnswerComparison>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| answers::answer(tx, form(&registry)?, *id, &wanted)).await
}

/// Take an answer back: the two records are offered again.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = WithdrawAnswer,
    responses((status = 201, description = "The answer is taken back", body = Answered)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/answer-withdrawals")]
pub async fn withdraw_answer(
    db: web::Data<Db>,
    permit: Permit<MayLink>,
    id: web::Path<Uuid>,
    body: Body<WithdrawAnswer>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| answers::withdraw(tx, *id, &wanted)).await
}

/// Take a notification out of its case again: it waits exactly as before.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = UnlinkNotification,
    responses((status = 201, description = "It waits again", body = Decided)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/unlinking")]
pub async fn unlink_notification(
    db: web::Data<Db>,
    permit: Permit<MayLink>,
    id: web::Path<Uuid>,
    body: Body<UnlinkNotification>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| linking::unlink(tx, *id, &wanted)).await
}
