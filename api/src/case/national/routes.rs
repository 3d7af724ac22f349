//! Telling the national database as seen from outside.

use super::service as national;
use super::views::{NationalNotification, NationalNotificationView};
use crate::case::record::routes::changed;
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, put, web};
use opencdr_domain::identity::permission::{ChangeCaseRecord, ReadCaseRecord};
use uuid::Uuid;

/// Whether the national child mortality database was told of the death, and when.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "What is written down about it", body = NationalNotificationView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/national-notification")]
pub async fn get_national_notification(
    db: web::Data<Db>,
    permit: Permit<ReadCaseRecord>,
    id: web::Path<Uuid>,
) -> Result<web::Json<NationalNotificationView>, Problem> {
    db.read(permit, move |tx| national::read(tx, *id)).await.map(web::Json)
}

/// Write down that the national database was told; this meets its deadline. Send the version you changed as If-Match; 0 where there was none.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = NationalNotification,
    responses((status = 200, description = "Written down; the version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/national-notification")]
pub async fn record_national_notification(
    db: web::Data<Db>,
    permit: Permit<ChangeCaseRecord>,
    id: web::Path<Uuid>,
    body: Body<NationalNotification>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    let kept = db.write(permit, move |tx| national::record(tx, id, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
