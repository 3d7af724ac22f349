//! Uploading, as seen from outside. Access is proven before the file is read, and again when it is written down.

use super::form::{self, Details};
use super::keeping::{self, Refused, Stored};
use super::views::{AddDocumentVersion, DocumentView, UploadDocument};
use crate::case::access::CaseChange;
use crate::platform::config::Settings;
use crate::platform::db::Db;
use crate::platform::extract::Permit;
use crate::platform::idempotency::{Answer, once, respond};
use crate::platform::problem::Problem;
use crate::platform::request::Request;
use crate::platform::storage::Storage;
use crate::platform::tx::Tx;
use crate::platform::upload::{FileForm, FileUpload};
use actix_web::{HttpResponse, post, web};
use opencdr_domain::document::LARGEST_FILE;
use opencdr_domain::identity::permission::UploadDocument as MayUpload;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Files that are checked at once: a picture of 50 megapixels takes some hundred megabytes while it is drawn.
static CHECKED_AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Add a document to a case.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case")), request_body(content = UploadDocument, content_type = "multipart/form-data"),
    responses((status = 201, description = "The document", body = DocumentView)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/documents")]
pub async fn upload_document(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    storage: web::Data<Storage>,
    permit: Permit<MayUpload>,
    id: web::Path<Uuid>,
    upload: FileUpload,
) -> Result<HttpResponse, Problem> {
    let (id, request) = (*id, permit.request.clone());
    let case = admitted(&db, permit, id).await?;
    let sent = upload.read(LARGEST_FILE).await?;
    let details: Details = form::details(&sent)?;
    let fingerprint = sent.fingerprint();
    let stored = stored(&db, &settings, &storage, &request, case, sent).await?;
    keep(&db, &storage, request, fingerprint, stored, move |tx, stored| keeping::keep_document(tx, id, stored, &details)).await
}

/// Add a new version of a document.
#[utoipa::path(tag = "document", params(("id" = Uuid, Path, description = "Case"), ("document" = Uuid, Path, description = "Document")),
    request_body(content = AddDocumentVersion, content_type = "multipart/form-data"),
    responses((status = 201, description = "The document with its new version", body = DocumentView)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/documents/{document}/versions")]
pub async fn add_document_version(
    db: web::Data<Db>,
    settings: web::Data<Settings>,
    storage: web::Data<Storage>,
    permit: Permit<MayUpload>,
    path: web::Path<(Uuid, Uuid)>,
    upload: FileUpload,
) -> Result<HttpResponse, Problem> {
    let ((id, document), request) = (path.into_inner(), permit.request.clone());
    let case = admitted(&db, permit, id).await?;
    let sent = upload.read(LARGEST_FILE).await?;
    form::only(&sent, &[])?;
    let fingerprint = sent.fingerprint();
    let stored = stored(&db, &settings, &storage, &request, case, sent).await?;
    keep(&db, &storage, request, fingerprint, stored, move |tx, stored| keeping::keep_version(tx, id, document, stored)).await
}

/// Nobody sends twenty-five megabytes to a case they may not add to.
async fn admitted(db: &Db, permit: Permit<MayUpload>, id: Uuid) -> Result<CaseChange, Problem> {
    db.read(permit, move |tx| keeping::admit(tx, id, 1)).await
}

async fn stored(db: &Db, settings: &Settings, storage: &Storage, request: &Request, case: CaseChange, sent: FileForm) -> Result<Stored, Problem> {
    let turn = CHECKED_AT_ONCE.acquire().await.map_err(Problem::internal)?;
    let (scanner, id) = (settings.scanner.clone(), case.id());
    let examined = blocking(move || keeping::examine(&sent.file_name, sent.file, scanner.as_ref())).await?;
    drop(turn);
    match examined {
        Ok(examined) => {
            let storage = storage.clone();
            blocking(move || keeping::put(&storage, &case, examined)).await?
        }
        Err(refused) => Err(written_down(db, request.clone(), id, refused).await?),
    }
}

/// A refused file is written down before its sender is told.
async fn written_down(db: &Db, request: Request, id: Uuid, refused: Refused) -> Result<Problem, Problem> {
    let problem = refused.problem();
    db.write(Permit::<MayUpload>::of(request), move |tx| refused.record(tx, id)).await?;
    Ok(problem)
}

/// Writes the file down; takes it back when it was not, or when the same request was answered before.
async fn keep(
    db: &Db,
    storage: &Storage,
    request: Request,
    fingerprint: [u8; 32],
    stored: Stored,
    work: impl Fn(&mut Tx, &Stored) -> Result<Answer, Problem> + Send + 'static,
) -> Result<HttpResponse, Problem> {
    let (object, storage) = (stored.object().to_owned(), storage.clone());
    let outcome = db
        .write(Permit::<MayUpload>::of(request), move |tx| {
            let mut made = false;
            let answer = once(tx, &fingerprint, |tx| {
                made = true;
                work(tx, &stored)
            })?;
            Ok((answer, made))
        })
        .await;
    if !matches!(outcome, Ok((_, true))) {
        blocking(move || {
            if let Err(problem) = storage.take_back(&object) {
                log::warn!("a file that nothing speaks of stays in the store, sealed: {problem}");
            }
        })
        .await?;
    }
    outcome.map(|(answer, _)| respond(&answer))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    web::block(work).await.map_err(|_| Problem::internal("work on a file broke"))
}
