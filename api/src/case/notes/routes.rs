//! Notes as seen from outside.

use super::service;
use super::views::{Note, NoteList};
use crate::case::record::routes::{add, changed};
use crate::case::record::views::Added;
use crate::platform::db::Db;
use crate::platform::extract::{Body, Permit};
use crate::platform::problem::Problem;
use actix_web::{HttpResponse, get, post, put, web};
use opencdr_domain::identity::permission::{ReadNotes, WriteNotes};
use uuid::Uuid;

/// Notes of the panel's office. They are not part of the statutory record and go into no pack, print or export.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")),
    responses((status = 200, description = "Notes", body = NoteList)), security(("session" = [])))]
#[get("/api/v1/cases/{id}/notes")]
pub async fn list_case_notes(db: web::Data<Db>, permit: Permit<ReadNotes>, id: web::Path<Uuid>) -> Result<web::Json<NoteList>, Problem> {
    db.read(permit, move |tx| service::read(tx, *id)).await.map(web::Json)
}

/// Add a note.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case")), request_body = Note,
    responses((status = 201, description = "Added", body = Added)), security(("session" = [])))]
#[post("/api/v1/cases/{id}/notes")]
pub async fn add_case_note(db: web::Data<Db>, permit: Permit<WriteNotes>, id: web::Path<Uuid>, body: Body<Note>) -> Result<HttpResponse, Problem> {
    let (id, wanted) = (*id, body.value);
    add(&db, permit, body.fingerprint, format!("/api/v1/cases/{id}/notes"), move |tx| service::add(tx, id, &wanted)).await
}

/// Change a note. Send the version you changed as If-Match.
#[utoipa::path(tag = "case", params(("id" = Uuid, Path, description = "Case"), ("row" = Uuid, Path, description = "Row")), request_body = Note,
    responses((status = 200, description = "Changed; its version is the ETag", body = Added)), security(("session" = [])))]
#[put("/api/v1/cases/{id}/notes/{row}")]
pub async fn replace_case_note(
    db: web::Data<Db>,
    permit: Permit<WriteNotes>,
    path: web::Path<(Uuid, Uuid)>,
    body: Body<Note>,
) -> Result<HttpResponse, Problem> {
    let ((id, row), wanted) = (path.into_inner(), body.value);
    let kept = db.write(permit, move |tx| service::change(tx, id, row, &wanted)).await?;
    Ok(changed(kept.version, kept))
}
