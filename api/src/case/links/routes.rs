//! Links between cases as seen from outside.

use super::service;
use super::views::{LinkCase, LinkList};
use crate::case::record::routes::add;
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, delete, get, post, web};
use opencdr_domain::identity::permission::{ChangeLinks, ReadLinks};
use uuid::Uuid;

/// Cases that this one belongs together with. A link to a case you may not know of is not told, nor that there is one.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "Links", body = LinkList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/links")]
pub async fn list_case_links(db: web::Data<Db>, permit: Permit<ReadLinks>, id: web::Path<Uuid>) -> Result<web::Json<LinkList>, Problem> {
    db.read(permit, move |tx| service::read(tx, *id)).await.map(web::Json)
}

/// Link this case with another of the same area.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = LinkCase,
    responses((status = 201, description = "Linked", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/links")]
pub async fn add_case_link(
    db: web::Data<Db>,
    permit: Permit<ChangeLinks>,
    id: web::Path<Uuid>,
    body: Body<LinkCase>,
) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/links"), move |tx| service::add(tx, id, &wanted)).await
}

/// End a link. That it was there is kept.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Link")),
    responses((status = 204, description = "Ended")), security(("session" = [])))]
#[delete("/api/v1/cases/{id}/links/{row}")]
pub async fn end_case_link(db: web::Data<Db>, permit: Permit<ChangeLinks>, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, link) = path.into_inner();
    db.write(permit, move |tx| service::end(tx, id, link)).await?;
    Ok(HttpResponse::NoContent().finish())
}
