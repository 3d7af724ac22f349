//! Documents as seen from outside: listed, opened, changed, withdrawn.

use super::service;
use super::views::{ChangeDocument, DocumentList, DocumentView, WithdrawDocument};
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::idempotency::write_once;
use crate::platform::problem::Problem;
use crate::platform::storage::Storage;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG};
use actix_web::{HttpResponse, get, patch, post, web};
use opencdr_domain::document::file_name::attachment;
use opencdr_domain::identity::permission::{ChangeDocument as MayChange, ListDocuments, ReadDocument};
use uuid::Uuid;

/// The documents of a case, withdrawn ones included.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case")), responses((status = 200, description = "Documents, the latest first", body = DocumentList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/documents")]
pub async fn list_documents(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    permit: Permit<ListDocuments>,
    id: web::Path<Uuid>,
) -> Result<web::Json<DocumentList>, Problem> {
    let scanned = settings.scanner.is_some();
    db.read(permit, move |tx| service::list(tx, *id, scanned)).await.map(web::Json)
}

/// One document with its versions.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case"), ("document" = Uuid, Path, description = "Document")),
    responses((status = 200, description = "The document; its version is the ETag", body = DocumentView)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/documents/{document}")]
pub async fn get_document(db: web::Data<Db>, permit: Permit<ReadDocument>, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Problem> {
    let (id, document) = path.into_inner();
    let view = db.read(permit, move |tx| service::get(tx, id, document)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// The file of a version, to be saved.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case"), ("document" = Uuid, Path, description = "Document"), ("version" = i32, Path, description = "Number of the version")),
    responses((status = 200, description = "The file", content_type = "application/octet-stream", body = Vec<u8>)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/documents/{document}/versions/{version}/content")]
pub async fn get_document_content(
    db: web::Data<Db>,
    storage: web::Data<Storage>,
    permit: Permit<ReadDocument>,
    path: web::Path<(Uuid, Uuid, i32)>,
) -> Result<HttpResponse, Problem> {
    let (id, document, number) = path.into_inner();
    let opened = db.read(permit, move |tx| service::open(tx, id, document, number)).await?;
    let (kind, name) = (opened.kind, attachment(&opened.file_name));
    let read = move || storage.get(&opened.object).and_then(|sealed| opened.unseal(&sealed));
    let bytes = web::block(read).await.map_err(|_| Problem::internal("reading a file broke"))??;
    Ok(HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header((CONTENT_DISPOSITION, name))
        // It is saved, never shown; should a browser show it all the same, it may do nothing.
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .body(bytes))
}

/// Change what a document is called and classed as, or keep it from the panel.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case"), ("document" = Uuid, Path, description = "Document")), request_body = ChangeDocument,
    responses((status = 200, description = "The document as it is now", body = DocumentView)), security(("session" = [])))]
#[patch("/api/v1/cases/{id}/documents/{document}")]
pub async fn change_document(
    db: web::Data<Db>,
    permit: Permit<MayChange>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<ChangeDocument>,
) -> Result<HttpResponse, Problem> {
    let (id, document) = path.into_inner();
    let view = db.write(permit, move |tx| service::change(tx, id, document, &body.value)).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, format!("\"{}\"", view.version))).json(view))
}

/// Withdraw a document with a reason. It stays on the record, and its files are not opened any more.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case"), ("document" = Uuid, Path, description = "Document")), request_body = WithdrawDocument,
    responses((status = 201, description = "Withdrawn", body = DocumentView)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/documents/{document}/withdrawal")]
pub async fn withdraw_document(
    db: web::Data<Db>,
    permit: Permit<MayChange>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<WithdrawDocument>,
) -> Result<HttpResponse, Problem> {
    let (id, document) = path.into_inner();
    let reason = body.value.reason;
    write_once(&db, permit, body.fingerprint, move |tx| service::withdraw(tx, id, document, &reason)).await
}
