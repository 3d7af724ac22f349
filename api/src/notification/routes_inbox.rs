//! The coordinator's side of notifications, as seen from outside.

use super::views::{AcceptNotification, Decided, LinkNotification, NotificationSummary, NotificationView, RejectNotification};
use super::{deciding, inbox, store};
use crate::case::routes::form;
use crate::case::{service as cases, views::Counts};
use crate::platform::db::Db;
use crate::platform::event::Event;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::page::{self, Page};
use crate::platform::problem::{Code, Problem};
use crate::restriction::reviewing;
use actix_web::http::header::ETAG;
use actix_web::{HttpResponse, get, post, web};
use opencdr_domain::audit::event::{Action, ObjectKind};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{
    AcceptNotification as MayAccept, LinkNotification as MayLink, ListNotifications, ReadCounts, ReadNotification, RejectNotification as MayReject,
};
use opencdr_domain::notification::decision::Status;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotificationQuery {
    /// `received` (when left out), `accepted`, `linked` or `rejected`.
    status: Option<String>,
    /// Rows wanted, 1 to 200; 25 when left out.
    limit: Option<i64>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// Notifications of my areas: those that wait, the oldest first; those decided, the latest first.
#[utoipa::path(tag = "notification", params(NotificationQuery), responses((status = 200, description = "Notifications", body = Page<NotificationSummary>)), security(("session" = [])))]
#[get("/api/v1/notifications")]
pub async fn list_notifications(
    db: web::Data<Db>,
    permit: Permit<ListNotifications>,
    query: web::Query<NotificationQuery>,
) -> Result<HttpResponse, Problem> {
    let status = match &query.status {
        None => Status::Received,
        Some(code) => Status::from_code(code)
            .ok_or_else(|| Problem::field(Code::InvalidBody, "/query/status", "not_an_option", "status is received, accepted, linked or rejected"))?,
    };
    let limit = page::limit(query.limit)?;
    let key: Option<store::Key> = page::decode(query.cursor.as_deref())?;
    let page = db
        .read(permit, move |tx| {
            let (items, next) = inbox::list(tx, status, key, limit)?;
            page::write(items, next)
        })
        .await?;
    let filters = format!("status={}&limit={limit}", status.code());
    Ok(page::respond("/api/v1/notifications", &filters, page))
}

/// One notification as it was sent, with likely duplicates and what can be done.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), responses((status = 200, description = "The notification; its version is the ETag", body = NotificationView)), security(("session" = [])))]
#[get("/api/v1/notifications/{id}")]
pub async fn get_notification(db: web::Data<Db>, permit: Permit<ReadNotification>, id: web::Path<Uuid>) -> Result<HttpResponse, Problem> {
    let view = db.read(permit, move |tx| inbox::get(tx, *id)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// Accept a notification as a new case. Two coordinators at once make one case.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = AcceptNotification,
    responses((status = 201, description = "The new case", body = Decided), (status = 200, description = "Accepted before: the same case", body = Decided)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/acceptance")]
pub async fn accept_notification(
    db: web::Data<Db>,
    permit: Permit<MayAccept>,
    id: web::Path<Uuid>,
    body: Body<AcceptNotification>,
) -> Result<HttpResponse, Problem> {
    write_once(&db, permit, body.fingerprint, move |tx| deciding::accept(tx, *id)).await
}

/// Link a notification to a case that stands already.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = LinkNotification,
    responses((status = 201, description = "Linked", body = Decided), (status = 200, description = "Linked before: the same case", body = Decided)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/link")]
pub async fn link_notification(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<MayLink>,
    id: web::Path<Uuid>,
    body: Body<LinkNotification>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| deciding::link(tx, form(&registry)?, *id, &wanted)).await
}

/// Reject a notification with a reason of the scope rules.
#[utoipa::path(tag = "notification", params(("id" = Uuid, Path, description = "Notification")), request_body = RejectNotification,
    responses((status = 201, description = "Rejected", body = Decided), (status = 200, description = "Rejected before for the same reason", body = Decided)), security(("session" = [])))]
#[post("/api/v1/notifications/{id}/rejection")]
pub async fn reject_notification(
    db: web::Data<Db>,
    permit: Permit<MayReject>,
    id: web::Path<Uuid>,
    body: Body<RejectNotification>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| deciding::reject(tx, *id, &wanted)).await
}

/// Counts for tabs and badges. Pages ask again by themselves, so asking does not keep a session alive.
#[utoipa::path(tag = "case", responses((status = 200, description = "Counts of my areas", body = Counts)), security(("session" = [])))]
#[get("/api/v1/counts")]
pub async fn get_counts(db: web::Data<Db>, permit: Permit<ReadCounts>) -> Result<web::Json<Counts>, Problem> {
    db.glance(permit, |tx| {
        let areas = tx.areas();
        let notifications = store::count_by_status(tx.conn(), &areas)?;
        let cases = cases::counts(tx)?;
        let emergencies_to_review = reviewing::count(tx)?;
        tx.record(Event::list(Action::ReadCounts, ObjectKind::Area, areas))?;
        Ok(Counts { notifications, cases, emergencies_to_review })
    })
    .await
    .map(web::Json)
}
