//! The collated record as seen from outside.

use super::views::{ChooseAnswer, CompletenessView, CompositeName, CompositeView, JoinRows};
use super::{choosing, completing, joining, showing};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, delete, get, post, web};
use opencdr_domain::forms::Registry;
use opencdr_domain::identity::permission::{CollateAnswers, ReadRequests};
use uuid::Uuid;

/// The collated record: every question that somebody answered, with every source, and what the record says.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "The record", body = CompositeView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/composite")]
pub async fn get_composite(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadRequests>,
    id: web::Path<Uuid>,
) -> Result<web::Json<CompositeView>, Problem> {
    db.read(permit, move |tx| showing::get(tx, &registry, *id)).await.map(web::Json)
}

/// How complete the record is: what the national database wishes to know, what is missing, and from whom it is awaited.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Wishes", body = CompletenessView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/completeness")]
pub async fn get_completeness(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<ReadRequests>,
    id: web::Path<Uuid>,
) -> Result<web::Json<CompletenessView>, Problem> {
    db.read(permit, move |tx| completing::get(tx, &registry, *id)).await.map(web::Json)
}

/// Choose which of several answers counts, or write one in their place. A later answer that differs opens the choice again.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case")), request_body = ChooseAnswer,
    responses((status = 201, description = "Chosen", body = CompositeName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/composite/choices")]
pub async fn choose_answer(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<CollateAnswers>,
    id: web::Path<Uuid>,
    body: Body<ChooseAnswer>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| choosing::choose(tx, &registry, *id, &wanted)).await
}

/// Say that rows of several contributions are about the same: one sibling told of by two agencies.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case")), request_body = JoinRows,
    responses((status = 201, description = "Joined", body = CompositeName)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/composite/joins")]
pub async fn join_rows(
    db: web::Data<Db>,
    registry: web::Data<Registry>,
    permit: Permit<CollateAnswers>,
    id: web::Path<Uuid>,
    body: Body<JoinRows>,
) -> Result<HttpResponse, Problem> {
    let wanted = body.value;
    write_once(&db, permit, body.fingerprint, move |tx| joining::join(tx, &registry, *id, &wanted)).await
}

/// Take joined rows apart: each is as it was.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case"), ("join" = Uuid, Path, description = "Join")),
    responses((status = 204, description = "Taken apart")), security(("session" = [])))]
#[delete("/api/v1/cases/{id}/composite/joins/{join}")]
pub async fn separate_rows(db: web::Data<Db>, permit: Permit<CollateAnswers>, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, join) = path.into_inner();
    db.write(permit, move |tx| joining::separate(tx, id, join)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The record on paper: a tagged PDF.
#[utoipa::path(tag = "composite", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "The record", content_type = "application/pdf", body = Vec<u8>)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/composite/document")]
pub async fn get_composite_document(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    registry: web::Data<Registry>,
    permit: Permit<ReadRequests>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    document(&db, settings.demo, registry, permit, *id).await
}

#[cfg(feature = "pdf")]
async fn document(db: &Db, demo: bool, registry: web::Data<Registry>, permit: Permit<ReadRequests>, id: Uuid) -> Result<HttpResponse, Problem> {
    let now = db.clock().now();
    let (heading, view) = db.read(permit, move |tx| showing::for_paper(tx, &registry, id, demo)).await?;
    let name = format!("attachment; filename=\"{}.pdf\"", heading.reference.replace('/', "-"));
    let bytes = web::block(move || super::paper::print(&heading, &view, now)).await.map_err(|_| Problem::internal("typesetting broke"))??;
    Ok(HttpResponse::Ok().content_type("application/pdf").insert_header(("Content-Disposition", name)).body(bytes))
}

#[cfg(not(feature = "pdf"))]
async fn document(_: &Db, _: bool, _: web::Data<Registry>, _: Permit<ReadRequests>, _: Uuid) -> Result<HttpResponse, Problem> {
    Err(Problem::new(
        crate::platform::problem::Code::NotBuilt,
        "This server was built without its typesetter. Use the print function of your browser.",
    ))
}
